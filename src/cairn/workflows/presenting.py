"""A collection of badges to print."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import typst
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cairn.domain.issuing.models import Award
from cairn.domain.portfolios.access import is_public, showing_of
from cairn.domain.portfolios.models import Badge, Collection
from cairn.workflows import addresses
from cairn.workflows.picturing import in_words

STATES = {
    "revoked": "Revoked",
    "suspended": "On hold",
    "expired": "Expired",
    "invalid": "Could not be verified",
}


def booklet(collection: Collection, badges: Sequence[Badge]) -> bytes:
    """The collection with these of its badges as a PDF; it names its owner only where its page does."""
    said = {
        "title": collection.title,
        "name": collection.person.name if collection.named else "",
        "words": _paragraphs(collection.words),
        "address": addresses.absolute(addresses.collection(collection.public_id)),
        "badges": [_told(badge) for badge in badges],
    }
    template = files("cairn.workflows").joinpath("templates/booklet.typ").read_bytes()
    # Words go in as data, never as markup, so that no name or title can change the layout.
    return bytes(typst.compile(template, sys_inputs={"said": json.dumps(said)}, pdf_standards="ua-1"))


def _told(badge: Badge) -> dict[str, Any]:
    showing = showing_of(badge)
    words = _paragraphs(showing.narrative if showing else "")
    if isinstance(badge, Award):
        return {
            "title": badge.title,
            "claim": badge.claim,
            "issuer": badge.organization.name,
            "on": in_words(badge.earned_on),
            "state": STATES.get(badge.state, ""),
            "art": badge.art,
            "words": words,
            "address": addresses.absolute(addresses.badge(badge.public_id)) if is_public(badge) else "",
        }
    return {
        "title": badge.name,
        "claim": "",
        "issuer": badge.issuer_name or badge.issuer_id,
        "on": in_words(badge.awarded_at.date()) if badge.awarded_at else "",
        "state": STATES.get(badge.standing, ""),
        "art": "",
        "words": words,
        "address": "",
    }


def _paragraphs(text: str) -> list[str]:
    """The paragraphs and points of Markdown without its marks."""
    blocks = MarkdownIt().parse(text)
    return [_plain(each.children or []) for each in blocks if each.type == "inline"]


def _plain(pieces: Sequence[Token]) -> str:
    return "".join(" " if each.type in ("softbreak", "hardbreak") else each.content for each in pieces)
