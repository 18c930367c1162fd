"""Reading what awards are worth and what organizations have on record."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Prefetch, Q, QuerySet

from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition.models import Applied, CreditClaim, Filing, Verification


def applied_to(person: Person) -> QuerySet[Applied]:
    """What policies made of the person's awards, the latest award first."""
    return (
        Applied.objects.filter(award__earner=person, award__state="issued")
        .select_related("award__edition", "award__organization")
        .order_by("policy", "-award__earned_on", "-pk")
    )


def _filings() -> QuerySet[Filing]:
    return Filing.objects.select_related("organization", "earner", "award", "filed_by").prefetch_related(
        Prefetch("verifications", Verification.objects.select_related("by").order_by("-at", "-pk"))
    )


def inbox(organization: Organization) -> QuerySet[Filing]:
    """Badges shared with the organization and not filed yet."""
    return (
        _filings().filter(organization=organization, filed_at=None, withdrawn_at=None).order_by("shared_at")
    )


def waiting_in(organizations: QuerySet[Organization]) -> int:
    """How many badges wait in the inboxes of the organizations."""
    return Filing.objects.filter(organization__in=organizations, filed_at=None, withdrawn_at=None).count()


def filings_in(organizations: QuerySet[Organization]) -> QuerySet[Filing]:
    """What the organizations were sent and what they filed; nothing that was taken back."""
    return _filings().filter(organization__in=organizations, withdrawn_at=None)


def record_of(organization: Organization) -> QuerySet[Filing]:
    """The organization's record of professional learning."""
    return _filings().filter(organization=organization).exclude(filed_at=None).order_by("-filed_at", "-pk")


def due_for_check(*, before: datetime) -> QuerySet[Filing]:
    """Filed badges that were not checked since, those first that waited longest."""
    old = Q(checked_at=None) | Q(checked_at__lte=before)
    filed = _filings().filter(old, withdrawn_at=None).exclude(filed_at=None)
    return filed.order_by(F("checked_at").asc(nulls_first=True), "pk")


def shared_by(person: Person) -> QuerySet[Filing]:
    """What the person shared and has not taken back."""
    return _filings().filter(earner=person, withdrawn_at=None).order_by("-shared_at")


def _claims() -> QuerySet[CreditClaim]:
    return CreditClaim.objects.select_related(
        "award__earner",
        "award__organization",
        "award__edition",
        "award__stack_edition",
        "offer__organization",
        "decided_by",
    )


def claims_with(award: Award) -> QuerySet[CreditClaim]:
    """What credit was asked for with an award."""
    return _claims().filter(award=award)


def claims_in(organizations: QuerySet[Organization]) -> QuerySet[CreditClaim]:
    """Requests for credit that the organizations offer: those that wait first, then the latest."""
    return (
        _claims()
        .filter(offer__organization__in=organizations)
        .exclude(state="taken_back")
        .order_by("decided_at", "-asked_at", "-pk")
    )


def claims_waiting_in(organizations: QuerySet[Organization]) -> int:
    """How many requests for credit wait for a registrar of the organizations."""
    return CreditClaim.objects.filter(offer__organization__in=organizations, state="asked").count()
