"""Submitting, judging and the evaluator's view of written work on four criteria, a second, with 50, 500 and 5,000
submissions in the place, on SQLite and PostgreSQL; and how many questions each asks of the database.

The works come by the roads that everybody walks: each is submitted, taken with Next, looked at, scored on four criteria
with words for each, and sent. History is kept all the while: every step stands in the ledger, which is checked at the
end, and so is that each work was read once, came to its result and is about to be awarded. Between the sizes, copies of
judged works are laid in, with their rounds, readings, marks and results.

The peer is Open edX ORA2, by the figures that were recorded on another day and a machine of this kind, through its own
Python API on PostgreSQL; it is not run here. A call of ours does more: it checks who may, what ties the reader to the
earner and what she holds, locks, and writes the ledger. What ORA2 does in one assessment is here to save the sheet and
to send it, each a transaction of its own; its submission to assess is here the view, and Next is told apart. Processor
time is that of this process; what PostgreSQL's own does comes on top.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

from peers.databases import on_both

if TYPE_CHECKING:
    from uuid import UUID

    from cairn.demo.simulating.scene import Scene
    from cairn.domain.evaluation.models import Reading
    from cairn.domain.evidence.models import Attempt
    from cairn.domain.people.models import Person

SIZES = (50, 500, 5_000)
WORKS = 200
EVALUATORS = 8
GOAL = 10
PEER = {"submit": (52, 25), "grade": (24, 40), "view": (48, 13)}
"""Calls a second and queries of ORA2: a submission with its workflow, a whole assessment, the submission to assess."""
DAY = timedelta(days=1)
BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)
ACCOUNT = "My students sorted their own exit tickets and told each other what they saw. " * 12
WORDS = "The second paragraph shows it: each group names what it will try next."


def set_up(folder: Path, database: str) -> Scene:
    os.environ |= {"CAIRN_DEMO": "yes", "CAIRN_DATA": str(folder)}
    os.environ.pop("DATABASE_URL", None)
    if database:
        os.environ["DATABASE_URL"] = database
    from cairn.cli.installing import prepare

    prepare(folder)
    from cairn.demo.simulating.plan import Plan
    from cairn.demo.simulating.scene import build
    from cairn.engines.measurement.simulation import Setup

    often = {"launch": 0, "near_cut": False, "random_percent": 0, "open_at_once": 1_000, "weekly": 10_000}
    setup = Setup(submissions=1, evaluators=EVALUATORS, readings=1, criteria=4)
    return build(Plan(setup=setup, rules=often), at=BEGAN)


@contextmanager
def counted(counts: list[int]) -> Iterator[None]:
    """Note how many statements are sent meanwhile; a transaction's own beginning and end are not among them."""
    from django.db import connection

    number = 0

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        nonlocal number
        number += not sql.startswith("BEGIN")
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        yield
    counts.append(number)


class Run:
    """What was measured with one number of submissions in the place."""

    def __init__(self, scene: Scene, *, at: datetime) -> None:
        self.scene, self.at = scene, at
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.busy: dict[str, list[float]] = defaultdict(list)
        self.queries: dict[str, list[int]] = defaultdict(list)
        self.attempts: list[Attempt] = []

    def take(self) -> None:
        """Everybody hands in, and then everything is judged, by all evaluators in turn."""
        self.attempts = begun(self.scene, WORKS, self.at)
        for attempt in self.attempts:
            self._submit(attempt)
        for number in range(WORKS):
            self._judge(self.scene.evaluators[number % EVALUATORS])

    def rate(self, call: str) -> float:
        return 1 / statistics.median(self.seconds[call])

    @contextmanager
    def _timed(self, call: str) -> Iterator[None]:
        began, busy = perf_counter(), process_time()
        with counted(self.queries[call]):
            yield
        self.seconds[call].append(perf_counter() - began)
        self.busy[call].append(process_time() - busy)

    def _submit(self, attempt: Attempt) -> None:
        from cairn.workflows import submitting

        with self._timed("submit"):
            submitting.submit(attempt=attempt, declared=True, by=attempt.earner, at=self.at)

    def _judge(self, person: Person) -> None:
        from cairn.workflows import evaluating, scoring

        with self._timed("next"):
            taken = evaluating.claim_next(by=person, at=self.at + DAY)
        if taken is None:
            raise SystemExit("judging: Next gave nothing although work waits")
        with self._timed("view"):
            reading = viewed(taken.public_id, person, self.at + DAY)
        given = {f"c{number}": scoring.Given("proficient", WORDS) for number in range(1, 5)}
        with self._timed("grade"):
            scoring.save(
                reading=reading,
                given=given,
                summary="",
                window=None,
                revision=None,
                by=person,
                at=self.at + DAY,
            )
            evaluating.conclude(reading=reading, summary=WORDS, by=person, at=self.at + DAY)

    def complaints(self) -> Iterator[str]:
        """What is wrong with what was judged."""
        from cairn.domain.evaluation.models import Outcome, Rating, Reading
        from cairn.domain.evidence.models import Attempt
        from cairn.domain.ledger.operations import first_break
        from cairn.domain.outbox.models import Message

        keys = [attempt.pk for attempt in self.attempts]
        found = {
            "works that are met": Attempt.objects.filter(pk__in=keys, state="met").count(),
            "results": Outcome.objects.filter(round__attempt__in=keys, met=True).count(),
            "readings": Reading.objects.filter(round__attempt__in=keys, state="concluded").count(),
            "fourths of the marks": Rating.objects.filter(reading__round__attempt__in=keys).count() / 4,
            "awards asked for": Message.objects.filter(
                channel="award", payload__attempt__in=[str(attempt.public_id) for attempt in self.attempts]
            ).count(),
        }
        yield from (f"{number} {what} of {WORKS}" for what, number in found.items() if number != WORKS)
        if first_break() is not None:
            yield "the ledger is broken"


