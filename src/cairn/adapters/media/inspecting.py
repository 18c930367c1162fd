"""What a file is and whether it may be used: the first look at everything that is sent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .kinds import HEAD, Guess, Kind, MediaProblem, guess
from .running import LOOKING, Limits, run


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found. A refused file has a `problem`, a sentence for its sender; any other has none.

    `seconds` for video and audio, `width` and `height` in pixels as seen upright for video and image, `pages` for PDF,
    `code` for code: the text to read.
    """

    kind: Kind
    media_type: str = ""
    seconds: float | None = None
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    problem: str = ""
    code: str = ""


def inspect(path: Path, declared_name: str, *, limits: Limits = LOOKING) -> Inspection:
    """Look at the content of the file at `path`; `declared_name` only tells plain text from Markdown."""
    try:
        with path.open("rb") as file:
            guessed = guess(file.read(HEAD), declared_name)
        return _looked_at(path, guessed, limits)
    except MediaProblem as problem:
        return Inspection(Kind.REFUSED, problem=str(problem))


def reader_of(path: Path) -> str:
    """The FFmpeg format to read the recording at `path` with. Raises `MediaProblem`."""
    with path.open("rb") as file:
        guessed = guess(file.read(HEAD), "")
    if not guessed.reader:
        raise MediaProblem("This file is neither video nor sound.")
    return guessed.reader


def _looked_at(path: Path, guessed: Guess, limits: Limits) -> Inspection:
    if guessed.reader:
        seconds, width, height = run("probe", path, limits, reader=guessed.reader)
        kind = Kind.AUDIO if width is None else Kind.VIDEO
        media_type = f"{kind}/{guessed.media_type.partition('/')[2]}"
        return Inspection(kind, media_type, seconds, width, height)
    if guessed.kind is Kind.IMAGE:
        width, height = run("measure", path, limits)
        return Inspection(Kind.IMAGE, guessed.media_type, None, width, height)
    if guessed.kind is Kind.PDF:
        return Inspection(Kind.PDF, guessed.media_type, pages=run("pages", path, limits))
    if guessed.media_type == "application/zip":
        return Inspection(Kind.DOCUMENT, run("packed", path, limits))
    run("text", path, limits)
    return Inspection(Kind.DOCUMENT, guessed.media_type)
