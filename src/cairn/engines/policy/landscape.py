"""What many policies say of micro-credentials, for a map: whether they count, what for, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from cairn.engines.policy.facts import Record
from cairn.engines.policy.requirements import Every, Has, leaves
from cairn.engines.policy.rules import Counts, Policy, Reading, Unknown
from cairn.engines.policy.versions import choose

EARNED = ("micro-credential", "stack")
"""Kinds of records that are micro-credentials, or made of them."""

STATE = re.compile(r"us-([a-z]{2})(-[a-z0-9-]+)?/")


class Recognized(StrEnum):
    """How a policy stands to micro-credentials, the clearest first."""

    COUNTS = "counts"
    UNSTATED = "recognized, worth not stated"
    NOT_FOUND = "nothing found"


def recognized(policy: Policy) -> Recognized:
    """Whether micro-credentials count, are recognized for a worth that nobody stated, or are not spoken of."""
    lines = lines_of(policy)
    if any(isinstance(line.worth, Unknown) for line in lines):
        return Recognized.UNSTATED
    paid = any(pay.trigger.removeprefix("each ") in EARNED for pay in policy.pays)
    return Recognized.COUNTS if lines or paid or asked_of(policy) else Recognized.NOT_FOUND


def lines_of(policy: Policy) -> list[Counts]:
    """The lines of `counts` that are about micro-credentials."""
    return [line for line in policy.counts if line.record in EARNED]


def asked_of(policy: Policy) -> list[Has | Every]:
    """The conditions that ask for micro-credentials, in the order of the decisions."""
    every = [leaf for condition in policy.decisions.values() for leaf in leaves(condition)]
    return [leaf for leaf in every if isinstance(leaf, (Has, Every)) and leaf.record in EARNED]


def state_of(key: str) -> str:
    """The two letters of the state that a key such as `us-wi-kettle-moraine/pay` lies in; empty where there is none."""
    found = STATE.match(key)
    return found[1] if found else ""


def is_local(key: str) -> bool:
    """Whether a policy is a district's or a university's and not a state's."""
    found = STATE.match(key)
    return bool(found and found[2])


def answering(versions: Sequence[Policy], on: date) -> Policy | None:
    """The version of a policy that answers on a day for somebody of whom nothing is known; None where none does."""
    return choose(versions, Record(), on=on).policy


def doubts(policy: Policy) -> tuple[str, ...]:
    """What is not certain: dates, sources that nobody confirmed, worths that nobody stated."""
    return tuple(dict.fromkeys(_doubts(policy)))


def _doubts(policy: Policy) -> Iterator[str]:
    if policy.version.start.doubt:
        yield policy.version.start.doubt
    yield from (value.start.doubt for dated in policy.values.values() for value in dated if value.start.doubt)
    for key, words in policy.sources.items():
        if policy.read.get(key) is Reading.UNCONFIRMED:
            yield f"Not confirmed: {words}."
    if policy.read and Reading.OFFICIAL not in policy.read.values():
        yield "No official text of it was read."
