"""Erasing: she sees what would become of everything, waits, and is forgotten as the models' declarations say.

It is one transaction, so whoever is cut off has done nothing, and the next try does all of it. Files leave the store
after it, one message each, until they are gone.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Final

from cairn.domain.deeds import deed
from cairn.domain.evidence.models import StoredFile
from cairn.domain.evidence.operations import files
from cairn.domain.outbox import operations as outbox
from cairn.domain.outbox.models import Message
from cairn.domain.people import operations
from cairn.domain.people.models import Erasure, Person
from cairn.workflows import letters, neighbors
from cairn.workflows.persons import blanking, stopping
from cairn.workflows.persons.belongings import selves
from cairn.workflows.persons.fates import Fate, fates_of

CHANNEL: Final = "erase"
FILE: Final = "erase file"
WAIT: Final = timedelta(days=7)
"""So long she may call it off."""


@deed()
def ask(
    *, person: Person, by: Person | None, at: datetime, by_letter: bool = False, wait: timedelta = WAIT
) -> Erasure:
    """Ask that a person be forgotten once `wait` is over; she is told by letter how to call it off."""
    erasure = operations.ask_erasure(person=person, by_letter=by_letter, due_at=at + wait, by=by, at=at)
    letters.put("erasure_asked", about=erasure, to=person, at=at)
    name = str(erasure.public_id)
    outbox.put(
        event=f"erase:{name}",
        recipient=name,
        channel=CHANNEL,
        at=at,
        payload={"erasure": name},
        due=erasure.due_at,
    )
    return erasure


@deed()
def call_off(*, erasure: Erasure, by: Person | None, at: datetime) -> Erasure:
    """Let everything stay as it is; she is told."""
    kept = operations.call_off_erasure(erasure=erasure, by=by, at=at)
    letters.put("erasure_called_off", about=kept, to=kept.person, at=at)
    return kept


@deed()
def erase(*, erasure: Erasure, at: datetime) -> Counter[str]:
    """Forget a person now, if it is due and was not called off; how many rows met which fate. Safe to repeat."""
    row = Erasure.objects.select_for_update(no_key=True).select_related("person").get(pk=erasure.pk)
    if row.state != "asked" or row.due_at > at:
        return Counter()
    people = selves(row.person)
    for person in people:
        stopping.stop(person=person, at=at)
    fates = fates_of(row.person)
    _let_go_of_files(fates, at)
    _call_messages_off(fates, at)
    counts = _carry_out(fates)
    for person in people:
        person.refresh_from_db()
        operations.close(person=person, at=at)
    operations.finish_erasure(erasure=row, counts=counts, by=None, at=at)
    return counts


def erase_file(*, key: str) -> None:
    """Delete a file for good; doing so twice is no error."""
    neighbors.store().delete(key)


def _let_go_of_files(fates: list[Fate], at: datetime) -> None:
    for key in blanking.files_of(fates):
        outbox.put(event=f"erased:{key}", recipient="store", channel=FILE, at=at, payload={"key": key})
    for fate in fates:
        if fate.model is StoredFile and fate.what == "blank":
            for file in StoredFile.objects.filter(pk__in=fate.keys, original=None):
                files.tombstone(file=file, by=None, at=at)


def _call_messages_off(fates: list[Fate], at: datetime) -> None:
    """What was to be done later with rows that will be gone."""
    gone = set(blanking.names_of(fates))
    for message in Message.objects.filter(done_at=None).iterator():
        if gone.intersection(str(value) for value in message.payload.values()):
            outbox.settle(message=message, at=at)


def _carry_out(fates: list[Fate]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for fate in fates:
        counts[fate.what] += len(fate.keys)
        if fate.what == "blank":
            blanking.blank(fate)
        elif fate.what == "erase":
            blanking.erase(fate)
    return counts
