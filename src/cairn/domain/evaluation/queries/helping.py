"""Who helps whom judge, and what evaluators say they are at home in."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.evaluation.eligibility import reads_for
from cairn.domain.evaluation.models import Expertise, Partner
from cairn.domain.people.models import Organization, Person, current


def partners_of(organization: Organization, *, at: datetime) -> QuerySet[Partner]:
    """Whose evaluators may read the organization's work, by name."""
    named = Partner.objects.filter(current(at), organization=organization)
    return named.select_related("partner", "organization").order_by("partner__name")


def helped_by(organization: Organization, *, at: datetime) -> QuerySet[Partner]:
    """Who named the organization: its evaluators may read their work."""
    named = Partner.objects.filter(current(at), partner=organization)
    return named.select_related("organization").order_by("organization__name")


def expertise_of(person: Person) -> dict[str, list[str]]:
    """The subjects and the grade bands that the person declared, each by its kind."""
    told: dict[str, list[str]] = {"subject": [], "grade": []}
    for kind, value in Expertise.objects.filter(evaluator=person).values_list("kind", "value"):
        told[kind].append(value)
    return told


def subjects_to_judge(person: Person, *, at: datetime) -> list[str]:
    """The subjects that micro-credentials name whose work the person may come to read, without regard to case."""
    rows = MicroCredential.objects.filter(
        organization__in=reads_for(person, at=at).values("pk"), edition__isnull=False
    )
    named = {
        subject
        for listed in rows.values_list("edition__document__subjects", flat=True)
        for subject in listed or ()
    }
    return sorted({subject.casefold(): subject for subject in sorted(named)}.values(), key=str.casefold)
