"""The clarifying exchange of a round: who may ask and answer, and what each reader sees of it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from cairn.domain.evaluation import access
from cairn.domain.evaluation.models import Question, Reading
from cairn.domain.evidence.models import Attempt
from cairn.domain.people.models import Person
from cairn.engines.verdict import Verdict, no, yes


def question_for(reading: Reading) -> Question | None:
    """The question that this reading sees, with its answer: the round's, whoever asked it."""
    seen = Q(reading=reading)
    if reading.reason != "seed":
        seen |= Q(round=reading.round_id, shared=True)
    return Question.objects.filter(seen).select_related("answer").order_by("asked_at").first()


def question_to(attempt: Attempt) -> Question | None:
    """The newest question to the earner of an attempt, with its answer if she gave one."""
    return (
        Question.objects.filter(round__attempt=attempt, shared=True)
        .select_related("answer", "round__attempt__edition", "reading__organization")
        .order_by("-asked_at")
        .first()
    )


def may_ask(person: Person, reading: Reading, *, at: datetime) -> Verdict:
    """Whether the person may put a question to the earner from this reading."""
    scoring = access.may_score(person, reading, at=at)
    if scoring and question_for(reading):
        return no("asked", "A question was asked about this work already. There is one for each submission.")
    return scoring


def may_answer(person: Person, question: Question, *, at: datetime) -> Verdict:
    """Whether the person may answer: the earner, once, while the work is being read and her time lasts."""
    attempt = question.round.attempt
    if attempt.earner_id != person.pk or not question.shared:
        return no("not_yours", "This question is not for you.")
    if hasattr(question, "answer"):
        return no("answered", "You have answered this. The evaluators see your answer.")
    if attempt.state not in {"in_review", "appealed"}:
        return no("over", "The reading of this work is finished, so no answer is needed any more.")
    if question.closes_at <= at:
        return no("late", "The time for an answer is over. The work is read as it is.")
    return yes()
