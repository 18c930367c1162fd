"""Instants as credentials write them: XML Schema dateTimeStamp, always with a time zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from cairn.engines.openbadges.errors import DocumentError

_STAMP: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)", re.ASCII)


def instant_text(instant: datetime) -> str:
    """The instant in UTC to the second, such as `2026-11-22T08:30:00Z`; `DocumentError` without a time
    zone.
    """
    if instant.tzinfo is None:
        raise DocumentError("An instant in a credential needs a time zone.")
    return instant.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def read_instant(text: object) -> datetime | None:
    """The instant a text names, or None when it does not name exactly one."""
    if not isinstance(text, str) or not _STAMP.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def day_of(instant: datetime) -> str:
    """The day of an instant as sentences write it: `November 20, 2031`."""
    return f"{instant:%B} {instant.day}, {instant.year}"