def begun(scene: Scene, count: int, at: datetime) -> list[Attempt]:
    """So many attempts whose account is written, ready to be handed in."""
    from cairn.domain.evidence.models import Attempt
    from cairn.domain.evidence.operations import attempts, pieces
    from cairn.domain.people.models import Person
    from cairn.domain.people.operations import register_each

    there = Person.objects.count()
    names = {f"earner-{there + n}@simulated.invalid": f"Earner {there + n}" for n in range(count)}
    keys = []
    for earner in register_each(names=names, by=None, at=at).values():
        attempt = attempts.start(edition=scene.edition, by=earner, at=at)
        pieces.write(part=attempt.parts.get(), text=ACCOUNT, revision=0, by=earner, at=at)
        keys.append(attempt.pk)
    return list(Attempt.objects.filter(pk__in=keys).select_related("earner").order_by("pk"))


def viewed(public_id: UUID, person: Person, at: datetime) -> Reading:
    """All that the evaluator's page shows of a reading: rubric, evidence, and what she gave so far."""
    from cairn.domain.evaluation import access, queries
    from cairn.domain.evidence.access import may_read_round
    from cairn.domain.evidence.queries import frozen_pieces
    from cairn.engines.verdict import demand

    reading: Reading = queries.sheet(public_id)
    demand(access.may_view(person, reading))
    demand(may_read_round(person, reading.round, at=at))
    shown = list(frozen_pieces(reading.round))
    if len(queries.criteria_of(reading)) != 4 or [piece.text for piece in shown] != [ACCOUNT]:
        raise SystemExit("judging: the view shows something else than what was sent")
    return reading


def lay_in(scene: Scene, models: list[Attempt], size: int) -> None:
    """Copies of judged works, until so many submissions are in the place."""
    from cairn.domain.evidence.models import Attempt, Round
    from cairn.domain.people.operations import register_each

    there = Round.objects.count()
    names = {f"copy-{n}@simulated.invalid": f"Copy {n}" for n in range(there, size)}
    earners = list(register_each(names=names, by=None, at=BEGAN).values())
    copies = [models[number % len(models)] for number in range(len(earners))]
    made = again(Attempt, copies, [{"earner": each} for each in earners])
    copy_what_hangs_on(copies, made)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def copy_what_hangs_on(copies: list[Attempt], made: list[Any]) -> None:
    """Their rounds with what was sent, and the readings, marks and results of those."""
    from cairn.domain.evaluation.models import CriterionOutcome, Outcome, Rating, Reading
    from cairn.domain.evidence.models import Round, RoundPiece

    rounds = [each.rounds.get() for each in copies]
    frozen = again(Round, rounds, [{"attempt": each} for each in made])
    again(RoundPiece, [each.pieces.get() for each in rounds], [{"round": each} for each in frozen])
    readings = [each.readings.get() for each in rounds]
    read = again(Reading, readings, [{"round": each} for each in frozen])
    marks = [(rating, to) for one, to in zip(readings, read, strict=True) for rating in one.ratings.all()]
    again(Rating, [mark for mark, _ in marks], [{"reading": to} for _, to in marks])
    results = again(Outcome, [each.outcome for each in rounds], [{"round": each} for each in frozen])
    parts = [
        (part, to) for one, to in zip(rounds, results, strict=True) for part in one.outcome.criteria.all()
    ]
    again(CriterionOutcome, [part for part, _ in parts], [{"outcome": to} for _, to in parts])


def again(model: type[Any], rows: list[Any], changes: list[dict[str, Any]]) -> list[Any]:
    """Copies of rows, each with its changes."""
    from uuid import uuid4

    kept = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    copies = []
    for row, change in zip(rows, changes, strict=True):
        copy = model(**{name: getattr(row, name) for name in kept if name != "public_id"})
        if "public_id" in kept:
            copy.public_id = uuid4()
        for name, value in change.items():
            setattr(copy, name, value)
        copies.append(copy)
    return list(model.objects.bulk_create(copies, batch_size=500))


def told(name: str, run: Run, size: int) -> str:
    parts = []
    for call, queries in run.queries.items():
        usual, most = statistics.mode(queries), max(queries)
        asked = f"{usual} queries" + (f", {most} at most" if most != usual else "")
        busy = f"{statistics.median(run.busy[call]) * 1_000:.1f} ms of processor time"
        beside = ""
        if call in PEER:
            peer, its = PEER[call]
            beside = f", {run.rate(call) / peer:.1f} x the {peer} recorded of ORA2 with {its}"
        parts.append(f"{call} {run.rate(call):,.0f} a second, {busy}, {asked}{beside}")
    return f"judging, {name}, {size:,} submissions: {'; '.join(parts)}"


def measure(name: str, folder: Path, database: str) -> int:
    scene = set_up(folder, database)
    warm = Run(scene, at=BEGAN)
    warm.take()
    good = True
    for number, size in enumerate(SIZES, start=1):
        lay_in(scene, warm.attempts, size)
        run = Run(scene, at=BEGAN + number * 14 * DAY)
        run.take()
        wrong = list(run.complaints())
        print(told(name, run, size), "; ".join(wrong) or "all came out right", sep="; ", flush=True)
        good &= not wrong and all(run.rate(call) >= GOAL * peer for call, (peer, _) in PEER.items())
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(on_both(measure, sys.argv[1:]))
