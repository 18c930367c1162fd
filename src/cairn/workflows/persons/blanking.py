"""Carrying out what becomes of rows: erasing them without any cascade, and emptying their personal fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import SET_NULL, CharField, ForeignKey, TextField, URLField

from cairn.workflows.persons.belongings import STORE_KEY, declaration_of
from cairn.workflows.persons.fates import Fate, Table, in_parts, pointing_at

GONE = "erased"
NOWHERE = "about:blank"


def files_of(fates: Iterable[Fate]) -> Iterator[str]:
    """The keys in the store of what is erased or blanked."""
    for fate in fates:
        if fate.what != "keep" and _field(fate.model, STORE_KEY):
            for some in in_parts(fate.keys):
                rows = fate.model._base_manager.filter(pk__in=some).exclude(**{STORE_KEY: ""})
                yield from rows.values_list(STORE_KEY, flat=True)


def names_of(fates: Iterable[Fate]) -> Iterator[str]:
    """The opaque names of what is erased."""
    for fate in fates:
        if fate.what == "erase" and _field(fate.model, "public_id"):
            for some in in_parts(fate.keys):
                rows = fate.model._base_manager.filter(pk__in=some)
                yield from map(str, rows.values_list("public_id", flat=True))


def blank(fate: Fate) -> None:
    """Empty the personal fields. Where a constraint needs words, they say that they were erased.

    What cannot be empty, such as a key that leads to the person, stays: she herself is nobody by then.
    """
    fields = [fate.model._meta.get_field(name) for name in declaration_of(fate.model).personal]
    empty = {each.name: value for each in fields for value in _empty(each)}
    if not empty:
        return
    for some in in_parts(fate.keys):
        if not _updated(fate.model, some, empty):
            for key in some:
                _blank_one(fate.model, key, empty)


def _blank_one(model: Table, key: int, empty: dict[str, Any]) -> None:
    worded = {
        name: _word(model._meta.get_field(name)) if value == "" else value for name, value in empty.items()
    }
    if not _updated(model, [key], empty) and not _updated(model, [key], worded):
        for name in empty:
            # One field after the other: each that the database lets go of goes.
            if not _updated(model, [key], {name: empty[name]}):
                _updated(model, [key], {name: worded[name]})


def _updated(model: Table, keys: list[int], values: dict[str, Any]) -> bool:
    try:
        with transaction.atomic():
            model._base_manager.filter(pk__in=keys).update(**values)
    except IntegrityError:
        return False
    return True


def _empty(field: Any) -> list[Any]:
    """The empty value of a field in a list, which is empty where there is none."""
    if field.null:
        return [None]
    if isinstance(field, ForeignKey):
        return []
    if field.has_default():
        return [field.get_default()]
    return [""] if isinstance(field, CharField | TextField) else []


def _word(field: object) -> str:
    return NOWHERE if isinstance(field, URLField) else GONE


def erase(fate: Fate) -> None:
    """Delete the rows and nothing else; what points at them is set to nobody where it says so itself.

    No cascade is followed: something left that points at a row lets the whole deed fail at its end.
    """
    for some in in_parts(fate.keys):
        for pointing in pointing_at(fate.model):
            if pointing.remote_field.on_delete is SET_NULL:
                pointing.model._base_manager.filter(**{f"{pointing.name}__in": some}).update(
                    **{pointing.name: None}
                )
        rows = fate.model._base_manager.filter(pk__in=some)
        rows._raw_delete(rows.db)


def _field(model: Table, name: str) -> bool:
    return any(each.name == name for each in model._meta.local_fields)
