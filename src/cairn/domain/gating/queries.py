"""Reading the gate: its standards, its reviews, and what the public may know of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.models import Clearance, Edition, MicroCredential
from cairn.domain.catalog.queries import writers_of, written_by
from cairn.domain.gating.models import Answer, Link, Review, Seat, StandardsDraft, StandardSet
from cairn.domain.gating.standards import Standard, default, standards_in
from cairn.domain.gating.standing import Line, lines_of, verdict
from cairn.domain.gating.states import UNDER_WAY
from cairn.domain.people.models import Organization, Person, Role, current
from cairn.domain.people.queries import organizations_of
from cairn.engines.verdict import Reason, Verdict, no


def set_of(organization: Organization) -> StandardSet | None:
    """The newest set of the organization's own; None while it goes by the default."""
    return StandardSet.objects.filter(organization=organization).order_by("-version").first()


def standards_of(organization: Organization) -> tuple[Standard, ...]:
    """The standards that a draft of the organization must pass today."""
    own = set_of(organization)
    return standards_in(own.standards if own else default()["standards"])


def sets_of(organization: Organization) -> QuerySet[StandardSet]:
    """Every version of the organization's own standards, the newest first."""
    return (
        StandardSet.objects.filter(organization=organization)
        .select_related("based_on", "made_by")
        .order_by("-version")
    )


def standards_draft_of(organization: Organization) -> StandardsDraft | None:
    """The organization's standards as somebody is changing them; None where nobody ever did."""
    return (
        StandardsDraft.objects.filter(organization=organization)
        .select_related("organization", "based_on", "saved_by")
        .first()
    )


def held_to(organization: Organization) -> QuerySet[Review]:
    """The reviews under way in the organization, each with the set that it is held to."""
    return (
        Review.objects.filter(micro_credential__organization=organization, state__in=UNDER_WAY)
        .select_related("micro_credential", "standard_set")
        .order_by("micro_credential__title", "pk")
    )


def links_of(micro_credential: MicroCredential) -> dict[str, Link]:
    """What was last seen at each address that the draft names, by address."""
    return {link.address: link for link in Link.objects.filter(micro_credential=micro_credential)}


def whole_review() -> QuerySet[Review]:
    """Reviews with everything that is said in them."""
    return Review.objects.select_related(
        "micro_credential__organization", "standard_set", "asked_by", "decided_by"
    ).prefetch_related(
        Prefetch("answers", Answer.objects.select_related("answered_by").order_by("answered_at", "pk")),
        Prefetch("seats", Seat.objects.select_related("reviewer").order_by("pk")),
    )


def latest(micro_credential: MicroCredential) -> Review | None:
    """The review that is under way, or else the last one that was decided."""
    return whole_review().filter(micro_credential=micro_credential).order_by("-number").first()


def revision_of(review: Review | None) -> int:
    """The revision of the authors' answers, for those who change them to begin from."""
    return review.revision if review else 0


def revision_by(reviewer: Person, review: Review) -> int:
    """The revision of what one reviewer says in a review, for her to change it from."""
    hers = (row for row in review.answers.all() if row.side == "reviewer" and row.answered_by == reviewer)
    return sum(row.revision for row in hers)


def under_way(micro_credential: MicroCredential) -> Review | None:
    return whole_review().filter(micro_credential=micro_credential, state__in=UNDER_WAY).first()


def lines(review: Review | None, document: Mapping[str, Any], organization: Organization) -> tuple[Line, ...]:
    """Every standard with what is said to it, over the document as it stands."""
    standards = standards_in(review.standard_set.standards) if review else standards_of(organization)
    answers = list(review.answers.all()) if review else []
    return lines_of(standards, answers, documents.lifted(document))


def gate(micro_credential: MicroCredential, document: Mapping[str, Any]) -> Verdict:
    """Whether this document may be published: a review cleared it, and its author has said nothing else since.

    A no names every unmet must.
    """
    review = latest(micro_credential)
    if is_cleared(micro_credential, document, review):
        return Verdict(True)
    owed = verdict(lines(review, document, micro_credential.organization), "author", "reviewer")
    return owed if not owed else no("unreviewed", "Ask for a review: a reviewer has yet to clear this draft.")


def is_cleared(micro_credential: MicroCredential, document: Mapping[str, Any], newest: Review | None) -> bool:
    """Whether a review cleared this document over what its author answers still, as the newest review has it."""
    digest = documents.digest(document)
    given = Clearance.objects.filter(micro_credential=micro_credential, digest=digest)
    if newest is None or not given.exists():
        return newest is None and given.exists()
    if newest.state == "cleared" and newest.digest == digest:
        return True
    last = _clearing(micro_credential, digest).first()
    return last is not None and words_of(last) == words_of(newest)


def _clearing(micro_credential: MicroCredential, digest: str) -> QuerySet[Review]:
    """The reviews that cleared the document with this digest, the newest first."""
    rows = whole_review().filter(micro_credential=micro_credential, digest=digest, state="cleared")
    return rows.order_by("-number")


def words_of(review: Review) -> dict[str, tuple[str, str]]:
    """What the author says in a review: answer and evidence, by standard."""
    rows = (row for row in review.answers.all() if row.side == "author")
    return {row.standard: (row.answer, row.evidence) for row in rows if row.answer or row.evidence}


def ready(told: Sequence[Line], document: Mapping[str, Any]) -> Verdict:
    """Whether the author may hand this document in: it is complete, and every must has her answer."""
    found = [Reason(problem.code, problem.text) for problem in documents.problems(document)]
    reasons = (*found, *verdict(told, "author").reasons)
    return Verdict(not reasons, reasons)


def waiting_for(person: Person, *, at: datetime) -> QuerySet[Review]:
    """The reviews that the person is asked for by name, or may take from the pools of her organizations."""
    pools = organizations_of(person, Role.REVIEWER, at=at)
    asked = Seat.objects.filter(reviewer=person).values("review")
    open_to_her = Q(pk__in=asked) | Q(seats=None, micro_credential__organization__in=pools)
    found = whole_review().filter(open_to_her, state="asked")
    hers = written_by(person, MicroCredential.objects.filter(reviews__in=found))
    return found.exclude(micro_credential__in=hers).order_by("asked_at", "pk")


def decided_by(person: Person) -> QuerySet[Review]:
    """What the person has decided, the latest first."""
    return whole_review().filter(decided_by=person).order_by("-decided_at", "-pk")


def reviewers_for(micro_credential: MicroCredential, *, at: datetime) -> QuerySet[Person]:
    """Everybody who may be asked: reviewers of any organization who never wrote in the draft; by name."""
    return (
        Person.objects.filter(current(at, "memberships__"), memberships__role=Role.REVIEWER, is_active=True)
        .exclude(pk__in=writers_of(micro_credential).values("pk"))
        .distinct()
        .order_by("display_name", "pk")
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """How an edition was checked, without a name."""

    review: Review
    lines: tuple[Line, ...]
    must: int


def checked(edition: Edition) -> Checked | None:
    """The review that cleared an edition; None for one from before there was a gate."""
    before = _clearing(edition.micro_credential, edition.digest).filter(decided_at__lte=edition.published_at)
    review = before.first()
    if review is None:
        return None
    told = lines_of(
        standards_in(review.standard_set.standards),
        list(review.answers.all()),
        documents.lifted(edition.document),
    )
    return Checked(review, told, sum(line.standard.must for line in told))
