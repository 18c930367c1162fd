"""How states, comments and levels look and read; color is never the only sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Standing:
    """A tag's class, icon and words."""

    kind: str
    icon: str
    label: str | Promise


# The states of every life table that a page shows; tests/web/shared/test_tags.py holds the two together.
STANDINGS: Mapping[str, Standing] = {
    "working": Standing("", "pencil-line", _("In progress")),
    "submitted": Standing("info", "send", _("Submitted")),
    "in_review": Standing("info", "book-open-check", _("Being read")),
    "revising": Standing("warn", "sprout", _("Not yet")),
    "appealed": Standing("info", "scale", _("Appealed")),
    "met": Standing("gold", "badge-check", _("Met")),
    "awarded": Standing("gold", "badge-check", _("Earned")),
    "withdrawn": Standing("", "archive", _("Set aside")),
    "open": Standing("info", "inbox", _("Open")),
    "claimed": Standing("brand", "hand", _("Claimed")),
    "released": Standing("", "undo-2", _("Given back")),
    "lapsed": Standing("", "timer-off", _("Ran out")),
    "recused": Standing("", "user-x", _("Stepped back")),
    "concluded": Standing("ok", "lock", _("Sent")),
    "canceled": Standing("", "x", _("Not needed")),
    "made": Standing("info", "stamp", _("Being signed")),
    "issued": Standing("ok", "shield-check", _("Valid")),
    "suspended": Standing("warn", "circle-pause", _("On hold")),
    "revoked": Standing("bad", "ban", _("Revoked")),
    "expired": Standing("warn", "calendar-x-2", _("Expired")),
    "idea": Standing("", "lightbulb", _("Idea")),
    "draft": Standing("", "pencil-line", _("Draft")),
    "pilot": Standing("info", "flask-conical", _("Pilot")),
    "published": Standing("ok", "globe", _("Published")),
    "retired": Standing("", "archive", _("Retired")),
    "superseded": Standing("", "history", _("Superseded")),
    "answering": Standing("", "pencil-line", _("Being answered")),
    "asked": Standing("info", "clipboard-check", _("With the reviewers")),
    "returned": Standing("warn", "sprout", _("Not yet")),
    "cleared": Standing("ok", "badge-check", _("Cleared")),
    "in_vote": Standing("info", "vote", _("The panel votes")),
    "changes_asked": Standing("warn", "sprout", _("Not yet")),
    "accepted": Standing("ok", "badge-check", _("Accepted")),
    "declined": Standing("", "archive", _("Not taken up")),
    "became": Standing("gold", "award", _("A micro-credential")),
    "done": Standing("ok", "circle-check", _("Done")),
}

COMMENT_KINDS: Mapping[str, Standing] = {
    "strength": Standing("strength", "thumbs-up", _("Strength")),
    "question": Standing("question", "circle-question-mark", _("Question")),
    "next": Standing("next", "trending-up", _("Next step")),
}


def standing_of(state: str) -> Standing:
    """The look of `state`; a state not listed shows as its own name in words."""
    return STANDINGS.get(state) or Standing("", "circle", state.replace("_", " ").capitalize())


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One level of a rubric; `number` counts from 1, `tone` is first, below, pass or above."""

    number: int
    key: str
    name: str
    text: str
    tone: str


def level_rows(
    levels: Sequence[Mapping[str, str]], descriptors: Mapping[str, str], pass_level: str
) -> list[LevelRow]:
    """The levels (lowest first) with their descriptors and tones."""
    keys = [level["key"] for level in levels]
    passing = keys.index(pass_level) if pass_level in keys else len(keys)
    return [
        LevelRow(
            place + 1, level["key"], level["name"], descriptors.get(level["key"], ""), _tone(place, passing)
        )
        for place, level in enumerate(levels)
    ]


def _tone(place: int, passing: int) -> str:
    if place == passing:
        return "pass"
    if place > passing:
        return "above"
    return "first" if place == 0 else "below"
