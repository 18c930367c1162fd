"""What a person entered herself beside badges, such as hours of learning: her word here, and wherever she brings it."""

from __future__ import annotations

from collections.abc import Iterator

from cairn.domain.people.models import Person
from cairn.domain.records.queries import entered_by
from cairn.engines.archive import Entry
from cairn.workflows.records import OF_AWARD


def entries_of(person: Person) -> Iterator[Entry]:
    """Her records, the latest first. What was stated of a badge here stays: elsewhere that badge has another name."""
    for one in entered_by(person):
        if not one.details.get(OF_AWARD):
            yield Entry(
                kind=one.kind,
                title=one.title or one.kind,
                amount=str(one.amount),
                unit=one.unit,
                earned_on=one.earned_on.isoformat(),
                started_on=one.started_on.isoformat() if one.started_on else "",
                details={name: str(words)[:500] for name, words in one.details.items() if words},
                topics=tuple(str(topic) for topic in one.topics),
            )
