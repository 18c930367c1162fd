"""Who holds workshops, who sees them, and until when one says that she was there."""

from __future__ import annotations

from datetime import datetime, timedelta

from cairn.domain.people.access import holds
from cairn.domain.people.models import Membership, Organization, Person, Role, current
from cairn.domain.workshops.models import Attendance, Workshop
from cairn.engines.verdict import Verdict, no, yes

HOLDS = (Role.COACH, Role.ADMINISTRATOR)
"""Who holds workshops for an organization."""
DOORS_OPEN = timedelta(hours=1)
"""How long before it begins one can say that one is there."""
DOORS_SHUT = timedelta(days=1)
"""And how long after it ends."""


def may_hold(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person may hold workshops for the organization: its coaches and administrators."""
    return holds(person, organization, *HOLDS, at=at)


def may_run(person: Person, workshop: Workshop, *, at: datetime) -> Verdict:
    """Whether the person may change this workshop and its list: who may hold any of the organization."""
    return may_hold(person, workshop.organization, at=at)


def may_see(person: Person, workshop: Workshop, *, at: datetime) -> Verdict:
    """Whether the person may read about the workshop: whoever was there, and everybody of the organization."""
    if Attendance.objects.filter(workshop=workshop, person=person).exists():
        return yes()
    held = Membership.objects.filter(current(at), person=person, organization=workshop.organization)
    if held.exists():
        return yes()
    return no("not_for_you", f"This workshop is for people of {workshop.organization.name}.")


def may_join(workshop: Workshop, *, at: datetime) -> Verdict:
    """Whether whoever has its code may say now that she is there: from an hour before it to a day after."""
    if workshop.called_off_at is not None:
        return no("called_off", "This workshop was called off.")
    if at < workshop.begins - DOORS_OPEN:
        return no("too_early", "It has not begun yet. Open this page again when you are there.")
    if at > workshop.ends + DOORS_SHUT:
        return no("too_late", "The list is closed. Whoever held the workshop can still add you.")
    return yes()


def may_be_noted(person: Person, workshop: Workshop, *, at: datetime) -> Verdict:
    """Whether its host may note that the person was there: once it has begun, and people of the organization alone."""
    if workshop.called_off_at is not None:
        return no("called_off", "This workshop was called off.")
    if at < workshop.begins - DOORS_OPEN:
        return no("too_early", "It has not begun yet. Note who is there from an hour before.")
    if Membership.objects.filter(current(at), person=person, organization=workshop.organization).exists():
        return yes()
    told = f"{person.name} is not of {workshop.organization.name}. Whoever is from elsewhere joins with the code."
    return no("from_elsewhere", told)
