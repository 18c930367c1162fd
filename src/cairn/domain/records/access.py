"""Whose records are whose, and which of them an organization may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import IntEnum
from zoneinfo import ZoneInfo

from django.db.models import Q

from cairn.domain.people.access import holds
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.records.models import Goal, License, OtherRecord, Relation
from cairn.engines.verdict import Verdict, no, yes


class Sight(IntEnum):
    """How much of a person's record an organization sees; each step includes those below."""

    NOTHING = 0
    FILED = 1
    """The badges that she shared with it and that it filed."""
    ROSTERED = 2
    """Also the badges that it issued to her itself."""
    CLAIMED = 3
    """All badges and other records, licenses and goals; never the license number."""


SIGHT_OF = {
    Relation.Kind.FILED: Sight.FILED,
    Relation.Kind.ROSTERED: Sight.ROSTERED,
    Relation.Kind.CLAIMED: Sight.CLAIMED,
}


def owns(person: Person, thing: License | Goal | OtherRecord) -> Verdict:
    """Whether the license, goal or record is the person's own."""
    if thing.person_id == person.pk:
        return yes()
    return no("not_yours", "This belongs to somebody else.")


def may_change(person: Person, record: OtherRecord) -> Verdict:
    """Whether the person may change a record that she entered."""
    if not (mine := owns(person, record)):
        return mine
    if record.state != "claimed":
        return no("removed", "This record is removed. Put it back to change it.")
    return yes()


def standing_on(on: date) -> Q:
    """Relations that hold on a day."""
    return Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gte=on))


def sight(person: Person, organization: Organization, *, on: date) -> Sight:
    """How much of the person's record the organization sees on a day."""
    return sights([person.pk], organization, on=on).get(person.pk, Sight.NOTHING)


def sights(people: Iterable[int], organization: Organization, *, on: date) -> dict[int, Sight]:
    """The same by the key of each of these people of whom it sees anything."""
    rows = Relation.objects.filter(standing_on(on), person__in=list(people), organization=organization)
    found: dict[int, Sight] = {}
    for person, kind in rows.values_list("person", "kind"):
        found[person] = max(found.get(person, Sight.NOTHING), SIGHT_OF[Relation.Kind(kind)])
    return found


def may_see(viewer: Person, person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether somebody may look at a person's record for an organization: a recognizer of one related to her."""
    if not (role := holds(viewer, organization, Role.RECOGNIZER, at=at)):
        return role
    on = at.astimezone(ZoneInfo(organization.time_zone)).date()
    if sight(person, organization, on=on):
        return yes()
    return no(
        "no_relation",
        f"{person.name} is not on {organization.name}'s staff list and has not said to belong to it. "
        "Ask for a claim, or add a row to the staff list.",
    )


def may_open_document(viewer: Person, record: OtherRecord, *, at: datetime) -> Verdict:
    """Whether somebody may open the papers of a record: its owner, and recognizers where she claims to belong."""
    if record.person_id == viewer.pk:
        return yes()
    claims = Relation.objects.filter(person=record.person_id, kind=Relation.Kind.CLAIMED).select_related(
        "organization"
    )
    for claim in claims if record.state == "claimed" else ():
        today = at.astimezone(ZoneInfo(claim.organization.time_zone)).date()
        stands = claim.from_on <= today <= (claim.until_on or date.max)
        if stands and holds(viewer, claim.organization, Role.RECOGNIZER, at=at):
            return yes()
    return no("not_yours", "Only its owner and those whom she lets see her record may open this.")


def may_end(person: Person, relation: Relation, *, at: datetime) -> Verdict:
    """Whether somebody may end a relation: she herself what she claimed, the organization what it listed."""
    if relation.kind == Relation.Kind.CLAIMED:
        if relation.person_id == person.pk:
            return yes()
        return no("not_yours", "Only whoever claimed to belong here may end it.")
    if relation.kind == Relation.Kind.FILED:
        return no("filed", f"{relation.organization.name} has filed a badge. Ask its office to remove it.")
    return may_keep_roster(person, relation.organization, at=at)


def may_keep_roster(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether somebody may bring in the organization's staff list."""
    return holds(person, organization, Role.RECOGNIZER, Role.ADMINISTRATOR, at=at)
