"""Noting what is due, stopping what is due no more, and handing over what was looked at just now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from cairn.domain.approvals.access import day_in
from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition import operations
from cairn.domain.recognition.access import may_pay
from cairn.domain.recognition.models import Batch, Instruction
from cairn.domain.recognition.operations import Due
from cairn.domain.recognition.queries import key_of
from cairn.domain.records.queries import population_of
from cairn.engines.verdict import demand
from cairn.workflows.deciding import book
from cairn.workflows.instructing.owing import dues_of, owed_to, paying_keys
from cairn.workflows.payrolls import as_csv

OVER = "It is due no more: the role has ended, or what it was for is not valid any more."
AT_ONCE = 200
"""As many payments are noted in one transaction, so that nobody else waits long."""
Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Worked:
    """How many payments are due now, how many are held, and how many were stopped."""

    due: int
    held: int
    stopped: int


def people_owed(organization: Organization, *, at: datetime) -> list[Person]:
    """Everybody whose record the organization may see, where it pays under a policy at all."""
    on = day_in(organization, at)
    if not paying_keys(organization, book(on)):
        return []
    return list({row.person_id: row.person for row in population_of(organization, on=on)}.values())


def people_due(organization: Organization) -> list[Person]:
    """Everybody who has a payment that is due."""
    rows = _due(organization).select_related("person").order_by("person")
    return list({row.person_id: row.person for row in rows}.values())


def _due(organization: Organization) -> QuerySet[Instruction]:
    return Instruction.objects.filter(organization=organization, state="due")


def work_out(
    *, organization: Organization, by: Person, at: datetime, told: Told = lambda looked: None
) -> Worked:
    """Note what is due to everybody whose record the organization may see, under each of its policies.

    Repeating it, or doing it twice at once, pays nobody twice: each payment has one key. What is due no more and was
    not handed to payroll yet is stopped.
    """
    demand(may_pay(by, organization, at=at))
    on = day_in(organization, at)
    rules, rows = book(on), Instruction.objects.filter(organization=organization)
    owed = owed_to(people_owed(organization, at=at), organization, rules, on=on, told=told)
    _stop(rows.exclude(policy_key__in=owed), by, at)
    for key, some in owed.items():
        noted = _note(organization, dues_of(key, some, organization, rules, on=on), by, at)
        _stop(rows.filter(policy_key=key), by, at, but=noted)
    return Worked(**{state: rows.filter(state=state).count() for state in ("due", "held", "stopped")})


def _note(organization: Organization, dues: list[Due], by: Person, at: datetime) -> set[int]:
    found = set[int]()
    for start in range(0, len(dues), AT_ONCE):
        some = dues[start : start + AT_ONCE]
        found |= operations.note_each(organization=organization, dues=some, by=by, at=at)
    return found


def _stop(rows: QuerySet[Instruction], by: Person, at: datetime, but: Iterable[int] = frozenset()) -> None:
    kept = set(but)
    for row in rows.filter(state__in=("due", "held")).order_by("pk"):
        if row.pk not in kept:
            operations.stop(instruction=row, because=OVER, by=by, at=at)


def still_owed(
    *, organization: Organization, by: Person, at: datetime, told: Told = lambda looked: None
) -> set[int]:
    """The keys of payments that are due and are owed on a second look; what ended since, such as a role, is stopped."""
    on = day_in(organization, at)
    rows = list(_due(organization).select_related("person"))
    owed = owed_to(people_due(organization), organization, book(on), on=on, told=told)
    keys = {one.payment.key for some in owed.values() for one in some}
    held = {row.pk for row in rows if key_of(row.policy_key, row.person, row.trigger, row.period) in keys}
    ended = [row for row in rows if row.pk not in held]
    for row in ended:
        operations.stop(instruction=row, because=OVER, by=by, at=at)
    return held


def export(*, organization: Organization, by: Person, at: datetime) -> Batch | None:
    """Hand everything that is due to payroll as one batch; None where nothing is due.

    What ended since it was worked out, such as a role, is stopped first.
    """
    demand(may_pay(by, organization, at=at))
    among = still_owed(organization=organization, by=by, at=at)
    return operations.export(organization=organization, write_out=as_csv, among=among, by=by, at=at)
