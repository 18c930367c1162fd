"""Reading payment instructions, batches and budgets."""

from __future__ import annotations

from django.db.models import QuerySet

from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition.models import Batch, Budget, Instruction


def key_of(policy_key: str, person: Person, trigger: str, period: str) -> str:
    """How the policy engine names a payment: by policy, person, trigger and period."""
    return "|".join((policy_key, str(person.public_id), trigger, period))


def paid_of(person: Person) -> frozenset[str]:
    """The keys of what was handed to payroll for the person and is therefore never due again."""
    rows = Instruction.objects.filter(person=person, state="exported")
    named = rows.values_list("policy_key", "trigger", "period")
    return frozenset(key_of(policy, person, trigger, period) for policy, trigger, period in named)


def _whole() -> QuerySet[Instruction]:
    return Instruction.objects.select_related("person", "organization", "batch", "released_by")


def payments_of(person: Person) -> QuerySet[Instruction]:
    """What the person is paid under policies, the latest first."""
    return _whole().filter(person=person).order_by("-due_on", "-pk")


def payments_in(organizations: QuerySet[Organization]) -> QuerySet[Instruction]:
    """What the organizations pay under policies, in the order in which it became due."""
    return _whole().filter(organization__in=organizations).order_by("due_on", "pk")


def batches_of(organizations: QuerySet[Organization]) -> QuerySet[Batch]:
    """What was handed to payroll, the latest batch first; without the files."""
    return (
        Batch.objects.filter(organization__in=organizations)
        .select_related("organization", "made_by")
        .defer("content")
    )


def budgets_of(organizations: QuerySet[Organization]) -> QuerySet[Budget]:
    """What policies may pay, the latest year first."""
    return Budget.objects.filter(organization__in=organizations).select_related("organization", "set_by")
