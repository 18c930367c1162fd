"""Reports of harm: who is told, who may see one, and what is open."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from cairn.domain.evaluation.models import HarmReport, SafeguardingContact
from cairn.domain.people.models import Membership, Organization, Person, Role, current
from cairn.domain.people.queries import organizations_of
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
    told = [each for each in _told([organization.pk], at)[organization.pk] if each != but]
    return told or [each for each in _staff() if each != but]


def _told(organizations: Collection[int], at: datetime) -> dict[int, list[Person]]:
    """By organization, those who are named, or else its administrators."""
    told: dict[int, list[Person]] = {organization: [] for organization in organizations}
    contacts = SafeguardingContact.objects.filter(current(at), organization__in=organizations)
    for contact in contacts.select_related("person").order_by("since", "pk"):
        told[contact.organization_id].append(contact.person)
    nobody = [organization for organization, people in told.items() if not people]
    managing = Membership.objects.filter(current(at), organization__in=nobody, role=Role.ADMINISTRATOR)
    for membership in managing.select_related("person").order_by("person__display_name", "person"):
        told[membership.organization_id].append(membership.person)
    return {key: [each for each in people if each.is_active] for key, people in told.items()}


def _staff() -> list[Person]:
    return list(Person.objects.filter(is_staff=True, is_active=True).order_by("pk"))


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
    reports = list(near.order_by("-reported_at"))
    told, staff = _told({report.organization_id for report in reports}, at), _staff()
    seen = [report for report in reports if person in _told_of(report, told[report.organization_id], staff)]
    return sorted(seen, key=lambda report: report.closed_at is not None)


def _told_of(report: HarmReport, told: list[Person], staff: list[Person]) -> list[Person]:
    """Who is told of one report: never its earner."""
    hers = report.round.attempt.earner
    return [each for each in told if each != hers] or [each for each in staff if each != hers]


def is_contact(person: Person, *, at: datetime) -> bool:
    """Whether the person is told of harm in some organization."""
    named = SafeguardingContact.objects.filter(current(at))
    if named.filter(person=person).exists():
        return True
    managed = organizations_of(person, Role.ADMINISTRATOR, at=at)
    return managed.exclude(pk__in=named.values("organization")).exists()


def open_reports_for(person: Person, *, at: datetime) -> int:
    """How many open reports wait for the person."""
    return sum(report.closed_at is None for report in reports_for(person, at=at))
