"""Standards as data: the set that comes with Cairn, and what any organization's own set must keep to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from cairn.engines.verdict import Reason, Verdict

ROLES = {
    "developer": "Developer",
    "deliverer": "Deliverer",
    "evaluator": "Evaluator",
    "issuer": "Issuer",
    "recognizer": "Recognizer",
}
SIDES = ("author", "reviewer")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST = 60
LONGEST = 2000


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
    check: str
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
            check=row.get("check", ""),
            about=tuple(row.get("about", ())),
        )
        for row in rows
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


def problems(rows: Sequence[Mapping[str, Any]]) -> Verdict:
    """Whether these rows make a set of standards; every refusal's reason says what to mend."""
    found = [reason for number, row in enumerate(rows, start=1) for reason in _row(number, row)]
    keys = [row.get("key") for row in rows]
    found += [
        Reason("twice", f"Give “{key}” another key: two standards share it.")
        for key in sorted({str(key) for key in keys if keys.count(key) > 1})
    ]
    kept = {row.get("key") for row in rows if row.get("must") is True}
    titles = {row["key"]: row["title"] for row in default()["standards"]}
    found += [
        Reason("floor", f"Keep “{titles[key]}” as a must: Cairn publishes nothing without it.")
        for key in sorted(floor() - kept)
    ]
    if len(rows) > MOST:
        found.append(Reason("too_many", f"Use {MOST} standards at the most."))
    return Verdict(not found, tuple(found))


def _row(number: int, row: Mapping[str, Any]) -> Iterable[Reason]:
    if not SLUG.fullmatch(str(row.get("key", ""))):
        yield Reason("key", f"Give standard {number} a key of small letters, digits and hyphens.")
    for name, words in (("title", "a title"), ("text", "what must hold"), ("ask", "a question")):
        text = row.get(name)
        if not isinstance(text, str) or not text.strip():
            yield Reason(name, f"Add {words} to standard {number}.")
        elif len(text) > LONGEST:
            yield Reason("too_long", f"Shorten {words} of standard {number} to {LONGEST} characters.")
    sides = row.get("answered_by")
    if not isinstance(sides, list | tuple) or not sides or set(sides) - set(SIDES):
        yield Reason("sides", f"Say who answers standard {number}: the author, the reviewer or both.")
    if row.get("role") not in ROLES:
        yield Reason("role", f"Choose one of the five roles for standard {number}.")
