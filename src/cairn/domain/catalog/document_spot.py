"""A cursor over JSON of unknown shape that notes what is wrong and never raises.

Every question answers with a value of the asked type even where the JSON holds something else, so that
a check can go on and report everything at once. Labels carry their article ("a title"), so that they fit
into the sentences made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Problem:
    """What hinders publishing: where (`rubric.criteria.0.title`), a stable code, and what to do about it."""

    path: str
    code: str
    text: str


class _Missing:
    """Stands for a key that is not there, since JSON's null is a value of its own."""


MISSING: Final = _Missing()


@dataclass(frozen=True, slots=True)
class Spot:
    """One place in a document: its value, its path, and the list into which problems are noted."""

    value: object
    path: str
    found: list[Problem]

    def note(self, code: str, text: str) -> None:
        self.found.append(Problem(self.path, code, text))

    def at(self, key: str) -> Spot:
        value = self.value.get(key, MISSING) if isinstance(self.value, dict) else MISSING
        return Spot(value, f"{self.path}.{key}" if self.path else key, self.found)

    def has(self, label: str, *keys: str) -> bool:
        """Whether this is an object; notes if not, and notes every key that is none of `keys`."""
        if not isinstance(self.value, dict):
            self._unfit(label, "an object with named fields")
            return False
        for key in self.value:
            if key not in keys:
                self.at(str(key)).note("unknown_key", f"Remove “{key}”: no such field is known here.")
        return True

    def text(self, label: str, *, most: int, optional: bool = False) -> str:
        """The text without outer space; empty where there is none."""
        if not isinstance(self.value, str):
            self._unfit(label, "text")
            return ""
        text = self.value.strip()
        if not text and not optional:
            self.note("missing", f"Add {label}.")
        elif len(text) > most:
            self.note(
                "too_long", f"Shorten this: {label} has at most {most:,} characters, here are {len(text):,}."
            )
        return text

    def slug(self, label: str) -> str:
        text = self.text(label, most=64)
        if text and not SLUG.fullmatch(text):
            self.note("not_a_slug", f"Write {label} in lower-case letters, digits and single hyphens only.")
        return text

    def address(self, label: str) -> None:
        text = self.text(label, most=500, optional=True)
        if text and not _is_address(text):
            self.note(
                "not_an_address",
                f"Give {label} as a full web address starting with https://, or leave it empty.",
            )

    def whole(self, label: str, *, least: int, most: int, optional: bool = False) -> int | None:
        """A whole number within bounds, or nothing."""
        value = self.value
        if optional and value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self._unfit(label, f"a whole number from {least:,} to {most:,}")
            return None
        if not least <= value <= most:
            self.note("out_of_range", f"Give {label} as a whole number from {least:,} to {most:,}.")
            return None
        return value

    def flag(self, label: str) -> bool:
        if not isinstance(self.value, bool):
            self._unfit(label, "yes or no")
            return False
        return self.value

    def choice(self, label: str, options: Iterable[str]) -> str:
        """One of `options`, or empty."""
        text = self.text(label, most=64)
        known = list(options)
        if text and text not in known:
            self.note(
                "unknown_value", f"Choose {label} from {', '.join(known)}; “{text}” is not one of them."
            )
            return ""
        return text

    def choices(self, label: str, options: Iterable[str], *, least: int = 1) -> list[str]:
        known = list(options)
        return distinct([(item, item.choice(label, known)) for item in self.items(label, least=least)], label)

    def items(self, label: str, *, least: int = 0, most: int = 30) -> list[Spot]:
        if not isinstance(self.value, list):
            self._unfit(label, "a list")
            return []
        count = len(self.value)
        if count < least:
            wanted = (
                f"Add {label}."
                if least == 1
                else f"Add {label}: at least {least} are needed, here are {count}."
            )
            self.note("too_few", wanted)
        elif count > most:
            self.note("too_many", f"Keep at most {most} here; there are {count}.")
        return [Spot(value, f"{self.path}.{index}", self.found) for index, value in enumerate(self.value)]

    def _unfit(self, label: str, wanted: str) -> None:
        if self.value is MISSING or self.value is None:
            self.note("missing", f"Add {label}.")
        else:
            self.note("wrong_type", f"Give {label} as {wanted}.")


def distinct(named: Iterable[tuple[Spot, str]], label: str) -> list[str]:
    """The names that are not empty, each once; notes a second use at its own spot."""
    seen: list[str] = []
    for spot, name in named:
        if name in seen:
            spot.note("duplicate", f"Use {label} once only: “{name}” is already there.")
        elif name:
            seen.append(name)
    return seen


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"https", "http"} and bool(parts.netloc) and not re.search(r"\s", text)
