"""Standards as data: the set that comes with Cairn, and what any organization's own set must keep to.

A standard is an object with `key`, `title`, `text` (what must hold), `ask` (the question that is answered with
evidence), `must`, `answered_by` (author, reviewer), `role` (one of the five), `checks` (automatic checks that
help; earlier sets name one as `check`) and `about` (the parts of the document that it looks at; none: all).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django.utils.text import slugify

from cairn.domain.catalog.document import blank
from cairn.domain.gating.checks import CHECKS, LINKS
from cairn.engines.verdict import Reason, Verdict, no, yes

ROLES = {
    "developer": "Developer",
    "deliverer": "Deliverer",
    "evaluator": "Evaluator",
    "issuer": "Issuer",
    "recognizer": "Recognizer",
}
SIDES = ("author", "reviewer")
KNOWN_CHECKS = (*CHECKS, LINKS)
PARTS = tuple(name for name in blank("", "") if name not in {"schema", "key"})
"""The parts of a document that a standard may look at."""
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST = 60
LONGEST = 2000
LONGEST_KEY = 60
LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Standard:
    """One thing that must (or should) hold. `about` names the document's parts it looks at; none stands for all."""

    key: str
    title: str
    text: str
    ask: str
    must: bool
    answered_by: tuple[str, ...]
    role: str
    checks: tuple[str, ...]
    about: tuple[str, ...]


def standards_in(rows: Iterable[Mapping[str, Any]]) -> tuple[Standard, ...]:
    """The standards of a set's data, which `problems` finds nothing wrong with."""
    return tuple(
        Standard(
            key=row["key"],
            title=row["title"],
            text=row["text"],
            ask=row["ask"],
            must=row["must"],
            answered_by=tuple(row["answered_by"]),
            role=row["role"],
            checks=tuple(row["checks"]),
            about=tuple(row["about"]),
        )
        for row in map(normal, rows)
    )


def normal(row: Mapping[str, Any]) -> dict[str, Any]:
    """A standard's data with every field, in their order; what is missing is empty."""
    check = row.get("check")
    return {
        **{name: row.get(name, "") for name in ("key", "title", "text", "ask")},
        "must": row.get("must", False),
        "answered_by": list(row.get("answered_by") or ()),
        "role": row.get("role", ""),
        "checks": list(row.get("checks") or ([check] if check else ())),
        "about": list(row.get("about") or ()),
    }


def free_key(title: str, taken: Iterable[str]) -> str:
    """A key for a new standard, made of its title, that none in `taken` has."""
    stem, used = slugify(title)[:50].strip("-") or "standard", set(taken)
    return next(
        key for n in range(1, len(used) + 2) if (key := stem if n == 1 else f"{stem}-{n}") not in used
    )


@cache
def default() -> Mapping[str, Any]:
    """The default set as it stands in the file beside this module."""
    told: Mapping[str, Any] = yaml.safe_load(
        files("cairn.domain.gating.standards").joinpath("default.yaml").read_text("utf-8")
    )
    return told


def floor() -> frozenset[str]:
    """The keys that no set may be without: the musts of the default set."""
    return frozenset(row["key"] for row in default()["standards"] if row["must"])


def named(title: str) -> Verdict:
    """Whether a set has a title."""
    return yes() if title.strip() else no("nameless", "Give the set of standards a title.")


def problems(rows: Sequence[Mapping[str, Any]]) -> Verdict:
    """Whether these rows make a set of standards; every refusal's reason says what to mend."""
    found = [reason for number, row in enumerate(rows, start=1) for reason in _row(number, normal(row))]
    keys = [row.get("key") for row in rows]
    found += [
        Reason("twice", f"Give “{key}” another key: two standards share it.")
        for key in sorted({str(key) for key in keys if keys.count(key) > 1})
    ]
    if len(rows) > MOST:
        found.append(Reason("too_many", f"Use {MOST} standards at the most."))
    found += _floor(rows)
    return Verdict(not found, tuple(found))


def _floor(rows: Sequence[Mapping[str, Any]]) -> Iterable[Reason]:
    """A gate that can be taken out is none: the default's musts stay, and so does the reviewer's look at them."""
    kept = {row.get("key"): row for row in rows if row.get("must") is True}
    if not kept:
        told = "Mark standards as musts, at least those that are in Cairn's own set: this gate lets everything by."
        yield Reason("no_must", told)
        return
    for row in default()["standards"]:
        key, title = row["key"], row["title"]
        if row["must"] and key not in kept:
            yield Reason("floor", f"Keep “{title}” as a must: Cairn publishes nothing without it.")
        elif row["must"] and set(row["answered_by"]) - set(normal(kept[key])["answered_by"]):
            yield Reason("floor_sides", f"Let author and reviewer answer “{title}”, as in Cairn's own set.")


def _row(number: int, row: Mapping[str, Any]) -> Iterable[Reason]:
    it = f"standard {number}" + (f", “{row['title']}”" if str(row["title"]).strip() else "")
    if not SLUG.fullmatch(str(row["key"])) or len(str(row["key"])) > LONGEST_KEY:
        told = f"Give {it} a key of small letters, digits and hyphens, {LONGEST_KEY} at the most."
        yield Reason("key", told)
    for name, words in (("title", "a title"), ("text", "what must hold"), ("ask", "a question")):
        text, most = row[name], LONGEST_TITLE if name == "title" else LONGEST
        if not isinstance(text, str) or not text.strip():
            yield Reason(name, f"Add {words} to {it if name != 'title' else f'standard {number}'}.")
        elif len(text) > most:
            yield Reason("too_long", f"Shorten {words} of standard {number} to {most} characters.")
    if not isinstance(row["must"], bool):
        yield Reason("must", f"Say whether {it} is a must: true or false.")
    if not row["answered_by"] or set(row["answered_by"]) - set(SIDES):
        yield Reason("sides", f"Say who answers {it}: the author, the reviewer or both.")
    if row["role"] not in ROLES:
        yield Reason("role", f"Choose one of the five roles for {it}.")
    for check in row["checks"]:
        if check not in KNOWN_CHECKS:
            yield Reason("check", f"Remove “{check}” from {it}: there is no such automatic check.")
    for part in row["about"]:
        if part not in PARTS:
            yield Reason("about", f"Remove “{part}” from {it}: a micro-credential has no such part.")
