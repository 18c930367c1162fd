"""All that is known of a person: she can take it along, and have it forgotten."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from unittest.mock import patch
from zipfile import ZipFile

import pytest

from cairn.domain.people import operations
from cairn.domain.people.models import Erasure, Person
from cairn.workflows import neighbors, tasks
from cairn.workflows.persons import erasing, exporting
from cairn.workflows.persons.fates import fates_of
from tests.processes import KILLED, die, in_processes
from tests.remembering import rows_of_all
from tests.stories.world import World, build
from tests.walk import DAY, staged
from tests.workflows.persons import Mark, marked

OTHERS = ("aisha-rahman", "walter-finch", "marcus-bell")
NOW = datetime.now(UTC)


@pytest.fixture
def world(db: None) -> World:
    return build()


def standing(marks: list[Mark]) -> dict[str, set[str]]:
    """The tables in which each word stands."""
    tables = {name: repr(rows) for name, rows in rows_of_all().items()}
    return {
        mark.word: {name.strip('"') for name, rows in tables.items() if mark.word in rows} for mark in marks
    }


@pytest.mark.parametrize("key", ["dana-brown", "aisha-rahman", "walter-finch"])
def test_a_person_is_forgotten_but_for_what_is_declared_to_be_kept(world: World, key: str) -> None:
    person = world.person(key)
    marks = marked(person)
    keys = [each.store_key for each in person.files.all()]
    kept = {(fate.model, row) for fate in fates_of(person) if fate.what == "keep" for row in fate.keys}
    erasure = erasing.ask(person=person, by=person, at=NOW)
    tasks.run_all(NOW + 6 * DAY)
    assert Person.objects.get(pk=person.pk).is_active
    tasks.run_all(NOW + 8 * DAY)
    assert Erasure.objects.get(pk=erasure.pk).state == "done"
    found = standing(marks)
    expected = {
        mark.word: {mark.model._meta.db_table} if (mark.model, mark.key) in kept else set() for mark in marks
    }
    assert found == expected
    assert [key for key in keys if neighbors.store().exists(key)] == []


def test_she_takes_along_all_that_is_known_of_her_and_nobody_else_is_named(world: World) -> None:
    dana = world.person("dana-brown")
    marks, others = marked(dana), [mark for key in OTHERS for mark in marked(world.person(key))]
    copy = exporting.ask(person=dana, by=dana, at=NOW)
    tasks.run_all(NOW)
    copy.refresh_from_db()
    with ZipFile(io.BytesIO(b"".join(exporting.opened(copy)))) as archive:
        told = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".json")}
        files = [name for name in archive.namelist() if name.startswith("files/")]
    whole = "\n".join(told.values())
    assert [mark for mark in marks if mark.word not in whole] == []
    assert [mark for mark in others if mark.word in whole] == []
    sent = dana.files.filter(original=None, state="attached").values_list("public_id", flat=True)
    assert [each for each in sent if not any(str(each) in name for name in files)] == []
    assert json.loads(told["data/people.Person.json"])["rows"][0]["public_id"] == str(dana.public_id)
    tasks.run_all(NOW + 8 * DAY)
    assert not neighbors.store().exists(copy.store_key)


@pytest.mark.slow
def test_whoever_is_cut_off_while_erasing_has_erased_nothing_and_the_next_try_does_it_all(
    transactional_db: None,
) -> None:
    person = staged().people["dana-brown"]
    start = datetime(2026, 3, 3, tzinfo=UTC)
    erasure = erasing.ask(person=person, by=person, at=start)
    before = rows_of_all()

    def cut_off() -> None:
        with patch.object(operations, "finish_erasure", lambda **_told: die()):
            erasing.erase(erasure=erasure, at=start + 8 * DAY)

    assert in_processes(cut_off) == [KILLED]
    assert rows_of_all() == before
    erasing.erase(erasure=erasure, at=start + 8 * DAY)
    after = rows_of_all()
    assert erasing.erase(erasure=erasure, at=start + 9 * DAY).total() == 0
    assert (rows_of_all(), Person.objects.get(pk=person.pk).name) == (after, "Someone")
