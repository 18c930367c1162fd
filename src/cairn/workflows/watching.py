"""Watching: an evaluator whose severity moves is told and read beside; all else that follows is a lead's act.

Nothing happens to a person by itself but a warning and second readings. Suspending goes by a concern that she could
answer (`calibrating.suspend`), and an award that was honestly made is never revoked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import sqrt
from statistics import fmean
from typing import TYPE_CHECKING, Final

from django.db import transaction

from cairn.domain.calibration import access, operations, queries
from cairn.domain.calibration.models import DriftChart, Signal
from cairn.domain.evaluation import operations as evaluation
from cairn.domain.evaluation import queries as readings
from cairn.domain.evaluation.doubling import drawn
from cairn.domain.evaluation.models import Reading
from cairn.domain.evaluation.rules import rules_of
from cairn.domain.evidence.models import Round
from cairn.domain.outbox.operations import put
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.people.queries import members
from cairn.domain.validity.queries import Compared, compared
from cairn.engines.verdict import Refused, demand, no
from cairn.workflows import appealing, letters

if TYPE_CHECKING:
    from cairn.engines.measurement.drift import Strip

CHANNEL: Final = "watch"
LATER: Final = datetime.max.replace(tzinfo=UTC)
SPAN: Final = timedelta(days=365)
LOOKED_BACK: Final = timedelta(days=30)
CALM_AFTER: Final = 20
"""So many monitored readings after a signal there must be before it can be over."""


@dataclass(frozen=True)
class Chart:
    """One evaluator's strip, with the readings that it rests on in the same order."""

    evaluator: int
    strip: Strip
    rows: tuple[Compared, ...]

    @property
    def weight(self) -> float:
        """How much the shift stands out, in standard errors."""
        if self.strip.changed is None or self.strip.shift is None:
            return 0.0
        before, all_ = self.strip.changed, len(self.rows)
        return abs(self.strip.shift) * sqrt(before * (all_ - before) / all_)


def ask(*, at: datetime) -> int:
    """Have every organization that was judged for since yesterday watched, once a day; how many were asked for."""
    sent = Reading.objects.filter(state="concluded", concluded_at__gt=at - timedelta(days=1)).order_by()
    organizations = Organization.objects.filter(pk__in=sent.values("organization"))
    for each in organizations:
        identity = str(each.public_id)
        event, told = f"watch:{at:%Y-%m-%d}:{identity}", {"organization": identity}
        put(event=event, recipient=identity, channel=CHANNEL, at=at, payload=told)
    return len(organizations)


def watch(*, organization: Organization, at: datetime) -> list[Signal]:
    """Raise a signal for each evaluator whose severity surely moved, close those of whom it no longer holds.

    Whoever read beside an evaluator with an open signal is not blamed for her: the strongest is raised first, and
    what others gave beside her since is left out of theirs. Safe to repeat.
    """
    raised: list[Signal] = []
    rows = compared(organization, since=at - SPAN)
    _close_the_calm(organization, charts(organization, rows), at)
    while chart := _strongest(organization, rows):
        raised.append(_raise(organization, chart, at))
    drawn_now = [_kept(each) for each in charts(organization, rows)]
    operations.keep_charts(organization=organization, charts=drawn_now, at=at)
    draw_feedback(organization=organization, at=at)
    return raised


def charts(organization: Organization, rows: Sequence[Compared]) -> list[Chart]:
    """Every evaluator's chart, begun anew where her last signal was closed, without what she read beside one who
    drifted."""
    from cairn.engines.measurement.drift import Monitored, strips

    kept = _unmixed(organization, rows)
    by_evaluator: dict[int, list[Compared]] = {}
    for row in kept:
        by_evaluator.setdefault(row.evaluator, []).append(row)
    monitored = [Monitored(str(row.evaluator), row.kind, row.residual) for row in kept]
    return [
        Chart(int(strip.evaluator), strip, tuple(by_evaluator[int(strip.evaluator)]))
        for strip in (strips(monitored) if monitored else ())
    ]


def _kept(chart: Chart) -> DriftChart:
    strip = chart.strip
    upper, lower = (
        [round(float(each), 3) for each in sums] for sums in (strip.cusum.upper, strip.cusum.lower)
    )
    return DriftChart(
        evaluator_id=chart.evaluator,
        upper=upper,
        lower=lower,
        sounded=strip.alarm.place if strip.alarm else None,
        enough=not strip.undefined,
    )


