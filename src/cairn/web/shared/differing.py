"""Changes between two documents in words that authors use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.comparing import Change
from cairn.web.shared.anatomy import SECTIONS

FIELDS: Mapping[str, str | Promise] = {
    "title": _("title"), "name": _("name"), "kind": _("kind"), "instructions": _("instructions"),
    "at_least": _("at least"), "at_most": _("at most"), "min_words": _("least words"),
    "max_words": _("most words"), "max_minutes": _("most minutes"), "max_age_months": _("age in months"),
    "look_for": _("what evaluators look for"), "slots": _("evidence"), "pass_level": _("level that passes"),
    "rule": _("how many must be met"), "count": _("number"), "required": _("required"), "text": _("text"),
    "note": _("note"), "url": _("address"), "claim": _("what it shows"), "citation": _("citation"),
    "low": _("from"), "high": _("to"), "cents": _("amount in cents"), "currency": _("currency"),
    "levels": _("levels"), "notes": _("why"), "level": _("level"), "summary": _("summary"),
    "student_work": _("student work"), "face_to_face": _("face to face"), "minutes": _("minutes"),
}  # fmt: skip

PARTS: Mapping[str, str | Promise] = {
    "alternatives": _("other ways to show it"),
    "conditions": _("what the log must hold"),
}
NAMES: Mapping[str, str] = {
    **documents.SLOT_KINDS, **documents.RULES, **documents.STAKES, **documents.LICENSES, **documents.CONDITIONS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A change as a page shows it."""

    section: str
    where: str
    kind: str
    judged: bool
    before: str
    after: str
    words: tuple[tuple[str, str], ...]


def told(changes: Iterable[Change]) -> list[Line]:
    return [_line(change) for change in changes]


def _line(change: Change) -> Line:
    leaf = change.path[-1]
    field = str(FIELDS.get(leaf, "")) if len(change.path) > 1 else ""
    if "descriptors" in change.path:
        field = gettext("level “%(level)s”") % {"level": leaf}
    for part, words in PARTS.items():
        field = str(words) if part in change.path else field
    return Line(
        section=str(SECTIONS.get(change.path[0], change.path[0])),
        where=", ".join(part for part in (change.title, field) if part),
        kind=change.kind,
        judged=change.judged,
        before=_shown(change.before, named=leaf in NAMED),
        after=_shown(change.after, named=leaf in NAMED),
        words=change.words,
    )


NAMED = ("kind", "rule", "stakes", "license")


def _shown(value: Any, *, named: bool = False) -> str:
    """A value in short: of a row, what people call it; `named` values stand for words of the vocabulary."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, dict):
        own = value.get("title") or value.get("name") or value.get("text") or value.get("citation")
        return str(own or ", ".join(filter(None, (_shown(one, named=True) for one in value.values()))))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_shown, value)))
    return NAMES.get(str(value), str(value)) if named else str(value)
