"""Which groups are not shown: the small ones, and others with them, so that a small one is not found by subtraction.

Complementary suppression as statistical offices practice it for sums by group beside a total (for example U.S.
National Center for Education Statistics, SLDS Technical Brief 3, 2010): where groups are left out, there are at least
two of them, and together they hold at least as many people as a group has to hold.
"""

from __future__ import annotations

from collections.abc import Mapping

from cairn.engines.policy.population.whatif import SMALLEST


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
