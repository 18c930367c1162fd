"""Workshops: whoever was noted by somebody else is told so, with what was suggested to go on with."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cairn.domain.people.models import Person
from cairn.domain.workshops import operations
from cairn.domain.workshops.models import Attendance, Workshop
from cairn.workflows import letters


@transaction.atomic
def note(*, workshop: Workshop, person: Person, by: Person, at: datetime) -> Attendance:
    """Note that somebody was there, and tell her; who notes herself needs no letter."""
    attendance = operations.note(workshop=workshop, person=person, by=by, at=at)
    if by.pk != person.pk:
        letters.put("workshop_noted", about=attendance, to=person, at=at)
    return attendance
