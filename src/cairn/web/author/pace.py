"""How much waits at the quality gate."""

from __future__ import annotations

from django.utils import timezone

from cairn.domain.gating.queries import waiting_for
from cairn.domain.people.models import Person


def waiting(person: Person) -> int:
    """How many drafts wait for the person's review."""
    return waiting_for(person, at=timezone.now()).count()
