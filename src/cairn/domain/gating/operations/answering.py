"""Answering the standards: as an author about a draft, as a reviewer about what was handed in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.models import MicroCredential
from cairn.domain.gating import access, queries
from cairn.domain.gating.models import Answer, Review
from cairn.domain.gating.operations.standards import set_today
from cairn.domain.gating.pinning import over
from cairn.domain.gating.standards import Standard, standards_in
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no

Said = Mapping[str, tuple[str, str]]
"""Standard key to answer and evidence."""
SHORT = 4000


class Stale(Exception):
    """The same side has answered in the meantime; `review` holds what stands now."""

    def __init__(self, review: Review | None) -> None:
        super().__init__("These answers were changed after you opened them.")
        self.review = review


def lock(micro_credential: MicroCredential) -> None:
    """Let nobody else answer or decide until the transaction ends."""
    MicroCredential.objects.select_for_update(no_key=True).get(pk=micro_credential.pk)


def locked(review: Review) -> Review:
    """The review as it stands, held until the transaction ends."""
    Review.objects.select_for_update(no_key=True).get(pk=review.pk)
    return queries.whole_review().get(pk=review.pk)


def opened(*, micro_credential: MicroCredential, at: datetime) -> Review:
    """The review under way; else the next one, with what was answered in the last and still holds."""
    if standing := queries.under_way(micro_credential):
        return standing
    last = queries.latest(micro_credential)
    review = Review.objects.create(
        micro_credential=micro_credential,
        number=last.number + 1 if last else 1,
        standard_set=set_today(organization=micro_credential.organization, at=at),
        revision=last.revision if last else 0,
        begun_at=at,
    )
    Answer.objects.bulk_create(_carried(last, review) if last else ())
    return queries.whole_review().get(pk=review.pk)


def _carried(last: Review, review: Review) -> list[Answer]:
    """The answers of the last review for the next; what asks in other words now is to be looked at again."""
    before, now = (
        {one.key: (one.text, one.ask) for one in standards_in(each.standard_set.standards)}
        for each in (last, review)
    )
    carried = list(last.answers.all())
    for row in carried:
        row.pk, row.review = None, review
        if before.get(row.standard) != now.get(row.standard):
            row.over = ""
    return carried


@transaction.atomic
def answer(
    *,
    micro_credential: MicroCredential,
    document: Mapping[str, Any],
    said: Said,
    by: Person | None,
    at: datetime,
    revision: int | None = None,
) -> Review:
    """Keep what the author says to some standards about this document; answers not named stay as they are.

    Where she says otherwise than before, what was cleared is so no more, and reviewers look at that standard again.
    While a reviewer reads, the author's answers stand still: call the draft back first. Raises `Stale` where
    another author has answered since `revision` (`queries.revision_of`); nothing is compared where it is None.
    """
    if by:
        demand(access.may_answer(by, micro_credential, at=at))
    lock(micro_credential)
    standing = queries.latest(micro_credential)
    if revision is not None and revision != queries.revision_of(standing):
        raise Stale(standing)
    review = opened(micro_credential=micro_credential, at=at)
    if review.state != "answering":
        raise Refused(no("asked", "A reviewer reads this now. Call it back before you change your answers."))
    before = queries.words_of(review)
    if not _keep(review, Answer.Side.AUTHOR, document, said, by, at):
        return review
    Review.objects.filter(pk=review.pk).update(revision=review.revision + 1)
    now = queries.whole_review().get(pk=review.pk)
    return _reopened(now, dict(before.items() ^ queries.words_of(now).items()))


def _reopened(review: Review, otherwise: Collection[str]) -> Review:
    """Whoever judged these standards did so with the author's answer before her, so she is to look again."""
    judged = review.answers.filter(side=Answer.Side.REVIEWER, standard__in=otherwise)
    return queries.whole_review().get(pk=review.pk) if judged.update(over="") else review


@transaction.atomic
def judge(
    *, review: Review, said: Said, by: Person | None, at: datetime, revision: int | None = None
) -> Review:
    """Keep what a reviewer says to some standards about what was handed in.

    Raises `Stale` where she has answered since `revision` (`queries.revision_by`), as in another window; nothing is
    compared where it is None.
    """
    if by:
        demand(access.may_review(by, review, at=at))
    review = locked(review)
    if review.state != "asked" or review.document is None:
        raise Refused(no("decided", "This review is closed, so nothing more can be said in it."))
    if by and revision is not None and revision != queries.revision_by(by, review):
        raise Stale(review)
    _keep(review, Answer.Side.REVIEWER, review.document, said, by, at)
    return queries.whole_review().get(pk=review.pk)


def _keep(
    review: Review, side: str, document: Mapping[str, Any], said: Said, by: Person | None, at: datetime
) -> int:
    """How many answers are new or other than before."""
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
    fields = ["answer", "evidence", "over", "answered_by", "answered_at", "revision"]
    Answer.objects.bulk_update(standing, fields)
    if changed:
        record(event="gate.answered", by=by, at=at, subject=review, side=side, standards=len(changed))
    return len(changed)


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
    row = row or Answer(review=review, standard=standard.key, side=side, revision=0)
    row.revision += 1
    row.answer, row.evidence, row.over = told
    row.answered_by, row.answered_at = by, at
    return row
