"""Harm seen in evidence: reading stops, a report stands, and the organization's contact closes it."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.deeds import deed
from cairn.domain.evaluation import access
from cairn.domain.evaluation.models import HarmReport, Reading, SafeguardingContact
from cairn.domain.evaluation.queries.harm import may_see_report
from cairn.domain.evaluation.states import LIFE
from cairn.domain.evidence.models import Round
from cairn.domain.ledger.operations import record
from cairn.domain.people.access import may_manage
from cairn.domain.people.models import Organization, Person, current
from cairn.engines.verdict import Refused, demand, no


@deed()
def report_harm(*, reading: Reading, words: str, by: Person, at: datetime) -> HarmReport:
    """Write down what she saw and stop every reading of the round. Reporting twice reports once."""
    demand(access.may_view(by, reading))
    if standing := HarmReport.objects.filter(reading=reading, closed_at=None).first():
        return standing
    if not words.strip():
        raise Refused(no("empty", "Say in a few words what you saw and where, so that it can be found."))
    report = HarmReport.objects.create(
        round=reading.round,
        reading=reading,
        organization=reading.organization,
        reporter=by,
        words=words.strip(),
        reported_at=at,
    )
    stop_reading(round_=reading.round, by=by, at=at)
    record(event="harm.reported", by=by, at=at, subject=report, organization=report.organization)
    return report


@deed()
def stop_reading(*, round_: Round, by: Person, at: datetime) -> None:
    """End what is open or held of a round, in the words that any reading ends with, so that nobody learns why."""
    for reading in Reading.objects.filter(round=round_, state__in=["open", "claimed"]):
        move, event = (
            ("cancel", "reading.canceled") if reading.state == "open" else ("release", "reading.released")
        )
        ended = Reading.objects.filter(pk=reading.pk, state=reading.state)
        if ended.update(state=LIFE.after(move, reading.state)):
            record(event=event, by=by, at=at, subject=reading, organization=reading.organization)


@deed()
def close_report(*, report: HarmReport, finding: str, read_on: bool, by: Person, at: datetime) -> HarmReport:
    """Close a report with what was done about it, and say whether evaluators read the work again."""
    row = HarmReport.objects.select_for_update(no_key=True).get(pk=report.pk)
    demand(may_see_report(by, row, at=at))
    if row.closed_at:
        raise Refused(no("closed", "This report is closed already."))
    if not finding.strip():
        raise Refused(no("empty", "Say what was done, and by whom. It stays on record."))
    row.closed_at, row.closed_by, row.finding, row.read_on = at, by, finding.strip(), read_on
    row.save(update_fields=["closed_at", "closed_by", "finding", "read_on"])
    record(event="harm.closed", by=by, at=at, subject=row, organization=row.organization, read_on=read_on)
    return row


@deed()
def name_contact(
    *, organization: Organization, person: Person, by: Person, at: datetime
) -> SafeguardingContact:
    """Name who is told of harm; from the first one on, administrators who are not named are told no more."""
    demand(may_manage(by, organization, at=at))
    standing = SafeguardingContact.objects.filter(
        current(at), organization=organization, person=person
    ).first()
    if standing:
        return standing
    contact = SafeguardingContact.objects.create(organization=organization, person=person, since=at)
    record(event="safeguarding.named", by=by, at=at, subject=person, organization=organization)
    return contact


@deed()
def end_contact(*, contact: SafeguardingContact, by: Person, at: datetime) -> None:
    """The person is told no more; without anybody named, it is the administrators again."""
    demand(may_manage(by, contact.organization, at=at))
    if SafeguardingContact.objects.filter(pk=contact.pk, until=None).update(until=at):
        record(
            event="safeguarding.ended",
            by=by,
            at=at,
            subject=contact.person,
            organization=contact.organization,
        )
