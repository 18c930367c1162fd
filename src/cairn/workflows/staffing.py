"""Staffing: with a role end the permissions to read that came with it; whoever leaves keeps her account."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import grants
from cairn.domain.people import operations
from cairn.domain.people.models import Membership, Person, Role
from cairn.domain.people.queries import knows_only_employers, organizations_of
from cairn.workflows import letters

PURPOSES: dict[str, tuple[str, ...]] = {
    Role.COACH: ("coach",),
    Role.EVALUATOR: ("evaluate",),
    Role.LEAD: ("evaluate", "lead"),
}


@transaction.atomic
def end_role(*, membership: Membership, by: Person | None, at: datetime) -> None:
    """End a role, and with it what its holder may read of the organization's attempts by that role.

    Who has left, and can only sign in with an address of a former employer, is asked to add one of her own.
    """
    operations.end_role(membership=membership, by=by, at=at)
    person = membership.person
    for purpose in PURPOSES.get(membership.role, ()):
        held = Attempt.objects.filter(
            organization=membership.organization, grants__reader=person, grants__purpose=purpose
        )
        for attempt in held.distinct():
            grants.end(attempt=attempt, reader=person, purpose=purpose, by=by, at=at)
    if not organizations_of(person, at=at).exists() and knows_only_employers(person):
        letters.put("left_employer", about=membership.organization, to=person, at=at, turn=at.isoformat())
