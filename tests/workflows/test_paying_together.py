"""Processes that work out and hand over the same payments at once, or are killed halfway, pay each of them once."""

from __future__ import annotations

import csv
from contextlib import suppress
from datetime import datetime
from functools import partial
from io import StringIO

import pytest

from cairn.domain.ledger.operations import first_break
from cairn.domain.outbox.models import Message
from cairn.domain.recognition import operations
from cairn.domain.recognition.models import Batch, Instruction, PaymentRun
from cairn.engines.verdict import Refused
from cairn.workflows import instructing, tasks
from cairn.workflows.instructing import running
from tests.paying import BEGAN, Place, earned, juab
from tests.processes import KILLED, die, in_processes
from tests.walk import DAY

LATER = BEGAN + 60 * DAY
WORK_OUT, HAND_OVER = PaymentRun.Purpose.WORK_OUT, PaymentRun.Purpose.HAND_OVER


@pytest.fixture
def place(transactional_db: None) -> Place:
    found = juab()
    earned(found, 3, BEGAN + 30 * DAY)
    return found


def _pay(place: Place, at: datetime) -> None:
    """As two workers do whose lease on one run ran out."""
    for _ in range(3):
        instructing.work_out(organization=place.district, by=place.office, at=at)
        instructing.export(organization=place.district, by=place.office, at=at)


def _ask(place: Place, purpose: str) -> PaymentRun:
    return instructing.ask(organization=place.district, purpose=purpose, by=place.office, at=LATER)


def _ask_for_both(place: Place) -> None:
    for purpose in (WORK_OUT, HAND_OVER):
        with suppress(Refused):
            _ask(place, purpose)


def paid() -> list[tuple[str, str]]:
    """Every line of every file that payroll got: what it is for, and the amount."""
    lines = [line for batch in Batch.objects.all() for line in csv.DictReader(StringIO(batch.content))]
    return sorted((line["period"], line["amount"]) for line in lines)


def owed() -> list[tuple[str, str]]:
    periods = Instruction.objects.order_by("period").values_list("period", flat=True)
    return [(period, "200.00") for period in periods]


def test_two_offices_and_a_worker_who_pay_at_once_pay_each_badge_once(place: Place) -> None:
    works = [partial(_pay, place, LATER), partial(_pay, place, LATER), partial(_ask_for_both, place)]
    assert in_processes(*works) == [0, 0, 0]
    assert (Instruction.objects.filter(state="exported").count(), paid()) == (3, owed())
    assert PaymentRun.objects.filter(state__in=("waiting", "running")).count() == 0
    assert first_break() is None


def test_a_kill_halfway_and_a_restart_hand_over_one_batch(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "AT_ONCE", 0)
    assert _ask(place, WORK_OUT) == _ask(place, WORK_OUT)
    with pytest.raises(Refused, match="Go on when that is done"):
        _ask(place, HAND_OVER)
    with monkeypatch.context() as patched:
        patched.setattr(operations, "finish_payments", lambda **told: die())
        assert in_processes(partial(tasks.run_all, LATER)) == [KILLED]
    assert (PaymentRun.objects.get().state, Instruction.objects.count()) == ("running", 3)
    again = LATER + DAY  # the lease of whoever was killed has run out
    tasks.run_all(again)
    assert (PaymentRun.objects.get().state, PaymentRun.objects.get().due) == ("done", 3)
    asked = _ask(place, HAND_OVER)
    with monkeypatch.context() as patched:
        patched.setattr(operations, "finish_payments", lambda **told: die())
        assert in_processes(partial(tasks.run_all, again)) == [KILLED]
    assert (Batch.objects.count(), Instruction.objects.filter(state="exported").count()) == (0, 0)
    tasks.run_all(again + DAY)
    instructing.run(asked=asked, at=again + DAY)
    asked.refresh_from_db()
    assert (asked.state, asked.batch, paid()) == ("done", Batch.objects.get(), owed())
    assert not Message.objects.filter(channel="payments", done_at=None).exists()
