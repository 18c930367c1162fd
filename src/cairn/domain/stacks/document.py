"""The stack document: one JSON value, a draft at first, a stack edition's content once published.

Pure Python. The shape is stack schema version 1; `problems` says what hinders publishing. Bytes and hash are
those of the catalog: `canonical` and `digest`. A personal stack may have `terms`, what it brings her in words; a
document without them keeps its bytes.
"""

from __future__ import annotations

import re
from typing import Any

from cairn.domain.catalog.document import AUDIENCES, TOPICS, Problem, canonical, cleaned, digest
from cairn.domain.catalog.document_spot import Spot
from cairn.domain.stacks.document_rule import PART_STATES, check_address, check_part, check_rule
from cairn.engines.badgeart import icons

__all__ = [
    "LICENSES",
    "PART_STATES",
    "PUBLIC_STATES",
    "SCHEMA",
    "TERMS",
    "Problem",
    "blank",
    "canonical",
    "cleaned",
    "digest",
    "problems",
]

SCHEMA = 1
KEYS = (
    "schema", "key", "title", "summary", "language", "topic", "icon", "audience", "rule", "capstone", "offers",
    "license", "public_state",
)  # fmt: skip
TERMS = {"duties": "what she does as a leader", "pay": "what she is paid for it"}
"""What a personal stack brings her, in words that only the two read."""
PUBLIC_STATES = ("in_development", "in_review", "offered")
LICENSES = (
    "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC0-1.0", "all-rights-reserved",
)  # fmt: skip
LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")


def blank(key: str, title: str, language: str = "en") -> dict[str, Any]:
    """A fresh draft: the whole shape, asking for all of no parts yet."""
    return {
        "schema": SCHEMA, "key": key, "title": title, "summary": "", "language": language,
        "topic": "leadership", "icon": "layers", "audience": ["teacher"], "rule": {"all": [], "ordered": False},
        "capstone": None, "offers": [], "license": "CC-BY-4.0", "public_state": "in_development",
    }  # fmt: skip


def problems(document: object, *, personal: bool = False) -> list[Problem]:
    """Everything to mend before `document` can be published; empty when it is ready. Never raises on JSON.

    A `personal` one, agreed between two, may have terms.
    """
    found: list[Problem] = []
    whole = Spot(document, "", found)
    if whole.has("a stack", *KEYS, *(("terms",) if personal else ())):
        _identity(whole)
        check_rule(whole.at("rule"))
        if whole.at("capstone").value is not None:
            check_part(whole.at("capstone"))
        for offer in whole.at("offers").items("offers"):
            _offer(offer)
        whole.at("license").choice("a license", LICENSES)
        whole.at("public_state").choice("what the public page says", PUBLIC_STATES)
        if personal and isinstance(document, dict) and "terms" in document:
            _terms(whole.at("terms"))
    return found


def _terms(spot: Spot) -> None:
    if spot.has("the terms", *TERMS):
        for key, label in TERMS.items():
            spot.at(key).text(label, most=1000, optional=True)


def _identity(whole: Spot) -> None:
    if whole.at("schema").value != SCHEMA or isinstance(whole.at("schema").value, bool):
        whole.at("schema").note("schema", f"Set the schema version to {SCHEMA}: this program reads no other.")
    whole.at("key").slug("a key")
    whole.at("title").text("a title", most=120)
    whole.at("summary").text("a summary", most=600)
    language = whole.at("language").text("a language", most=35)
    if language and not LANGUAGE_TAG.fullmatch(language):
        whole.at("language").note("not_a_language", "Give the language as a tag such as en, es or pt-BR.")
    whole.at("topic").choice("a topic", TOPICS)
    icon = whole.at("icon").slug("an icon name")
    if icon and not icons.exists(icon):
        whole.at("icon").note("no_such_icon", f"Choose another icon: there is none named “{icon}”.")
    whole.at("audience").choices("an audience", AUDIENCES)


def _offer(spot: Spot) -> None:
    if not spot.has(
        "an offer",
        *(
            "kind",
            "organization",
            "course",
            "credits",
            "fee",
            "window_days",
            "confirmed_by",
            "note",
            "source",
            "part",
        ),
    ):
        return
    if isinstance(spot.value, dict) and spot.value.get("part"):
        check_address(spot.at("part"))
    spot.at("kind").choice("a kind of offer", ("credit",))
    spot.at("organization").text("who offers it", most=200)
    spot.at("course").text("the course", most=200)
    amount = spot.at("credits")
    if amount.has("the credits", "numerator", "denominator"):
        amount.at("numerator").whole("the credits", least=1, most=1000)
        amount.at("denominator").whole("the divisor of the credits", least=1, most=1000)
    fee = spot.at("fee")
    if fee.has("the fee", "cents", "currency"):
        fee.at("cents").whole("the fee in cents", least=0, most=10_000_000)
        currency = fee.at("currency").text("a currency", most=64)
        if currency and not re.fullmatch(r"[A-Z]{3}", currency):
            fee.at("currency").note(
                "not_a_currency", "Give the currency as three capital letters, such as USD."
            )
    spot.at("window_days").whole("the days to enroll", least=1, most=3660, optional=True)
    spot.at("confirmed_by").choice("who confirms it", ("registrar",))
    spot.at("note").text("a note", most=1000, optional=True)
    spot.at("source").text("a source", most=500, optional=True)
