"""What credentials of a kind say alike, written once, and what each of them says by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

GAP: Final = "\x1f"
"""Stands in a form wherever a credential says something of its own. No JSON text holds it."""


class Written(NamedTuple):
    """A signed credential as JSON text, and parted as `filled` takes it.

    `own` has a line for each text of its own, since JSON texts have no line feeds; without a form it is the whole text.
    """

    form: str
    own: str
    text: str


def written(form: str, parts: Sequence[str], own: Sequence[str]) -> Written:
    """A credential of its own texts in a form, which is `parts` with gaps between them."""
    return Written(form, "\n".join(own), woven(parts, own))


def filled(form: str, own: str) -> str:
    """The text of a credential again."""
    return woven(form.split(GAP), own.split("\n")) if form else own


def woven(parts: Sequence[str], own: Sequence[str]) -> str:
    """Parts of a text, of which there is one more, with what comes between them."""
    text = [""] * (len(parts) + len(own))
    text[::2], text[1::2] = parts, own
    return "".join(text)
