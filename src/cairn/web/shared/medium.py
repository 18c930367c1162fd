"""A file of evidence as a page shows it: the copy to play or view, its still, and its measures in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from cairn.domain.evidence.models import StoredFile

WIDE, HIGH = 1280, 720


@dataclass(frozen=True, slots=True)
class Medium:
    """What `<c-medium>` takes. `address` is empty while there is no copy that this reader may see.

    `captions` is the address of what is said in a video; empty where nobody wrote it down.
    `width` and `height` are pixels, so that nothing moves when the picture comes; `seconds` is 0 where time
    is no matter.
    """

    kind: str
    name: str
    address: str
    poster: str
    media_type: str
    size: str
    seconds: float
    width: int
    height: int
    captions: str = ""


def address_of(file: StoredFile) -> str:
    """Where whoever may open a file finds it."""
    return reverse("api:file", args=[file.public_id])


def medium_of(file: StoredFile, *, own: bool = False, at: Callable[[StoredFile], str] = address_of) -> Medium:
    """How an original with its renditions is shown: to its owner as it is, until there is a copy.

    Others never see the original, nor the name its owner gave the file, for that may be her own. `at` says under
    which address a copy is sent.
    """
    copies = {copy.use: copy for copy in file.renditions.all()}
    copy = copies.get(StoredFile.Use.RENDITION)
    if copy is None and own:
        copy = file
    poster, said = copies.get(StoredFile.Use.POSTER), copies.get(StoredFile.Use.CAPTIONS)
    return Medium(
        kind=file.kind,
        name=file.name if own else "",
        address=at(copy) if copy else "",
        poster=at(poster) if poster else "",
        media_type=copy.media_type if copy else "",
        size=filesizeformat(file.size),
        seconds=file.seconds or 0,
        width=(copy and copy.width) or file.width or WIDE,
        height=(copy and copy.height) or file.height or HIGH,
        captions=at(said) if said else "",
    )
