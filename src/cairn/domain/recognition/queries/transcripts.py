"""Reading transcripts."""

from __future__ import annotations

from django.db.models import QuerySet

from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition.models import Transcript


def transcripts_in(organizations: QuerySet[Organization]) -> QuerySet[Transcript]:
    """What the organizations told licensing offices, the latest first."""
    rows = Transcript.objects.filter(organization__in=organizations).select_related("organization", "person")
    return rows.defer("text")


def transcripts_of(person: Person) -> QuerySet[Transcript]:
    """The transcripts about the person, the latest first."""
    return Transcript.objects.filter(person=person).select_related("organization").defer("text")
