"""All that is known of a person: she can take it along, and have it forgotten."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cairn.domain.people.models import Erasure, Person
from cairn.workflows import neighbors, tasks
from cairn.workflows.persons import erasing
from cairn.workflows.persons.fates import fates_of
from tests.remembering import rows_of_all
from tests.stories.world import World, build
from tests.walk import DAY
from tests.workflows.persons import Mark, marked

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
