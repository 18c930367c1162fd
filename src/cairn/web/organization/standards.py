"""Standards of the gate as an organization's pages show them: in words, and compared with Cairn's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cairn.domain.gating.models import StandardsDraft, StandardSet
from cairn.domain.gating.standards import (
    KNOWN_CHECKS,
    LONGEST,
    LONGEST_TITLE,
    PARTS,
    ROLES,
    default,
    floor,
    normal,
)
from cairn.domain.gating.standards.comparing import Change
from cairn.web.shared.anatomy import SECTIONS
from cairn.web.shared.forms import Described

Row = Mapping[str, Any]
Words = str | Promise
CHECKS: Mapping[str, Words] = {
    "one-skill": _("Two skills in one claim"), "plain-verbs": _("Verbs that nobody can see"),
    "citations": _("Sources that cannot be looked up"), "evidence-of-use": _("No evidence from practice"),
    "fed-criteria": _("Criteria without evidence"), "distinct-criteria": _("Criteria that judge alike"),
    "different-levels": _("Levels that do not differ in kind"), "hours": _("Hours against the evidence"),
    "readability": _("Sentences hard to read"), "examples": _("Missing worked examples"),
    "links": _("Dead links"),
}  # fmt: skip
ANSWER = {"author": _("author"), "reviewer": _("independent reviewer")}
FIELDS: Mapping[str, Words] = {
    "title": _("Title"), "text": _("What must hold"), "ask": _("Question"), "must": _("Level"),
    "answered_by": _("Answered by"), "role": _("Role"), "checks": _("Automatic checks"),
    "about": _("Looks at"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """One standard in words; `origin` is shipped, adapted or own, `fixed` one that no set may be without."""

    row: Row
    role: str
    sides: tuple[str, ...]
    checks: tuple[str, ...]
    about: tuple[str, ...]
    origin: str
    fixed: bool


def shown(rows: Iterable[Row]) -> list[Shown]:
    shipped, fixed = {row["key"]: normal(row) for row in default()["standards"]}, floor()
    return [_shown(normal(row), shipped, fixed) for row in rows]


def _shown(row: Row, shipped: Mapping[str, Row], fixed: frozenset[str]) -> Shown:
    key = row["key"]
    return Shown(
        row=row,
        role=ROLES.get(str(row["role"]), str(row["role"])),
        sides=tuple(in_words("answered_by", row["answered_by"])),
        checks=tuple(in_words("checks", row["checks"])),
        about=tuple(in_words("about", row["about"])),
        origin="own" if key not in shipped else "shipped" if shipped[key] == row else "adapted",
        fixed=key in fixed,
    )


def in_words(name: str, keys: Iterable[str]) -> list[str]:
    """The values of a field that holds keys, as people call them."""
    known: Mapping[str, Words] = {"answered_by": ANSWER, "checks": CHECKS, "about": SECTIONS}[name]
    return [str(known.get(key, key)) for key in keys]


@dataclass(frozen=True, slots=True)
class Told:
    """A change in words: each field with what it said and says."""

    kind: str
    key: str
    title: str
    fields: tuple[tuple[str, str, str], ...]


def told(changes: Iterable[Change]) -> list[Told]:
    return [Told(one.kind, one.key, one.title, fields_told(one.fields)) for one in changes]


def fields_told(fields: Iterable[tuple[str, Any, Any]]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (str(FIELDS.get(name, name)), _value(name, before), _value(name, after))
        for name, before, after in fields
    )


def _value(name: str, value: Any) -> str:
    if name == "must":
        return gettext("Must") if value else gettext("Should")
    if name == "role":
        return ROLES.get(value, str(value))
    if isinstance(value, list):
        return ", ".join(in_words(name, value)) or "–"
    return str(value)


def left_out(rows: Sequence[Row]) -> list[Shown]:
    """Standards of Cairn's own set that these rows lack."""
    keys = {row["key"] for row in rows}
    return shown(row for row in default()["standards"] if row["key"] not in keys)


def is_behind(based_on: StandardSet | None) -> bool:
    """Whether the set that comes with Cairn is newer than the one that a set was made from."""
    return based_on is not None and based_on.version < default()["version"]


def is_changed(draft: StandardsDraft | None, force: StandardSet | None) -> bool:
    """Whether a draft holds anything that is not in force."""
    if draft is None:
        return False
    rows = [normal(row) for row in (force.standards if force else default()["standards"])]
    drafted = [normal(row) for row in draft.standards]
    return drafted != rows or (force is not None and draft.title != force.title)


class StandardForm(Described, forms.Form):
    """One standard."""

    title = forms.CharField(
        label=_("Title"),
        max_length=LONGEST_TITLE,
        help_text=_("Two to five words."),
        error_messages={"required": _("Give the standard a title.")},
    )
    text = forms.CharField(
        label=_("What must hold"),
        error_messages={"required": _("Say what must hold.")},
        max_length=LONGEST,
        help_text=_("One or two sentences that author and reviewer read alike."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    ask = forms.CharField(
        label=_("Question to answer with evidence"),
        error_messages={"required": _("Ask for what shows it.")},
        max_length=LONGEST,
        help_text=_("Guidance: what an author should show, asked so that “yes” is no answer."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    must = forms.ChoiceField(
        label=_("Level"),
        choices=[
            ("must", _("Must: nothing is published without it")),
            ("should", _("Should: it is advised")),
        ],
        widget=forms.RadioSelect,
    )
    answered_by = forms.MultipleChoiceField(
        label=_("Who answers?"),
        error_messages={"required": _("Choose the author, the reviewer or both.")},
        choices=[("author", _("The author")), ("reviewer", _("An independent reviewer"))],
        widget=forms.CheckboxSelectMultiple,
    )
    role = forms.ChoiceField(label=_("Whose concern it is"), choices=list(ROLES.items()))
    checks = forms.MultipleChoiceField(
        label=_("Automatic checks that help"),
        required=False,
        choices=[(key, CHECKS[key]) for key in KNOWN_CHECKS],
        help_text=_("What a check finds is shown beside the standard. It never decides."),
        widget=forms.CheckboxSelectMultiple,
    )
    about = forms.MultipleChoiceField(
        label=_("Parts of the draft it looks at"),
        required=False,
        choices=[(key, SECTIONS[key]) for key in PARTS if key in SECTIONS],
        help_text=_("An answer is asked for again when one of these changes. None chosen stands for all."),
        widget=forms.CheckboxSelectMultiple,
    )

    def row(self, key: str) -> dict[str, Any]:
        """The standard that the form describes."""
        return {"key": key, **self.cleaned_data, "must": self.cleaned_data["must"] == "must"}


def posted(row: Row) -> dict[str, Any]:
    """What `StandardForm` starts from."""
    return {**row, "must": "must" if row["must"] else "should"}
