"""A draft in the clothes of a published micro-credential; whatever is still missing is simply not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.models import Draft
from cairn.engines import badgeart
from cairn.engines.badgeart import icons
from cairn.web.shared.anatomy import Example, examples_of, held_to, rule_of, ways_of
from cairn.web.shared.templatetags.cairn import hours, money

PLAIN = "award"


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of evidence: its kind, itself, what a log is held to, and other ways to show the same."""

    kind: str
    slot: dict[str, Any]
    held_to: tuple[str, ...]
    ways: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What the preview shows beside the document's own texts."""

    art: str
    topic: str
    topics: tuple[tuple[str, str], ...]
    hours: str
    fee: str
    grades: str
    slots: tuple[Part, ...]
    rule: str
    license: str
    examples: tuple[Example, ...]


def preview_of(draft: Draft) -> Preview:
    document = documents.lifted(draft.document)
    topics = tuple((key, documents.TOPICS[key]) for key in document["topics"] if key in documents.TOPICS)
    topic = topics[0][0] if topics else next(iter(documents.TOPICS))
    span, fee = document["hours"], document["fee"]
    whole = all(isinstance(span[end], int) for end in ("low", "high"))
    return Preview(
        art=_art(draft, topic),
        topic=topic,
        topics=topics,
        hours=hours(span) if whole else "",
        fee=money(fee) if isinstance(fee["cents"], int) else "",
        grades=", ".join(documents.GRADES.get(key, key) for key in document["grades"]),
        slots=tuple(_part(slot) for slot in document["slots"]),
        rule=rule_of(document["rubric"]),
        license=documents.LICENSES.get(document["license"], ""),
        examples=examples_of(document),
    )


def _part(slot: dict[str, Any]) -> Part:
    return Part(documents.SLOT_KINDS.get(slot["kind"], ""), slot, held_to(slot), ways_of(slot))


def _art(draft: Draft, topic: str) -> str:
    """The badge as it would be drawn; with a plain icon while the named one is unknown."""
    document, row = draft.document, draft.micro_credential
    try:
        paths = icons.paths(document["icon"])
    except icons.NoSuchIcon:
        paths = icons.paths(PLAIN)
    return badgeart.draw(
        f"{row.organization.slug}/{document['key']}",
        hue=topic,
        icon_paths=paths,
        tier=document["tier"] if document["tier"] in {1, 2, 3} else 1,
        title="",
    )
