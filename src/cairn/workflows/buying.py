"""Buying: what one micro-credential would bring a person, here and in another state, before she begins it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.people.models import Person
from cairn.domain.records.models import Goal, License
from cairn.domain.validity.models import Snapshot
from cairn.engines.policy import (
    Contradiction,
    Decision,
    Fact,
    Line,
    NotInForce,
    Policy,
    Record,
    choose,
    decide,
)
from cairn.engines.policy.asked import looked_at
from cairn.workflows.deciding import decided, known_for, renewal_of, standings_in
from cairn.workflows.offering import as_offers
from cairn.workflows.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Bought:
    """What it would bring under one policy: its line, and where she would stand then and stands now."""

    policy: Policy
    wanted: str
    line: Line
    after: Decision
    before: Decision | None = None

    @property
    def brings(self) -> bool:
        return self.line.counted and bool(self.line.points)


def as_earned(
    row: MicroCredential, keys: Iterable[str], rules: Rulebook, *, on: date, tiers: Mapping[int, Snapshot]
) -> Fact | None:
    """The record that it would leave on a day, as the policies look at it; none while it has no edition."""
    needs = looked_at(policy for key in keys for policy in rules.versions(key))
    offers = as_offers([row], on=on, tiers=tiers, listed="list" in needs)
    return offers[0].fact if offers else None


def for_her(
    person: Person, held: Sequence[License | Goal], rules: Rulebook, fact: Fact, *, on: date
) -> list[Bought]:
    """Under each license that she holds and each goal that she pursues; what is being judged is left out."""
    known = known_for(person, held, rules, on=on, waiting=False)
    rows = decided(standings_in(known, rules, on=on))
    found = [_bought(one.policy, one.decision.decision, one.record, fact, on, one.decision) for one in rows]
    return [one for one in found if one]


def elsewhere(key: str, rules: Rulebook, fact: Fact, *, on: date) -> Bought | None:
    """Under one policy, for somebody of whom nothing else is known."""
    policy = choose(rules.versions(key), Record(), on=on).policy
    return _bought(policy, renewal_of(policy), Record(), fact, on) if policy else None


def policies_to_choose(rules: Rulebook) -> Sequence[Policy]:
    """The newest version of every policy, by whose it is and what it is for."""
    rows = [versions[-1] for versions in rules.by_key.values()]
    return sorted(rows, key=lambda policy: (policy.by_name, policy.title))


def _bought(
    policy: Policy, wanted: str, record: Record, fact: Fact, on: date, before: Decision | None = None
) -> Bought | None:
    try:
        after = decide(policy, replace(record, facts=(*record.facts, fact)), on=on, decision=wanted)
    except (NotInForce, Contradiction):
        return None
    line = next((line for line in after.lines if line.fact.reference == fact.reference), None)
    return Bought(policy, wanted, line, after, before) if line else None
