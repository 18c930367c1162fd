"""What may be done to frameworks: bringing one in, again and again, and noting who serves its items."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from cairn.domain.frameworks import access
from cairn.domain.frameworks.models import AlignedTo, Association, Framework, Item, Place
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Refused, demand, no

Row = Mapping[str, Any]
Step = tuple[UUID, UUID | None, int]
"""Item, what it stands below (nothing: at the top), and its number there."""
Value = TypeVar("Value")
A_QUERY = 5000
"""Identifiers in one question: well below what SQLite takes."""


@transaction.atomic
def bring(
    *,
    organization: Organization,
    document: Row,
    items: Sequence[Row],
    associations: Sequence[Row],
    places: Iterable[Step],
    digest: str,
    deviations: Sequence[Row],
    by: Person,
    at: datetime,
) -> Framework:
    """Import a framework, or bring it up to date by its identifier; `report` of the answer says what came of it.

    Items are found again by their identifiers and keep their alignments. Items that the file no longer holds
    are retired. Raises `Refused` when another organization brought this framework, or one of its items.
    """
    demand(access.may_bring(by, organization, at=at))
    framework = _framework(organization, document, digest, by, at)
    changes = _update_items(framework, items, at)
    known = dict(framework.items.values_list("identifier", "pk"))
    _replace_associations(framework, associations, known)
    _replace_places(framework, places, known)
    framework.report = changes | {
        "items": len(items),
        "associations": len(associations),
        "deviations": [dict(each) for each in deviations],
    }
    framework.save(update_fields=["report"])
    record(
        event="framework.imported",
        by=by,
        at=at,
        subject=framework,
        organization=organization,
        digest=digest,
        items=len(items),
        retired=changes["retired"],
    )
    return framework


def _framework(organization: Organization, document: Row, digest: str, by: Person, at: datetime) -> Framework:
    """The framework's row, locked and with the file's words."""
    told = dict(document) | {"digest": digest, "imported_at": at, "imported_by": by}
    identifier = told.pop("identifier")
    framework, new = Framework.objects.get_or_create(
        identifier=identifier, defaults=told | {"organization": organization}
    )
    if new:
        return framework
    framework = (
        Framework.objects.select_for_update(no_key=True, of=("self",))
        .select_related("organization")
        .get(pk=framework.pk)
    )
    demand(access.may_update(organization, framework))
    for name, value in told.items():
        setattr(framework, name, value)
    framework.save(update_fields=list(told))
    return framework


def _update_items(framework: Framework, items: Sequence[Row], at: datetime) -> dict[str, int]:
    """Write what is new or changed, retire what is gone; how many of each."""
    before = {
        identifier: (digest, retired_at)
        for identifier, digest, retired_at in framework.items.values_list(
            "identifier", "digest", "retired_at"
        )
    }
    _refuse_others([row["identifier"] for row in items if row["identifier"] not in before])
    rows = [Item(framework=framework, words=_words(row), digest=_digest(row), **row) for row in items]
    added = [row for row in rows if row.identifier not in before]
    changed = [row for row in rows if before.get(row.identifier, (row.digest, None)) != (row.digest, None)]
    Item.objects.bulk_create(
        [*added, *changed],
        update_conflicts=True,
        unique_fields=["identifier"],
        update_fields=[*items[0], "words", "digest", "retired_at"] if items else ["words"],
    )
    present = {row.identifier for row in rows}
    gone = [key for key, (_, retired_at) in before.items() if key not in present and retired_at is None]
    for some in _by_number(gone):
        Item.objects.filter(identifier__in=some).update(retired_at=at)
    returned = sum(before[row.identifier][1] is not None for row in changed)
    return {
        "added": len(added),
        "changed": len(changed) - returned,
        "returned": returned,
        "retired": len(gone),
    }


def _refuse_others(identifiers: Collection[UUID]) -> None:
    for some in _by_number(list(identifiers)):
        taken = Item.objects.select_related("framework").filter(identifier__in=some).first()
        if taken is not None:
            raise Refused(
                no(
                    "item_of_another_framework",
                    f"The item “{taken}” has the same UUID as one of “{taken.framework.title}”, which is here "
                    "already. Ask the publisher to give each item a UUID of its own.",
                )
            )


def _words(row: Row) -> str:
    told = (row["code"], row["abbreviated"], row["statement"], row["label"], *row["keywords"])
    return " ".join(dict.fromkeys(" ".join(told).lower().split()))


def _digest(row: Row) -> str:
    return hashlib.sha256(json.dumps(dict(row), default=str, sort_keys=True).encode()).hexdigest()


def _by_number(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    return (values[start : start + A_QUERY] for start in range(0, len(values), A_QUERY))


def _replace_associations(framework: Framework, rows: Sequence[Row], known: Mapping[UUID, int]) -> None:
    """Nothing points at associations, so those of the older file make way."""
    framework.associations.all().delete()
    Association.objects.bulk_create(
        Association(
            framework=framework,
            identifier=row["identifier"],
            kind=row["kind"],
            sequence=row["sequence"],
            notes=row["notes"],
            origin_id=known.get(row["origin"]["identifier"]),
            origin_title=row["origin"]["title"],
            origin_uri=row["origin"]["uri"],
            destination_id=known.get(row["destination"]["identifier"]),
            destination_title=row["destination"]["title"],
            destination_uri=row["destination"]["uri"],
        )
        for row in rows
    )


def _replace_places(framework: Framework, places: Iterable[Step], known: Mapping[UUID, int]) -> None:
    framework.places.all().delete()
    Place.objects.bulk_create(
        Place(
            framework=framework,
            item_id=known[item],
            parent_id=None if parent is None else known[parent],
            position=position,
        )
        for item, parent, position in places
    )


@transaction.atomic
def align(
    *, micro_credential: UUID, title: str, organization: str, identifiers: Collection[UUID], at: datetime
) -> None:
    """Note which items a published micro-credential serves, in place of what was noted before."""
    AlignedTo.objects.filter(micro_credential=micro_credential).delete()
    AlignedTo.objects.bulk_create(
        AlignedTo(
            identifier=identifier, micro_credential=micro_credential, title=title, organization=organization
        )
        for identifier in dict.fromkeys(identifiers)
    )
