"""Deciding: where a person stands under the policies of the licenses she holds and the goals she pursues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from cairn.domain.people.models import Person
from cairn.domain.records.models import Goal, License
from cairn.domain.records.queries import held_by
from cairn.engines.policy import Choice, Contradiction, Decision, NotInForce, Policy, Record, choose, decide
from cairn.engines.policy.asked import looked_at
from cairn.workflows.records import Known, known_of
from cairn.workflows.rulebook import Rulebook, rulebook

RENEW = "renew"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands under one decision of a policy on a day.

    `choice` says which version answers and why; without one there is no `decision`, and `choice` tells what is missing.
    `held` is the license or the goal that it is about, None where nobody holds one.
    """

    key: str
    wanted: str
    choice: Choice
    decision: Decision | None
    record: Record
    held: License | Goal | None = None

    @property
    def policy(self) -> Policy | None:
        return self.choice.policy

    @property
    def recognizer(self) -> str:
        return self.choice.policy.by_name if self.choice.policy else ""


@dataclass(frozen=True, slots=True)
class Decided:
    """A standing for which a version answers."""

    policy: Policy
    recognizer: str
    decision: Decision
    record: Record
    held: License | Goal | None


def book(on: date) -> Rulebook:
    """The rules in use on a day."""
    return rulebook(at=datetime.combine(on, time.max, UTC))


def stand(person: Person, key: str, decision: str, *, on: date) -> Standing:
    """Where a person stands under one decision of one policy."""
    return stands(known_of(person, on=on), book(on), key, decision, on=on)


def stands(
    known: Known, rules: Rulebook, key: str, decision: str, *, on: date, held: License | Goal | None = None
) -> Standing:
    """The same for a person and rules that are read already."""
    record = known.under(key, decision)
    choice = choose(rules.versions(key), record, on=on)
    found = None
    if choice.policy is not None:
        try:
            found = decide(choice.policy, record, on=on, decision=decision or renewal_of(choice.policy))
        except (NotInForce, Contradiction) as problem:
            choice = Choice(None, str(problem), choice.state)
    return Standing(key, decision, choice, found, record, held)


def standings(person: Person, *, on: date) -> list[Standing]:
    """Under each license that she holds, then each goal that she pursues; each decision once."""
    held, rules = held_by(person), book(on)
    return standings_in(known_for(person, held, rules, on=on), rules, on=on) if held else []


def known_for(
    person: Person, held: Sequence[License | Goal], rules: Rulebook, *, on: date, waiting: bool = True
) -> Known:
    """What is known of her, as far as the rules of what she holds look at it; what is being judged if `waiting`."""
    policies = (policy for one in held for policy in rules.versions(one.policy_key))
    needs = looked_at(policies) | ({"waiting"} if waiting else set())
    return known_of(person, on=on, held=held, needs=needs)


def standings_in(known: Known, rules: Rulebook, *, on: date) -> list[Standing]:
    """The same for a person and rules that are read already."""
    found: dict[tuple[str, str], Standing] = {}
    for held in known.held:
        wanted = held.decision or usual_of(rules, held.policy_key)
        if (held.policy_key, wanted) not in found:
            found[held.policy_key, wanted] = stands(known, rules, held.policy_key, wanted, on=on, held=held)
    return list(found.values())


def decided(rows: Iterable[Standing]) -> list[Decided]:
    """Those for which a version answers."""
    return [
        Decided(row.choice.policy, row.recognizer, row.decision, row.record, row.held)
        for row in rows
        if row.choice.policy is not None and row.decision is not None
    ]


def usual_of(rules: Rulebook, key: str) -> str:
    """What a license under the policy is renewed by, where she does not say otherwise; empty for an unknown key."""
    versions = rules.versions(key)
    return renewal_of(versions[-1]) if versions else ""


def renewal_of(policy: Policy) -> str:
    """The decision named renew, else the first one."""
    return RENEW if RENEW in policy.decisions else next(iter(policy.decisions))
