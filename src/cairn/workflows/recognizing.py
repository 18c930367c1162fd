"""Recognizing: what policies make of awards; run from the outbox, so that a bad policy never blocks an award."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from django.db import transaction

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.catalog.operations import forget_worths, note_worth
from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Person
from cairn.domain.recognition import operations
from cairn.domain.validity.queries import tiers_of
from cairn.engines.policy import Decision, Fact, Line, NotInForce, Policy, decide, load, number
from cairn.workflows import steps

KIND = "micro-credential"
GOAL = "renew"


FOR_EVERYBODY = ("us-tn/teacher-license",)
"""Policies applied to everybody; the others that ship wait until people say which licenses they hold."""


@cache
def policies() -> tuple[Policy, ...]:
    """The policies under which every award is looked at."""
    folder = files("cairn.policies")
    return tuple(load(folder.joinpath(f"{key}.yaml").read_text("utf-8")) for key in FOR_EVERYBODY)


def facts_of(person: Person) -> list[Fact]:
    """The person's valid micro-credentials as facts for a policy; each is one record, whatever it is worth elsewhere.

    A stack's badge is none: its parts are counted already. The detail `evidence` is the tier of the report on how well
    it is judged, so a policy may ask for one: `worth_by: {evidence: {full: 6, provisional: 6}}`.
    """
    awards = list(Award.objects.filter(earner=person, state="issued", stack=None).order_by("earned_on", "pk"))
    known = tiers_of(award.edition_id for award in awards if award.edition_id)

    def evidence(award: Award) -> str:
        report = known.get(award.edition_id or 0)
        return report.tier if report else "none"

    return [
        Fact(KIND, award.earned_on, Fraction(1), str(award.public_id), {"evidence": evidence(award)})
        for award in awards
    ]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands under one policy on a day."""

    policy: Policy
    recognizer: str
    decision: Decision


def standings(person: Person, *, on: date) -> list[Standing]:
    """Every policy in force on the day, applied to what the person has earned."""
    facts = facts_of(person)
    found = []
    for policy in policies():
        try:
            decision = decide(policy, facts, on=on, decision=GOAL)
        except NotInForce:
            continue
        found.append(Standing(policy, policy.by_name, decision))
    return found


@dataclass
class Recognizing:
    """The case as it passes through `STEPS`."""

    award: Award
    at: datetime
    standings: Sequence[Standing] = ()


def decide_under_each_policy(case: Recognizing) -> None:
    zone = ZoneInfo(case.award.organization.time_zone)
    on = max(case.at.astimezone(zone).date(), case.award.earned_on)
    case.standings = standings(case.award.earner, on=on)


def keep_what_was_decided(case: Recognizing) -> None:
    for standing in case.standings:
        if line := _line_of(standing.decision, str(case.award.public_id)):
            _keep(case.award, standing, line, case.at)


def _keep(award: Award, standing: Standing, line: Line, at: datetime) -> None:
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
    )


STEPS: tuple[Callable[[Recognizing], None], ...] = (decide_under_each_policy, keep_what_was_decided)


def recognize(*, award: Award, at: datetime) -> None:
    """Apply every policy in force to an award and keep what came of it. Safe to repeat."""
    steps.take(STEPS, Recognizing(award, at))


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


def values(*, on: date) -> list[Value]:
    """What one award earned on this day is worth, under each policy that counts it."""
    fact = Fact(KIND, on, Fraction(1), "one award")
    found = []
    for policy in policies():
        try:
            line = _line_of(decide(policy, [fact], on=on, decision=GOAL), fact.reference)
        except NotInForce:
            continue
        if line and line.counted:
            found.append(_value(policy, line))
    return found


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
