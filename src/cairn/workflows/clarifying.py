"""Clarifying: an evaluator asks the earner one thing, she answers once, and neither learns who the other is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cairn.domain.evaluation.models import Answer, Question, Reading
from cairn.domain.evaluation.operations import exchange
from cairn.domain.evidence.operations import grants
from cairn.domain.people.models import Person, current
from cairn.workflows import letters


@transaction.atomic
def ask(*, reading: Reading, text: str, by: Person, at: datetime) -> Question:
    """Put the round's one question; its earner gets a letter, and the clock of the readings stands still."""
    question = exchange.ask_earner(reading=reading, text=text, by=by, at=at)
    _keep_open(question, at)
    if question.shared:
        letters.put("question_asked", about=question, to=question.round.attempt.earner, at=at)
    return question


@transaction.atomic
def answer(*, question: Question, text: str, by: Person, at: datetime) -> Answer:
    """Answer once. Evaluators find it on their sheets; who asked gets a letter while she still holds the work."""
    given = exchange.answer(question=question, text=text, by=by, at=at)
    _keep_open(question, at)
    asked = Reading.objects.select_related("evaluator").get(pk=question.reading_id)
    if asked.state == "claimed" and asked.evaluator:
        letters.put("question_answered", about=question, to=asked.evaluator, at=at)
    return given


def _keep_open(question: Question, at: datetime) -> None:
    """The evidence stays open to those who hold the work for as long as they now hold it."""
    held = Reading.objects.filter(round=question.round_id, state="claimed").select_related("evaluator")
    for reading in held.exclude(evaluator=None):
        if (
            reading.evaluator
            and reading.evaluator.grants.filter(current(at), round=question.round_id).exists()
        ):
            grants.give(
                attempt=question.round.attempt,
                round_=question.round,
                reader=reading.evaluator,
                purpose="evaluate",
                until=reading.leased_until,
                by=None,
                at=at,
            )
