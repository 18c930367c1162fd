"""Stopping: what a person has under way is ended in order before she is forgotten."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from cairn.domain.approvals import operations as approvals
from cairn.domain.deeds import deed
from cairn.domain.evaluation import operations as evaluation
from cairn.domain.evaluation.models import Reading
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts
from cairn.domain.evidence.queries import current_round
from cairn.domain.people.models import Person
from cairn.workflows import backpack, evaluating, submitting


@deed()
def stop(*, person: Person, at: datetime) -> None:
    """Nobody goes on with work that is about to be empty, or waits for what she was to do.

    What she showed of her badges goes with its rows: a badge without a showing is shown to nobody.
    """
    _take_work_back(person, at)
    for reading in _held().filter(evaluator=person):
        evaluating.release(reading=reading, by=person, at=at)
    approvals.withdraw_all(person=person, by=person, at=at)
    backpack.shut_all_out(person=person, at=at)


def _take_work_back(person: Person, at: datetime) -> None:
    for attempt in Attempt.objects.filter(earner=person).select_related("edition", "organization"):
        if attempt.state == "submitted":
            attempt = submitting.recall(attempt=attempt, by=person, at=at)
        elif attempt.state in {"in_review", "appealed"}:
            attempt = _take_from_readers(attempt, person, at)
        if attempt.state in {"working", "revising"}:
            attempts.withdraw(attempt=attempt, by=person, at=at)


def _held() -> QuerySet[Reading]:
    return Reading.objects.filter(state="claimed").select_related(
        "round__attempt", "evaluator", "organization"
    )


def _take_from_readers(attempt: Attempt, person: Person, at: datetime) -> Attempt:
    sent = current_round(attempt)
    if sent is None:
        return attempt
    for reading in _held().filter(round=sent):
        if reading.evaluator:
            evaluating.release(reading=reading, by=reading.evaluator, at=at)
    attempt.refresh_from_db()
    if attempt.state == "submitted":
        return submitting.recall(attempt=attempt, by=person, at=at)
    evaluation.cancel(round_=sent, by=person, at=at)
    if attempt.state == "in_review":  # somebody has read it already
        return attempts.take_back(attempt=attempt, round_=sent, by=person, at=at)
    return attempt
