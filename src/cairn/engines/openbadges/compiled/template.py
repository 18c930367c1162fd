"""Lines with holes, filled all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Piece = str | int
"""Part of a line: text that stays, or the number of the argument that goes there."""


@dataclass(frozen=True, slots=True)
class Template:
    """Several lines as one format string; an argument must hold no line feed."""

    text: str
    order: tuple[int, ...]

    @classmethod
    def of(cls, lines: Iterable[Iterable[Piece]]) -> Template:
        """A template of lines given as their pieces."""
        texts: list[str] = []
        order: list[int] = []
        for line in lines:
            parts: list[str] = []
            for piece in line:
                if isinstance(piece, int):
                    order.append(piece)
                    parts.append("%s")
                else:
                    parts.append(piece.replace("%", "%%"))
            texts.append("".join(parts))
        return cls("\n".join(texts), tuple(order))

    def filled(self, arguments: Sequence[str]) -> str:
        return self.text % tuple(map(arguments.__getitem__, self.order))

    def lines(self, arguments: Sequence[str]) -> list[str]:
        """The lines, filled; of no lines, none."""
        return self.filled(arguments).split("\n") if self.text else []
