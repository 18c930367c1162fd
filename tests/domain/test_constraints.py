"""What must never be false is a named constraint; here each of them is attacked past all operations."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from cairn.domain.issuing.models import Award, Endorsement, FormerCredential, StatusList
from tests.domain.breaking import TRIES, fill_every_table

# Each test is a savepoint within the transaction of `full_tables`.
pytestmark = pytest.mark.django_db
CONSTRAINTS = {
    constraint.name: (model, constraint)
    for model in apps.get_models()
    if model.__module__.startswith("cairn.domain.")
    for constraint in model._meta.constraints
}


@pytest.fixture(scope="module")
def full_tables(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Rows in every table, walked to once for all tries and rolled back after the last."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        fill_every_table()
        yield
        transaction.set_rollback(True)


def broken(problem: IntegrityError) -> str | set[str]:
    """The name of the constraint that refused; SQLite names a unique one by its columns alone."""
    said = str(problem)
    if columns := re.search(r"UNIQUE constraint failed: (.*)", said):
        return set(columns[1].split(", "))
    named = re.search(r"CHECK constraint failed: (\w+)", said) or re.search(r'constraint "(\w+)"', said)
    return named[1] if named else said


def expected(name: str) -> str | set[str]:
    model, constraint = CONSTRAINTS[name]
    if connection.vendor == "sqlite" and isinstance(constraint, models.UniqueConstraint):
        table = model._meta.db_table
        columns = {field.name: field.column for field in model._meta.concrete_fields}
        return {f"{table}.{columns[field]}" for field in constraint.fields}
    return name


@pytest.mark.parametrize("name", sorted(TRIES))
def test_the_database_refuses_what_must_never_be(name: str, full_tables: None) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        TRIES[name]()
    assert broken(refused.value) == expected(name)


def test_status_lists_have_counted_every_place_that_was_ever_given(full_tables: None) -> None:
    holders = [holder._default_manager for holder in (Award, FormerCredential, Endorsement)]
    lists = {
        each: sum(rows.filter(status_list=each).count() for rows in holders)
        for each in StatusList.objects.all()
    }
    assert {each: each.given for each in lists} == lists
    assert sum(lists.values()) > 9


def test_every_constraint_of_the_domain_is_tried_and_every_try_has_its_constraint() -> None:
    assert set(CONSTRAINTS) == set(TRIES)


def test_every_constraint_says_in_words_what_holds() -> None:
    assert [name for name in CONSTRAINTS if not re.fullmatch(r"[a-z]+(_[a-z]+)+", name)] == []
