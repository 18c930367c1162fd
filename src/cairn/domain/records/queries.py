"""Reading licenses, goals, entered records, and who may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, QuerySet

from cairn.domain.people.models import Organization, Person
from cairn.domain.records.access import standing_on
from cairn.domain.records.models import Goal, License, OtherRecord, RecordDocument, Relation


def licenses_of(person: Person) -> QuerySet[License]:
    """The licenses that she holds, the first that she added first."""
    return License.objects.filter(person=person, removed_at=None).order_by("added_at", "pk")


def goals_of(person: Person) -> QuerySet[Goal]:
    """The goals that she pursues, the first that she added first."""
    return Goal.objects.filter(person=person, removed_at=None).order_by("added_at", "pk")


def held_by(person: Person) -> list[License | Goal]:
    """The licenses that she holds, then the goals that she pursues."""
    return [*licenses_of(person), *goals_of(person)]


def held_by_each(people: Iterable[int]) -> dict[int, list[License | Goal]]:
    """The same by the key of each of these people who holds or pursues any."""
    keys = list(people)
    found: dict[int, list[License | Goal]] = defaultdict(list)
    for model in (License, Goal):
        rows = model.objects.filter(person__in=keys, removed_at=None)
        for one in rows.order_by("added_at", "pk"):
            found[one.person_id].append(one)
    return found


def holds_any(person: Person) -> bool:
    """Whether she holds a license or pursues a goal at all."""
    return licenses_of(person).exists() or goals_of(person).exists()


def entered_by(person: Person) -> QuerySet[OtherRecord]:
    """The records other than badges that she entered, the latest first, with the papers that are there."""
    return _entered([person.pk])


def entered_by_each(people: Iterable[int]) -> dict[int, list[OtherRecord]]:
    """The same by the key of each of these people who entered any."""
    found: dict[int, list[OtherRecord]] = defaultdict(list)
    for one in _entered(people):
        found[one.person_id].append(one)
    return found


def _entered(people: Iterable[int]) -> QuerySet[OtherRecord]:
    kept = RecordDocument.objects.filter(removed_at=None)
    return (
        OtherRecord.objects.filter(person__in=list(people), state="claimed")
        .prefetch_related(Prefetch("documents", kept, to_attr="kept"))
        .order_by("-earned_on", "-pk")
    )


def relations_of(person: Person, *, on: date) -> QuerySet[Relation]:
    """Who may see her record on a day, and why."""
    rows = Relation.objects.filter(standing_on(on), person=person)
    return rows.select_related("organization").order_by("organization__name", "kind")


def population_of(organization: Organization, *, on: date) -> QuerySet[Relation]:
    """Everybody whose records the organization may see on a day, a row for each reason."""
    rows = _population(organization, on).select_related("person")
    return rows.order_by("person__display_name", "person", "kind")


def how_many(organization: Organization, *, on: date) -> int:
    """How many people these are."""
    return _population(organization, on).values("person").distinct().count()


def population_after(
    organization: Organization, *, on: date, after: int, most: int
) -> dict[int, list[tuple[str, str]]]:
    """Some of them, in the order of their keys and beyond `after`: each with her reasons as (kind, group)."""
    rows = _population(organization, on)
    beyond = rows.filter(person__gt=after).order_by("person").values_list("person", flat=True).distinct()
    found: dict[int, list[tuple[str, str]]] = {person: [] for person in beyond[:most]}
    named = rows.filter(person__in=list(found)).values_list("person", "kind", "group")
    for person, kind, group in named.order_by("kind"):
        found[person].append((kind, group))
    return found


def _population(organization: Organization, on: date) -> QuerySet[Relation]:
    return Relation.objects.filter(standing_on(on), organization=organization, person__is_active=True)


def holders(*, after: int = 0, limit: int = 500) -> QuerySet[Person]:
    """People who hold a license or pursue a goal, in the order of their keys."""
    held = License.objects.filter(removed_at=None).values("person")
    pursued = Goal.objects.filter(removed_at=None).values("person")
    people = Person.objects.filter(is_active=True, pk__gt=after)
    return (people.filter(pk__in=held) | people.filter(pk__in=pursued)).order_by("pk")[:limit]
