"""From the readings of a round to one answer for each criterion; pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from cairn.domain.catalog.passing import passes

__all__ = ["Combined", "Sheet", "combine", "passes"]

Sheet = Mapping[str, int]
"""A reader's ranks by criterion, 1 the lowest; she may have read only some criteria."""


@dataclass(frozen=True, slots=True)
class Combined:
    """The rank agreed for each criterion, and the criteria that somebody else must decide: a lead, if `by_lead`."""

    ranks: Mapping[str, int]
    disputed: tuple[str, ...] = ()
    by_lead: bool = False


def combine(
    sheets: Sequence[Sheet],
    *,
    deciding: Sequence[Sheet] = (),
    passing: int,
    enough: Callable[[Collection[str]], bool],
    apart: int = 2,
    panel: bool = False,
) -> Combined:
    """Combine the sheets of all who read the whole with those who were asked to decide some criteria.

    The rank of a criterion is the lower median, so that a majority decides whether it is met and feedback never
    claims more than the middle reader saw. Criteria that no `deciding` sheet covers are disputed

    - between two readers whose results differ, where one says met and the other not yet;
    - between two readers who both say not yet, but for different criteria: a lead settles those;
    - between two readers who are `apart` levels apart or more;
    - among an even number of readers, where half say met; a lead settles what a `panel` is split on.

    `enough` says whether having met these criteria, by key, satisfies the rubric.
    """
    given = {key: sorted(sheet[key] for sheet in sheets) for key in sheets[0]}
    split, by_lead = _split(sheets, given, passing, enough, panel)
    if len(sheets) == 2:
        split |= {key for key, ranks in given.items() if ranks[-1] - ranks[0] >= apart}
    decided = {key for sheet in deciding for key in sheet}
    disputed = tuple(key for key in given if key in split - decided)
    ranks = {
        key: _middle([*ranks, *(sheet[key] for sheet in deciding if key in sheet)])
        for key, ranks in given.items()
        if key not in disputed
    }
    return Combined(ranks, disputed, by_lead and bool(disputed))


def _middle(ranks: Sequence[int]) -> int:
    return sorted(ranks)[(len(ranks) - 1) // 2]


def _split(
    sheets: Sequence[Sheet],
    given: Mapping[str, Sequence[int]],
    passing: int,
    enough: Callable[[Collection[str]], bool],
    panel: bool,
) -> tuple[set[str], bool]:
    """The criteria on which as many say met as not yet, where that matters, and whether a lead settles them."""
    halves = {key for key, ranks in given.items() if 2 * sum(rank >= passing for rank in ranks) == len(ranks)}
    if len(sheets) != 2 or panel:
        return halves, panel
    results = {enough([key for key, rank in sheet.items() if rank >= passing]) for sheet in sheets}
    if results == {True}:
        return set(), False
    return halves, results == {False}
