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


class Form:
    """What credentials of a kind share: a text in parts, of which there is one more than texts of their own."""

    def __init__(self, parts: Sequence[str]) -> None:
        self._parts, self._text = tuple(parts), GAP.join(parts)

    def written(self, own: Sequence[str]) -> Written:
        """The credential with these texts of its own."""
        return Written(self._text, "\n".join(own), _woven(self._parts, own))


def filled(form: str, own: str) -> str:
    """The text of a credential again."""
    return _woven(form.split(GAP), own.split("\n")) if form else own


def _woven(parts: Sequence[str], own: Sequence[str]) -> str:
    text = [""] * (len(parts) + len(own))
    text[::2], text[1::2] = parts, own
    return "".join(text)
