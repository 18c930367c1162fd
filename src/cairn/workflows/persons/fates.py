"""What becomes of each row of a person when she is forgotten: worked out before anything is touched.

A declaration says what becomes of a row for itself. What stays may stand on it: a round of evidence that was judged
on the pieces it froze, an approval on the record it approved. So a row is erased only if nothing that stays points at
it. Pointed at by what is kept, it is kept for the same reason; by anything else that stays, it is blanked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CASCADE, DO_NOTHING, SET_NULL, ForeignKey, ForeignObjectRel, Model

from cairn.domain.people.models import Person
from cairn.engines.privacy import OnLeave
from cairn.workflows.persons.belongings import (
    declaration_of,
    gathered,
    holdings,
    keys_of,
    sentence_of,
)

AT_ONCE = 500
Table = type[Model]


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of some rows of one table, and for what reason those that are kept are."""

    model: Table
    what: OnLeave
    keys: tuple[int, ...]
    why: str = ""

    @property
    def subject(self) -> str:
        return self.model._meta.app_label

    @property
    def about(self) -> str:
        return sentence_of(self.model)

    @property
    def fields(self) -> tuple[str, ...]:
        """The personal fields, in words."""
        meta = self.model._meta
        named = (meta.get_field(name) for name in declaration_of(self.model).personal)
        return tuple(str(getattr(each, "verbose_name", each.name)) for each in named)


@dataclass(slots=True)
class _Sorting:
    erased: dict[Table, set[int]] = field(default_factory=lambda: defaultdict(set))
    blanked: dict[Table, set[int]] = field(default_factory=lambda: defaultdict(set))
    kept: dict[tuple[Table, str], set[int]] = field(default_factory=lambda: defaultdict(set))

    def fates(self) -> Iterator[Fate]:
        for model, keys in self.erased.items():
            yield Fate(model, "erase", tuple(sorted(keys)))
        for model, keys in self.blanked.items():
            yield Fate(model, "blank", tuple(sorted(keys)))
        for (model, why), keys in self.kept.items():
            yield Fate(model, "keep", tuple(sorted(keys)), why)


def fates_of(person: Person) -> list[Fate]:
    """What would become of every row of the person; tables without any are left out."""
    sorting = _Sorting()
    held = list(holdings(person))
    for holding, keys in zip(held, keys_of(held), strict=True):
        if holding.declared.on_leave == "erase":
            sorting.erased[holding.model] |= keys
        elif holding.declared.on_leave == "blank":
            sorting.blanked[holding.model] |= keys
        else:
            sorting.kept[holding.model, holding.declared.why] |= keys
    while _spare(sorting):
        pass
    return [fate for fate in sorting.fates() if fate.keys]


def _spare(sorting: _Sorting) -> bool:
    """Take out of what is to be erased what something that stays points at; whether there was any."""
    asked = [
        (model, pointing, some)
        for model, keys in sorting.erased.items()
        for pointing in pointing_at(model)
        if pointing.remote_field.on_delete not in {SET_NULL, DO_NOTHING}
        for some in in_parts(keys)
    ]
    questions = [
        pointing.model._base_manager.filter(**{f"{pointing.name}__in": some}).values_list(
            "pk", pointing.attname
        )
        for _, pointing, some in asked
    ]
    changed = False
    for place, (key, target) in list(gathered(questions)):
        model, pointing, _ = asked[place]
        if key not in sorting.erased[pointing.model]:
            _settle(sorting, pointing, key, model, target)
            changed = True
    return changed


def pointing_at(model: Table) -> list[ForeignKey[Any]]:
    """Every foreign key anywhere that points at the table, tables of many-to-many relations included."""
    relations = model._meta.get_fields(include_hidden=True)
    fields = [each.field for each in relations if isinstance(each, ForeignObjectRel)]
    return [each for each in fields if isinstance(each, ForeignKey)]


def _settle(sorting: _Sorting, pointing: ForeignKey[Any], key: int, model: Table, target: int) -> None:
    declared = declaration_of(pointing.model)
    if not declared.owner and pointing.remote_field.on_delete is CASCADE:
        # A part of the row that is nobody's by itself, such as a count: it goes with it.
        sorting.erased[pointing.model].add(key)
        return
    sorting.erased[model].discard(target)
    if declared.on_leave == "keep" and declared.why:
        sorting.kept[model, declared.why].add(target)
    else:
        sorting.blanked[model].add(target)


def in_parts(keys: Iterable[int]) -> Iterator[list[int]]:
    """Keys in lists that a statement can hold."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]
