"""YAML read as text only, with a path and a line for every place.

Ordinary loaders guess types: `no` becomes false, `on` becomes true, `5:30` becomes 330. Here every scalar
stays the text that stands in the file, and the one who asks says what it should be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import NoReturn

import yaml

NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9}|/[1-9][0-9]{0,8})?")

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
COUNT = re.compile(r"[1-9][0-9]{0,5}")


class PolicyError(ValueError):
    """A policy cannot be read. `path` and `line` (from 1) say where, `text` says what to do."""

    def __init__(self, path: str, line: int, text: str) -> None:
        super().__init__(f"line {line}, {path or 'the policy'}: {text}")
        self.path = path
        self.line = line
        self.text = text


@dataclass(frozen=True, slots=True)
class Spot:
    """One place in the file."""

    node: yaml.Node
    path: str

    def fail(self, text: str) -> NoReturn:
        raise PolicyError(self.path, self.node.start_mark.line + 1, text)

    def fields(self, *, required: Iterable[str] = (), optional: Iterable[str] = ()) -> dict[str, Spot]:
        """The entries of a mapping whose keys are known beforehand."""
        found = self.entries()
        required = tuple(required)
        known = (*required, *optional)
        for key, spot in found.items():
            if key not in known:
                near = get_close_matches(key, known, 1)
                spot.fail(
                    f"Remove “{key}”, which is not known here."
                    + (f" Did you mean {near[0]}?" if near else "")
                )
        for key in required:
            if key not in found:
                self.fail(f"Add “{key}”.")
        return found

    def entries(self) -> dict[str, Spot]:
        """The entries of a mapping, in the order of the file."""
        if not isinstance(self.node, yaml.MappingNode):
            self.fail("Write this as fields with names.")
        found: dict[str, Spot] = {}
        for key, value in self.node.value:
            name = Spot(key, self.path).text()
            spot = Spot(value, f"{self.path}.{name}" if self.path else name)
            if name in found:
                Spot(key, spot.path).fail(f"Keep one of the two entries named “{name}”.")
            found[name] = spot
        return found

    def items(self) -> list[Spot]:
        if not isinstance(self.node, yaml.SequenceNode):
            self.fail("Write this as a list.")
        return [Spot(node, f"{self.path}.{index}") for index, node in enumerate(self.node.value)]

    def one_or_more(self) -> list[Spot]:
        """The entries of a list, or the single value that stands in its place."""
        return self.items() if isinstance(self.node, yaml.SequenceNode) else [self]

    def text(self) -> str:
        if not isinstance(self.node, yaml.ScalarNode) or not str(self.node.value).strip():
            self.fail("Write some text here.")
        return str(self.node.value).strip()

    def choice(self, known: Iterable[str]) -> str:
        text, options = self.text(), list(known)
        if text not in options:
            near = get_close_matches(text, options, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            self.fail(f"Choose one of: {', '.join(options)}; “{text}” is not one of them.{hint}")
        return text

    def number(self) -> Fraction:
        text = self.text()
        if not NUMBER.fullmatch(text):
            self.fail(f"Write a number such as 6, 1.5 or 1/3 in place of “{text}”.")
        return Fraction(text)

    def count(self, *endings: str) -> int:
        """A whole number above zero that is followed by one of `endings`, such as 2 years."""
        text = self.text()
        first, _, rest = text.partition(" ")
        if not COUNT.fullmatch(first) or rest not in endings:
            self.fail(f"Write a whole number and then “{endings[-1]}” in place of “{text}”.")
        return int(first)

    def whole(self) -> int:
        value = self.number()
        if value.denominator != 1:
            self.fail("Write a whole number.")
        return value.numerator

    def day(self) -> date:
        text = self.text()
        try:
            # The pattern keeps out the week dates that `fromisoformat` would take as well.
            return date.fromisoformat(text if DAY.fullmatch(text) else "")
        except ValueError:
            self.fail(f"Write a date as YEAR-MONTH-DAY, such as 2026-03-01, in place of “{text}”.")

    def yes(self) -> bool:
        return self.choice(("yes", "no")) == "yes"


def read(text: str) -> Spot:
    """The top of a YAML document; raises `PolicyError` when it is none."""
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PolicyError("", line, f"Mend the YAML here: {error.problem}.") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise PolicyError(
            "", 1, "Write this as YAML text of ordinary depth, without control characters."
        ) from error
    if node is None:
        raise PolicyError("", 1, "Write a policy here: the file is empty.")
    return Spot(node, "")
