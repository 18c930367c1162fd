"""Document, items and associations as rows of plain values, under the names that the domain uses."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from cairn.adapters.case.shapes import (
    ADOPTION_STATUSES,
    ASSOCIATION,
    ASSOCIATION_TYPES,
    DOCUMENT,
    ITEM,
    Version,
)
from cairn.adapters.case.spot import Spot, as_uuid, storable

Row = dict[str, Any]


def document_row(spot: Spot, version: Version) -> Row:
    """The framework itself; notes as a fault what leaves open which framework it is."""
    spot.check(DOCUMENT, version)
    identifier, title = spot.identifier(), spot.text("title")
    if identifier is None:
        spot.notes.fault(
            f"{spot.where}.identifier", "Give the framework its UUID: without it nothing can be found again."
        )
    if not title:
        spot.notes.fault(f"{spot.where}.title", "Give the framework a title.")
    status = spot.text("adoptionStatus")
    if status and status not in ADOPTION_STATUSES:
        spot.notes.deviation(f"{spot.where}.adoptionStatus", "CASE knows no such status. It was kept.")
    return {
        "identifier": identifier,
        "title": title,
        "case_version": version,
        "creator": spot.text("creator"),
        "publisher": spot.text("publisher"),
        "description": spot.text("description"),
        "version": spot.text("version"),
        "status": status,
        "status_start": spot.day("statusStartDate"),
        "status_end": spot.day("statusEndDate"),
        "language": spot.text("language"),
        "subjects": spot.texts("subject"),
        "uri": spot.uri("uri"),
        "source": spot.uri("officialSourceURL"),
        "license": spot.uri("licenseURI"),
        "notes": spot.text("notes"),
        "last_changed": spot.moment("lastChangeDateTime"),
    }


def item_row(spot: Spot, version: Version) -> Row:
    """One item; notes as a fault what leaves open which it is or what it says."""
    spot.check(ITEM, version)
    identifier, statement = spot.identifier(), spot.text("fullStatement")
    if identifier is None:
        spot.notes.fault(f"{spot.where}.identifier", "Give this item its UUID: alignments are kept by it.")
    if not statement:
        spot.notes.fault(f"{spot.where}.fullStatement", "Say what this item states.")
    return {
        "identifier": identifier,
        "code": spot.text("humanCodingScheme"),
        "statement": statement,
        "abbreviated": spot.text("abbreviatedStatement"),
        "label": spot.text("alternativeLabel"),
        "kind": spot.text("CFItemType"),
        "enumeration": spot.text("listEnumeration"),
        "levels": spot.texts("educationLevel"),
        "subjects": spot.texts("subject"),
        "keywords": spot.texts("conceptKeywords"),
        "language": spot.text("language"),
        "notes": spot.text("notes"),
        "uri": spot.uri("uri"),
        "license": spot.uri("licenseURI"),
        "status_start": spot.day("statusStartDate"),
        "status_end": spot.day("statusEndDate"),
        "last_changed": spot.moment("lastChangeDateTime"),
    }


def association_row(spot: Spot, version: Version, document: UUID) -> Row:
    """One association; its ends are UUIDs where they are, and always have title and address as told."""
    spot.check(ASSOCIATION, version)
    kind = spot.text("associationType")
    if not kind:
        spot.notes.fault(
            f"{spot.where}.associationType", "Say what kind of association this is, such as isChildOf."
        )
    elif kind not in ASSOCIATION_TYPES and not kind.startswith("ext:"):
        spot.notes.deviation(f"{spot.where}.associationType", "CASE knows no such association. It was kept.")
    origin, destination = _end(spot, "originNodeURI"), _end(spot, "destinationNodeURI")
    identifier = spot.identifier()
    if identifier is None:
        spot.notes.deviation(f"{spot.where}.identifier", "This should be a UUID. One was made from its ends.")
        identifier = uuid5(document, f"{kind} {origin} {destination}")
    return {
        "identifier": identifier,
        "kind": kind[:120],
        "sequence": spot.whole("sequenceNumber"),
        "notes": spot.text("notes"),
        "origin": origin,
        "destination": destination,
    }


def _end(spot: Spot, name: str) -> Row:
    """An end of an association: a link object, or, where the file is sloppy, just an address or identifier."""
    value, where = spot.value.get(name), f"{spot.where}.{name}"
    if isinstance(value, str) and value.strip():
        spot.notes.deviation(where, "This should be a link with identifier and address. The text was taken.")
        value = {"identifier": value.rstrip("/").rpartition("/")[2], "uri": value}
    if not isinstance(value, dict) or not (value.get("identifier") or value.get("uri")):
        spot.notes.fault(where, "Say which item this association goes from or to.")
        return {"identifier": None, "title": "", "uri": ""}
    told = {key: storable(value[key]) if isinstance(value.get(key), str) else "" for key in ("title", "uri")}
    return {"identifier": as_uuid(value.get("identifier")), **told}
