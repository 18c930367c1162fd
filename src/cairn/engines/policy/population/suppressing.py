"""Which groups are not shown: the small ones, and others with them, so that a small one is not found by subtraction.

Complementary suppression as statistical offices practice it for sums by group beside a total (for example U.S.
National Center for Education Statistics, SLDS Technical Brief 3, 2010): where groups are left out, there are at least
two of them, and together they hold at least as many people as a group has to hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SMALLEST = 10
"""Groups with fewer people are not shown."""

Range = tuple[float, float, int, int]
"""From how much to how much, and how many before and after."""

Bar = tuple[str, int, int]
"""A range in words, and how many before and after."""


def hidden(sizes: Mapping[str, int], least: int = SMALLEST) -> frozenset[str]:
    """The groups to leave out, by the number of people in each: the smallest next ones besides those below `least`."""
    in_turn = sorted(sizes, key=lambda name: (sizes[name], name))
    out = [name for name in in_turn if sizes[name] < least]
    if not out:
        return frozenset()
    for name in in_turn[len(out) :]:
        if len(out) > 1 and sum(sizes[one] for one in out) >= least:
            break
        out.append(name)
    return frozenset(out)


def merged(ranges: Sequence[Range], least: int = SMALLEST) -> tuple[Bar, ...]:
    """Neighboring ranges put together until nobody or at least `least` people are in each, before as well as after.

    Their sums stay what they were, so there is nothing to subtract from. None at all where even everybody is too few.
    """
    found: list[Range] = []
    for one in ranges:
        if found and not _shows(found[-1], least):
            found[-1] = _joined(found[-1], one)
        else:
            found.append(one)
    while len(found) > 1 and not _shows(found[-1], least):
        found[-2:] = [_joined(found[-2], found[-1])]
    if not all(_shows(one, least) for one in found):
        return ()
    return tuple((f"{low:g} to {high:g}", before, after) for low, high, before, after in found)


def _shows(one: Range, least: int) -> bool:
    return all(many == 0 or many >= least for many in one[2:])


def _joined(one: Range, two: Range) -> Range:
    return one[0], two[1], one[2] + two[2], one[3] + two[3]
