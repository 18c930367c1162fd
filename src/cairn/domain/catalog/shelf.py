"""The shelf that the search reads: built from the offered editions, kept per process until the catalog changes."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Sum

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.models import Edition, MicroCredential, Worth
from cairn.domain.catalog.queries import offered
from cairn.domain.catalog.search import Volume, spaced, time_band
from cairn.domain.catalog.states import OFFERED

Version = tuple[Any, ...]
_kept: dict[str, tuple[Version, tuple[Volume, ...]]] = {}


def version() -> Version:
    """Changes whenever the shelf would."""
    editions = MicroCredential.objects.filter(state__in=OFFERED).aggregate(
        n=Count("pk"), last=Max("edition"), which=Sum("edition"), earned=Sum("earned")
    )
    worths = Worth.objects.aggregate(n=Count("pk"), last=Max("pk"))
    return (*editions.values(), *worths.values())


def volumes() -> tuple[Volume, ...]:
    now = version()
    kept = _kept.get("shelf")
    if kept is None or kept[0] != now:
        kept = (now, tuple(_volume(row, row.edition) for row in offered() if row.edition))
        _kept["shelf"] = kept
    return kept[1]


def _volume(row: MicroCredential, edition: Edition) -> Volume:
    doc = edition.document
    topics = {key: documents.TOPICS[key] for key in doc["topics"]}
    words = [
        doc["title"],
        doc["competency"],
        doc["summary"],
        *topics.values(),
        *doc["subjects"],
        row.organization.name,
    ]
    free = doc["fee"]["cents"] == 0
    return Volume(
        pk=row.pk,
        title=edition.title,
        words=spaced(" ".join(words)),
        earned=row.earned,
        hours=doc["hours"]["high"],
        facets={
            "topic": topics,
            "share": {slot["kind"]: documents.SLOT_KINDS[slot["kind"]] for slot in doc["slots"]},
            "grade": {key: documents.GRADES[key] for key in doc["grades"]},
            "time": dict([time_band(doc["hours"]["high"])]),
            "cost": {"none": "No fee"} if free else {"fee": "With a fee"},
            "worth": {worth.policy: worth.recognizer for worth in row.worths.all()},
            "by": {row.organization.slug: row.organization.name},
        },
    )
