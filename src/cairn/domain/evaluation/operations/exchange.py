"""One clarifying exchange a round: an evaluator asks, the earner answers once; neither learns who the other is."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F

from cairn.domain.deeds import deed
from cairn.domain.evaluation.models import Answer, Question, Reading
from cairn.domain.evaluation.queries.exchange import may_answer, may_ask
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no

WAIT = timedelta(days=5)
"""How long the earner has; the readings' clock stands still meanwhile."""
LONGEST = 1000


@deed()
def ask_earner(*, reading: Reading, text: str, by: Person, at: datetime) -> Question:
    """Put the round's one question. Every reading of it gets the whole wait; an answer takes back what was not used."""
    demand(may_ask(by, reading, at=at))
    words = _words(text, "Write your question first.")
    # An earner is not asked about an anchor, nor about a re-reading, of which she hears only if it raises something.
    shared = reading.reason not in {"seed", "reread"}
    question = Question.objects.create(
        round=reading.round, reading=reading, shared=shared, text=words, asked_at=at, closes_at=at + WAIT
    )
    _move_clock(question, WAIT)
    record(event="question.asked", by=by, at=at, subject=question, organization=reading.organization)
    return question


@deed()
def answer(*, question: Question, text: str, by: Person, at: datetime) -> Answer:
    """Answer once, in words; the clock of the readings goes on."""
    question = Question.objects.select_for_update(no_key=True).get(pk=question.pk)
    demand(may_answer(by, question, at=at))
    given = Answer.objects.create(
        question=question, text=_words(text, "Write your answer first."), given_at=at
    )
    _move_clock(question, at - question.closes_at)
    record(
        event="question.answered",
        by=by,
        at=at,
        subject=question,
        organization=question.reading.organization,
    )
    return given


def _words(text: str, sentence: str) -> str:
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise Refused(no("empty", sentence))
    if len(words) > LONGEST:
        raise Refused(no("long", f"Say it in at most {LONGEST} characters."))
    return words


def _move_clock(question: Question, by_time: timedelta) -> None:
    """What is due, and until when work is held, moves with the wait; that of one reading alone, if nobody shares it."""
    going = Reading.objects.filter(
        round=question.round_id, state__in=["open", "claimed"], opened_at__lte=question.asked_at
    )
    alone = going.filter(pk=question.reading_id)
    mine = going.exclude(reason="seed") if question.shared else alone
    mine.update(due_at=F("due_at") + by_time)
    mine.filter(state="claimed").update(leased_until=F("leased_until") + by_time)
