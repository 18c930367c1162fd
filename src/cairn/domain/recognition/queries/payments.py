"""Reading payment instructions, batches and budgets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition.models import Batch, Budget, Instruction, PaymentRun


def key_of(policy_key: str, person: Person, trigger: str, period: str) -> str:
    """How the policy engine names a payment: by policy, person, trigger and period."""
    return _key(policy_key, person.public_id, trigger, period)


def _key(policy_key: str, person: UUID, trigger: str, period: str) -> str:
    return "|".join((policy_key, str(person), trigger, period))


def paid_of(person: Person) -> frozenset[str]:
    """The keys of what was handed to payroll for the person and is therefore never due again."""
    return paid_of_each([person.pk]).get(person.pk, frozenset())


def paid_of_each(people: Iterable[int]) -> dict[int, frozenset[str]]:
    """The same by the key of each of these people who was paid anything."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Instruction.objects.filter(person__in=list(people), state="exported")
    named = rows.values_list("person", "person__public_id", "policy_key", "trigger", "period")
    for person, public_id, policy, trigger, period in named:
        found[person].add(_key(policy, public_id, trigger, period))
    return {person: frozenset(keys) for person, keys in found.items()}


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


def latest_run(organization: Organization) -> PaymentRun | None:
    """What was asked of the worker last: payments to work out, or to hand over."""
    return PaymentRun.objects.filter(organization=organization).select_related("batch", "asked_by").first()
