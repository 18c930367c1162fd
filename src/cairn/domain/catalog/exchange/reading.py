"""YAML as a document: every fault with its line, and nothing taken from a broken file."""

from __future__ import annotations

from typing import Any

from cairn.domain.catalog.exchange.nodes import tree_of
from cairn.domain.catalog.exchange.taking import taken


def from_yaml(text: str, *, complete: bool = False) -> dict[str, Any]:
    """The document that a file holds, in the newest schema; optional fields that it leaves out are empty.

    Raises `Broken` with every fault and its line: unreadable YAML, unknown fields, values of the wrong kind.
    What is merely unfinished is taken as a draft, unless a `complete` document is asked for.
    """
    root, forbidden = tree_of(text)
    return taken(root, forbidden, complete=complete)
