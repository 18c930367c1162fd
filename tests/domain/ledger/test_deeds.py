"""What a deed keeps for its end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from cairn.domain.deeds import deed
from cairn.domain.ledger.models import Entry
from cairn.domain.ledger.operations import first_break, record
from cairn.domain.outbox.models import Message
from cairn.domain.outbox.operations import put
from cairn.domain.people.models import Person
from tests.walk import LONG_AGO

pytestmark = pytest.mark.django_db


class Stop(Exception):
    """Ends a part of a deed."""


@deed()
def note(person: Person, lesson: str, *, then: Callable[[], None] = lambda: None) -> None:
    record(event="lesson.done", by=person, at=LONG_AGO, subject=person, lesson=lesson)
    put(event=f"lesson:{lesson}", recipient="all", channel="mail", at=LONG_AGO)
    then()


def stop() -> None:
    raise Stop


def told() -> tuple[list[str], list[str]]:
    """The lessons by the ledger, and by the outbox."""
    entries = Entry.objects.filter(event="lesson.done").order_by("pk")
    letters = Message.objects.filter(channel="mail").order_by("pk")
    return [each.detail["lesson"] for each in entries], [each.event[7:] for each in letters]


def test_what_a_deed_records_is_written_at_its_end_all_at_once(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    person = Person.objects.create(email="ana@example.org")
    # A savepoint and its release, the ledger's end and its entries, the letters: whatever their number.
    with django_assert_num_queries(5), deed():
        for lesson in ("first", "second", "first"):
            note(person, lesson)
    assert told() == (["first", "second", "first"], ["first", "second"])
    assert first_break() is None


def test_nothing_is_said_of_what_was_undone() -> None:
    person = Person.objects.create(email="ana@example.org")
    with deed():
        note(person, "kept")
        with pytest.raises(Stop), transaction.atomic():
            note(person, "undone", then=stop)
        note(person, "after")
    with pytest.raises(Stop), deed():
        note(person, "refused")
        stop()
    note(person, "alone")
    assert told() == (["kept", "after", "alone"], ["kept", "after", "alone"])
    assert first_break() is None
