"""A file of evidence as a page shows it: the copy to play or view, its still, and its measures in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from cairn.domain.evidence.models import StoredFile

WIDE, HIGH = 1280, 720


@dataclass(frozen=True, slots=True)
class Medium:
    """What `<c-medium>` takes. `address` is empty while there is no copy that this reader may see.

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


def medium_of(file: StoredFile, *, own: bool = False) -> Medium:
    """How an original with its renditions is shown: to its owner as it is, until there is a copy.

    Others never see the original, nor the name its owner gave the file, for that may be her own.
    """
    copies = {copy.use: copy for copy in file.renditions.all()}
    copy = copies.get(StoredFile.Use.RENDITION)
    if copy is None and own:
        copy = file
    poster = copies.get(StoredFile.Use.POSTER)
    return Medium(
        kind=file.kind,
        name=file.name if own else "",
        address=_address(copy),
        poster=_address(poster),
        media_type=copy.media_type if copy else "",
        size=filesizeformat(file.size),
        seconds=file.seconds or 0,
        width=(copy and copy.width) or file.width or WIDE,
        height=(copy and copy.height) or file.height or HIGH,
    )


def _address(file: StoredFile | None) -> str:
    return reverse("api:file", args=[file.public_id]) if file else ""
