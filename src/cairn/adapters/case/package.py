"""A whole file: parsed, its version told, every part translated, and the tree grown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from uuid import UUID

from cairn.adapters.case import rows
from cairn.adapters.case.notes import Malformed, Note, Notes
from cairn.adapters.case.rows import Row
from cairn.adapters.case.shapes import PACKAGE_KEYS, Version
from cairn.adapters.case.spot import Spot
from cairn.adapters.case.tree import Link, Place, grow

LARGEST: Final = 40_000_000
"""The most bytes of a file; the largest published frameworks have about a quarter of that."""

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Package:
    """A framework as rows: what `rows` makes of document, items and associations, and the tree of the items."""

    version: Version
    digest: str
    document: Row
    items: list[Row]
    associations: list[Row]
    places: list[Place]
    deviations: tuple[Note, ...]


def read(data: bytes) -> Package:
    """Translate a CASE package; raises `Malformed` with sentences and positions, and then nothing is to be kept."""
    notes = Notes()
    whole = _unwrapped(_parsed(data), notes)
    version = version_of(whole)
    document = rows.document_row(_object(whole, "CFDocument", notes), version)
    items = _each(whole, "CFItems", notes, lambda spot: rows.item_row(spot, version))
    notes.refuse_faults()
    associations = _each(
        whole,
        "CFAssociations",
        notes,
        lambda spot: rows.association_row(spot, version, document["identifier"]),
    )
    _refuse_twins(items, document["identifier"], notes)
    notes.refuse_faults()
    kept = _without_twins(associations, notes)
    return Package(
        version=version,
        digest=hashlib.sha256(data).hexdigest(),
        document=document,
        items=items,
        associations=kept,
        places=_tree(document["identifier"], items, associations, notes),
        deviations=notes.deviations,
    )


def version_of(whole: Mapping[str, Any]) -> Version:
    """The version that a package was written for: it says so, or uses what only 1.1 has."""
    document = whole.get("CFDocument")
    if not isinstance(document, Mapping):
        return "1.0"
    told = str(document.get("caseVersion", ""))
    addressed = "/v1p1/" in str(document.get("uri", ""))
    newer = {"frameworkType", "extensions"} & document.keys() or "extensions" in whole
    return "1.1" if told == "1.1" or (not told and (addressed or newer)) else "1.0"


def _parsed(data: bytes) -> Any:
    if len(data) > LARGEST:
        raise Malformed(
            [Note("The file", f"It is larger than {LARGEST // 1_000_000} MB. Import it in parts.")]
        )
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise Malformed(
            [Note(f"Byte {error.start + 1}", "Save the file as UTF-8: it holds something else.")]
        ) from None
    except json.JSONDecodeError as error:
        where = f"Line {error.lineno}, column {error.colno}"
        raise Malformed([Note(where, f"This is not JSON: {error.msg[:1].lower()}{error.msg[1:]}.")]) from None
    except RecursionError:
        raise Malformed([Note("The file", "It is nested too deeply to be a CASE package.")]) from None
    except ValueError as error:
        raise Malformed([Note("The file", f"This is not JSON: {error}.")]) from None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"it holds the number {name}")


def _unwrapped(value: Any, notes: Notes) -> Mapping[str, Any]:
    if isinstance(value, dict) and isinstance(value.get("CFPackage"), dict) and "CFDocument" not in value:
        notes.deviation("CFPackage", "The package is wrapped in another object. It was unwrapped.")
        value = value["CFPackage"]
    if not isinstance(value, dict) or "CFDocument" not in value:
        fault = "Choose a CASE package: a JSON object with CFDocument, CFItems and CFAssociations."
        raise Malformed([Note("The file", fault)])
    for name in value.keys() - PACKAGE_KEYS:
        notes.deviation(str(name), "CASE knows no such field here. It was left out.")
    return value


def _object(whole: Mapping[str, Any], name: str, notes: Notes) -> Spot:
    value = whole[name]
    if not isinstance(value, dict):
        raise Malformed([Note(name, "This should be an object with named fields.")])
    return Spot(name, value, notes)


def _each(whole: Mapping[str, Any], name: str, notes: Notes, make: Callable[[Spot], Made]) -> list[Made]:
    values = whole.get(name)
    if values is None:
        notes.deviation(name, "This list is missing. It was taken as empty.")
        return []
    if not isinstance(values, list):
        raise Malformed([Note(name, "This should be a list.")])
    made = []
    for number, value in enumerate(values):
        where = f"{name}[{number}]"
        if isinstance(value, dict):
            made.append(make(Spot(where, value, notes)))
        else:
            notes.fault(where, "This should be an object with named fields.")
    return made


def _refuse_twins(items: list[Row], document: UUID, notes: Notes) -> None:
    seen = {document: "CFDocument"}
    for number, item in enumerate(items):
        where = f"CFItems[{number}]"
        if first := seen.get(item["identifier"]):
            notes.fault(f"{where}.identifier", f"Give this item a UUID of its own: {first} has the same.")
        seen.setdefault(item["identifier"], where)


def _without_twins(associations: list[Row], notes: Notes) -> list[Row]:
    """Each identifier once, the first as it came."""
    kept: dict[UUID, Row] = {}
    for number, row in enumerate(associations):
        if kept.setdefault(row["identifier"], row) is not row:
            notes.deviation(
                f"CFAssociations[{number}].identifier",
                "Another association has this UUID. The first was kept.",
            )
    return list(kept.values())


def _tree(document: UUID, items: list[Row], associations: list[Row], notes: Notes) -> list[Place]:
    known = {item["identifier"] for item in items}
    links = []
    for number, row in enumerate(associations):
        child, parent = row["origin"]["identifier"], row["destination"]["identifier"]
        if row["kind"] != "isChildOf":
            continue
        where = f"CFAssociations[{number}]"
        if child not in known or (parent not in known and parent != document):
            notes.deviation(where, "One end is not in this file. It was kept, and left out of the tree.")
            continue
        links.append(Link(child, None if parent == document else parent, row["sequence"], where))
    placed = {link.child for link in links}
    for number, item in enumerate(items):
        if item["identifier"] not in placed:
            notes.deviation(
                f"CFItems[{number}]", "Nothing says what this item is below. It was put at the top."
            )
    places, cut = grow([item["identifier"] for item in items], links)
    for link in cut:
        notes.deviation(link.where, "This would put an item below itself. It was left out of the tree.")
    return places
