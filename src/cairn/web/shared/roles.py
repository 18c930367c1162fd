"""The roles a person holds now: pages may read the clock, the domain may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from cairn.domain.people.queries import roles_of

if TYPE_CHECKING:
    from cairn.domain.people.models import Person


def roles_today(person: Person) -> set[str]:
    """Every role that `person` holds anywhere at this moment."""
    return roles_of(person, at=timezone.now())
