"""Renditions: copies to show, without what a file says besides its content (place, owner, device, author)."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from .inspecting import reader_of
from .kinds import HEAD, guess
from .running import DRAWING, RENDERING, Limits, run_into


@dataclass(frozen=True, slots=True)
class Rendition:
    """What was written; as in `Inspection`."""

    media_type: str
    seconds: float | None = None
    width: int | None = None
    height: int | None = None
    pages: int | None = None


def rendition_video(source: Path, target: Path, *, limits: Limits = RENDERING) -> Rendition:
    """An MP4 (H.264 and AAC, at most 720 lines, playing while it loads) of a video or sound.

    Raises `MediaProblem`.
    """
    seconds, width, height = run_into(target, "video", source, limits, reader=reader_of(source))
    return Rendition("audio/mp4" if width is None else "video/mp4", seconds, width, height)


def rendition_image(source: Path, target: Path, *, limits: Limits = RENDERING) -> Rendition:
    """A JPEG, or a PNG when the picture is partly transparent; upright. Raises `MediaProblem`."""
    media_type, width, height = run_into(target, "image", source, limits)
    return Rendition(media_type, width=width, height=height)


def emblem(source: Path, target: Path, *, side: int = 400, limits: Limits = DRAWING) -> None:
    """A small PNG of a picture, or of the shapes of a drawing (SVG), at most `side` pixels long.

    Raises `MediaProblem`.
    """
    with source.open("rb") as file:
        drawing = file.read(HEAD).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    run_into(target, "drawing" if drawing else "emblem", source, limits, side=side)


def rendition_pdf(source: Path, target: Path, *, limits: Limits = RENDERING) -> Rendition:
    """A PDF of the pages alone: no author, script, form or attachment. Raises `MediaProblem`."""
    return Rendition("application/pdf", pages=run_into(target, "pdf", source, limits))


def rendition_document(source: Path, target: Path, *, limits: Limits = RENDERING) -> Rendition:
    """A Word or OpenDocument file that names nobody, or plain text as it is. Raises `MediaProblem`."""
    with source.open("rb") as file:
        packed = guess(file.read(HEAD), source.name).media_type == "application/zip"
    if packed:
        return Rendition(run_into(target, "nameless", source, limits))
    shutil.copyfile(source, target)
    return Rendition("text/plain")


def rendition_page(
    source: Path, target: Path, *, page: int = 1, width: int = 1_280, limits: Limits = RENDERING
) -> Rendition:
    """One page of a PDF, counted from 1, as PNG of `width` pixels. Raises `MediaProblem`."""
    across, down = run_into(target, "page", source, limits, page=page, width=width)
    return Rendition("image/png", width=across, height=down)


def poster(source: Path, target: Path, *, at: float = 1.0, limits: Limits = RENDERING) -> Rendition:
    """The picture that a video shows `at` seconds, or halfway when it is shorter, as JPEG. Raises `MediaProblem`."""
    width, height = run_into(target, "poster", source, limits, reader=reader_of(source), at=at)
    return Rendition("image/jpeg", width=width, height=height)
