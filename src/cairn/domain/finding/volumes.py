"""What the index holds of a micro-credential: its words by where they stand, its facets, and what it is sorted by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.models import Edition, MicroCredential
from cairn.domain.finding.words import words_of

# Where a word stands, and how much it says there: one in the title outweighs the same word in all other places.
PLACES: Final[dict[str, int]] = {"title": 16, "competency": 8, "topics": 4, "summary": 2, "method": 1}

FACETS: Final[dict[str, str]] = {
    "topic": "Topic",
    "share": "What you will share",
    "need": "Easier to fit in",
    "grade": "Grades",
    "audience": "For",
    "time": "Time",
    "cost": "Cost",
    "worth": "Counts toward",
    "stack": "Part of a stack",
    "by": "Offered by",
    "standing": "How well tried",
    "state": "State",
    "lang": "Language",
}
HOURS: Final = {
    "short": (0, 5, "Up to 5 hours"),
    "medium": (6, 12, "6 to 12 hours"),
    "long": (13, 10_000, "More than 12 hours"),
}
COSTS: Final = {"none": "No fee", "fee": "With a fee"}
NEEDS: Final = {"own-work": "No student work required", "no-meeting": "No face-to-face teaching required"}
STATES: Final = {"published": "Offered", "pilot": "Pilot: being tried out"}
# Fewer awards than this say little about how well its evaluators agree.
TRIED = 50
STANDINGS: Final = {
    "provisional": "Provisional: earned fewer than 50 times",
    "tried": "Earned 50 times or more",
}
LANGUAGES: Final = {"en": "English", "es": "Spanish", "fr": "French"}
# Facets whose values have an order of their own; the others are sorted by label.
ORDERS: Final[Mapping[str, Mapping[str, object]]] = {
    "grade": documents.GRADES,
    "share": documents.SLOT_KINDS,
    "audience": documents.AUDIENCES,
    "time": HOURS,
    "cost": COSTS,
    "need": NEEDS,
    "standing": STANDINGS,
    "state": STATES,
}


@dataclass(frozen=True, slots=True)
class Volume:
    """One micro-credential in the index: its primary key, its folded words for each of `PLACES`, and its
    facet values with their labels."""

    key: int
    title: str
    words: tuple[str, ...]
    facets: Mapping[str, Mapping[str, str]]
    hours: int
    earned: int
    published_at: datetime

    @property
    def vocabulary(self) -> set[str]:
        return {word for text in self.words for word in text.split()}


def rank(facet: str, value: str, label: str) -> tuple[int, str]:
    """Where an option stands within its facet."""
    order = list(ORDERS.get(facet, ()))
    return (order.index(value) if value in order else len(order), label)


def time_band(hours: int) -> tuple[str, str]:
    """The key and label of the band that a number of hours falls into."""
    return next((key, label) for key, (low, high, label) in HOURS.items() if low <= hours <= high)


def standing_of(earned: int) -> tuple[str, str]:
    """How well tried something is that was earned so many times."""
    key = "tried" if earned >= TRIED else "provisional"
    return key, STANDINGS[key]


def volume_of(row: MicroCredential, edition: Edition, stacks: Mapping[str, str]) -> Volume:
    """An offered micro-credential, with its organization and worths loaded, as the index holds it.

    `stacks` are those that it is a part of: address to title.
    """
    doc = documents.lifted(edition.document)
    return Volume(
        key=row.pk,
        title=edition.title,
        words=tuple(" ".join(words_of(" ".join(texts))) for texts in _texts(row, doc)),
        facets=_facets(row, doc, stacks),
        hours=doc["hours"]["high"],
        earned=row.earned,
        published_at=edition.published_at,
    )


def _texts(row: MicroCredential, doc: Mapping[str, Any]) -> tuple[Iterable[str], ...]:
    """The texts that stand in each of `PLACES`."""
    method = doc["method"]
    return (
        (doc["title"],),
        (doc["competency"],),
        (*(documents.TOPICS[key] for key in doc["topics"]), *doc["subjects"]),
        (doc["summary"], row.organization.name),
        (
            method["name"],
            method["summary"],
            *(text for each in method["components"] for text in (each["name"], each["text"])),
            *(
                text
                for slot in doc["slots"]
                for text in (slot["title"], documents.SLOT_KINDS[slot["kind"]], slot["instructions"])
            ),
            *(text for each in doc["rubric"]["criteria"] for text in (each["title"], each["look_for"])),
        ),
    )


def _facets(
    row: MicroCredential, doc: Mapping[str, Any], stacks: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    needs = doc["needs"]
    free = {"own-work": not needs["student_work"], "no-meeting": not needs["face_to_face"]}
    cost = "fee" if doc["fee"]["cents"] else "none"
    kinds = [slot["kind"] for slot in doc["slots"]]
    return {
        "topic": {key: documents.TOPICS[key] for key in doc["topics"]},
        "share": {kind: documents.SLOT_KINDS[kind] for kind in kinds},
        "need": {key: label for key, label in NEEDS.items() if free[key]},
        "grade": {key: documents.GRADES[key] for key in doc["grades"]},
        "audience": {key: documents.AUDIENCES[key] for key in doc["audience"]},
        "time": dict([time_band(doc["hours"]["high"])]),
        "cost": {cost: COSTS[cost]},
        "worth": {worth.policy: worth.recognizer for worth in row.worths.all()},
        "stack": dict(stacks),
        "by": {row.organization.slug: row.organization.name},
        "standing": dict([standing_of(row.earned)]),
        "state": {row.state: STATES.get(row.state, row.state)},
        "lang": {doc["language"]: LANGUAGES.get(doc["language"], doc["language"])},
    }
