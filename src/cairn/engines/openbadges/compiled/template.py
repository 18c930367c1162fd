"""Lines with holes, filled all at once, in UTF-8."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Piece = str | int
"""Part of a line: text that stays, or the number of the argument that goes there."""


@dataclass(frozen=True, slots=True)
class Template:
    """Several lines as one format string; an argument must hold no line feed."""

    text: bytes
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
                    parts.append("%b")
                else:
                    parts.append(piece.replace("%", "%%"))
            texts.append("".join(parts))
        return cls("\n".join(texts).encode(), tuple(order))

    def lines(self, arguments: Sequence[bytes]) -> list[bytes]:
        """The lines, filled; of no lines, none."""
        filled = self.text % tuple(map(arguments.__getitem__, self.order))
        return filled.split(b"\n") if filled else []
