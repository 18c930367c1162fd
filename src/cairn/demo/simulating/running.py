"""Running a plan: works come in day by day, evaluators press Next, rate and send, and the reports are computed.

Only time is made up. Who reads what, who else reads it and why, what it comes to and what the report says is left to
the workflows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

import numpy as np
from django.db import transaction

from cairn.demo.simulating.plan import Plan
from cairn.demo.simulating.scene import NOWHERE, Scene, build
from cairn.domain.evaluation import queries as readings
from cairn.domain.evaluation.models import Reading
from cairn.domain.evaluation.rules import rules_of
from cairn.domain.evidence.models import Round
from cairn.domain.evidence.operations import attempts, pieces
from cairn.domain.evidence.queries import whole_attempt
from cairn.domain.outbox import operations as outbox
from cairn.domain.outbox.models import Message
from cairn.domain.people import operations as people
from cairn.domain.validity.models import Snapshot
from cairn.engines.measurement.simulation import Bench, Setup, Works, bench, sheet, works
from cairn.workflows import evaluating, submitting, tasks, validating

MONDAY: Final = datetime(2020, 1, 6, 14, 0, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
READING: Final = 35 * MINUTE
WORKDAYS: Final = 5
USUAL_READINGS: Final = 2.4
LONGEST_WAIT: Final = 120
"""Days after the last work came in, when whatever is still unread is left so."""


@dataclass
class Run:
    """A simulation under way or done. `rounds` maps each work's round to its number; `reports` are those that were
    computed as tiers began, and the last one."""

    plan: Plan
    scene: Scene
    works: Works
    bench: Bench
    began: datetime
    at: datetime
    rounds: dict[int, int] = field(default_factory=dict)
    earners: list[int] = field(default_factory=list)
    reports: list[Snapshot] = field(default_factory=list)
    sent: int = 0

    @property
    def groups(self) -> dict[int, str]:
        """Each earner's group, as an organization would bring it; empty where nothing is planted on groups."""
        if not self.plan.groups:
            return {}
        return {earner: "B" if self.works.focal[place] else "A" for place, earner in enumerate(self.earners)}


def run(plan: Plan, *, tell: Callable[[Run], object] = lambda case: None) -> Run:
    """Walk the whole plan in the database that is open. `tell` looks at the run after each day."""
    rng = np.random.default_rng(plan.seed)
    given = works(plan.setup, rng)
    judges = bench(_with_lead(plan), rng)
    case = Run(plan, build(plan, at=MONDAY - DAY), given, judges, began=MONDAY, at=MONDAY)
    dice = Random(plan.seed)
    arrivals = _arrivals(plan, case)
    waited = 0
    while waited < LONGEST_WAIT and (len(case.rounds) < plan.setup.submissions or _open(case)):
        with transaction.atomic():
            if case.at.weekday() < WORKDAYS:
                _submit(case, arrivals)
                _read(case, dice)
            _lay_aside()
        waited += len(case.rounds) >= plan.setup.submissions
        case.at = case.at + DAY
        tell(case)
    last = validating.measure(edition=case.scene.edition, at=case.at, groups=case.groups)
    case.reports = [each for each in case.reports if each.pk != last.pk] + [last]
    return case


def _with_lead(plan: Plan) -> Setup:
    return replace(plan.setup, evaluators=plan.setup.evaluators + 1)


def _pace(case: Run) -> int:
    """How many readings an evaluator takes a day, so that she stays within a week's."""
    rules = rules_of(case.scene.edition)
    return max(1, min(rules.weekly // WORKDAYS, 20))


def _arrivals(plan: Plan, case: Run) -> int:
    """How many works come in a day, so that the evaluators keep up."""
    each = max(USUAL_READINGS, plan.readings + 0.4, float(plan.rules.get("panel", 0)))
    return max(1, int(plan.setup.evaluators * _pace(case) / each))


def _submit(case: Run, count: int) -> None:
    places = range(len(case.rounds), min(len(case.rounds) + count, case.plan.setup.submissions))
    names = {f"earner-{place + 1}@{NOWHERE}": f"Earner {place + 1}" for place in places}
    earners = people.register_each(names=names, by=None, at=case.at).values()
    for place, earner in zip(places, earners, strict=True):
        attempt = attempts.start(edition=case.scene.edition, by=earner, at=case.at)
        for part in whole_attempt().get(pk=attempt.pk).parts.all():
            pieces.write(part=part, text=f"Work {place + 1}.", revision=0, by=earner, at=case.at)
        round_ = submitting.submit(attempt=attempt, declared=True, by=earner, at=case.at)
        case.rounds[round_.pk] = place
        case.earners.append(earner.pk)


def _read(case: Run, dice: Random) -> None:
    """A day of everybody's reading: in turns, so that nobody empties the queue before the others."""
    at = case.at + timedelta(hours=1)
    for _ in range(_pace(case)):
        for person in dice.sample(case.scene.evaluators, len(case.scene.evaluators)):
            if reading := evaluating.claim_next(by=person, at=at):
                _fill_in(case, reading, at)
        at += READING
    led = Reading.objects.filter(organization=case.scene.organization, state="open", by_lead=True)
    for waiting in led.select_related("round__attempt__edition", "organization").order_by("due_at", "pk"):
        reading = evaluating.claim(reading=waiting, by=case.scene.lead, at=at)
        _fill_in(case, reading, at)


def _fill_in(case: Run, reading: Reading, at: datetime) -> None:
    """Give what she sees, and send it."""
    person = reading.evaluator
    if person is None:
        raise ValueError("Claim the reading first.")
    seen = levels_of(case, reading.round, case.scene.place_of(person))
    for criterion in readings.criteria_of(reading):
        level = case.scene.levels[seen[criterion.key]]
        words = "" if level.meets else "Show this in your account, with an example."
        evaluating.rate(
            reading=reading, criterion=criterion, level=level, feedback=words, by=person, at=at + READING / 2
        )
    evaluating.conclude(reading=reading, summary="Read.", by=person, at=at + READING)
    case.sent += 1
    _report(case)


def levels_of(case: Run, round_: Round, evaluator: int) -> dict[str, int]:
    """What an evaluator gives a work, by criterion. The same again for the same seed, whenever she is asked."""
    plan, place = case.plan, case.rounds[round_.pk]
    setup = plan.setup
    if evaluator in plan.noisy:
        setup = replace(setup, noise=plan.noisy[evaluator])
    ranks = sheet(
        setup,
        case.works,
        case.bench,
        submission=place,
        evaluator=evaluator,
        late=place >= plan.drifts_at,
        rng=np.random.default_rng((plan.seed, place, evaluator)),
    )
    return {criterion.key: int(rank) for criterion, rank in zip(case.scene.criteria, ranks, strict=True)}


def _open(case: Run) -> bool:
    return Reading.objects.filter(
        organization=case.scene.organization, state__in=["open", "claimed"]
    ).exists()


def _report(case: Run) -> None:
    """Where a tier begins, the worker computes the report at once."""
    asked = Message.objects.filter(done_at=None, channel=validating.CHANNEL).order_by("pk")
    for message in asked:
        if any(message.event.startswith(f"measure:{count}:") for count in validating.TIERS_BEGIN):
            tasks.handle(message, case.at + DAY)
            latest = Snapshot.objects.filter(edition=case.scene.edition).first()
            if latest and all(each.pk != latest.pk for each in case.reports):
                case.reports.append(latest)
        outbox.settle(message=message, at=case.at)


def _lay_aside() -> None:
    """Letters and badges are nobody's here: what would leave the process is not sent."""
    Message.objects.filter(done_at=None).delete()
