"""What a person entered herself as facts of the policy engine, and what a verifier stated of a badge of hers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from cairn.domain.approvals.queries import Approved
from cairn.domain.records.models import OtherRecord
from cairn.engines.policy import Approval, Fact
from cairn.workflows.accepting import lists_of_outside
from cairn.workflows.badge_facts import BADGE

OF_AWARD = "award"
"""The detail by which an entered record says of which badge it states hours, topics or subject."""

Outside = Mapping[tuple[str, date], frozenset[str]]
"""By issuer elsewhere and day the accept-lists that hold it."""


def outside(records: Iterable[OtherRecord], needs: Collection[str]) -> Outside:
    """The accept-lists that hold badges from elsewhere among these records, with one question."""
    if "list" not in needs:
        return {}
    asked = [(one.details.get("issuer", ""), one.earned_on) for one in records if one.kind == BADGE]
    return lists_of_outside(asked) if asked else {}


def entered(records: Iterable[OtherRecord], approved: Approved, lists: Outside) -> Iterable[Fact]:
    """Records as facts; what states something of a badge is none by itself."""
    for one in records:
        told = {name: words for name, words in one.details.items() if words}
        badge = one.kind == BADGE
        yield Fact(
            one.kind,
            one.earned_on,
            Fraction(1) if badge else one.amount,
            str(one.public_id),
            details=told,
            units={one.unit: one.amount} if badge and one.unit else {},
            topics=frozenset(one.topics),
            lists=lists.get((told.get("issuer", ""), one.earned_on), frozenset()) if badge else frozenset(),
            documents=papers_of(one),
            approvals=approved.of_records.get(one.pk, ()),
            started_on=one.started_on,
        )


def papers_of(one: OtherRecord) -> frozenset[str]:
    """The words by which policies ask for the papers that back a record."""
    return frozenset(paper.kind for paper in one.kept if paper.kind)  # type: ignore[attr-defined]  # prefetched


def as_stated(fact: Fact, one: OtherRecord, approvals: tuple[Approval, ...]) -> Fact:
    """A badge with what its verifier stated of it. Before anybody approved that, its issuer's words go first."""
    details = {name: words for name, words in one.details.items() if name != OF_AWARD and words}
    units = {one.unit: one.amount} if one.unit else {}
    return replace(
        fact,
        details={**fact.details, **details} if approvals else {**details, **fact.details},
        units={**fact.units, **units} if approvals else {**units, **fact.units},
        topics=fact.topics | frozenset(one.topics),
        approvals=fact.approvals + approvals,
        documents=papers_of(one),
    )
