"""The ledger: whole after a story, append-only by database guards, and every tampering is found."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.ledger import guards
from cairn.domain.ledger.models import Entry
from cairn.domain.ledger.operations import GENESIS, first_break, record
from tests.walk import DAY, LONG_AGO


def _a_story(stage: Stage) -> list[int]:
    walking.work_at(
        "awarded",
        edition=stage.editions["exit-tickets"],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["tomasz-nowak"]],
        at=LONG_AGO + DAY,
    )
    return list(Entry.objects.order_by("pk").values_list("pk", flat=True))


def test_the_chain_is_whole_after_a_story_and_holds_its_turning_points(stage: Stage) -> None:
    _a_story(stage)
    assert first_break() is None
    told = list(
        Entry.objects.filter(event__regex=r"^(attempt|round|reading|award)\.")
        .order_by("pk")
        .values_list("event", flat=True)
    )
    assert told == [
        "attempt.started",
        "round.submitted",
        "reading.opened",
        "reading.claimed",
        "reading.concluded",
        "round.concluded",
        "award.made",
        "award.issued",
    ]


def test_the_first_entry_follows_from_nothing(stage: Stage) -> None:
    assert Entry.objects.order_by("pk")[0].previous == GENESIS


CHANGES: dict[str, object] = {
    "at": LONG_AGO + 99 * DAY,
    "event": "award.revoked",
    "actor": UUID(int=1),
    "subject": UUID(int=1),
    "organization": UUID(int=1),
    "detail": {"counted": True},
    "previous": "f" * 64,
    "digest": "f" * 64,
}


@pytest.mark.parametrize("field", CHANGES)
def test_an_entry_changed_in_any_field_is_found(stage: Stage, field: str) -> None:
    keys = list(Entry.objects.order_by("pk").values_list("pk", flat=True))
    Entry.objects.filter(pk=keys[-5]).update(**{field: CHANGES[field]})
    assert first_break() == keys[-5]


def test_every_field_of_an_entry_is_tried() -> None:
    assert {field.name for field in Entry._meta.concrete_fields} - {"id"} == set(CHANGES)


def test_a_removed_entry_is_found_at_the_next_one(stage: Stage) -> None:
    keys = _a_story(stage)
    Entry.objects.filter(pk=keys[7]).delete()
    assert first_break() == keys[8]


def test_an_event_the_ledger_does_not_know_is_refused(stage: Stage) -> None:
    before = Entry.objects.count()
    with pytest.raises(KeyError, match=r"add it to ledger/events\.py"):
        record(event="award.eaten", by=None, at=LONG_AGO, subject=stage.people["dana-brown"])
    assert Entry.objects.count() == before


def test_an_entry_of_a_transaction_that_fails_was_never_written(stage: Stage) -> None:
    before = list(Entry.objects.values_list("pk", flat=True))
    with pytest.raises(RuntimeError), transaction.atomic():
        record(event="draft.saved", by=None, at=LONG_AGO, subject=stage.people["dana-brown"])
        raise RuntimeError
    assert list(Entry.objects.values_list("pk", flat=True)) == before
    record(event="draft.saved", by=None, at=LONG_AGO, subject=stage.people["dana-brown"])
    assert first_break() is None


def test_the_guards_refuse_to_change_and_to_remove(stage: Stage) -> None:
    assert set(guards.missing(connection)) == {guard.name for guard in guards.wanted(connection)}
    for _ in range(2):
        guards.install(connection)
    assert guards.missing(connection) == ()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.update(event="draft.saved")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.all().delete()
    record(event="draft.saved", by=None, at=LONG_AGO, subject=stage.people["dana-brown"])
    assert first_break() is None


def test_a_guard_that_was_dropped_is_missed_and_put_back(stage: Stage) -> None:
    guards.install(connection)
    guards.remove(connection)
    assert guards.missing(connection)[:2] == ("ledger_entry_no_update", "ledger_entry_no_delete")
    Entry.objects.filter(event="draft.saved").delete()
    guards.install(connection)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.all().delete()


def test_no_entry_holds_a_name_an_address_or_words(stage: Stage) -> None:
    _a_story(stage)
    known = {word for person in stage.people.values() for word in (person.legal_name, person.email)}
    written = " ".join(str(detail) for detail in Entry.objects.values_list("detail", flat=True))
    assert {word for word in known if word and word in written} == set()
