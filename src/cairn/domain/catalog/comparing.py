"""What differs between two documents, in the words of their fields; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from cairn.domain.catalog.document_lifting import lifted

JUDGED = ("competency", "slots", "rubric")
"""What evaluators judge by: whoever is judged under another text of these is judged otherwise."""

NAMED_BY = {
    "slots": "key", "levels": "key", "criteria": "key", "components": "name", "research": "citation",
    "resources": "title", "alternatives": "kind", "examples": "title", "prerequisites": "micro_credential",
}  # fmt: skip
LONG = 60
MOST_WORDS = 4000


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: where it is, what was there and what is there now.

    `path` leads there by field names and by the names of rows (`slots`, `film`, `title`); `title` is what people
    call the row. `kind` is added, removed, moved or changed; `words` tells a long text word by word, as pairs of
    kept, removed or added, and the words.
    """

    path: tuple[str, ...]
    title: str
    kind: str
    before: Any = None
    after: Any = None
    words: tuple[tuple[str, str], ...] = ()

    @property
    def judged(self) -> bool:
        """Whether it touches what evaluators judge by."""
        return self.path[0] in JUDGED


def compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Every difference between two documents of any version, in the order of the document."""
    return differences(lifted(before), lifted(after))


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Every difference between two JSON objects of any shape, in their order."""
    return list(_objects(before, after, (), ""))


def carried_over(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The criteria, by key, that both editions judge alike: what is met under one is met under the other.

    Their words, their evidence, the levels and the level that passes must all be the same.
    """
    one, other = lifted(before), lifted(after)
    if any(one["rubric"][part] != other["rubric"][part] for part in ("levels", "pass_level")):
        return []
    return [key for key, held in _judging(one).items() if held == _judging(other).get(key)]


def _judging(document: Mapping[str, Any]) -> dict[str, tuple[Any, list[Any]]]:
    slots = {slot["key"]: slot for slot in document["slots"]}
    return {
        criterion["key"]: (criterion, [slots.get(key) for key in criterion["slots"]])
        for criterion in document["rubric"]["criteria"]
    }


def _values(before: Any, after: Any, path: tuple[str, ...], title: str) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _objects(before, after, path, title)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _lists(before, after, path, title)
    else:
        yield Change(path, title, "changed", before, after, _words(before, after))


def _objects(
    before: Mapping[str, Any], after: Mapping[str, Any], path: tuple[str, ...], title: str
) -> Iterator[Change]:
    for name in [*before, *(name for name in after if name not in before)]:
        here = (*path, name)
        if name not in after:
            yield Change(here, title, "removed", before=before[name])
        elif name not in before:
            yield Change(here, title, "added", after=after[name])
        else:
            yield from _values(before[name], after[name], here, title)


def _lists(before: list[Any], after: list[Any], path: tuple[str, ...], title: str) -> Iterator[Change]:
    one, other = _named(before, path[-1]), _named(after, path[-1])
    for name, row in one.items():
        if name not in other:
            yield Change((*path, name), _title(row, title), "removed", before=row)
    for name, row in other.items():
        if name not in one:
            yield Change((*path, name), _title(row, title), "added", after=row)
        else:
            yield from _values(one[name], row, (*path, name), _title(row, title))
    yield from _moves(one, other, path, title)


def _moves(
    one: Mapping[str, Any], other: Mapping[str, Any], path: tuple[str, ...], title: str
) -> Iterator[Change]:
    """The fewest rows that must be moved so that the others keep their order."""
    first = [name for name in one if name in other]
    second = [name for name in other if name in one]
    places = {name: place for place, name in enumerate(first)}
    kept = _longest_rising([places[name] for name in second])
    for name in second:
        if places[name] not in kept:
            yield Change((*path, name), _title(other[name], title), "moved", other[name], other[name])


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """A longest rising selection of distinct numbers."""
    best: list[list[int]] = []
    for number in numbers:
        before: list[int] = max((chain for chain in best if chain[-1] < number), key=len, default=[])
        best.append([*before, number])
    longest: list[int] = max(best, key=len, default=[])
    return set(longest)


def _named(rows: list[Any], field: str) -> dict[str, Any]:
    """The rows by what tells them apart; a second one of the same name gets a number."""
    found: dict[str, Any] = {}
    for row in rows:
        name = _name(row, field)
        again = 2
        while name in found:
            name = f"{_name(row, field)} {again}"
            again += 1
        found[name] = row
    return found


def _name(row: Any, field: str) -> str:
    if not isinstance(row, dict):
        return str(row)
    if field == "alignments":
        return str(row["item"] or f"{row['framework']} {row['code'] or row['text']}")
    if field == "conditions":
        return str(row["rule"])
    return str(row.get(NAMED_BY.get(field, "key"), ""))


def _title(row: Any, above: str) -> str:
    if not isinstance(row, dict):
        return above
    own = str(row.get("title") or row.get("name") or row.get("citation") or row.get("text") or "")
    return f"{above}, {own}" if above and own else own or above


def _words(before: Any, after: Any) -> tuple[tuple[str, str], ...]:
    """The two texts as one, word by word; nothing for what is short or no text."""
    if not (isinstance(before, str) and isinstance(after, str)) or max(len(before), len(after)) < LONG:
        return ()
    one, other = (re.findall(r"\S+\s*", text) for text in (before, after))
    if not one or not other or max(len(one), len(other)) > MOST_WORDS:
        return ()
    told: list[tuple[str, str]] = []
    for verb, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if verb == "equal":
            told.append(("kept", "".join(one[a:b])))
            continue
        told += [("removed", "".join(one[a:b]))] * (b > a) + [("added", "".join(other[c:d]))] * (d > c)
    return tuple(told)
