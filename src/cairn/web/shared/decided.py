"""A final decision and its replay as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.issuing.models import Award
from cairn.domain.records.models import OtherRecord

LOOKS = {
    "met": ("ok", "circle-check"),
    "not yet": ("warn", "sprout"),
    "needs a person": ("info", "user-round-check"),
}
"""The look of a decision's tag by its state."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a decision: what it is called, whether it counted, and why."""

    title: str
    counted: bool
    standing: str
    because: str
    sources: tuple[str, ...]


def titles_of(references: Iterable[str]) -> dict[str, str]:
    """What records are called, by their references; two questions."""
    ids = [UUID(reference) for reference in references if len(reference) == 36 and reference.count("-") == 4]
    awards = Award.objects.filter(public_id__in=ids).select_related(
        "edition", "stack_edition", "organization"
    )
    others = OtherRecord.objects.filter(public_id__in=ids)
    return {str(award.public_id): award.title for award in awards} | {
        str(record.public_id): record.title for record in others
    }


def names_of(keys: Iterable[str]) -> list[str]:
    """What plans name, by title; a key that leads nowhere stays as it is."""
    wanted = list(keys)
    rows = MicroCredential.objects.filter(key__in=[key.rpartition("/")[2] for key in wanted])
    titles = {f"{row.organization.slug}/{row.key}": row.title for row in rows.select_related("organization")}
    return [titles.get(key, key) for key in wanted]


def rows_of(outcome: Mapping[str, Any]) -> list[Row]:
    """The records of a decision as it is kept, in its order."""
    titles = titles_of(line["fact"]["reference"] for line in outcome["lines"])
    return [
        Row(
            titles.get(line["fact"]["reference"], line["fact"]["reference"]),
            bool(line["counted"]),
            line["standing"],
            line["because"],
            tuple(line["sources"]),
        )
        for line in outcome["lines"]
    ]


def look_of(state: str) -> tuple[str, str]:
    """The kind and the icon of a decision's tag."""
    return LOOKS.get(state, ("info", "circle-dashed"))
