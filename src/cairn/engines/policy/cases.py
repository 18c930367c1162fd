"""Named cases that stand beside a policy and read like sentences; each is decided and compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cairn.engines.policy.decide import decide
from cairn.engines.policy.facts import Fact, Period
from cairn.engines.policy.outcome import Decision, number
from cairn.engines.policy.reading import Spot, read
from cairn.engines.policy.rules import Policy


@dataclass(frozen=True, slots=True)
class Case:
    """One teacher on one day, and what the policy is expected to say.

    `refused` maps the reference of each record that must not count to words of its reason.
    """

    name: str
    on: date
    decision: str
    period: Period | None
    facts: tuple[Fact, ...]
    met: bool
    total: Fraction
    refused: dict[str, str]


def load_cases(text: str) -> tuple[Case, ...]:
    """Read a cases file. Raises `PolicyError` with path, line and what to do."""
    top = read(text).fields(required=("policy", "cases"))
    top["policy"].text()
    return tuple(_case(spot) for spot in top["cases"].items())


def failures(policy: Policy, case: Case) -> list[str]:
    """How the decision differs from what the case expects, a sentence each; none when it holds."""
    decision = decide(policy, case.facts, on=case.on, decision=case.decision, period=case.period)
    found = []
    if decision.total != case.total:
        found.append(f"The total is {number(decision.total)} and should be {number(case.total)}.")
    if decision.met != case.met:
        found.append(f"The decision is {_state(decision.met)} and should be {_state(case.met)}.")
    return found + _differing_refusals(decision, case)


def _differing_refusals(decision: Decision, case: Case) -> list[str]:
    told = {line.fact.reference: line.because for line in decision.not_counted}
    found = [f"{name} should count. {told[name]}" for name in told if name not in case.refused]
    for name, words in case.refused.items():
        if name not in told:
            found.append(f"{name} counts and should not.")
        elif words not in told[name]:
            found.append(f"{name} should say “{words}”. {told[name]}")
    return found


def _state(met: bool) -> str:
    return "met" if met else "not yet"


def _case(spot: Spot) -> Case:
    fields = spot.fields(required=("name", "on", "decision", "expect"), optional=("license", "records"))
    expect = fields["expect"].fields(required=("state", "total"), optional=("not_counted",))
    refused = expect["not_counted"].entries() if "not_counted" in expect else {}
    return Case(
        name=fields["name"].text(),
        on=fields["on"].day(),
        decision=fields["decision"].text(),
        period=_period(fields["license"]) if "license" in fields else None,
        facts=tuple(_fact(item) for item in fields["records"].items()) if "records" in fields else (),
        met=expect["state"].choice(("met", "not yet")) == "met",
        total=expect["total"].number(),
        refused={name: words.text() for name, words in refused.items()},
    )


def _period(spot: Spot) -> Period:
    fields = spot.fields(required=("from",), optional=("until",))
    start, end = fields["from"].day(), fields["until"].day() if "until" in fields else None
    if end is not None and end < start:
        spot.fail("Put the dates in order: the license ends before it starts.")
    return Period(start, end)


def _fact(spot: Spot) -> Fact:
    fields = spot.fields(required=("record", "earned", "reference"), optional=("amount", "details"))
    amount = fields["amount"].number() if "amount" in fields else Fraction(1)
    if amount <= 0:
        fields["amount"].fail("Write a number above zero.")
    details = fields["details"].entries() if "details" in fields else {}
    return Fact(
        kind=fields["record"].text(),
        earned_on=fields["earned"].day(),
        amount=amount,
        reference=fields["reference"].text(),
        details={name: value.text() for name, value in details.items()},
    )
