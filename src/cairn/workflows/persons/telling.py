"""Telling a row in plain JSON: opaque numbers instead of keys, names of things but never of people, no secrets."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from django.db.models import BinaryField, Field, FileField, ForeignKey, Model

from cairn.domain.people.models import Person
from cairn.workflows.persons.belongings import STORE_KEY, Holding, declaration_of, selves

SECRET: Final = ("password", "token", "secret", STORE_KEY)
NAMES: Final = ("public_id", "slug", "title", "name", "key", "kind")
Told = dict[str, Any]


class Telling:
    """One table's rows of a person."""

    def __init__(self, holding: Holding, person: Person) -> None:
        self._holding = holding
        self._hers = {each.pk for each in selves(person)}
        meta = holding.model._meta
        self._fields = [field for field in meta.local_fields if not _is_secret(field)]

    @property
    def fields(self) -> dict[str, str]:
        """What each field means, in words."""
        return {field.name: str(field.help_text) or f"{field.verbose_name}" for field in self._fields}

    def rows(self, at_once: int) -> Iterator[Told]:
        """Each row, by the names of its fields."""
        rows = self._holding.rows.order_by("pk").distinct().iterator(chunk_size=at_once)
        while some := list(islice(rows, at_once)):
            known = {field.name: self._targets(field, some) for field in self._fields if _points(field)}
            for row in some:
                yield {field.name: self._value(field, row, known) for field in self._fields}

    def _targets(self, field: Any, rows: list[Any]) -> dict[Any, Any]:
        """What the rows point at by a foreign key."""
        target: type[Model] = field.related_model
        keys = {getattr(row, field.attname) for row in rows} - {None}
        if target is Person:
            known = Person.objects.filter(pk__in=keys).values_list("pk", "public_id")
            return {key: "you" if key in self._hers else public_id for key, public_id in known}
        named = NAMES if not declaration_of(target).owner else NAMES[:1]
        present = {each.name for each in target._meta.local_fields}
        columns = [name for name in named if name in present]
        found = target._base_manager.filter(pk__in=keys).values("pk", *columns)
        return {row["pk"]: {"number": row["pk"], **{name: row[name] for name in columns}} for row in found}

    def _value(self, field: Any, row: Any, known: dict[str, dict[Any, Any]]) -> Any:
        value = getattr(row, field.attname)
        if field.name in known:
            return known[field.name].get(value)
        if isinstance(field, BinaryField):
            return base64.b64encode(bytes(value)).decode() if value is not None else None
        return str(value) if isinstance(field, FileField) else value


def _points(field: Field[Any, Any]) -> bool:
    return isinstance(field, ForeignKey)


def _is_secret(field: Field[Any, Any]) -> bool:
    return field.name == "code" or any(word in field.name for word in SECRET)
