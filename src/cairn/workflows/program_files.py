"""A program as a folder of files: read and examined whole, or written; nothing here knows a database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cairn.domain.catalog.exchange import Broken, from_yaml, to_yaml
from cairn.domain.catalog.exchange.nodes import Node, tree_of
from cairn.domain.gating.checks import examined
from cairn.domain.gating.standards import default, standards_in
from cairn.domain.stacks import document as stacks

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FIELDS = ("program", "title", "about", "license", "issuer", "micro_credentials", "stacks")
ISSUER = ("slug", "name", "kind", "about")
WORDS = ("met", "not_met", "not_applicable")
SIDES = ("author", "reviewer")
READER = "A second reader"
Said = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Item:
    """A micro-credential of a program: its document, and what both sides say at the gate."""

    key: str
    document: dict[str, Any]
    author: Said
    reviewer: Said


@dataclass(frozen=True, slots=True)
class Program:
    """A whole program, in the order of its files."""

    meta: dict[str, Any]
    items: tuple[Item, ...]
    stacks: tuple[dict[str, Any], ...]


class Faulty(ValueError):
    """Raised for a folder that cannot be taken; `faults` name file and line and say what to do."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class _Reader:
    """Reads the files of one folder, noting what is wrong in any of them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.faults = folder, list[str]()

    def note(self, name: str, place: object, text: str) -> None:
        line = str(getattr(place, "name", place)).removeprefix("line ")
        self.faults.append(f"{self.folder / name}:{line}: {text}")

    def text(self, name: str) -> str | None:
        path = self.folder / name
        try:
            return path.read_text("utf-8")
        except FileNotFoundError:
            self.note(name, 1, "There is no such file. Add it, or take its key out of program.yaml.")
        except (OSError, UnicodeDecodeError) as error:
            self.note(name, 1, f"Save the file as UTF-8 text that may be read ({error}).")
        return None

    def tree(self, name: str) -> Node | None:
        """The file as a tree; None, with its faults noted, where it is not YAML."""
        text = self.text(name)
        if text is None:
            return None
        try:
            root, forbidden = tree_of(text)
        except Broken as broken:
            root, forbidden = None, list(broken.faults)
        for fault in forbidden:
            self.note(name, fault.place, fault.text)
        if root is not None and not isinstance(root.value, dict):
            self.note(name, root.place, "Write names and values into the file.")
            return None
        return root if not forbidden else None


def read(folder: Path) -> Program:
    """The program in a folder. Raises `Faulty` with every fault of every file."""
    reader = _Reader(folder)
    meta = _meta(reader)
    items = [_item(reader, str(key)) for key in meta.get("micro_credentials", ())]
    told = [_stack(reader, str(key), meta) for key in meta.get("stacks", ())]
    if reader.faults:
        raise Faulty(reader.faults)
    return Program(meta, tuple(one for one in items if one), tuple(one for one in told if one))


def _meta(reader: _Reader) -> dict[str, Any]:
    root = reader.tree("program.yaml")
    if root is None:
        return {}
    name = "program.yaml"
    told: dict[str, Any] = plain(root)
    for key in FIELDS:
        if key not in told:
            reader.note(name, 1, f"Add “{key}”.")
    issuer = told.get("issuer")
    if not isinstance(issuer, dict) or any(not isinstance(issuer.get(key), str) for key in ISSUER):
        reader.note(name, _line(root, "issuer"), f"Give the issuer as {', '.join(ISSUER)}.")
        told["issuer"] = {}
    for key in ("micro_credentials", "stacks"):
        listed = told.get(key)
        if not isinstance(listed, list) or any(not SLUG.fullmatch(str(one)) for one in listed):
            reader.note(
                name, _line(root, key), f"Give “{key}” as a list of keys: small letters, digits, hyphens."
            )
            told[key] = []
    return told


def _item(reader: _Reader, key: str) -> Item | None:
    text = reader.text(f"{key}.yaml")
    author, reviewer = _answers(reader, f"{key}.gate.yaml")
    if text is None:
        return None
    try:
        document = from_yaml(text, complete=True)
    except Broken as broken:
        for fault in broken.faults:
            reader.note(f"{key}.yaml", fault.place, fault.text)
        return None
    if document["key"] != key:
        reader.note(f"{key}.yaml", 1, f"Set the key to “{key}”, as the file is called.")
    return Item(key, document, author, reviewer)


def _answers(reader: _Reader, name: str) -> tuple[Said, Said]:
    root = reader.tree(name)
    if root is None:
        return {}, {}
    author, reviewer = (_side(reader, name, root, side) for side in SIDES)
    return author, reviewer


def _side(reader: _Reader, name: str, root: Node, side: str) -> Said:
    """What one side says; every must of the default set is to be met, with evidence."""
    given = root.value.get(side)
    rows = given.value if given is not None and isinstance(given.value, dict) else {}
    known = {one.key: one for one in standards_in(default()["standards"])}
    said: Said = {}
    for key, node in rows.items():
        row = plain(node)
        word, evidence = (row.get("answer"), row.get("evidence")) if isinstance(row, dict) else (None, None)
        if key not in known:
            reader.note(name, node.place, f"“{key}” is no standard. Take it out, or mend its key.")
        elif word not in WORDS or not isinstance(evidence, str) or not evidence.strip():
            reader.note(
                name, node.place, f"Answer “{key}” with one of {', '.join(WORDS)}, and with evidence."
            )
        elif word == "not_met" and known[key].must:
            reader.note(name, node.place, f"“{known[key].title}” is not met, so this cannot be published.")
        else:
            said[key] = (word, evidence.strip())
    missing = [
        one.key for one in known.values() if one.must and side in one.answered_by and one.key not in rows
    ]
    if missing:
        place = given.place if given is not None else 1
        reader.note(name, place, f"The {side} has yet to answer {', '.join(missing)}.")
    return said


def _stack(reader: _Reader, key: str, meta: Mapping[str, Any]) -> dict[str, Any] | None:
    name = f"stacks/{key}.yaml"
    root = reader.tree(name)
    if root is None:
        return None
    document: dict[str, Any] = plain(root)
    for problem in stacks.problems(document):
        reader.note(name, _line(root, problem.path), problem.text)
    if document.get("key") != key:
        reader.note(name, _line(root, "key"), f"Set the key to “{key}”, as the file is called.")
    own, known = meta.get("issuer", {}).get("slug"), set(meta.get("micro_credentials", ()))
    for path, node in _parts(document.get("rule"), "rule"):
        organization, _, wanted = str(node["micro_credential"]).partition("/")
        if organization == own and node.get("state", "offered") == "offered" and wanted not in known:
            told = f"“{wanted}” is not in this program. Add it, or say its state."
            reader.note(name, _line(root, path), told)
    return document


def _parts(node: Any, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every micro-credential that a rule names, with its path."""
    if isinstance(node, Mapping):
        if "micro_credential" in node:
            yield path, node
        for key, value in node.items():
            yield from _parts(value, f"{path}.{key}")
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from _parts(value, f"{path}.{place}")


