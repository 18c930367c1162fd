"""From the readings of a round to one answer for each criterion; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cairn.domain.catalog.passing import passes

__all__ = ["Combined", "combine", "passes"]


@dataclass(frozen=True, slots=True)
class Combined:
    """The rank agreed for each criterion, and the criteria on whose being met the readers differ."""

    ranks: Mapping[str, int]
    disputed: tuple[str, ...]


def combine(
    sheets: Sequence[Mapping[str, int]], *, passing: int, adjudicated: Mapping[str, int] | None = None
) -> Combined:
    """Combine sheets of ranks (1 the lowest) by criterion.

    Readers agree on a criterion when all say met or all say not yet; its rank is then the lower median, so
    that the earner's feedback never claims more than the middle reader saw. Where they differ, the
    adjudicating sheet decides; without one the criterion is disputed.
    """
    ranks: dict[str, int] = {}
    disputed: list[str] = []
    for criterion in sheets[0]:
        given = sorted(sheet[criterion] for sheet in sheets)
        if given[0] >= passing or given[-1] < passing:
            ranks[criterion] = given[(len(given) - 1) // 2]
        elif adjudicated is not None:
            ranks[criterion] = adjudicated[criterion]
        else:
            disputed.append(criterion)
    return Combined(ranks, tuple(disputed))
