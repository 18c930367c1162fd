"""What may be done at the quality gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.models import MicroCredential
from cairn.domain.gating import access, queries
from cairn.domain.gating.models import Answer, Review, Seat, StandardSet
from cairn.domain.gating.pinning import over
from cairn.domain.gating.standards import Standard, default, problems, standards_in
from cairn.domain.gating.standing import verdict
from cairn.domain.gating.states import LIFE
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Refused, demand, no

Said = Mapping[str, tuple[str, str]]
"""Standard key to answer and evidence."""
SHORT = 4000


@transaction.atomic
def set_standards(
    *,
    organization: Organization,
    title: str,
    standards: Sequence[Mapping[str, Any]],
    by: Person,
    at: datetime,
) -> StandardSet:
    """The organization's next version of its standards; reviews that have begun keep theirs.

    Raises `Refused` with everything to mend: no set may be without the musts of the default one.
    """
    demand(access.may_set_standards(by, organization, at=at))
    demand(problems(standards))
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    own = queries.set_of(organization)
    if own and (own.title, own.standards) == (title, list(standards)):
        return own
    made = StandardSet.objects.create(
        organization=organization,
        key=organization.slug,
        version=own.version + 1 if own else 1,
        title=title,
        standards=list(standards),
        made_at=at,
        made_by=by,
    )
    record(event="standards.set", by=by, at=at, subject=made, organization=organization, version=made.version)
    return made


def _set_today(organization: Organization, at: datetime) -> StandardSet:
    """The set that a new review goes by: the organization's own, or the default one as a row."""
    if own := queries.set_of(organization):
        return own
    told = default()
    row, _ = StandardSet.objects.get_or_create(
        key=told["key"],
        version=told["version"],
        defaults={"title": told["title"], "standards": told["standards"], "made_at": at},
    )
    return row


def _lock(micro_credential: MicroCredential) -> None:
    MicroCredential.objects.select_for_update(no_key=True).get(pk=micro_credential.pk)


def _open(micro_credential: MicroCredential, at: datetime) -> Review:
    """The review under way; else the next one, with what was answered in the last."""
    if standing := queries.under_way(micro_credential):
        return standing
    last = queries.latest(micro_credential)
    review = Review.objects.create(
        micro_credential=micro_credential,
        number=last.number + 1 if last else 1,
        standard_set=_set_today(micro_credential.organization, at),
        begun_at=at,
    )
    carried = list(last.answers.all()) if last else []
    for row in carried:
        row.pk, row.review = None, review
    Answer.objects.bulk_create(carried)
    return queries.whole_review().get(pk=review.pk)


@transaction.atomic
def answer(
    *,
    micro_credential: MicroCredential,
    document: Mapping[str, Any],
    said: Said,
    by: Person | None,
    at: datetime,
) -> Review:
    """Keep what the author says to some standards about this document; answers not named stay as they are.

    While a reviewer reads, the author's answers stand still: call the draft back first.
    """
    if by:
        demand(access.may_answer(by, micro_credential, at=at))
    _lock(micro_credential)
    review = _open(micro_credential, at)
    if review.state != "answering":
        raise Refused(no("asked", "A reviewer reads this now. Call it back before you change your answers."))
    _keep(review, Answer.Side.AUTHOR, document, said, by, at)
    return queries.whole_review().get(pk=review.pk)


@transaction.atomic
def judge(*, review: Review, said: Said, by: Person | None, at: datetime) -> Review:
    """Keep what a reviewer says to some standards about what was handed in."""
    if by:
        demand(access.may_review(by, review, at=at))
    review = _locked(review)
    if review.state != "asked" or review.document is None:
        raise Refused(no("decided", "This review is closed, so nothing more can be said in it."))
    _keep(review, Answer.Side.REVIEWER, review.document, said, by, at)
    return queries.whole_review().get(pk=review.pk)


def _keep(
    review: Review, side: str, document: Mapping[str, Any], said: Said, by: Person | None, at: datetime
) -> None:
    lifted = documents.lifted(document)
    known = {one.key: one for one in standards_in(review.standard_set.standards) if side in one.answered_by}
    kept = {
        row.standard: row
        for row in review.answers.all()
        if row.side == side and (side == "author" or row.answered_by == by)
    }
    rows = [
        _row(review, side, known[key], kept.get(key), word, evidence, lifted, by, at)
        for key, (word, evidence) in said.items()
        if key in known and word in {"", *Answer.Word.values}
    ]
    changed = [row for row in rows if row is not None]
    standing = [row for row in changed if row.standard in kept]
    Answer.objects.bulk_create(row for row in changed if row.standard not in kept)
    Answer.objects.bulk_update(standing, ["answer", "evidence", "over", "answered_by", "answered_at"])
    if changed:
        record(event="gate.answered", by=by, at=at, subject=review, side=side, standards=len(changed))


