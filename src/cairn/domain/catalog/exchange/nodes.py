"""YAML as a tree that remembers its lines; safe against files that are built to do harm.

Only the plain part of YAML is read: no tags, no anchors and aliases, one document, and as values only text,
whole numbers, true, false and null.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from cairn.domain.catalog.exchange.faults import Broken, Fault, Place

LARGEST = 400_000
DEEPEST = 12
# libyaml where it is there: the same events, sooner.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,15}")
_PLAIN: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(slots=True)
class Node:
    """A value and its place; objects also know the places of their names."""

    value: Any
    place: Place
    places: dict[str, Place] = field(default_factory=dict)


def tree_of(text: str) -> tuple[Node, list[Fault]]:
    """The file as a tree, and whatever in it is forbidden. Raises `Broken` where reading cannot go on."""
    if len(text) > LARGEST:
        raise broken(1, f"Shorten the file: it has {len(text):,} characters, {LARGEST:,} are read at most.")
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        told = f"Mend this line, it is not YAML: {error.problem or error.context}."
        hint = " Look at the indent, and put text that holds a colon or a # in quotes."
        raise broken(mark.line + 1 if mark else 1, told + hint) from error
    except yaml.YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        raise broken(line, "Remove the character that text files cannot hold.") from error
    if builder.root is None:
        raise broken(1, "Write something into the file: it is empty.")
    return builder.root, builder.faults


def line_at(number: int) -> Place:
    return Place((number,), f"line {number}")


def broken(line: int, text: str) -> Broken:
    return Broken([Fault(line_at(line), "", text)])


class _Builder:
    """Builds the tree event by event, without recursion, so that no nesting is too deep for it."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.faults: list[Fault] = []
        self.open: list[tuple[Node, str | None]] = []
        self.documents = 0

    def take(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents == 2:
                self._fault(line, "Keep one document in a file: another one begins here.")
        elif isinstance(event, yaml.AliasEvent):
            self._fault(line, f"Write the value out instead of *{event.anchor}: references are not read.")
            self._place(Node(None, line_at(line)))
        elif isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
        elif isinstance(event, yaml.NodeEvent):
            self._begin(event, line)

    def _begin(self, event: Any, line: int) -> None:
        if event.anchor is not None:
            self._fault(line, f"Remove &{event.anchor}: references are not read.")
        if event.tag is not None:
            self._fault(line, f"Remove {event.tag}: tags are not read.")
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)
            return
        node = Node({} if isinstance(event, yaml.MappingStartEvent) else [], line_at(line))
        self._place(node)
        self.open.append((node, None))
        if len(self.open) > DEEPEST:
            raise broken(line, "Nest less deeply: no field of a micro-credential lies this deep.")

    def _scalar(self, event: Any, line: int) -> None:
        if self.open and isinstance(self.open[-1][0].value, dict) and self.open[-1][1] is None:
            self._name(str(event.value), line)
        else:
            self._place(Node(_value(event), line_at(line)))

    def _name(self, name: str, line: int) -> None:
        node, _ = self.open[-1]
        if name in node.value:
            self._fault(line, f"Say “{name}” once only: {node.places[name].name} says it already.")
        node.places[name] = line_at(line)
        self.open[-1] = (node, name)

    def _place(self, node: Node) -> None:
        if not self.open:
            self.root = self.root or node
            return
        parent, name = self.open[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
        elif name is None:
            raise Broken(
                [
                    Fault(
                        node.place,
                        "",
                        "Name each field with text: a list or an object stands here as a name.",
                    )
                ]
            )
        else:
            parent.value[name] = node
            self.open[-1] = (parent, None)

    def _fault(self, line: int, text: str) -> None:
        self.faults.append(Fault(line_at(line), "", text))


def _value(event: Any) -> Any:
    text = str(event.value)
    if event.style not in (None, ""):
        return text
    if _WHOLE.fullmatch(text):
        return int(text)
    return _PLAIN.get(text, text)
