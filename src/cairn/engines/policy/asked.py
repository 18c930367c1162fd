"""What a decision asks about the person herself, beside her records: days, periods, and lists that others name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cairn.engines.policy.facts import LICENSE
from cairn.engines.policy.requirements import (
    Condition,
    Cover,
    During,
    Every,
    Experience,
    Has,
    Rolling,
    Window,
    leaves,
)
from cairn.engines.policy.rules import Policy

DECIDED = ("decision", "decision date")
"""The day of the decision is always known."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Names, each in the policy's words: `license` is whether the dates of the current license matter."""

    license: bool = False
    dates: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


def asked(versions: Sequence[Policy], decision: str) -> Asked:
    """What is asked by any version that has the decision. The day that selects a version, only where there are two."""
    dates: dict[str, None] = {}
    periods: dict[str, None] = {}
    lists: dict[str, None] = {}
    for policy in versions:
        if len(versions) > 1 and policy.version.chosen_by not in DECIDED:
            dates[policy.version.chosen_by.removesuffix(" date")] = None
        condition = policy.decisions.get(decision)
        for span in _windows(policy, condition):
            if isinstance(span, Rolling) and span.before not in DECIDED:
                dates[span.before] = None
            elif isinstance(span, During):
                periods[span.period] = None
        lists |= dict.fromkeys(_lists(condition))
        periods |= {pay.during_role: None for pay in policy.pays if pay.during_role}
    others = tuple(name for name in periods if name != LICENSE)
    return Asked(LICENSE in periods, tuple(dates), others, tuple(lists))


def _windows(policy: Policy, condition: Condition | None) -> Iterator[Window]:
    windowed = (leaf for leaf in leaves(condition) if isinstance(leaf, Has | Experience)) if condition else ()
    spans = [policy.window, *(clause.window for clause in policy.counts), *(leaf.window for leaf in windowed)]
    return (span for span in spans if span is not None)


def _lists(condition: Condition | None) -> Iterator[str]:
    for leaf in leaves(condition) if condition else ():
        if isinstance(leaf, Has | Every) and leaf.named_in:
            yield leaf.named_in
        elif isinstance(leaf, Cover):
            yield from (name for name in (leaf.for_each, *(one.for_each for one in leaf.buckets)) if name)