def _unmixed(organization: Organization, rows: Sequence[Compared]) -> list[Compared]:
    anew = queries.steady_since(organization)
    moved: Mapping[int, datetime] = {
        each.evaluator_id: each.changed_at for each in queries.signals_in(organization).filter(outcome="")
    }
    return [
        row
        for row in rows
        if not (row.evaluator in anew and row.at <= anew[row.evaluator])
        and not (row.evaluator not in moved and row.beside and row.known_at >= moved.get(row.beside, LATER))
    ]


def _strongest(organization: Organization, rows: Sequence[Compared]) -> Chart | None:
    """Of all who surely drift and have no open signal the one who stands out most."""
    known = set(queries.signals_in(organization).filter(outcome="").values_list("evaluator", flat=True))
    sure = [each for each in charts(organization, rows) if each.strip.sure and each.evaluator not in known]
    return max(sure, key=lambda each: (each.weight, each.evaluator), default=None)


@transaction.atomic
def _raise(organization: Organization, chart: Chart, at: datetime) -> Signal:
    changed, shift = chart.strip.changed or 0, chart.strip.shift or 0.0
    signal, new = operations.raise_signal(
        organization=organization,
        evaluator=Person.objects.get(pk=chart.evaluator),
        shift=round(100 * shift) or (1 if shift > 0 else -1),
        monitored=len(chart.rows),
        changed_at=min(row.at for row in chart.rows[changed:]),
        by=None,
        at=at,
    )
    if new:
        letters.put("drift_warned", about=signal, to=signal.evaluator, at=at)
        for lead in members(organization, Role.LEAD, at=at).exclude(pk=signal.evaluator_id):
            letters.put("drift_for_leads", about=signal, to=lead, at=at)
    return signal


def _close_the_calm(organization: Organization, found: Sequence[Chart], at: datetime) -> None:
    by_evaluator = {each.evaluator: each for each in found}
    for signal in queries.signals_in(organization).filter(outcome=""):
        chart = by_evaluator.get(signal.evaluator_id)
        if chart and _calm(signal, chart.rows):
            operations.close_signal(signal=signal, outcome=Signal.Outcome.STEADY, note="", by=None, at=at)
            letters.put("drift_over", about=signal, to=signal.evaluator, at=at)


def _calm(signal: Signal, rows: Sequence[Compared]) -> bool:
    """Whether less than half of the shift is left in what she read since the signal."""
    before = [row.residual for row in rows if row.at < signal.changed_at]
    moved = [row.residual for row in rows if signal.changed_at <= row.at <= signal.raised_at]
    since = [row.residual for row in rows if row.at > signal.raised_at]
    if not before or not moved or len(since) < CALM_AFTER:
        return False
    usual = fmean(before)
    return abs(fmean(since) - usual) < abs(fmean(moved) - usual) / 2


def draw_feedback(*, organization: Organization, at: datetime) -> int:
    """Draw by lot whose feedback a lead looks at, as many of a hundred as the rules say; how many are new."""
    count = 0
    for reading in readings.to_draw_from(organization, since=at - LOOKED_BACK):
        edition = reading.round.attempt.edition
        seed = evaluation.lot_of(edition=edition, at=at).seed
        if drawn(seed, reading.public_id, percent=rules_of(edition).back_read_percent):
            evaluation.draw(reading=reading, at=at)
            count += 1
    return count


@transaction.atomic
def coach(*, signal: Signal, words: str, by: Person, at: datetime) -> Signal:
    """Write to an evaluator whose severity moved what to look at."""
    signal = operations.coach(signal=signal, words=words, by=by, at=at)
    letters.put("drift_coaching", about=signal, to=signal.evaluator, turn=at.isoformat(), at=at)
    return signal


def to_reread(signal: Signal) -> list[Round]:
    """What the evaluator denied since the point of change; nothing of one who grew more lenient, for awards stand."""
    if signal.way == "lenient":
        return []
    return list(readings.denied_by(signal.evaluator, signal.organization, since=signal.changed_at))


@transaction.atomic
def reread(*, signal: Signal, by: Person, at: datetime) -> int:
    """Have others read what she denied since the point of change; how many. Results can only rise by it."""
    demand(access.may_answer_signal(by, signal, at=at))
    rounds = to_reread(signal)
    if not rounds:
        raise Refused(
            no("nothing", "There is nothing to read again: no denial of hers since then stands alone.")
        )
    for round_ in rounds:
        appealing.reread(round_=round_, by=by, at=at)
    operations.note_reread(signal=signal, rounds=len(rounds), by=by, at=at)
    return len(rounds)
