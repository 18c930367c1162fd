"""Setting an organization's standards: a draft that several people may change, and the set that is in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from cairn.domain.gating import access, queries
from cairn.domain.gating.models import StandardsDraft, StandardSet
from cairn.domain.gating.standards import default, named, normal, problems
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import all_of, demand

Row = Mapping[str, Any]
STEPS = 20
"""So many changes can be undone."""


class StaleStandards(Exception):
    """Somebody changed the same thing in the meantime; `current` is the draft as it stands."""

    def __init__(self, current: StandardsDraft) -> None:
        super().__init__("Somebody changed these standards after you opened them.")
        self.current = current


@transaction.atomic
def set_standards(
    *,
    organization: Organization,
    title: str,
    standards: Sequence[Row],
    by: Person,
    at: datetime,
    based_on: StandardSet | None = None,
) -> StandardSet:
    """The organization's next version of its standards; reviews that have begun keep theirs.

    Raises `Refused` with everything to mend: no set may be without the musts of the default one.
    """
    demand(access.may_set_standards(by, organization, at=at))
    demand(all_of([named(title), problems(standards)]))
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    own, rows = queries.set_of(organization), [normal(row) for row in standards]
    if own and (own.title, [normal(row) for row in own.standards]) == (title, rows):
        return own
    made = StandardSet.objects.create(
        organization=organization,
        key=organization.slug,
        version=own.version + 1 if own else 1,
        title=title,
        standards=rows,
        based_on=based_on or default_today(at=at),
        made_at=at,
        made_by=by,
    )
    record(event="standards.set", by=by, at=at, subject=made, organization=organization, version=made.version)
    return made


def set_today(*, organization: Organization, at: datetime) -> StandardSet:
    """The set that a new review goes by: the organization's own, or the default one as a row."""
    return queries.set_of(organization) or default_today(at=at)


def default_today(*, at: datetime) -> StandardSet:
    """The set that comes with this Cairn, as a row; each of its versions is kept once."""
    told = default()
    row, _ = StandardSet.objects.get_or_create(
        key=told["key"],
        version=told["version"],
        defaults={"title": told["title"], "standards": told["standards"], "made_at": at},
    )
    return row


@transaction.atomic
def draft_standards(*, organization: Organization, by: Person, at: datetime) -> StandardsDraft:
    """The draft of the organization's next standards, begun with those in force; until somebody changes it, it
    follows them."""
    demand(access.may_set_standards(by, organization, at=at))
    force = set_today(organization=organization, at=at)
    begun = {
        "title": force.title if force.organization_id else f"Standards of {organization.name}"[:200],
        "standards": [normal(row) for row in force.standards],
        "based_on": force.based_on or default_today(at=at),
        "saved_at": at,
        "saved_by": by,
    }
    draft, new = StandardsDraft.objects.get_or_create(organization=organization, defaults=begun)
    if not new and StandardsDraft.objects.filter(pk=draft.pk, revision=1).update(**begun):
        draft.refresh_from_db()
    return draft


@transaction.atomic
def write_standard(
    *, draft: StandardsDraft, row: Row, revision: int, by: Person, at: datetime
) -> StandardsDraft:
    """Keep one standard of the draft, or add it at the end.

    Raises `StaleStandards` where somebody changed this very standard after `revision`.
    """
    held = _held(draft, by, at)
    key = str(row["key"])
    if held.touched.get(key, 0) > revision:
        raise StaleStandards(held)
    wanted, keys = normal(row), [one["key"] for one in held.standards]
    rows = [wanted if one["key"] == key else one for one in held.standards]
    return _saved(held, rows if key in keys else [*rows, wanted], by, at)


@transaction.atomic
def rename_standards(
    *, draft: StandardsDraft, title: str, revision: int, by: Person, at: datetime
) -> StandardsDraft:
    """Give the set another title."""
    held = _held(draft, by, at)
    if held.touched.get("", 0) > revision:
        raise StaleStandards(held)
    return _saved(held, held.standards, by, at, title=title.strip()[:200])


@transaction.atomic
def move_standard(*, draft: StandardsDraft, key: str, up: bool, by: Person, at: datetime) -> StandardsDraft:
    """Put a standard one place up or down; at the edge it stays."""
    held = _held(draft, by, at)
    rows = list(held.standards)
    place = next((number for number, row in enumerate(rows) if row["key"] == key), None)
    target = None if place is None else place + (-1 if up else 1)
    if place is None or target is None or not 0 <= target < len(rows):
        return held
    rows[place], rows[target] = rows[target], rows[place]
    return _saved(held, rows, by, at)


