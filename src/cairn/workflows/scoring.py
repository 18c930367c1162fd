"""Scoring: one window of an evaluator saves a whole sheet at once, and no save passes over another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cairn.domain.catalog.rubrics import rubric_of
from cairn.domain.deeds import deed
from cairn.domain.evaluation import operations, queries
from cairn.domain.evaluation.models import Rating, Reading
from cairn.domain.evaluation.operations import leases
from cairn.domain.people.models import Person
from cairn.workflows import evaluating


@dataclass(frozen=True, slots=True)
class Given:
    """What she gave one criterion: the key of its level, or none yet, and her words."""

    level: str
    feedback: str


class Changed(Exception):
    """Raised by a save that began before another one; `fields` is what is kept now, by the name of its field."""

    def __init__(self, revision: int, fields: Mapping[str, str]) -> None:
        super().__init__("The sheet was changed in another window.")
        self.revision, self.fields = revision, fields


@deed()
def save(
    *,
    reading: Reading,
    given: Mapping[str, Given],
    summary: str,
    window: UUID | None,
    revision: int | None,
    by: Person,
    at: datetime,
) -> int:
    """Write what differs from what is kept, by criterion key; the revision of the sheet afterwards.

    Raises `Refused` while another window edits, and `Changed` if what is kept is newer than `revision` (None: never).
    """
    kept = {rating.criterion_id: rating for rating in queries.ratings_of(reading.pk)}
    changes = _changes(reading, given, kept)
    if not changes and summary == reading.summary:
        lease = leases.hold(reading=reading, window=window, by=by, at=at) if window else None
        return lease.revision if lease else revision or 0
    lease = leases.count_save(reading=reading, window=window, by=by, at=at)
    if revision is not None and revision < lease.revision - 1:
        raise Changed(lease.revision - 1, fields_of(reading))
    evaluating.write(reading=reading, marks=changes, summary=summary, by=by, at=at)
    return lease.revision


def _changes(
    reading: Reading, given: Mapping[str, Given], kept: Mapping[int, Rating]
) -> list[operations.Mark]:
    levels = {level.key: level for level in rubric_of(reading.round.attempt.edition).levels}
    found = []
    for criterion in queries.criteria_of(reading):
        mark = given.get(criterion.key, Given("", ""))
        change = operations.Mark(criterion, levels.get(mark.level), mark.feedback)
        before = kept.get(criterion.pk)
        if (change.level, change.feedback) != ((before.level, before.feedback) if before else (None, "")):
            found.append(change)
    return found


def fields_of(reading: Reading) -> dict[str, str]:
    """What is kept of a sheet, by the names of its fields; what is empty is left out."""
    fields = {"summary": Reading.objects.values_list("summary", flat=True).get(pk=reading.pk)}
    for rating in Rating.objects.filter(reading=reading).select_related("criterion", "level"):
        key = rating.criterion.key
        fields |= {
            f"level-{key}": rating.level.key if rating.level else "",
            f"feedback-{key}": rating.feedback,
        }
    return {name: text for name, text in fields.items() if text}