def _row(
    review: Review,
    side: str,
    standard: Standard,
    row: Answer | None,
    word: str,
    evidence: str,
    document: Mapping[str, Any],
    by: Person | None,
    at: datetime,
) -> Answer | None:
    """The answer to write; None for one that says over the same what it said before."""
    told = (word, evidence.replace("\r\n", "\n").strip()[:SHORT], over(standard, document))
    if row is None and told[:2] == ("", ""):
        return None
    if row is not None and (row.answer, row.evidence, row.over) == told:
        return None
    row = row or Answer(review=review, standard=standard.key, side=side)
    row.answer, row.evidence, row.over = told
    row.answered_by, row.answered_at = by, at
    return row


@transaction.atomic
def ask(
    *,
    micro_credential: MicroCredential,
    document: Mapping[str, Any],
    reviewers: Sequence[Person],
    message: str,
    by: Person | None,
    at: datetime,
) -> Review:
    """Hand this document in for review: to reviewers by name, or into the open pool where none are named.

    Raises `Refused` with every problem of the document and every must that the author has not settled.
    """
    if by:
        demand(access.may_answer(by, micro_credential, at=at))
    for reviewer in reviewers:
        demand(access.may_be_asked(reviewer, micro_credential, at=at))
    _lock(micro_credential)
    review = _open(micro_credential, at)
    if review.state == "asked":
        return review
    demand(queries.ready(queries.lines(review, document, micro_credential.organization), document))
    review.state = LIFE.after("ask", review.state)
    review.digest, review.document = documents.digest(document), dict(document)
    review.message = message.strip()[:SHORT]
    review.asked_by, review.asked_at = by, at
    review.save()
    Seat.objects.filter(review=review).exclude(reviewer__in=reviewers).delete()
    for reviewer in reviewers:
        Seat.objects.get_or_create(review=review, reviewer=reviewer, defaults={"asked_at": at})
    record(event="gate.asked", by=by, at=at, subject=review, digest=review.digest, reviewers=len(reviewers))
    return queries.whole_review().get(pk=review.pk)


@transaction.atomic
def call_back(*, review: Review, by: Person, at: datetime) -> Review:
    """Take a draft back from review to change it; what the reviewer has said stays."""
    demand(access.may_answer(by, review.micro_credential, at=at))
    return _move(review, "call_back", by, at, "gate.called_back")


@transaction.atomic
def ask_for_changes(*, review: Review, note: str, by: Person, at: datetime) -> Review:
    """End the review with what is to be mended; says why, or some standard is not met yet."""
    demand(access.may_review(by, review, at=at))
    held = _locked(review)
    said = any(row.answer == "not_met" for row in held.answers.all() if row.side == "reviewer")
    if not said and not note.strip():
        raise Refused(no("no_reason", "Say what to mend: mark a standard “Not yet”, or write a note."))
    return _move(review, "ask_for_changes", by, at, "gate.returned", note)


@transaction.atomic
def clear(*, review: Review, note: str, by: Person | None, at: datetime) -> Review:
    """Let the draft through. Raises `Refused` with every must that is unmet from either side."""
    if by:
        demand(access.may_review(by, review, at=at))
    held = _locked(review)
    if held.state == "asked" and held.document is not None:
        lines = queries.lines(held, held.document, held.micro_credential.organization)
        demand(verdict(lines, "author", "reviewer"))
    return _move(review, "clear", by, at, "gate.cleared", note)


def _locked(review: Review) -> Review:
    Review.objects.select_for_update(no_key=True).get(pk=review.pk)
    return queries.whole_review().get(pk=review.pk)


def _move(review: Review, move: str, by: Person | None, at: datetime, event: str, note: str = "") -> Review:
    held = _locked(review)
    held.state = LIFE.after(move, held.state)
    if held.state in LIFE.final:
        held.decided_by, held.decided_at, held.note = by, at, note.strip()[:SHORT]
    held.save()
    record(event=event, by=by, at=at, subject=held, digest=held.digest)
    return held
