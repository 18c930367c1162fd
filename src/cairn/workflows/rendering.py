"""Rendering: readers get copies without hidden data, in a form that every phone plays."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cairn.adapters import media
from cairn.domain.evidence.models import StoredFile
from cairn.domain.evidence.operations import files
from cairn.workflows import neighbors

Make = Callable[[Path, Path], media.Rendition]


def render(*, file: StoredFile, at: datetime) -> None:
    """Make whatever renditions of an original are missing; a failure is noted as the file's problem."""
    makers: dict[str, dict[str, tuple[str, Make]]] = {
        "video": {"rendition": (".mp4", media.rendition_video), "poster": (".jpg", media.poster)},
        "audio": {"rendition": (".mp4", media.rendition_video)},
        "image": {"rendition": (".jpg", media.rendition_image)},
        "document": {"rendition": ("", media.rendition_document)},
        "pdf": {"rendition": (".pdf", media.rendition_pdf)},
    }
    if file.state != StoredFile.State.ATTACHED:
        return
    for use, (suffix, make) in makers.get(file.kind, {}).items():
        if not file.renditions.filter(use=use).exists():
            _make(file, use, suffix, make, at)
    file.refresh_from_db(fields=["state"])
    delete(file=file)  # it may have been given up while its copies were made


def _make(file: StoredFile, use: str, suffix: str, make: Make, at: datetime) -> None:
    key = files.new_key(file.organization.public_id)
    with tempfile.TemporaryDirectory() as folder, neighbors.store().as_path(file.store_key) as source:
        target = Path(folder) / f"rendition{suffix}"
        try:
            seen = make(source, target)
        except media.MediaProblem as problem:
            files.note_problem(file=file, problem=str(problem), by=None, at=at)
            return
        with target.open("rb") as stream:
            stored = neighbors.store().put(key, stream)
    rendition = files.add_rendition(
        original=file,
        use=use,
        store_key=key,
        sha256=stored.sha256,
        size=stored.size,
        media_type=seen.media_type,
        seconds=seen.seconds,
        width=seen.width,
        height=seen.height,
        by=None,
        at=at,
    )
    if rendition.store_key != key:
        neighbors.store().delete(key)


def delete(*, file: StoredFile) -> None:
    """Delete the bytes of a tombstoned file and of its renditions; doing so twice is no error."""
    if file.state != StoredFile.State.TOMBSTONED:
        return
    for each in [file, *file.renditions.all()]:
        neighbors.store().delete(each.store_key)
