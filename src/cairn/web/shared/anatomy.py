"""The parts of a micro-credential's document in words, for its public page and for the preview of a draft alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cairn.domain.catalog import document as documents
from cairn.domain.evidence.conditions import asked

SECTIONS: Mapping[str, str | Promise] = {
    "title": _("Title"), "competency": _("Competency"), "summary": _("Summary"), "language": _("Language"),
    "topics": _("Topics"), "subjects": _("Subjects"), "grades": _("Grades"), "audience": _("Audience"),
    "icon": _("Icon"), "tier": _("Studs on the rim"), "hours": _("Hours"), "fee": _("Fee"),
    "purpose": _("Declared purpose"), "stakes": _("Stakes"), "needs": _("What earners need"),
    "prerequisites": _("What comes before"), "method": _("Method and components"), "research": _("Research"),
    "resources": _("Resources"), "slots": _("Evidence"), "completion": _("Completion indicators"),
    "rubric": _("Rubric"), "readings": _("Evaluators"), "alignments": _("Alignments"), "license": _("License"),
    "adapted_from": _("Source"), "examples": _("Examples"), "translations": _("Translations"),
}  # fmt: skip
"""The parts of a document as authors call them."""


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: the level it shows, its title and text, and why each criterion stands where it stands."""

    level: str
    title: str
    text: str
    notes: tuple[tuple[str, str], ...]


def held_to(slot: Mapping[str, Any]) -> tuple[str, ...]:
    """What a log is held to; a number that is not typed yet, or is none, is not read out."""
    whole = [
        one
        for one in slot["conditions"]
        if one["rule"] in documents.CONDITIONS
        and all(isinstance(one[key], int) for key in one if key != "rule")
    ]
    return tuple(map(asked, whole))


def ways_of(slot: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Other ways to show the same: each with the name of its kind and its instructions."""
    return tuple(
        (documents.SLOT_KINDS.get(way["kind"], ""), way["instructions"]) for way in slot["alternatives"]
    )


def rule_of(rubric: Mapping[str, Any]) -> str:
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


def examples_of(document: Mapping[str, Any]) -> tuple[Example, ...]:
    """The worked examples of a document."""
    rubric = document["rubric"]
    levels = {level["key"]: level["name"] for level in rubric["levels"]}
    return tuple(
        Example(
            level=levels.get(one["level"], ""),
            title=one["title"],
            text=one["text"],
            notes=tuple(
                (each["title"], one["notes"][each["key"]])
                for each in rubric["criteria"]
                if one["notes"].get(each["key"])
            ),
        )
        for one in document["examples"]
    )