@transaction.atomic
def retire_standard(*, draft: StandardsDraft, key: str, by: Person, at: datetime) -> StandardsDraft:
    """Take a standard out of the draft; reviews under way still answer it."""
    held = _held(draft, by, at)
    return _saved(held, [row for row in held.standards if row["key"] != key], by, at)


@transaction.atomic
def replace_standards(
    *,
    draft: StandardsDraft,
    title: str,
    standards: Sequence[Row],
    revision: int,
    by: Person,
    at: datetime,
    based_on: StandardSet | None = None,
) -> StandardsDraft:
    """Put other contents into the draft, of a file or of a newer default; raises `StaleStandards` after any change."""
    held = _held(draft, by, at)
    if held.revision != revision:
        raise StaleStandards(held)
    held.based_on = based_on or held.based_on
    return _saved(held, [normal(row) for row in standards], by, at, title=title.strip()[:200])


@transaction.atomic
def step_back(*, draft: StandardsDraft, by: Person, at: datetime) -> StandardsDraft:
    """Undo the last change; what is undone can be done again."""
    return _step(draft, "earlier", "later", by, at)


@transaction.atomic
def step_forward(*, draft: StandardsDraft, by: Person, at: datetime) -> StandardsDraft:
    """Do again what was undone last."""
    return _step(draft, "later", "earlier", by, at)


@transaction.atomic
def put_in_force(*, draft: StandardsDraft, revision: int, by: Person, at: datetime) -> StandardSet:
    """Make the draft the organization's next version: reviews that begin from now on go by it.

    Raises `Refused` with everything to mend, `StaleStandards` where the draft changed after it was looked at.
    """
    held = _held(draft, by, at)
    if held.revision != revision:
        raise StaleStandards(held)
    return set_standards(
        organization=held.organization,
        title=held.title,
        standards=held.standards,
        by=by,
        at=at,
        based_on=held.based_on,
    )


def _held(draft: StandardsDraft, by: Person, at: datetime) -> StandardsDraft:
    demand(access.may_set_standards(by, draft.organization, at=at))
    return (
        StandardsDraft.objects.select_for_update(no_key=True, of=("self",))
        .select_related("organization", "based_on")
        .get(pk=draft.pk)
    )


def _content(draft: StandardsDraft) -> dict[str, Any]:
    return {"title": draft.title, "standards": draft.standards, "based_on": draft.based_on_id}


def _saved(
    draft: StandardsDraft, rows: Sequence[Row], by: Person, at: datetime, *, title: str | None = None
) -> StandardsDraft:
    """Keep what the draft holds now as a step to go back to, and these contents in its place."""
    before = StandardsDraft.objects.values("title", "standards", "based_on").get(pk=draft.pk)
    after = {
        "title": draft.title if title is None else title,
        "standards": list(rows),
        "based_on": draft.based_on_id,
    }
    if after == before:
        return draft
    draft.earlier, draft.later = [*draft.earlier, before][-STEPS:], []
    return _kept(draft, before, after, by, at)


def _step(draft: StandardsDraft, source: str, target: str, by: Person, at: datetime) -> StandardsDraft:
    held = _held(draft, by, at)
    steps: list[dict[str, Any]] = getattr(held, source)
    if not steps:
        return held
    before = _content(held)
    setattr(held, source, steps[:-1])
    setattr(held, target, [*getattr(held, target), before][-STEPS:])
    return _kept(held, before, steps[-1], by, at)


def _kept(
    draft: StandardsDraft, before: Mapping[str, Any], after: Mapping[str, Any], by: Person, at: datetime
) -> StandardsDraft:
    draft.revision += 1
    draft.touched = draft.touched | dict.fromkeys(_touched(before, after), draft.revision)
    draft.title, draft.standards = after["title"], after["standards"]
    draft.based_on_id = after["based_on"]
    draft.saved_at, draft.saved_by = at, by
    draft.save()
    return draft


def _touched(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """The keys of the standards that differ; the empty one where the title does."""
    old, new = ({row["key"]: row for row in one["standards"]} for one in (before, after))
    found = {key for key in old | new if old.get(key) != new.get(key)}
    return found | ({""} if before["title"] != after["title"] else set())
