"""Named cases that stand beside a policy and read like sentences; each is decided and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from cairn.engines.policy.decide import decide
from cairn.engines.policy.explain import explain
from cairn.engines.policy.facts import Record
from cairn.engines.policy.filing import PERSON, record_of
from cairn.engines.policy.outcome import Decision, Standing, State, number
from cairn.engines.policy.payments import payments
from cairn.engines.policy.reading import Spot, read
from cairn.engines.policy.rules import Policy

STATES = tuple(state.value for state in State)


@dataclass(frozen=True, slots=True)
class Case:
    """One teacher on one day, and what the policy is expected to say.

    `refused` and `pending` map the reference of each record that does not count to words of its reason; `used`
    says how much of each category is filled; `paid` is the sum of the payments; `says` are parts of the explanation.
    """

    name: str
    on: date
    decision: str
    record: Record
    state: State
    total: Fraction | None
    refused: Mapping[str, str]
    used: Mapping[str, Fraction] = field(default_factory=dict)
    paid: Fraction | None = None
    says: tuple[str, ...] = ()


def load_cases(text: str) -> tuple[Case, ...]:
    """Read a cases file. Raises `PolicyError` with path, line and what to do."""
    top = read(text).fields(required=("policy", "cases"))
    top["policy"].text()
    return tuple(_case(spot) for spot in top["cases"].items())


def failures(policy: Policy, case: Case) -> list[str]:
    """How the decision differs from what the case expects, a sentence each; none when it holds."""
    decision = decide(policy, case.record, on=case.on, decision=case.decision)
    found = []
    if case.total is not None and decision.total != case.total:
        found.append(f"The total is {number(decision.total)} and should be {number(case.total)}.")
    if decision.state != case.state:
        found.append(f"The decision is {decision.state} and should be {case.state}.")
    return [*found, *_differing_refusals(decision, case), *_differing_sums(policy, decision, case)]


def _differing_refusals(decision: Decision, case: Case) -> Iterator[str]:
    told = {line.fact.reference: line.because for line in decision.not_counted}
    free = {line.fact.reference for line in decision.lines if line.standing is Standing.UNSPENT}
    yield from (
        f"{name} should count. {told[name]}" for name in told if name not in case.refused and name not in free
    )
    for name, words in case.refused.items():
        if name not in told:
            yield f"{name} counts and should not."
        elif words not in told[name]:
            yield f"{name} should say “{words}”. {told[name]}"


def _differing_sums(policy: Policy, decision: Decision, case: Case) -> Iterator[str]:
    fills: dict[str, Fraction] = {}
    for share in decision.allocation:
        fills[share.bucket] = fills.get(share.bucket, Fraction(0)) + share.amount
    for name, amount in case.used.items():
        if fills.get(name, Fraction(0)) != amount:
            yield f"{name} has {number(fills.get(name, Fraction(0)))} and should have {number(amount)}."
    if case.paid is not None:
        paid = sum(
            (one.amount or Fraction(0) for one in payments(policy, case.record, on=case.on)), Fraction(0)
        )
        if paid != case.paid:
            yield f"It pays ${number(paid)} and should pay ${number(case.paid)}."
    told = explain(policy, decision, record=case.record) if case.says else ""
    yield from (f"It should say “{words}”. {told}" for words in case.says if words not in told)


def _case(spot: Spot) -> Case:
    known = tuple(name for name in PERSON if name != "person")
    fields = spot.fields(required=("name", "on", "decision", "expect"), optional=known)
    expect = fields["expect"].fields(
        required=("state",), optional=("total", "not_counted", "used", "pays", "says")
    )
    refused = expect["not_counted"].entries() if "not_counted" in expect else {}
    used = expect["used"].entries() if "used" in expect else {}
    return Case(
        name=fields["name"].text(),
        on=fields["on"].day(),
        decision=fields["decision"].text(),
        record=record_of(fields),
        state=State(expect["state"].choice(STATES)),
        total=expect["total"].number() if "total" in expect else None,
        refused={name: words.text() for name, words in refused.items()},
        used={name: amount.number() for name, amount in used.items()},
        paid=expect["pays"].dollars() if "pays" in expect else None,
        says=expect["says"].words() if "says" in expect else (),
    )
