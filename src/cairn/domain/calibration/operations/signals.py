"""Signals of drift: raised by the chart, answered by a lead, closed by either."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cairn.domain.calibration import access
from cairn.domain.calibration.models import DriftChart, Signal
from cairn.domain.deeds import deed
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Refused, demand, no


@deed()
def raise_signal(
    *,
    organization: Organization,
    evaluator: Person,
    shift: int,
    monitored: int,
    changed_at: datetime,
    by: Person | None,
    at: datetime,
) -> tuple[Signal, bool]:
    """Note that an evaluator's severity moved, and whether that is news: an open signal is given back as it is."""
    signal, new = Signal.objects.get_or_create(
        organization=organization,
        evaluator=evaluator,
        outcome="",
        defaults={"shift": shift, "monitored": monitored, "changed_at": changed_at, "raised_at": at},
    )
    if new:
        record(event="signal.raised", by=by, at=at, subject=signal, organization=organization, way=signal.way)
    return signal, new


@deed()
def coach(*, signal: Signal, words: str, by: Person, at: datetime) -> Signal:
    """Write to the evaluator what to look at; what was written last stands."""
    row = _open(signal, by, at)
    if not words.strip():
        raise Refused(no("empty", "Write what she should look at, with an example of the rubric."))
    row.coaching, row.coached_by, row.coached_at = words.strip(), by, at
    row.save(update_fields=["coaching", "coached_by", "coached_at"])
    record(event="signal.coached", by=by, at=at, subject=row, organization=row.organization)
    return row


@deed()
def note_reread(*, signal: Signal, rounds: int, by: Person, at: datetime) -> Signal:
    """Note that what she denied since the point of change, so many rounds, was given to others."""
    row = _open(signal, by, at)
    row.reread_by, row.reread_at = by, at
    row.save(update_fields=["reread_by", "reread_at"])
    record(event="signal.reread", by=by, at=at, subject=row, organization=row.organization, rounds=rounds)
    return row


@deed()
def close_signal(*, signal: Signal, outcome: str, note: str, by: Person | None, at: datetime) -> Signal:
    """Close a signal, with the reason in a lead's words; nobody (`by=None`) stands for a chart that is calm again."""
    if by is None:
        row = _locked(signal)
    else:
        row = _open(signal, by, at)
        if not note.strip():
            raise Refused(no("no_note", "Say in a sentence what came of it."))
    if row.outcome:
        return row
    if outcome not in Signal.Outcome.values:
        raise Refused(no("outcome", "Choose what came of it."))
    row.outcome, row.note, row.closed_by, row.closed_at = outcome, note.strip(), by, at
    row.save(update_fields=["outcome", "note", "closed_by", "closed_at"])
    record(event="signal.closed", by=by, at=at, subject=row, organization=row.organization, outcome=outcome)
    return row


@deed()
def keep_charts(*, organization: Organization, charts: Sequence[DriftChart], at: datetime) -> None:
    """Put newly drawn charts in the place of those before."""
    DriftChart.objects.filter(organization=organization).delete()
    for each in charts:
        each.organization, each.made_at = organization, at
    DriftChart.objects.bulk_create(charts)


def _open(signal: Signal, by: Person, at: datetime) -> Signal:
    row = _locked(signal)
    demand(access.may_answer_signal(by, row, at=at))
    return row


def _locked(signal: Signal) -> Signal:
    rows = Signal.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("organization", "evaluator").get(pk=signal.pk)
