"""One object of the file and its values, taken as they are meant; what differs from the standard is noted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from cairn.adapters.case.notes import Notes
from cairn.adapters.case.shapes import Shape, Version

_PLAIN_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LARGEST_WHOLE = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Spot:
    """An object of the file at a place such as `CFItems[3]`."""

    where: str
    value: Mapping[str, Any]
    notes: Notes

    def check(self, shape: Shape, version: Version) -> None:
        """Note the fields that the standard lacks in this version and those that it requires."""
        for name in self.value:
            if not shape.knows(name, version):
                self._deviation(name, f"CASE {version} knows no such field here. It was left out.")
        for name in sorted(shape.required - self.value.keys()):
            self._deviation(name, f"CASE {version} asks for this field. It is missing.")

    def text(self, name: str) -> str:
        """The text without outer space; numbers are taken as text."""
        value = self.value.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return storable(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            self._deviation(name, "This should be text. The number was taken as text.")
            return str(value)
        self._deviation(name, "This should be text. It was left out.")
        return ""

    def texts(self, name: str) -> list[str]:
        """A list of texts, each once; a single text counts as a list of one."""
        value = self.value.get(name)
        if value is None:
            return []
        if isinstance(value, str):
            self._deviation(name, "This should be a list. The text was taken as a list of one.")
            value = [value]
        if not isinstance(value, list):
            self._deviation(name, "This should be a list of texts. It was left out.")
            return []
        return list(dict.fromkeys(storable(one) for one in value if isinstance(one, str) and one.strip()))

    def uri(self, name: str) -> str:
        """An address, given as text or as a link."""
        value = self.value.get(name)
        if isinstance(value, Mapping):
            value = value.get("uri")
        return storable(value) if isinstance(value, str) else ""

    def identifier(self, name: str = "identifier") -> UUID | None:
        """The UUID; one written otherwise than plainly is taken and noted, anything else is nothing."""
        value = self.value.get(name)
        found = as_uuid(value)
        if found and not (isinstance(value, str) and _PLAIN_UUID.fullmatch(value)):
            self._deviation(name, "This should be a UUID in lower case with hyphens. It was taken as one.")
        return found

    def whole(self, name: str) -> int | None:
        value = self.value.get(name)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST_WHOLE:
            return value
        text = str(value).strip()
        if re.fullmatch(r"-?\d{1,15}(\.0+)?", text):
            self._deviation(name, "This should be a whole number. It was taken as one.")
            return int(text.partition(".")[0])
        self._deviation(name, "This should be a whole number. It was left out.")
        return None

    def day(self, name: str) -> date | None:
        text = self.text(name)
        if not text:
            return None
        try:
            found = date.fromisoformat(text[:10])
        except ValueError:
            self._deviation(name, "This should be a date such as 2026-08-31. It was left out.")
            return None
        if len(text) > len("2026-08-31"):
            self._deviation(name, "This should be a date without a time. The date was taken.")
        return found

    def moment(self, name: str) -> datetime | None:
        text = self.text(name)
        if not text:
            return None
        try:
            found = datetime.fromisoformat(text)
            if found.tzinfo is None:
                self._deviation(name, "This time names no time zone. It was taken as UTC.")
                found = found.replace(tzinfo=UTC)
            return found.astimezone(UTC)
        except (ValueError, OverflowError):
            self._deviation(name, "This should be a time such as 2026-08-31T12:00:00Z. It was left out.")
            return None

    def _deviation(self, name: str, text: str) -> None:
        self.notes.deviation(f"{self.where}.{name}", text)


def as_uuid(value: object) -> UUID | None:
    """The UUID that a text is meant as, if any."""
    if not isinstance(value, str):
        return None
    try:
        return UUID(value.strip())
    except ValueError:
        return None


def storable(text: str) -> str:
    """The text without outer space, and without what no database holds: NUL and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode().strip()
