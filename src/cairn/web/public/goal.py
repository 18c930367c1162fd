"""“Finish your goal with these”: what is still missing under a policy, and what would count toward it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from cairn.domain.finding.queries import counting_toward
from cairn.domain.people.models import Person
from cairn.engines.policy import number
from cairn.workflows.deciding import Decided, decided, standings


@dataclass(frozen=True, slots=True)
class Goal:
    """What is begun under a policy and not finished: keys of the micro-credentials that would help, and how many do."""

    title: str
    recognizer: str
    sentence: str
    missing: str
    keys: tuple[int, ...]
    count: int
    address: str


def goal_of(person: Person, *, on: date, begun: Collection[int]) -> Goal | None:
    """The goal that is nearest among those the person has begun; None where nothing helps any more.

    `begun` holds the micro-credentials that she works on or has earned.
    """
    open_ = [
        each for each in decided(standings(person, on=on)) if each.decision.total and each.decision.missing
    ]
    for standing in sorted(open_, key=_share_missing):
        keys, count = counting_toward(standing.policy.key, leaving_out=begun)
        if keys:
            return _goal(standing, keys, count)
    return None


def _share_missing(standing: Decided) -> float:
    decision = standing.decision
    return float(decision.missing / (decision.needed or 1))


def _goal(standing: Decided, keys: tuple[int, ...], count: int) -> Goal:
    decision = standing.decision
    return Goal(
        title=decision.title,
        recognizer=standing.recognizer,
        sentence=decision.sentence,
        missing=f"{number(decision.missing)} {decision.unit}",
        keys=keys,
        count=count,
        address=f"{reverse('public:catalog')}?{urlencode({'worth': standing.policy.key})}",
    )
