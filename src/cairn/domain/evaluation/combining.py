"""From the readings of a round to one answer for each criterion; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


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


def passes(rubric: Mapping[str, Any], met: Collection[str]) -> bool:
    """Whether having met these criteria, by key, satisfies the rubric's rule; without a rule all are asked for."""
    rule = rubric.get("rule", {"rule": "all"})
    reached = {criterion["key"] for criterion in rubric["criteria"]} & set(met)
    if rule["rule"] == "count":
        return len(reached) >= rule["count"] and reached.issuperset(rule["required"])
    return len(reached) == len(rubric["criteria"])
