"""Which version of a policy answers: by the date that each names, and by what its holder chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cairn.engines.policy.decide import choosing_day
from cairn.engines.policy.facts import Record
from cairn.engines.policy.outcome import State, spoken
from cairn.engines.policy.rules import Policy


@dataclass(frozen=True, slots=True)
class Choice:
    """The version that answers, and why; none, with the state, where there is none or a person has to say."""

    policy: Policy | None
    because: str
    state: State = State.MET


def in_turn(versions: Sequence[Policy]) -> tuple[Policy, ...]:
    """The versions by their start; one without a last day ends the day before the next one of its kind starts."""
    ordered = sorted(versions, key=lambda policy: (policy.version.start.on, policy.version.number))
    found = []
    for place, policy in enumerate(ordered):
        until = policy.version.until
        following = ordered[place + 1] if place + 1 < len(ordered) else None
        if until is None and following and following.version.start.on > policy.version.start.on:
            until = following.version.start.on - timedelta(days=1)
        found.append(replace(policy, version=replace(policy.version, until=until)))
    return tuple(found)


def overlapping(versions: Sequence[Policy]) -> list[tuple[Policy, Policy, date]]:
    """Pairs of versions that apply on one day by the same date, with the first such day."""
    ordered = in_turn(versions)
    found = []
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            same = one.version.chosen_by == other.version.chosen_by
            if same and (one.version.until is None or one.version.until >= other.version.start.on):
                found.append((one, other, other.version.start.on))
    return found


def choose(versions: Sequence[Policy], record: Record, *, on: date) -> Choice:
    """The version for a person on a day: the one she opted into, else the one her dates select.

    Two versions that are both dated leave it to a person; an unknown start gives way to a known one.
    """
    ordered = in_turn(versions)
    if not ordered:
        return Choice(None, "There is no version of this policy.", State.NOT_YET)
    opted = record.opted.get(ordered[0].key)
    for policy in ordered:
        if policy.version.number == opted and policy.version.opt_in:
            return Choice(policy, f"She chose version {opted}.")
    fitting = [policy for policy in ordered if _answers(policy, record, on)]
    if len(fitting) > 1 and sum(policy.version.start.known for policy in fitting) == 1:
        fitting = [policy for policy in fitting if policy.version.start.known]
    if not fitting:
        return Choice(None, f"No version of {ordered[0].key} answers for {spoken(on)}.", State.NOT_YET)
    if len(fitting) > 1:
        numbers = " and ".join(str(policy.version.number) for policy in fitting)
        return Choice(
            None, f"Versions {numbers} both answer for {spoken(on)}; a person has to say.", State.PERSON
        )
    version = fitting[0].version
    day = choosing_day(version, record, on)
    why = f"The {version.chosen_by} is {spoken(day)}" if day else f"The {version.chosen_by} is not known"
    return Choice(fitting[0], f"{why}; version {version.number} answers.")


def _answers(policy: Policy, record: Record, on: date) -> bool:
    day = choosing_day(policy.version, record, on) or on
    return policy.version.start.on <= day and (policy.version.until is None or day <= policy.version.until)
