"""Harm seen in evidence: reading stops at once, and only the organization's safeguarding contacts go on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cairn.domain.evaluation import operations
from cairn.domain.evaluation.models import HarmReport, Reading
from cairn.domain.evaluation.operations import harm
from cairn.domain.evaluation.queries.harm import contacts_of
from cairn.domain.evaluation.states import STANDING
from cairn.domain.evidence.models import Grant
from cairn.domain.evidence.operations import attempts, grants
from cairn.domain.people.models import Person, current
from cairn.workflows import letters

CLOSED_TO = ("evaluate", "lead")


@transaction.atomic
def report(*, reading: Reading, words: str, by: Person, at: datetime) -> HarmReport:
    """Stop and report. The evidence is shut to evaluators and leads and open to the contacts, who get a letter.

    The attempt stays as it is, so that its earner learns nothing; nothing of it is deleted.
    """
    attempts.lock(reading.round.attempt)
    made = harm.report_harm(reading=reading, words=words, by=by, at=at)
    if made.reported_at != at:
        return made
    _shut(made, CLOSED_TO, at)
    for contact in contacts_of(made.organization, but=made.round.attempt.earner, at=at):
        grants.give(
            attempt=made.round.attempt,
            round_=made.round,
            reader=contact,
            purpose="protect",
            by=None,
            at=at,
        )
        letters.put("harm_reported", about=made, to=contact, at=at)
    return made


def _shut(report: HarmReport, purposes: tuple[str, ...], at: datetime) -> None:
    attempt = report.round.attempt
    standing = Grant.objects.filter(
        current(at), attempt=attempt, round=report.round, purpose__in=purposes
    ).select_related("reader")
    for grant in standing:
        grants.end(attempt=attempt, reader=grant.reader, purpose=grant.purpose, by=None, at=at)


@transaction.atomic
def close(*, report: HarmReport, finding: str, read_on: bool, by: Person, at: datetime) -> HarmReport:
    """Close a report with what was done; if evaluators are to read on, the places that were stopped are open again."""
    attempts.lock(report.round.attempt)
    closed = harm.close_report(report=report, finding=finding, read_on=read_on, by=by, at=at)
    _shut(closed, ("protect",), at)
    if read_on and closed.round.attempt.state == "in_review":
        _open_again(closed, at)
    return closed


def _open_again(report: HarmReport, at: datetime) -> None:
    rows = Reading.objects.filter(round=report.round).exclude(reason__in=["seed", "back_read"])
    standing = set(rows.filter(state__in=STANDING).values_list("place", flat=True))
    last = {reading.place: reading for reading in rows.order_by("pk") if reading.place not in standing}
    for place, stopped in sorted(last.items()):
        operations.ask(
            round_=report.round,
            why=stopped.reason,
            place=place,
            criteria=stopped.criteria,
            by_lead=stopped.by_lead,
            away=stopped.away,
            by=None,
            at=at,
        )
