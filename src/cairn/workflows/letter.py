"""What a letter consists of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of a letter and the one thing to do; `path` is where that is done.

    It goes to the reader's own address unless `to` names another that she proved to be hers.
    """

    subject: str
    heading: str
    paragraphs: Sequence[str]
    action: str
    path: str
    points: Sequence[tuple[str, str]] = ()
    close: str = ""
    to: str = ""
