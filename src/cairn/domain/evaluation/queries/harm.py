"""Reports of harm: who is told, who may see one, and what is open."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from cairn.domain.evaluation.models import HarmReport, SafeguardingContact
from cairn.domain.people.models import Organization, Person, Role, current
from cairn.domain.people.queries import members, organizations_of
from cairn.engines.verdict import Verdict, no, yes


def contacts_named(organization: Organization, *, at: datetime) -> QuerySet[SafeguardingContact]:
    """The safeguarding contacts that the organization has named."""
    return (
        SafeguardingContact.objects.filter(current(at), organization=organization)
        .select_related("person", "organization")
        .order_by("since", "pk")
    )


def contacts_of(organization: Organization, *, at: datetime, but: Person | None = None) -> list[Person]:
    """Who is told of harm: those named, or the administrators; never `but`, whose work it is.

    Where nobody is left it is whoever runs the installation.
    """
    named = [contact.person for contact in contacts_named(organization, at=at)]
    told = named or list(members(organization, Role.ADMINISTRATOR, at=at))
    hers = but.pk if but else 0
    left = [person for person in told if person.is_active and person.pk != hers]
    return left or list(Person.objects.filter(is_staff=True, is_active=True).exclude(pk=hers).order_by("pk"))


def may_see_report(person: Person, report: HarmReport, *, at: datetime) -> Verdict:
    """Whether the person is among those who are told of harm in this work."""
    told = contacts_of(report.organization, but=report.round.attempt.earner, at=at)
    if person.pk in {one.pk for one in told}:
        return yes()
    return no("not_contact", "This page is for the organization's safeguarding contact.")


def reports_for(person: Person, *, at: datetime) -> list[HarmReport]:
    """Every report that the person may see, open ones first."""
    named = SafeguardingContact.objects.filter(current(at), person=person).values("organization")
    managed = organizations_of(person, Role.ADMINISTRATOR, at=at).values("pk")
    rows = HarmReport.objects.select_related(
        "organization", "reporter", "closed_by", "round__attempt__edition", "round__attempt__earner"
    )
    near = (
        rows
        if person.is_staff
        else rows.filter(organization__in=named) | rows.filter(organization__in=managed)
    )
    seen = [report for report in near.order_by("-reported_at") if may_see_report(person, report, at=at)]
    return sorted(seen, key=lambda report: report.closed_at is not None)


def is_contact(person: Person, *, at: datetime) -> bool:
    """Whether the person is told of harm in some organization."""
    if SafeguardingContact.objects.filter(current(at), person=person).exists():
        return True
    return any(
        not contacts_named(organization, at=at).exists()
        for organization in organizations_of(person, Role.ADMINISTRATOR, at=at)
    )


def open_reports_for(person: Person, *, at: datetime) -> int:
    """How many open reports wait for the person."""
    return sum(report.closed_at is None for report in reports_for(person, at=at))
