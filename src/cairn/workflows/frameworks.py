"""Frameworks: a CASE package comes in whole or not at all; published micro-credentials say which items they serve."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cairn.adapters import case
from cairn.domain.catalog.models import MicroCredential
from cairn.domain.catalog.queries import offered
from cairn.domain.catalog.states import OFFERED
from cairn.domain.frameworks import operations, queries
from cairn.domain.frameworks.models import Framework
from cairn.domain.outbox.operations import put
from cairn.domain.people.models import Organization, Person

AT_ONCE = 100
CHANNEL = "align"
BY_CODE = '"item":""'
"""How the canonical text of an edition says that an alignment names no item."""


@transaction.atomic
def bring(*, organization: Organization, data: bytes, by: Person, at: datetime) -> Framework:
    """Import a CASE package, or bring a framework up to date with it; what names its items by code is matched later.

    Raises `case.Malformed` with sentences and positions, or `Refused`; in both cases nothing is kept.
    """
    package = case.read(data)
    framework = operations.bring(
        organization=organization,
        document=package.document,
        items=package.items,
        associations=package.associations,
        places=[(place.item, place.parent, place.position) for place in package.places],
        digest=package.digest,
        deviations=[
            {"where": note.where, "text": note.text, "count": note.count} for note in package.deviations
        ],
        by=by,
        at=at,
    )
    put(event=f"imported:{at.isoformat()}", recipient=str(framework.identifier), channel=CHANNEL, at=at)
    return framework


def rematch(*, at: datetime) -> int:
    """Look again at what editions name by a code alone, as after an import; how many serve other items now.

    Editions stay as they are; only what is noted of them changes. Safe to repeat.
    """
    changed = 0
    for row in offered().filter(edition__text__contains=BY_CODE).order_by("pk").iterator(AT_ONCE):
        if row.edition and set(_items(row.edition.document)) != queries.served_by(row.public_id):
            align(micro_credential=row, at=at)
            changed += 1
    return changed


@transaction.atomic
def align(*, micro_credential: MicroCredential, at: datetime) -> None:
    """Note for each item which micro-credentials serve it: those that are offered to all, by their present edition."""
    row = MicroCredential.objects.select_related("edition", "organization").get(pk=micro_credential.pk)
    edition = row.edition if row.state in OFFERED and not row.reserved else None
    operations.align(
        micro_credential=row.public_id,
        title=row.title,
        organization=row.organization.name,
        identifiers=_items(edition.document) if edition else [],
        at=at,
    )


def _items(document: dict[str, Any]) -> list[UUID]:
    """The items that a document names, by their identifiers, or by a code that only one item here bears."""
    # Editions of schema version 1 have no alignments.
    return list(dict.fromkeys(filter(None, map(_item, document.get("alignments", [])))))


def _item(alignment: dict[str, str]) -> UUID | None:
    if alignment["item"]:
        return UUID(alignment["item"])
    item = queries.by_code(alignment["code"], alignment["framework"])
    return item.identifier if item else None
