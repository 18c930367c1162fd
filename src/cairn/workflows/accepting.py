"""Accepting: which accept-lists hold an award, or a record from elsewhere, on its day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from cairn.domain.catalog.models import Edition
from cairn.domain.issuing.models import Award
from cairn.domain.policies.models import AcceptEntry
from cairn.domain.policies.queries import entries_about, entries_about_outside
from cairn.domain.validity.queries import tiers_of
from cairn.domain.validity.states import TIERS


class Earned(Protocol):
    """What is looked at in an award; a whole one says it, as does a row that holds no more."""

    @property
    def pk(self) -> int: ...
    @property
    def organization_id(self) -> int: ...
    @property
    def edition_id(self) -> int | None: ...
    @property
    def stack_id(self) -> int | None: ...
    @property
    def earned_on(self) -> date: ...


def lists_of(
    awards: Iterable[Earned], families: Mapping[int, int] | None = None
) -> dict[int, frozenset[str]]:
    """By award (primary key) the keys of the accept-lists that hold it, on the day it was earned.

    `families` are the micro-credentials of their editions where these are known already.

    How well it is judged is what the latest report on its edition says; of a stack, the least of its parts.
    Constant in queries.
    """
    rows = list(awards)
    if families is None:
        families = _families({row.edition_id for row in rows if row.edition_id})
    entries = entries_about(
        issuers=(row.organization_id for row in rows),
        stacks=(row.stack_id for row in rows if row.stack_id),
        micro_credentials=families.values(),
        editions=families,
    )
    tiers = _tiers(rows) if any(entry.least_tier for entry in entries) else {}
    by_thing = _by_thing(entries)
    return {
        row.pk: frozenset(
            entry.list.key
            for thing in _things(row, families)
            for entry in by_thing.get(thing, ())
            if covers(entry, row.earned_on) and judged_enough(entry, tiers.get(row.pk, ""))
        )
        for row in rows
    }


def lists_of_outside(records: Iterable[tuple[str, date]]) -> dict[tuple[str, date], frozenset[str]]:
    """By issuer elsewhere and day the keys of the lists that hold it. Of these no report is known here."""
    asked = set(records)
    entries = entries_about_outside(issuer for issuer, _ in asked)
    return {
        (issuer, day): frozenset(
            entry.list.key
            for entry in entries
            if entry.outside_issuer == issuer and covers(entry, day) and judged_enough(entry, "")
        )
        for issuer, day in asked
    }


def covers(entry: AcceptEntry, day: date) -> bool:
    """Whether the entry holds what was earned on the day; both ends are included."""
    return entry.from_on <= day and (entry.until_on is None or day <= entry.until_on)


def judged_enough(entry: AcceptEntry, tier: str) -> bool:
    """Whether a report of this tier is as much as the entry asks for; an empty tier is that there is no report."""
    if not entry.least_tier:
        return True
    return tier in TIERS and TIERS.index(tier) >= TIERS.index(entry.least_tier)


Thing = tuple[str, int]


def _families(editions: Iterable[int]) -> dict[int, int]:
    """The micro-credential of each edition."""
    return dict(Edition.objects.filter(pk__in=editions).values_list("pk", "micro_credential_id"))


def _things(award: Earned, families: Mapping[int, int]) -> list[Thing]:
    """Everything by which an entry may mean this award."""
    found: list[Thing] = [("issuer", award.organization_id)]
    if award.stack_id:
        found.append(("stack", award.stack_id))
    if award.edition_id:
        found += [("edition", award.edition_id), ("micro_credential", families[award.edition_id])]
    return found


def _by_thing(entries: Iterable[AcceptEntry]) -> dict[Thing, list[AcceptEntry]]:
    found: dict[Thing, list[AcceptEntry]] = defaultdict(list)
    for entry in entries:
        for name in ("issuer", "stack", "micro_credential", "edition"):
            if (key := getattr(entry, f"{name}_id")) is not None:
                found[name, key].append(entry)
    return found


def _tiers(awards: Sequence[Earned]) -> dict[int, str]:
    """The tier of the report behind each award (primary key); missing where there is none."""
    through = Award.parts.through.objects.filter(from_award__in=[row.pk for row in awards if row.stack_id])
    parts: dict[int, list[int | None]] = defaultdict(list)
    for whole, edition in through.values_list("from_award", "to_award__edition"):
        parts[whole].append(edition)
    for row in awards:
        if row.edition_id:
            parts[row.pk].append(row.edition_id)
    known = tiers_of({edition for editions in parts.values() for edition in editions if edition})
    found: dict[int, str] = {}
    for award, editions in parts.items():
        tiers = [known[edition].tier if edition in known else "" for edition in editions]
        if tiers and all(tiers):
            found[award] = min(tiers, key=TIERS.index)
    return found
