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

LARGEST = 50_000
"""Places in one file, those that stand for others counted each time."""

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
COUNT = re.compile(r"[1-9][0-9]{0,5}")


class PolicyError(ValueError):
    """A policy cannot be read. `path` and `line` (from 1) say where, `text` says what to do, `code` what kind it is."""

    def __init__(self, path: str, line: int, text: str, code: str = "E200") -> None:
        super().__init__(f"line {line}, {path or 'the policy'}: {text}")
        self.path = path
        self.line = line
        self.text = text
        self.code = code


@dataclass(frozen=True, slots=True)
class Spot:
    """One place in the file."""

    node: yaml.Node
    path: str

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    @property
    def is_text(self) -> bool:
        return isinstance(self.node, yaml.ScalarNode)

    @property
    def is_list(self) -> bool:
        return isinstance(self.node, yaml.SequenceNode)

    def fail(self, text: str, code: str = "E200") -> NoReturn:
        raise PolicyError(self.path, self.line, text, code)

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
                    + (f" Did you mean {near[0]}?" if near else ""),
                    "E202",
                )
        for key in required:
            if key not in found:
                self.fail(f"Add “{key}”.", "E203")
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

    def plain(self) -> object:
        """The whole as mappings, lists and texts."""
        if isinstance(self.node, yaml.MappingNode):
            return {key: spot.plain() for key, spot in self.entries().items()}
        if isinstance(self.node, yaml.SequenceNode):
            return [item.plain() for item in self.items()]
        return str(self.node.value).strip()

    def one_or_more(self) -> list[Spot]:
        """The entries of a list, or the single value that stands in its place."""
        return self.items() if isinstance(self.node, yaml.SequenceNode) else [self]

    def text(self) -> str:
        if not isinstance(self.node, yaml.ScalarNode) or not str(self.node.value).strip():
            self.fail("Write some text here.")
        return str(self.node.value).strip()

    def words(self) -> tuple[str, ...]:
        """The texts of a list, or the single text that stands in its place."""
        return tuple(item.text() for item in self.one_or_more())

    def choice(self, known: Iterable[str]) -> str:
        text, options = self.text(), list(known)
        if text not in options:
            near = get_close_matches(text, options, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            self.fail(f"Choose one of: {', '.join(options)}; “{text}” is not one of them.{hint}", "E201")
        return text

    def number(self) -> Fraction:
        text = self.text()
        self._no_share(text)
        if not NUMBER.fullmatch(text):
            self.fail(f"Write a number such as 6, 1.5 or 1/3 in place of “{text}”.")
        return Fraction(text)

    def _no_share(self, text: str) -> None:
        """Shares of what somebody has are no rules here: a further record could make her lose what she had."""
        if text.partition(" ")[0].endswith(("%", "percent")) or " percent" in text:
            told = f"Write how many, such as 15 where 100 are asked for, in place of the share “{text}”: "
            self.fail(f"{told}a further record could hurt somebody whose share it lowers.", "E313")

    def positive(self) -> Fraction:
        amount = self.number()
        if amount <= 0:
            self.fail("Write a number above zero.")
        return amount

    def in_unit(self, unit: str) -> Fraction:
        """A number above zero, perhaps followed by its unit, which has to be the policy's own."""
        text = self.text()
        self._no_share(text)
        first, _, rest = text.partition(" ")
        if not NUMBER.fullmatch(first):
            self.fail(f"Write a number such as 6, 1.5 or 1/3 in place of “{text}”.")
        if rest and rest not in (unit, f"{unit}s"):
            self.fail(f"Give a conversion: “{rest}” cannot be added to “{unit}”.", "E207")
        if Fraction(first) <= 0:
            self.fail("Write a number above zero.")
        return Fraction(first)

    def dollars(self) -> Fraction:
        """An amount of money such as $200."""
        text = self.text().removeprefix("about ").removeprefix("$").replace(",", "")
        if not NUMBER.fullmatch(text) or Fraction(text) < 0:
            self.fail(f"Write an amount such as $200 in place of “{self.text()}”.")
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
    _bounded(node)
    return Spot(node, "")


def _bounded(top: yaml.Node) -> None:
    """Refuse a file that is endless, or grows beyond reason, where its places repeat each other."""
    waiting, left = [top], LARGEST
    while waiting:
        node, left = waiting.pop(), left - 1
        if not left:
            text = "Write this out with fewer places: it repeats itself without end or is too large."
            raise PolicyError("", int(top.start_mark.line) + 1, text)
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
