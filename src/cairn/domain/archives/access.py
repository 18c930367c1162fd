"""An archive holds everything a person has: nobody but her ever opens one."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.archives.models import Archive, Arrival
from cairn.domain.archives.states import UNDER_WAY
from cairn.domain.people.models import Person
from cairn.engines.verdict import Verdict, no, yes


def owns(person: Person, one: Archive | Arrival) -> Verdict:
    """Whether it is the person's own."""
    return yes() if one.person_id == person.pk else no("not_yours", "This is somebody else's archive.")


def may_ask(person: Person) -> Verdict:
    """Whether another archive may be asked for: one is made at a time."""
    if Archive.objects.filter(person=person, state__in=UNDER_WAY).exists():
        return no("under_way", "An archive is being made. Wait for it, or delete it first.")
    return yes()


def may_download(person: Person, archive: Archive, *, at: datetime) -> Verdict:
    """Whether the person may have the file now."""
    if not (mine := owns(person, archive)):
        return mine
    if archive.is_kept(at):
        return yes()
    return no("not_kept", "This archive is not kept any more. Make a new one; nothing of yours is lost.")
