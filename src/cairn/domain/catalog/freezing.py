"""How a document becomes an edition: the text and its hash, and the rows that evidence and ratings point at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.models import Criterion, Edition, Level, MicroCredential, Slot
from cairn.domain.people.models import Person


def freeze(
    micro_credential: MicroCredential,
    document: Mapping[str, Any],
    digest: str,
    by: Person | None,
    at: datetime,
) -> Edition:
    """Write the next edition with all its rows, and seal it; `catalog.operations.publish` alone calls this."""
    edition = Edition.objects.create(
        micro_credential=micro_credential,
        number=micro_credential.editions.count() + 1,
        text=documents.canonical(document),
        document=document,
        digest=digest,
        schema=document["schema"],
        title=document["title"],
        readings=document["readings"],
        published_at=at,
        published_by=by,
    )
    _levels(edition, document["rubric"])
    _criteria(edition, document["rubric"]["criteria"], _slots(edition, document["slots"]))
    edition.sealed = True
    edition.save(update_fields=["sealed"])
    return edition


def _levels(edition: Edition, rubric: Mapping[str, Any]) -> None:
    keys = [level["key"] for level in rubric["levels"]]
    passing = keys.index(rubric["pass_level"])
    Level.objects.bulk_create(
        Level(edition=edition, key=level["key"], name=level["name"], rank=rank + 1, meets=rank >= passing)
        for rank, level in enumerate(rubric["levels"])
    )


def _slots(edition: Edition, slots: list[dict[str, Any]]) -> dict[str, Slot]:
    rows = Slot.objects.bulk_create(
        Slot(edition=edition, key=slot["key"], kind=slot["kind"], title=slot["title"], position=position)
        for position, slot in enumerate(slots)
    )
    return {row.key: row for row in rows}


def _criteria(edition: Edition, criteria: list[dict[str, Any]], slots: Mapping[str, Slot]) -> None:
    rows = Criterion.objects.bulk_create(
        Criterion(
            edition=edition,
            key=criterion["key"],
            title=criterion["title"],
            look_for=criterion["look_for"],
            descriptors=criterion["descriptors"],
            position=position,
        )
        for position, criterion in enumerate(criteria)
    )
    feeds = Criterion.slots.through
    feeds.objects.bulk_create(
        feeds(criterion=row, slot=slots[key])
        for row, criterion in zip(rows, criteria, strict=True)
        for key in criterion["slots"]
    )
