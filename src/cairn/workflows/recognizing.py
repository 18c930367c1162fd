"""Recognizing: what policies make of awards; run from the outbox, so that a bad policy never blocks an award.

An award is applied under the policies of its earner's licenses and goals. What the catalog says of a micro-credential
is what one bare award would bring today, under every policy that counts one as such.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.db import transaction

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.catalog.operations import forget_worths, note_worth
from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Person
from cairn.domain.recognition import operations
from cairn.engines.policy import Decision, Fact, Line, NotInForce, Policy, Record, choose, decide, number
from cairn.workflows import steps
from cairn.workflows.deciding import Decided, book, decided, renewal_of, standings
from cairn.workflows.records import BADGE
from cairn.workflows.rulebook import Rulebook


@dataclass
class Recognizing:
    """The case as it passes through `STEPS`."""

    award: Award
    at: datetime
    standings: Sequence[Decided] = ()


def decide_under_each_policy(case: Recognizing) -> None:
    zone = ZoneInfo(case.award.organization.time_zone)
    on = max(case.at.astimezone(zone).date(), case.award.earned_on)
    case.standings = decided(standings(case.award.earner, on=on))


def keep_what_was_decided(case: Recognizing) -> None:
    kept: set[str] = set()
    for standing in case.standings:
        line = _line_of(standing.decision, str(case.award.public_id))
        if line and standing.policy.key not in kept:
            _keep(case.award, standing, line, case.at)
            kept.add(standing.policy.key)


def _keep(award: Award, standing: Decided, line: Line, at: datetime, *, anew: bool = False) -> None:
    operations.apply(
        award=award,
        policy=standing.policy.key,
        version=str(standing.policy.version.number),
        title=standing.policy.title,
        recognizer=standing.recognizer,
        counted=line.counted,
        amount=line.points if line.counted else Fraction(0),
        unit=standing.policy.unit,
        because=line.because,
        source="; ".join(line.sources),
        by=None,
        at=at,
        anew=anew,
    )


STEPS: tuple[Callable[[Recognizing], None], ...] = (decide_under_each_policy, keep_what_was_decided)


def recognize(*, award: Award, at: datetime) -> None:
    """Apply every policy of the earner's licenses and goals to an award, and keep what came of it. Safe to repeat."""
    steps.take(STEPS, Recognizing(award, at))


@transaction.atomic
def recognize_past(*, person: Person, policy: str, at: datetime) -> int:
    """Apply a policy to every award that its earner has, since she holds something else under it; how many have a line.

    Safe to repeat: what comes out as it was stays as it is.
    """
    on = at.astimezone(ZoneInfo(person.time_zone)).date()
    rows = [row for row in decided(standings(person, on=on)) if row.policy.key == policy]
    awards = {str(award.public_id): award for award in Award.objects.filter(earner=person)} if rows else {}
    for standing in rows[:1]:
        lines = [line for line in standing.decision.lines if line.fact.reference in awards]
        for line in lines:
            _keep(awards[line.fact.reference], standing, line, at, anew=True)
        return len(lines)
    return 0


def _line_of(decision: Decision, reference: str) -> Line | None:
    return next((line for line in decision.lines if line.fact.reference == reference), None)


@dataclass(frozen=True, slots=True)
class Value:
    """What one award of a micro-credential is worth under a policy."""

    policy: str
    recognizer: str
    amount: Fraction
    unit: str
    sentence: str
    source: str
    checked_on: date


@dataclass(frozen=True)
class Rules:
    """A rulebook that is the same as another when all its policies are."""

    identities: tuple[str, ...]
    rulebook: Rulebook = field(compare=False)


def values(*, on: date) -> list[Value]:
    """What one bare award earned on this day is worth, under each policy that counts it."""
    rules = book(on)
    policies = (policy for versions in rules.by_key.values() for policy in versions)
    return list(_values(Rules(tuple(policy.identity for policy in policies), rules), on))


# A few rulebooks and days are asked about at once, for each of very many micro-credentials.
@lru_cache(maxsize=16)
def _values(rules: Rules, on: date) -> tuple[Value, ...]:
    found = (_worth_under(versions, on) for versions in rules.rulebook.by_key.values())
    return tuple(value for value in found if value)


def _worth_under(versions: Sequence[Policy], on: date) -> Value | None:
    fact = Fact(BADGE, on, Fraction(1), "one award")
    policy = choose(versions, Record(), on=on).policy
    if policy is None or not policy.unit:
        return None
    try:
        decision = decide(policy, [fact], on=on, decision=renewal_of(policy))
    except NotInForce:
        return None
    line = _line_of(decision, fact.reference)
    return _value(policy, line) if line and line.counted and line.points else None


def _value(policy: Policy, line: Line) -> Value:
    return Value(
        policy=policy.key,
        recognizer=policy.by_name,
        amount=line.points,
        unit=policy.unit,
        sentence=f"{number(line.points)} {policy.unit}: {policy.title}",
        source="; ".join(line.sources),
        checked_on=policy.checked,
    )


def day_of(micro_credential: MicroCredential, at: datetime) -> date:
    """The day it is where the micro-credential is offered."""
    return at.astimezone(ZoneInfo(micro_credential.organization.time_zone)).date()


@transaction.atomic
def project(*, micro_credential: MicroCredential, by: Person | None, at: datetime) -> None:
    """Let the catalog know what one award of this micro-credential is worth today, and nothing else."""
    found = values(on=day_of(micro_credential, at))
    for value in found:
        note_worth(micro_credential=micro_credential, **asdict(value), by=by, at=at)
    forget_worths(micro_credential=micro_credential, but=[value.policy for value in found], by=by, at=at)


def worths(*, on: date) -> list[dict[str, object]]:
    """What the catalog is to say of an award earned on this day, as the fields of its worths."""
    return [
        {
            "policy": value.policy,
            "recognizer": value.recognizer,
            "numerator": value.amount.numerator,
            "denominator": value.amount.denominator,
            "unit": value.unit,
            "sentence": value.sentence,
            "source": value.source,
            "checked_on": value.checked_on,
        }
        for value in values(on=on)
    ]
