"""A draft in the clothes of a published micro-credential; whatever is still missing is simply not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.models import Draft
from cairn.domain.evidence.conditions import asked
from cairn.engines import badgeart
from cairn.engines.badgeart import icons
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
    examples: tuple[tuple[str, dict[str, Any], tuple[tuple[str, str], ...]], ...]


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
        rule=_rule(document["rubric"]),
        license=documents.LICENSES.get(document["license"], ""),
        examples=tuple(_example(one, document["rubric"]) for one in document["examples"]),
    )


def _part(slot: dict[str, Any]) -> Part:
    ways = tuple(
        (documents.SLOT_KINDS.get(way["kind"], ""), way["instructions"]) for way in slot["alternatives"]
    )
    # A number that is not typed yet, or is none, is not read out.
    whole = [
        one
        for one in slot["conditions"]
        if one["rule"] in documents.CONDITIONS
        and all(isinstance(one[key], int) for key in one if key != "rule")
    ]
    held_to = tuple(map(asked, whole))
    return Part(documents.SLOT_KINDS.get(slot["kind"], ""), slot, held_to, ways)


def _rule(rubric: dict[str, Any]) -> str:
    """How many criteria must be met, and which of them in any case."""
    rule, criteria = rubric["rule"], {one["key"]: one["title"] for one in rubric["criteria"]}
    if rule["rule"] != "count":
        return gettext("Every criterion must be met.")
    told = gettext("%(count)s of %(all)d criteria must be met.") % {
        "count": rule["count"] or "…",
        "all": len(criteria),
    }
    required = ", ".join(criteria[key] for key in rule["required"] if key in criteria)
    return f"{told} " + gettext("In any case: %(titles)s.") % {"titles": required} if required else told


def _example(
    example: dict[str, Any], rubric: dict[str, Any]
) -> tuple[str, dict[str, Any], tuple[tuple[str, str], ...]]:
    levels = {level["key"]: level["name"] for level in rubric["levels"]}
    notes = [(one["title"], example["notes"].get(one["key"], "")) for one in rubric["criteria"]]
    return levels.get(example["level"], ""), example, tuple(note for note in notes if note[1])


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
