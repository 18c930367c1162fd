"""What the catalog offers, as ways to finish: each micro-credential as the record that it would leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction

from cairn.domain.catalog.models import Edition, MicroCredential
from cairn.domain.catalog.queries import offered
from cairn.domain.evidence.models import Attempt
from cairn.domain.people.models import Person
from cairn.domain.policies.queries import entries_about
from cairn.domain.validity.models import Snapshot
from cairn.domain.validity.queries import tiers_of
from cairn.engines.policy import Fact, Offer
from cairn.workflows.accepting import covers, judged_enough
from cairn.workflows.badge_facts import BADGE, hours_of, subject_of, topics_of

MOST = 300
"""More than anybody reads, and as many as are searched in half a second."""


def offers_for(person: Person, *, on: date) -> list[Offer]:
    """What she may start and has neither begun nor earned, the most earned first; at most `MOST`."""
    begun = Attempt.objects.filter(earner=person).exclude(state="withdrawn").values("micro_credential")
    rows = offered().prefetch_related(None).exclude(pk__in=begun).order_by("-earned", "pk")[:MOST]
    return as_offers(rows, on=on)


def as_offers(
    rows: Iterable[MicroCredential],
    *,
    on: date,
    tiers: Mapping[int, Snapshot] | None = None,
    listed: bool = True,
) -> list[Offer]:
    """Micro-credentials with their edition and organization, each as earned on a day; constant in queries.

    `tiers` are the reports by edition where they are read already; accept-lists are read where `listed` asks for it.
    """
    editions = {row.pk: row.edition for row in rows if row.edition is not None}
    found = {row.pk: row for row in rows}
    if tiers is None:
        tiers = tiers_of(edition.pk for edition in editions.values())
    lists = _lists(found.values(), on, tiers) if listed else {}
    offers = []
    for key, edition in editions.items():
        report = tiers.get(edition.pk)
        fact = fact_of(
            found[key],
            edition,
            on=on,
            evidence=report.tier if report else "none",
            lists=lists.get(key, frozenset()),
        )
        offers.append(_offer(edition, fact, on))
    return offers


def fact_of(
    row: MicroCredential, edition: Edition, *, on: date, evidence: str, lists: frozenset[str]
) -> Fact:
    """The record that earning it on a day would leave; its reference is the micro-credential's public id."""
    document = edition.document
    said = {
        "issuer": row.organization.name,
        "key": f"{row.organization.slug}/{row.key}",
        "evidence": evidence,
    }
    return Fact(
        BADGE,
        on,
        Fraction(1),
        str(row.public_id),
        details=said | subject_of(document),
        units=hours_of(document),
        topics=topics_of(document),
        lists=lists,
    )


def _offer(edition: Edition, fact: Fact, on: date) -> Offer:
    fee, hours = edition.document.get("fee") or {}, edition.document.get("hours") or {}
    return Offer(
        fact,
        edition.title,
        cost=Fraction(fee.get("cents") or 0, 100),
        hours=Fraction(hours.get("high") or 0),
        ready_on=on + timedelta(days=1),
    )


def _lists(
    rows: Iterable[MicroCredential], on: date, tiers: Mapping[int, Snapshot]
) -> Mapping[int, frozenset[str]]:
    """The accept-lists that hold each micro-credential (primary key) today."""
    every = list(rows)
    entries = entries_about(
        issuers=(row.organization_id for row in every),
        stacks=(),
        micro_credentials=(row.pk for row in every),
        editions=(row.edition_id for row in every if row.edition_id),
    )
    if not entries:
        return {}
    found = {}
    for row in every:
        report = tiers.get(row.edition_id or 0)
        found[row.pk] = frozenset(
            entry.list.key
            for entry in entries
            if row.organization_id == entry.issuer_id
            or row.pk == entry.micro_credential_id
            or (row.edition_id and row.edition_id == entry.edition_id)
            if covers(entry, on) and judged_enough(entry, report.tier if report else "")
        )
    return found
