"""Each kind of evidence by its picture and its name."""

from __future__ import annotations

from collections.abc import Mapping

from cairn.domain.catalog.document import SLOT_KINDS

ICONS: Mapping[str, str] = {
    "video": "video",
    "student_work": "files",
    "plan": "notebook-pen",
    "reflection": "message-circle",
    "link": "link",
    "image": "image",
    "audio": "audio-lines",
    "document": "file-text",
    "observation_log": "binoculars",
    "code": "square-code",
}


def icon_of(kind: str) -> str:
    return ICONS.get(kind, "file")


def name_of(kind: str) -> str:
    return SLOT_KINDS.get(kind, kind)
