"""Which bytes a `Range` header asks for (RFC 9110, section 14)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_POSITIONS = re.compile(r"([0-9]*)-([0-9]*)")
_ENDLESS = 10**19  # stands for every position too long to be one in a file


@dataclass(frozen=True, slots=True)
class Range:
    """The `length` bytes from `start`, of a whole of `size` bytes; `length` is at least 1."""

    start: int
    length: int
    size: int

    @property
    def content_range(self) -> str:
        """Value of the `Content-Range` header of the 206 answer (RFC 9110, section 14.4)."""
        return f"bytes {self.start}-{self.start + self.length - 1}/{self.size}"


@dataclass(frozen=True, slots=True)
class Unsatisfiable:
    """A well-formed range that lies beyond the `size` bytes there are."""

    size: int

    @property
    def content_range(self) -> str:
        """Value of the `Content-Range` header of the 416 answer (RFC 9110, section 15.5.17)."""
        return f"bytes */{self.size}"


def parse_range(header: str | None, size: int) -> Range | Unsatisfiable | None:
    """What `header` asks of a file of `size` bytes; None means to answer 200 with the whole.

    RFC 9110, 14.1.2: a range is `first-last`, `first-` or `-suffix`; a last position beyond the end means the
    end, and a suffix longer than the file means the file. 14.2: a header with another unit or broken form is
    ignored, and a server may ignore a header with several ranges, as is done here; so is a suffix of an empty
    file, for which no `Content-Range` can be written.
    """
    unit, equals, ranges = (header or "").partition("=")
    wanted = [text for part in ranges.split(",") if (text := part.strip(" \t"))]
    if unit.lower() != "bytes" or not equals or len(wanted) != 1:
        return None
    match = _POSITIONS.fullmatch(wanted[0])
    if match is None or match[0] == "-":
        return None
    if not match[1]:
        return _suffix(_position(match[2]), size)
    first, last = _position(match[1]), _position(match[2]) if match[2] else _ENDLESS
    if last < first:
        return None
    if first >= size:
        return Unsatisfiable(size)
    return Range(first, min(last + 1, size) - first, size)


def range_applies(if_range: str | None, etag: str) -> bool:
    """Whether a range may be served under an `If-Range` header (RFC 9110, 13.1.5: strong comparison)."""
    return if_range is None or (if_range == etag and not etag.startswith("W/"))


def _suffix(length: int, size: int) -> Range | Unsatisfiable | None:
    if length == 0:
        return Unsatisfiable(size)
    taken = min(length, size)
    return Range(size - taken, taken, size) if taken else None


def _position(digits: str) -> int:
    significant = digits.lstrip("0") or "0"
    return int(significant) if len(significant) < 19 else _ENDLESS
