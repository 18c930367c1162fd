"""Checks of the words: one skill, verbs that can be seen, and sentences that are read at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cairn.domain.gating.checks.finding import Document, Finding, is_english, rows, text_at
from cairn.domain.gating.checks.words import grade, words_of

VAGUE = {
    "understand": "explain", "know": "name", "appreciate": "choose", "learn": "use", "realize": "point out",
    "believe": "act on", "value": "make room for", "comprehend": "explain", "internalize": "use",
    "grasp": "explain", "recognize": "point out", "explore": "try out",
}  # fmt: skip
"""A verb that nobody can see, and one like it that somebody can."""
OPENING = re.compile(r"^you\s+(?:can\s+|will\s+|also\s+|regularly\s+)*([a-z'’-]+)", re.IGNORECASE)
JOINED = re.compile(r"\b(?:and|as well as|and/or)\s+(?:then\s+|also\s+)?([a-z'’-]+)", re.IGNORECASE)
AIM_WORDS = re.compile(r"\b(?:so that|in order to|so they|to help|until|when|which|that)\b", re.IGNORECASE)
_VERBS = """
adapt adjust align analyze apply ask assess assign build choose coach collect communicate compare conduct
connect create decide define deliver demonstrate describe design determine develop differentiate discuss
document draw elicit engage establish evaluate examine explain explore facilitate foster gather give
group guide help hold identify implement improve include integrate interpret introduce invite involve
lead learn let listen make manage model monitor notice observe offer organize plan practice prepare
present promote provide reflect respond review revise select set share show structure study support teach
track try understand use write
"""
VERBS = frozenset(_VERBS.split())
AIM = 11.0
TOO_HARD = 13.0
ENOUGH_WORDS = 30


def one_skill(document: Document) -> list[Finding]:
    """Two verbs joined in the claim, or two sentences, are often two competencies."""
    claim = text_at(document, "competency")
    if not is_english(document) or not claim.strip():
        return []
    found = []
    if len(re.findall(r"[.!?](?:\s|$)", claim.strip())) > 1:
        found.append(Finding("competency", "The competency is more than one sentence. Say one skill in one."))
    first = OPENING.match(claim.strip())
    second = next((word for word in JOINED.findall(_deed(claim)) if word.lower() in VERBS), "")
    if first and second:
        pair = f"“{first[1].lower()}” and “{second.lower()}”"
        found.append(
            Finding(
                "competency",
                f"The competency joins {pair}. If one can be done without the other, make two of it.",
            )
        )
    return found


def plain_verbs(document: Document) -> list[Finding]:
    """Verbs for what happens in a head."""
    if not is_english(document):
        return []
    return [
        Finding(
            "competency",
            f"Nobody can see somebody “{verb}”. Say what she does instead, such as “{VAGUE[verb]}”.",
        )
        for verb in dict.fromkeys(_deeds(text_at(document, "competency")))
        if verb in VAGUE
    ]


def _deeds(claim: str) -> Iterator[str]:
    """The verb that opens a claim, and those that are joined to it."""
    if opening := OPENING.match(claim.strip()):
        yield opening[1].lower()
        yield from (word.lower() for word in JOINED.findall(_deed(claim)))


def _deed(claim: str) -> str:
    """The claim up to its aim: what comes after “so that” and the like is no second skill."""
    return AIM_WORDS.split(claim, maxsplit=1)[0]


def readability(document: Document) -> list[Finding]:
    """Longer texts that are read with ease only after high school."""
    if not is_english(document):
        return []
    found = []
    for path, text in _texts(document):
        if len(words_of(text)) < ENOUGH_WORDS:
            continue
        level = grade(text)
        if level > TOO_HARD:
            told = f"This reads at grade {level:.0f}. Shorter sentences bring it to {AIM:.0f} or below."
            found.append(Finding(path, told))
    return found


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    for name in ("summary", "purpose"):
        yield name, text_at(document, name)
    method = document.get("method")
    if isinstance(method, dict):
        yield "method.summary", text_at(method, "summary")
    for place, row in enumerate(rows(document, "method", "components")):
        yield f"method.components.{place}.text", text_at(row, "text")
    for place, row in enumerate(rows(document, "slots")):
        yield f"slots.{place}.instructions", text_at(row, "instructions")
    for place, row in enumerate(rows(document, "rubric", "criteria")):
        yield f"rubric.criteria.{place}.look_for", text_at(row, "look_for")
