"""A small portfolio in an archive, and ZIP files that somebody else may have made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Final

from cairn.engines.archive import Badge, Evidence, File, Portfolio, layout, write

NAME: Final = "portfolio-2026-11-22"
PICTURE: Final = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="5" cy="5" r="4"/></svg>'
)
PORTFOLIO: Final = Portfolio(
    holder="Dana Brown",
    made_at="2026-11-22T20:00:00+00:00",
    made_by="Cedar Hollow",
    badges=(
        Badge(
            id="urn:uuid:1",
            title="Wait Time",
            issuer="Cedar Hollow",
            credential="data/credentials/1/badge.json",
            image="data/credentials/1/badge.svg",
            evidence=(
                Evidence(title="A clip", path="data/evidence/1/1.mp4", media_type="video/mp4", size=9),
                Evidence(title="Class photo", absent="no consent covers it"),
            ),
        ),
    ),
)
FILES: Final = {
    "credentials/1/badge.json": b'{"signed": true}',
    "credentials/1/badge.svg": PICTURE,
    "evidence/1/1.mp4": b"moving it",
}


def archive(portfolio: Portfolio = PORTFOLIO) -> bytes:
    return b"".join(write(portfolio, [File.of(path, data) for path, data in FILES.items()], name=NAME))


def packed_anew(
    change: Callable[[dict[str, bytes]], None] = lambda files: None, folder: str = f"{NAME}/"
) -> bytes:
    """The same files after a change, packed by another program; paths are those within the archive."""
    with zipfile.ZipFile(io.BytesIO(archive())) as whole:
        files = {name.removeprefix(f"{NAME}/"): whole.read(name) for name in whole.namelist()}
    change(files)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as other:
        for path, data in files.items():
            other.writestr(f"{folder}{path}", data)
    return made.getvalue()


def with_entry(entry: zipfile.ZipInfo | str, data: bytes = b"", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The archive with one more file, named just as it is given."""
    made = io.BytesIO(archive())
    with zipfile.ZipFile(made, "a") as whole:
        if isinstance(entry, str):
            made_entry = zipfile.ZipInfo("x")
            made_entry.filename = made_entry.orig_filename = entry
            entry = made_entry
        whole.writestr(entry, data, method)
    return made.getvalue()


def relisted(files: dict[str, bytes]) -> None:
    """Write the manifests anew, as somebody does who means it."""
    import hashlib

    digests = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    files[layout.MANIFEST] = layout.manifest({p: d for p, d in digests.items() if p.startswith("data/")})
    digests[layout.MANIFEST] = hashlib.sha256(files[layout.MANIFEST]).hexdigest()
    tags = {p: d for p, d in digests.items() if not p.startswith("data/") and p != layout.TAG_MANIFEST}
    files[layout.TAG_MANIFEST] = layout.manifest(tags)
