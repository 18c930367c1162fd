"""Which person a recognizer means: one whose record the organization may see."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from cairn.domain.approvals.access import day_in
from cairn.domain.people.models import Organization, Person
from cairn.domain.records.models import Relation
from cairn.domain.records.queries import population_of
from cairn.engines.verdict import Refused, no

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody as the organization may call her."""

    name: str


def people_of(organization: Organization) -> list[Called]:
    """Whose records the organization may see today, at most so many as a list can show.

    Whoever is on its staff list alone is called by the address that stands there: her account is no business of its.
    """
    names: dict[int, str] = {}
    for row in population_of(organization, on=day_in(organization, timezone.now()))[: 2 * SHOWN]:
        listed = row.kind == Relation.Kind.ROSTERED
        known = (row.person.email or row.person.name) if listed else row.person.name
        names[row.person_id] = names.get(row.person_id, known) if listed else known
    return [Called(name) for name in names.values()][:SHOWN]


def whom(words: str, organization: Organization) -> Person:
    """The one person of the organization's population who is called so; raises `Refused` with a sentence."""
    wanted = " ".join(words.split())[:200]
    if not wanted:
        raise Refused(no("nobody", gettext("Give a name or an e-mail address.")))
    on = day_in(organization, timezone.now())
    exactly = Q(person__email=wanted.lower()) | Q(person__display_name__iexact=wanted)
    exactly |= Q(person__legal_name__iexact=wanted)
    rows = population_of(organization, on=on)
    found = {row.person_id: row.person for row in rows.filter(exactly)}
    if not found:
        named = Q(person__display_name__icontains=wanted) | Q(person__legal_name__icontains=wanted)
        found = {row.person_id: row.person for row in rows.filter(named)[:10]}
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        raise Refused(no("many", gettext("Several people are called so. Give the e-mail address.")))
    told = gettext(
        "Nobody of that name shares a record with %(name)s. Check the staff list, or ask for a claim."
    )
    raise Refused(no("nobody", told % {"name": organization.name}))