def plain(node: Node) -> Any:
    """The value of a tree without its places."""
    if isinstance(node.value, dict):
        return {key: plain(value) for key, value in node.value.items()}
    if isinstance(node.value, list):
        return [plain(value) for value in node.value]
    return node.value


def _line(root: Node, path: str) -> object:
    """The place of the deepest thing on the path that is there."""
    node = root
    for step in path.split(".") if path else ():
        value = node.value
        inner = value.get(step) if isinstance(value, dict) else None
        if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            inner = value[int(step)]
        if inner is None:
            break
        node = inner
    return node.place


def findings(program: Program, folder: Path) -> list[str]:
    """What the gate's automatic checks find worth a second look; none of it stands in the way."""
    return [
        f"{folder / item.key}.yaml: {finding.path}: {finding.text}"
        for item in program.items
        for found in examined(item.document).values()
        for finding in found
    ]


def write(program: Program, folder: Path) -> None:
    """Write a program into a folder, which is made where it is missing; other files in it are left alone."""
    (folder / "stacks").mkdir(parents=True, exist_ok=True)
    _put(folder / "program.yaml", program.meta)
    for item in program.items:
        (folder / f"{item.key}.yaml").write_text(to_yaml(item.document), "utf-8")
        sides = {"author": _rows(item.author), "reviewer": _rows(item.reviewer)}
        _put(folder / f"{item.key}.gate.yaml", {**sides, "reader": READER})
    for stack in program.stacks:
        _put(folder / "stacks" / f"{stack['key']}.yaml", stack)


def _rows(said: Said) -> dict[str, dict[str, str]]:
    return {key: {"answer": word, "evidence": evidence} for key, (word, evidence) in said.items()}


def _put(path: Path, value: Mapping[str, Any]) -> None:
    path.write_text(yaml.safe_dump(dict(value), sort_keys=False, allow_unicode=True, width=110), "utf-8")


def folders_in(folder: Path) -> list[Path]:
    """The folder itself when it holds a program, else those below it that do."""
    if (folder / "program.yaml").exists():
        return [folder]
    return sorted(path.parent for path in folder.glob("*/program.yaml"))
