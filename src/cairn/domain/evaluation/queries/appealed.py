"""What earners appeal against and why evaluators stepped back, for a lead; sealed while she might read it blind."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from cairn.domain.calibration.queries import conflicts_of
from cairn.domain.evaluation.models import Appeal, Reading
from cairn.domain.people.models import Membership, Organization, Person, current
from cairn.domain.people.queries import related_people


def appeals_to(organization: Organization, *, lead: Person, at: datetime) -> QuerySet[Appeal]:
    """Appeals against the organization's results, the newest first; none of an earner to whom the lead is tied.

    The words of one that is not decided yet are for nobody, since the lead may be asked to read it afresh.
    """
    return (
        Appeal.objects.filter(outcome__round__attempt__organization=organization)
        .exclude(_tied("outcome__round__attempt__earner", lead, at))
        .select_related("outcome__round__attempt__edition")
        .order_by("-asked_at", "public_id")
    )


def recusals_in(organization: Organization, *, lead: Person, at: datetime) -> QuerySet[Reading]:
    """Readings of concluded rounds from which somebody stepped back and said why, the newest first."""
    return (
        Reading.objects.filter(organization=organization, state="recused", round__outcome__isnull=False)
        .exclude(_tied("round__attempt__earner", lead, at))
        .select_related("round__attempt__edition")
        .order_by("-claimed_at", "public_id")
    )


def _tied(path: str, person: Person, at: datetime) -> Q:
    """Whether the earner at `path` is the person, somebody she is related to, or in a conflict that she declared."""
    conflicts = conflicts_of(person)
    declared = Membership.objects.filter(
        current(at), Q(organization__in=conflicts.organizations) | Q(title__in=conflicts.schools)
    )
    near = related_people(person) | set(conflicts.people) | {person.pk}
    return Q(**{f"{path}__in": near}) | Q(**{f"{path}__in": declared.values("person")})
