"""What must hold when two do the same thing at the same moment, each on a connection of their own."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from django.db import transaction

import cairn
from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.coaching.models import Remark
from cairn.domain.evaluation.models import Outcome, Reading
from cairn.domain.evidence.models import Attempt, Round
from cairn.domain.evidence.operations import attempts
from cairn.domain.issuing.models import Award, Credential
from cairn.domain.ledger.models import Entry
from cairn.domain.ledger.operations import first_break, record
from cairn.domain.outbox.models import Message
from cairn.domain.outbox.operations import put, take
from cairn.engines.verdict import Refused
from cairn.workflows import awarding, evaluating, submitting
from tests.domain.asking import together
from tests.walk import DAY, LONG_AGO

pytestmark = pytest.mark.django_db(transaction=True)
NOW = LONG_AGO + 4 * DAY


def filled(stage: Stage) -> Attempt:
    begun = attempts.start(
        edition=stage.editions["exit-tickets"], by=stage.people["dana-brown"], at=LONG_AGO + DAY
    )
    return walking.fill(begun, at=LONG_AGO + 2 * DAY)


def test_entries_appended_at_the_same_time_never_fork_the_ledger(
    transactional_db: None, stage: Stage
) -> None:
    before = Entry.objects.count()

    def write_five(key: str) -> None:
        for _ in range(5):
            record(event="draft.saved", by=None, at=NOW, subject=stage.people[key])

    writers = [partial(write_five, key) for key in ("dana-brown", "priya-raman", "luis-ortega", "hannah-kim")]
    assert together(*writers) == [None] * 4
    assert (Entry.objects.count() - before, first_break()) == (20, None)


def test_a_message_put_by_several_at_once_is_one_message(transactional_db: None) -> None:
    putting = partial(put, event="met:1", recipient="dana", channel="mail", at=NOW)
    assert together(putting, putting, putting, putting) == [None] * 4
    assert Message.objects.count() == 1


def test_workers_who_take_at_once_never_take_the_same_message(transactional_db: None) -> None:
    for number in range(30):
        put(event=f"met:{number}", recipient="dana", channel="mail", at=NOW)

    def take_keys() -> list[int]:
        return [message.pk for _ in range(4) for message in take(at=NOW, limit=10)]

    taken = together(take_keys, take_keys, take_keys)
    keys = [key for each in taken if isinstance(each, list) for key in each]
    assert len(keys) == len(set(keys)) == 30


def test_of_all_who_claim_one_reading_one_gets_it(transactional_db: None, stage: Stage) -> None:
    walking.submit(filled(stage), at=LONG_AGO + 3 * DAY)
    key = Reading.objects.get().pk

    def claim(who: str) -> Reading:
        return evaluating.claim(reading=Reading.objects.get(pk=key), by=stage.people[who], at=NOW)

    results = together(*[partial(claim, who) for who in ("tomasz-nowak", "aisha-rahman", "janelle-wright")])
    winners = [result for result in results if isinstance(result, Reading)]
    codes = [result.verdict.codes for result in results if isinstance(result, Refused)]
    assert (len(winners), codes) == (1, [("taken",), ("taken",)])
    assert Reading.objects.get().evaluator == winners[0].evaluator


def test_a_submission_sent_from_two_windows_is_one_round(transactional_db: None, stage: Stage) -> None:
    attempt = filled(stage)
    send = partial(submitting.submit, attempt=attempt, declared=True, by=attempt.earner, at=NOW)
    results = together(send, send, send)
    assert [type(result) for result in results] == [Round] * 3
    assert (Round.objects.count(), Reading.objects.count()) == (1, 1)


def test_a_sheet_sent_from_two_windows_is_one_outcome(transactional_db: None, stage: Stage) -> None:
    attempt, tomasz = filled(stage), stage.people["tomasz-nowak"]
    walking.submit(attempt, at=LONG_AGO + 3 * DAY)
    reading = walking.claim(attempt, tomasz, at=NOW)
    walking.rate(reading, at=NOW)

    def send() -> Reading:
        fresh = Reading.objects.get(pk=reading.pk)
        return evaluating.conclude(reading=fresh, summary="", by=tomasz, at=NOW)

    assert [type(result) for result in together(send, send)] == [Reading, Reading]
    assert (Outcome.objects.count(), Message.objects.filter(channel="award").count()) == (1, 1)


def test_two_workers_who_award_the_same_work_make_one_award(transactional_db: None, stage: Stage) -> None:
    met = walking.work_at(
        "met",
        edition=stage.editions["exit-tickets"],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["tomasz-nowak"]],
        at=LONG_AGO,
    )
    give = partial(awarding.award, attempt=met, at=NOW)
    assert [type(result) for result in together(give, give)] == [Award, Award]
    assert (Award.objects.count(), Credential.objects.count(), first_break()) == (1, 1, None)


@pytest.mark.postgres
def test_who_holds_a_row_and_waits_for_the_ledger_is_no_hindrance_to_rows_that_point_at_it(
    transactional_db: None, stage: Stage
) -> None:
    attempt = filled(stage)
    locked, written = Event(), Event()

    def hold_the_attempt() -> None:
        with transaction.atomic():
            attempts.lock(attempt)
            locked.set()
            written.wait(timeout=10)
            record(event="round.submitted", by=None, at=NOW, subject=attempt)

    def comment_on_it() -> None:
        locked.wait(timeout=10)
        with transaction.atomic():
            slot = attempt.edition.slots.all()[0]
            Remark.objects.create(attempt=attempt, slot=slot, author=attempt.earner, text="x", said_at=NOW)
            record(event="coach.commented", by=None, at=NOW, subject=attempt)
            written.set()

    assert together(hold_the_attempt, comment_on_it) == [None, None]
    assert first_break() is None


def test_every_row_is_locked_without_its_key() -> None:
    folder = Path(cairn.__path__[0])
    calls = {
        (path.name, call)
        for path in folder.rglob("*.py")
        for call in re.findall(r"select_for_update\([^()]*(?:\([^()]*\))?[^()]*\)", path.read_text("utf-8"))
    }
    assert len(calls) >= 5
    assert {each for each in calls if "no_key=True" not in each[1]} == set()
