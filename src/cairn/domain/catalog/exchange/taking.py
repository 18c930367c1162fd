"""A tree of values as a document: filled up, held to the shape, every fault with its place."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from cairn.domain.catalog.document_lifting import lifted
from cairn.domain.catalog.document_problems import problems
from cairn.domain.catalog.exchange.faults import Broken, Fault, Place
from cairn.domain.catalog.exchange.kinds import Fields, Flag, Listing, Named, Shape, Text, Whole
from cairn.domain.catalog.exchange.nodes import Node
from cairn.domain.catalog.exchange.shape import FIRST_SHAPE, SHAPE

# What makes a file wrong, and not merely unfinished: a draft may still be incomplete.
WRONG = frozenset({"schema", "wrong_type", "unknown_value"})
SPOKEN = {"yes": True, "no": False}


def taken(root: Node, found: list[Fault], *, complete: bool) -> dict[str, Any]:
    """The document of a tree in the newest schema; optional fields that it leaves out are empty.

    Raises `Broken` with the faults `found` before and every one of the tree: unknown fields and values of the
    wrong kind, and all that hinders publishing where a `complete` document is asked for.
    """
    version = root.value["schema"].value if isinstance(root.value, dict) and "schema" in root.value else 2
    reader = Reader()
    document = reader.read(root, FIRST_SHAPE if version == 1 else SHAPE, "")
    faults = [*found, *reader.faults]
    # Of what could not be read, nobody need be told that it is missing.
    asked = complete and not faults
    faults += [
        Fault(_place_of(root, problem.path), problem.path, problem.text)
        for problem in problems(document)
        if asked or problem.code in WRONG
    ]
    if faults:
        raise Broken(faults)
    return lifted(document)


class Reader:
    """Takes a tree as what its shape says, noting whatever does not fit."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def read(self, node: Node, shape: Shape, path: str) -> Any:
        if isinstance(shape, Fields):
            return self._fields(node, shape, path)
        if isinstance(shape, Named):
            return self._named(node, shape, path)
        if isinstance(shape, Listing):
            return self._listing(node, shape, path)
        return self._scalar(node, shape, path)

    def _fields(self, node: Node, shape: Fields, path: str) -> Any:
        if node.value is None and shape.nullable:
            return None
        if not isinstance(node.value, dict):
            self._unfit(node, path, "named fields, each on a line of its own")
            return shape.empty()
        known = shape.known({name: inner.value for name, inner in node.value.items()})
        for name in node.value:
            if name not in known:
                self._unknown(node, name, known, path)
        return {
            name: self.read(node.value[name], shape.fields[name], _joined(path, name))
            if name in node.value
            else shape.fields[name].empty()
            for name in known
            if name in node.value or name not in shape.left_out
        }

    def _named(self, node: Node, shape: Named, path: str) -> Any:
        if node.value is None:
            return {}
        if not isinstance(node.value, dict):
            self._unfit(node, path, "names with a value each")
            return {}
        return {name: self.read(inner, shape.item, _joined(path, name)) for name, inner in node.value.items()}

    def _listing(self, node: Node, shape: Listing, path: str) -> list[Any]:
        if node.value is None:
            return []
        if not isinstance(node.value, list):
            self._unfit(node, path, "a list, each entry after a hyphen")
            return []
        return [
            self.read(inner, shape.item, _joined(path, str(place))) for place, inner in enumerate(node.value)
        ]

    def _scalar(self, node: Node, shape: Text | Whole | Flag, path: str) -> Any:
        value = node.value
        if value is None:
            return shape.empty()
        if isinstance(value, dict | list):
            self._unfit(
                node, path, {Text: "text", Whole: "a whole number", Flag: "true or false"}[type(shape)]
            )
            return shape.empty()
        if isinstance(shape, Text):
            return self._text(node, path)
        if isinstance(shape, Flag):
            return SPOKEN.get(value, value) if isinstance(value, str) else value
        return value

    def _text(self, node: Node, path: str) -> str:
        """Text that looks like a number is taken by its digits; true and false are most likely a slip."""
        if isinstance(node.value, bool):
            self._unfit(node, path, "text; put the word in quotes if you mean it")
        return str(node.value)

    def _unfit(self, node: Node, path: str, wanted: str) -> None:
        name = f"“{path.rpartition('.')[2]}”" if path else "the file"
        self.faults.append(Fault(node.place, path, f"Give {name} as {wanted}."))

    def _unknown(self, node: Node, name: str, known: tuple[str, ...], path: str) -> None:
        near = get_close_matches(name, known, n=1, cutoff=0.6)
        told = f"did you mean “{near[0]}”?" if near else f"here stand {', '.join(known)}."
        text = f"Remove “{name}”, or name it as the template does: {told}"
        self.faults.append(Fault(node.places[name], _joined(path, name), text))


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _place_of(root: Node, path: str) -> Place:
    """The place of the value at a path, or of the nearest thing around it that the file holds."""
    node, place = root, root.place
    for step in path.split("."):
        if isinstance(node.value, dict) and step in node.value:
            node, place = node.value[step], node.places[step]
        elif isinstance(node.value, list) and step.isdigit() and int(step) < len(node.value):
            node = node.value[int(step)]
            place = node.place
        else:
            break
    return place
