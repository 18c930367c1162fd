"""Words that occur nowhere else, put wherever a person's declarations say that something personal stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import CharField, EmailField, Field, JSONField, Model, TextField, URLField

from cairn.domain.people.models import Person
from cairn.workflows.persons.belongings import holdings


@dataclass(frozen=True)
class Mark:
    """A word of hers, and the only place where it stands."""

    word: str
    model: type[Model]
    key: int
    field: str


def marked(person: Person) -> list[Mark]:
    """Mark every personal text of the person in every table that has one; fields of few choices are left alone."""
    marks: list[Mark] = []
    for holding in holdings(person):
        for name in holding.declared.personal:
            field: Any = holding.model._meta.get_field(name)
            for row in holding.rows:
                word = f"zq{person.pk}x{len(marks)}qz"
                if _fits(field, word) and _put(holding.model, row.pk, field, word):
                    marks.append(Mark(word, holding.model, row.pk, name))
    return marks


def _fits(field: Field[Any, Any], word: str) -> bool:
    if isinstance(field, JSONField):
        return True
    texts = isinstance(field, CharField | TextField) and not field.choices and not field.has_default()
    return texts and (field.max_length is None or field.max_length >= len(word) + 20)


def _put(model: type[Model], key: int, field: Field[Any, Any], word: str) -> bool:
    value: Any = word
    if isinstance(field, JSONField):
        value = [word]
    elif isinstance(field, EmailField):
        value = f"{word}@example.org"
    elif isinstance(field, URLField):
        value = f"https://{word}.example.org/"
    try:
        with transaction.atomic():
            return bool(model._base_manager.filter(pk=key).update(**{field.name: value}))
    except IntegrityError:
        return False
