"""The outbox: one message of a kind, taken by one worker, tried again until it is settled."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cairn.domain.outbox.models import Message
from cairn.domain.outbox.operations import LEASE, TRIES, Parcel, postpone, put, put_each, settle, take
from tests.walk import LONG_AGO

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def put_one(event: str = "met:1", *, recipient: str = "dana", channel: str = "mail") -> None:
    put(event=event, recipient=recipient, channel=channel, at=LONG_AGO, payload={"attempt": "1"})


def test_a_message_is_put_once_however_often() -> None:
    for _ in range(3):
        put_one()
    assert Message.objects.count() == 1


def test_event_recipient_and_channel_tell_messages_apart() -> None:
    put_one()
    put_one("met:2")
    put_one(recipient="hannah")
    put_one(channel="award")
    assert Message.objects.count() == 4


def test_a_message_settled_is_not_put_again() -> None:
    put_one()
    (message,) = take(at=LONG_AGO)
    settle(message=message, at=LONG_AGO)
    put_one()
    assert take(at=LONG_AGO + timedelta(days=9)) == []


def test_what_is_leased_is_not_taken_by_another() -> None:
    put_one()
    assert [message.tries for message in take(at=LONG_AGO)] == [1]
    assert take(at=LONG_AGO + LEASE - SECOND) == []


def test_the_message_of_a_worker_that_crashed_comes_back_when_its_lease_ends() -> None:
    put_one()
    take(at=LONG_AGO)
    assert [message.tries for message in take(at=LONG_AGO + LEASE)] == [2]


def test_nothing_is_taken_before_it_is_due() -> None:
    put_one()
    assert take(at=LONG_AGO - SECOND) == []


def test_no_more_are_taken_than_were_asked_for_and_the_oldest_first() -> None:
    for number in range(5):
        put(event=f"met:{number}", recipient="x", channel="mail", at=LONG_AGO + number * SECOND)
    assert [message.event for message in take(at=LONG_AGO + LEASE / 2, limit=3)] == [
        "met:0",
        "met:1",
        "met:2",
    ]
    assert [message.event for message in take(at=LONG_AGO + LEASE / 2, limit=3)] == ["met:3", "met:4"]


def test_each_failure_waits_twice_as_long_up_to_an_hour_and_in_the_end_nobody_tries() -> None:
    put_one()
    now, waits = LONG_AGO, []
    while taken := take(at=now):
        postpone(message=taken[0], at=now, problem="The post office is shut.")
        due = Message.objects.get().due_at
        assert take(at=due - SECOND) == []
        waits.append((due - now).total_seconds())
        now = due
    assert waits == [min(3600, 10 * 2**number) for number in range(TRIES)]


def test_a_problem_is_kept_until_the_message_is_settled() -> None:
    put_one()
    (message,) = take(at=LONG_AGO)
    postpone(message=message, at=LONG_AGO, problem="x" * 5000)
    assert Message.objects.get().problem == "x" * 2000
    settle(message=message, at=LONG_AGO)
    row = Message.objects.get()
    assert (row.problem, row.done_at, row.leased_until) == ("", LONG_AGO, None)


def test_letters_that_are_put_together_leave_so_many_a_minute_and_nothing_else_waits(settings) -> None:
    settings.LETTERS_A_MINUTE = 2
    for batch in range(2):
        put_each(
            parcels=[
                Parcel(f"{batch}-{number}", "dana", channel, {})
                for number in range(3)
                for channel in ("mail", "stack")
            ],
            at=LONG_AGO,
        )
    minutes = [0, 0, 1, 1, 2, 2]
    letters = Message.objects.filter(channel="mail").order_by("pk").values_list("due_at", flat=True)
    assert list(letters) == [LONG_AGO + timedelta(minutes=each) for each in minutes]
    assert set(Message.objects.filter(channel="stack").values_list("due_at", flat=True)) == {LONG_AGO}
