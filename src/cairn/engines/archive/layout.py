"""Where things lie in an archive: a bag by RFC 8493 (BagIt 1.0), serialized as ZIP, with one folder at its top."""

from __future__ import annotations

import re
from typing import Final

from cairn.engines.archive.errors import ArchiveRefused

BAGIT: Final = "bagit.txt"
INFO: Final = "bag-info.txt"
CONTENTS: Final = "contents.json"
PAGE: Final = "index.html"
MANIFEST: Final = "manifest-sha256.txt"
TAG_MANIFEST: Final = "tagmanifest-sha256.txt"
DECLARATION: Final = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PAYLOAD: Final = "data/"
TAGS: Final = (BAGIT, INFO, CONTENTS, PAGE, MANIFEST)

_STEP: Final = r"[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9]))*"
_NAME: Final = re.compile(rf"{_STEP}(?:/{_STEP})*")
_LONGEST: Final = 240
_LINE: Final = re.compile(r"([0-9a-fA-F]{64}) [ *]?(\S[^\r\n]*)")


def checked_name(name: str) -> str:
    """The same name. Raises `ArchiveRefused` for one that could lie elsewhere, or mean another on another system.

    RFC 8493, sections 5.1 and 5.2: no way out of the bag, and nothing that a file system reads in its own way.
    """
    if len(name) > _LONGEST or not _NAME.fullmatch(name):
        told = name.encode("unicode_escape").decode()[:80]
        raise ArchiveRefused(
            "name",
            f"A file in it is named “{told}”, as no portfolio archive names one. Give the archive as it was made.",
        )
    return name


def manifest(digests: dict[str, str]) -> bytes:
    """The lines of a manifest (RFC 8493, section 2.1.3), which `sha256sum --check` reads too."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode()


def read_manifest(data: bytes) -> dict[str, str]:
    """SHA-256 in lower-case hex by path. Raises `ArchiveRefused` for lines of another form, or a path named twice."""
    found: dict[str, str] = {}
    for line in data.decode("utf-8", "replace").splitlines():
        match = _LINE.fullmatch(line)
        if match is None or match[2] in found:
            raise ArchiveRefused("manifest", "The archive's list of its files cannot be read.")
        found[checked_name(match[2])] = match[1].lower()
    return found
