"""What belongs to a person, table by table, as the models' declarations say; no table is named by hand."""

from __future__ import annotations

import inspect
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db.models import ForeignKey, IntegerField, Model, Q, QuerySet, Value

from cairn.domain.people.models import Merging, Person
from cairn.engines.privacy import Privacy

TOGETHER: Final = 100
"""Questions in one statement: databases bound its parts."""

STORE_KEY: Final = "store_key"
"""What a field is called everywhere that names a file in the store."""


@dataclass(frozen=True, slots=True)
class Holding:
    """The rows of one table that belong to a person."""

    model: type[Model]
    declared: Privacy
    rows: QuerySet[Any]

    @property
    def subject(self) -> str:
        """The label of the app."""
        return self.model._meta.app_label

    @property
    def about(self) -> str:
        """What a row is, in a sentence."""
        return sentence_of(self.model)


def sentence_of(model: type[Model]) -> str:
    """What a row of the table is: the first sentence that its model says of itself, or its name."""
    told = (inspect.getdoc(model) or "").partition("\n\n")[0].replace("\n", " ").replace("`", "")
    first = told.partition(". ")[0].partition("; ")[0].partition(": ")[0]
    by_hand = told and not told.startswith(f"{model.__name__}(")
    return f"{first.rstrip('.')}." if by_hand else f"{model._meta.verbose_name}.".capitalize()


def selves(person: Person) -> list[Person]:
    """The person, and the accounts that became hers."""
    gone = Merging.objects.filter(kept=person).values("gone")
    return [person, *Person.objects.filter(pk__in=gone).order_by("pk")]


def addresses_of(people: Collection[Person]) -> set[str]:
    """Every address that is theirs beyond doubt, in small letters."""
    proved = EmailAddress.objects.filter(user__in=people, verified=True).values_list("email", flat=True)
    return {str(person.email) for person in people if person.email} | {each.lower() for each in proved}


def gathered(questions: Sequence[QuerySet[Any, Any]]) -> Iterator[tuple[int, Any]]:
    """Answers to many questions for rows of values, each with the place of its question; asked many at a time."""
    for start in range(0, len(questions), TOGETHER):
        some = [
            each.order_by().annotate(of=Value(place, IntegerField()))
            for place, each in enumerate(questions[start : start + TOGETHER], start=start)
        ]
        for *row, place in some[0].union(*some[1:], all=True):
            yield place, row


def holdings(person: Person) -> Iterator[Holding]:
    """Every table that can hold something of the person, with her rows of it."""
    people = selves(person)
    known = addresses_of(people)
    for model in apps.get_models():
        declared = declaration_of(model)
        if declared.owner:
            yield Holding(model, declared, _rows(model, declared, people, known))


def declaration_of(model: type[Model]) -> Privacy:
    """What a model says of itself; a library's says it by pointing at people."""
    declared = getattr(model, "privacy", None)
    if isinstance(declared, Privacy):
        return declared
    pointing = [field.name for field in keys_to(Person, model)]
    return Privacy(personal=tuple(pointing), owner=pointing[0], on_leave="erase") if pointing else Privacy()


def keys_to(target: type[Model], model: type[Model]) -> list[ForeignKey[Any]]:
    """The foreign keys of a model that point at another."""
    fields = model._meta.local_fields
    return [field for field in fields if isinstance(field, ForeignKey) and field.related_model is target]


def _rows(
    model: type[Model], declared: Privacy, people: Collection[Person], known: Collection[str]
) -> QuerySet[Any]:
    path = "pk" if declared.owner == "self" else declared.owner.replace(".", "__")
    hers = Q(**{f"{path}__in": [each.pk for each in people]})
    if declared.address:
        hers |= Q(**{f"{path}__isnull": True, f"{declared.address}__in": known})
    return model._base_manager.filter(hers)


def keys_of(held: Sequence[Holding]) -> list[set[int]]:
    """The keys of the rows of each."""
    found: list[set[int]] = [set() for _ in held]
    for place, (key,) in gathered([holding.rows.values_list("pk") for holding in held]):
        found[place].add(key)
    return found
