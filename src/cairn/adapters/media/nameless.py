"""Word and OpenDocument files without the names of those who wrote them, for readers who must not know."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from .documents import packed_document

_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_CUSTOM = _APP.replace(b"extended-properties", b"custom-properties")
_META = (
    b'<?xml version="1.0" encoding="UTF-8"?><office:document-meta '
    b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"/>'
)
_EMPTIED = {
    "docProps/core.xml": _CORE,
    "docProps/app.xml": _APP,
    "docProps/custom.xml": _CUSTOM,
    "meta.xml": _META,
}
# Who wrote a comment or a tracked change: attributes in Word, elements in OpenDocument.
_ATTRIBUTES = re.compile(rb'(\s(?:w|w15):(?:author|initials|userId)=")[^"]*(")')
_ELEMENTS = re.compile(rb"(<dc:creator>)[^<]*(</dc:creator>)")
_PICTURES = ("docProps/thumbnail", "Thumbnails/")


def nameless(source: Path, target: Path) -> str:
    """Write a copy whose properties, comments and tracked changes name nobody; its media type.

    Raises `MediaProblem` for a document that `packed_document` refuses.
    """
    media_type = packed_document(source)
    with zipfile.ZipFile(source) as given, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in given.infolist():
            made.writestr(_stamped(entry), _content(given, entry))
    return media_type


def _stamped(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    copy = zipfile.ZipInfo(entry.filename)
    copy.compress_type = entry.compress_type
    return copy


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.filename in _EMPTIED:
        return _EMPTIED[entry.filename]
    if entry.filename.startswith(_PICTURES):
        return b""
    data = archive.read(entry)
    if entry.filename.endswith(".xml"):
        data = _ELEMENTS.sub(rb"\1\2", _ATTRIBUTES.sub(rb"\1\2", data))
    return data
