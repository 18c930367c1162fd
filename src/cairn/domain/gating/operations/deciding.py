"""Handing a draft in for review, and deciding it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.models import MicroCredential
from cairn.domain.gating import access, queries
from cairn.domain.gating.models import Review, Seat
from cairn.domain.gating.operations.answering import SHORT, lock, locked, opened
from cairn.domain.gating.standing import verdict
from cairn.domain.gating.states import LIFE
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no


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
    lock(micro_credential)
    review = opened(micro_credential=micro_credential, at=at)
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
    held = locked(review)
    said = any(row.answer == "not_met" for row in held.answers.all() if row.side == "reviewer")
    if not said and not note.strip():
        raise Refused(no("no_reason", "Say what to mend: mark a standard “Not yet”, or write a note."))
    return _move(review, "ask_for_changes", by, at, "gate.returned", note)


@transaction.atomic
def clear(*, review: Review, note: str, by: Person | None, at: datetime) -> Review:
    """Let the draft through. Raises `Refused` with every must that is unmet from either side."""
    if by:
        demand(access.may_review(by, review, at=at))
    held = locked(review)
    if held.state == "asked" and held.document is not None:
        lines = queries.lines(held, held.document, held.micro_credential.organization)
        demand(verdict(lines, "author", "reviewer"))
    return _move(review, "clear", by, at, "gate.cleared", note)


def _move(review: Review, move: str, by: Person | None, at: datetime, event: str, note: str = "") -> Review:
    held = locked(review)
    held.state = LIFE.after(move, held.state)
    if held.state in LIFE.final:
        held.decided_by, held.decided_at, held.note = by, at, note.strip()[:SHORT]
    held.save()
    record(event=event, by=by, at=at, subject=held, digest=held.digest)
    return held
