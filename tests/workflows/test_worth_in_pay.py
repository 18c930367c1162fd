"""Juab's twelve, from the agreement to payroll: approved in time, decided so that it replays, and paid once."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from arro3.io import read_parquet
from django.core import mail

from cairn.domain.approvals import operations as approvals
from cairn.domain.approvals.models import Approval, Waiver
from cairn.domain.approvals.operations import Link, Request
from cairn.domain.people.models import Person
from cairn.domain.recognition import operations as recognition
from cairn.domain.recognition.models import FinalDecision, Instruction, Packet
from cairn.domain.recognition.operations import Heading
from cairn.engines.verdict import Refused
from cairn.workflows import (
    approving,
    excepting,
    finalizing,
    instructing,
    packing,
    payrolls,
    tasks,
    transcribing,
    verifying,
)
from tests.paying import AGREEMENT, BEGAN, JUAB, Place, agreed, earned, juab
from tests.walk import DAY

YEAR = timedelta(days=365)
BADGES = BEGAN + 30 * DAY
LATER = BEGAN + 60 * DAY


@pytest.fixture
def place(db: None) -> Place:
    return juab()


def asked(place: Place, at: datetime = BEGAN, due_on: date | None = None) -> Approval:
    link = Link(place.district, "principal", place.principal, due_on)
    request = Request("Twelve toward leading", document=AGREEMENT)
    return approving.ask(thing=agreed(place, at), links=[link], request=request, by=place.dana, at=at)[0]


def decided(place: Place, at: datetime = LATER) -> FinalDecision:
    return finalizing.finalize(
        person=place.dana,
        organization=place.district,
        key=JUAB,
        decision="teacher_leader",
        on=at.date(),
        note="Welcome.",
        by=place.office,
        at=at,
    )


def owed(place: Place, at: datetime) -> list[tuple[str, str, int | None]]:
    instructing.work_out(organization=place.district, by=place.office, at=at)
    rows = Instruction.objects.filter(person=place.dana).order_by("trigger", "period")
    return [(row.trigger, row.state, row.cents) for row in rows]


def test_twelve_that_were_agreed_make_a_leader_who_is_paid_once_a_year_while_she_leads(place: Place) -> None:
    request = asked(place)
    earned(place, 12, BADGES)
    assert decided(place).state == "not yet"
    approving.approve(approval=request, reason="Good.", sets_cents=None, by=place.principal, at=BEGAN + DAY)
    final = decided(place)
    assert final.state == "met"
    each = [("each micro-credential", "due", 20_000)] * 12
    assert owed(place, LATER) == each
    seat = approvals.name_approver(
        organization=place.district, person=place.dana, role="teacher-leader", by=place.office, at=LATER
    )
    assert owed(place, LATER) == [*each, ("teacher_leader", "due", 300_000)]
    batch = instructing.export(organization=place.district, by=place.office, at=LATER)
    paid = [("each micro-credential", "exported", 20_000)] * 12 + [("teacher_leader", "exported", 300_000)]
    assert batch and (batch.rows, batch.total_cents) == (13, 540_000)
    assert owed(place, LATER + DAY) == paid
    assert instructing.export(organization=place.district, by=place.office, at=LATER + DAY) is None
    assert [row[1] for row in owed(place, LATER + YEAR)][12:] == ["exported", "due"]
    approvals.end_approver(approver=seat, by=place.office, at=LATER + YEAR)
    later = LATER + YEAR + 2 * DAY
    assert [row[1] for row in owed(place, later)][12:] == ["exported", "stopped"]
    assert [row[1] for row in owed(place, later + YEAR)][12:] == ["exported", "stopped"]

    lines = list(csv.DictReader(StringIO(batch.content)))
    assert sum(float(line["amount"]) for line in lines) == 5400.0
    table = read_parquet(BytesIO(payrolls.as_parquet(batch))).read_all()
    assert sum(table.column("amount_cents").to_pylist()) == 540_000

    replayed = finalizing.replay(final)
    assert (replayed.same, replayed.differences, replayed.same_engine) == (True, (), True)
    FinalDecision.objects.filter(pk=final.pk).update(outcome=final.outcome.replace('"met"', '"not yet"'))
    final.refresh_from_db()
    assert 'decision.state: it was "not yet" and is "met".' in finalizing.replay(final).differences
    FinalDecision.objects.filter(pk=final.pk).update(facts=final.facts.replace("2026", "2025", 1))
    final.refresh_from_db()
    assert "checksum differs" in finalizing.replay(final).differences[0]


def test_a_budget_holds_what_goes_beyond_it_until_somebody_who_asked_lets_it_through(place: Place) -> None:
    earned(place, 4, BADGES)
    recognition.set_budget(
        organization=place.district,
        policy_key=JUAB,
        year="2026-27",
        ceiling_cents=50_000,
        by=place.office,
        at=LATER,
    )
    assert [state for _, state, _ in owed(place, LATER)].count("due") == 2
    held = Instruction.objects.filter(state="held")[0]
    assert held.held == "The budget of $500 is used up: ask whoever keeps it."
    recognition.release(instruction=held, reason="Board, May 4", by=place.office, at=LATER)
    assert [state for _, state, _ in owed(place, LATER)].count("due") == 3
    with pytest.raises(Refused, match="Nobody lets her own payment through"):
        own = Instruction.objects.filter(state="held")[0]
        recognition.release(instruction=own, reason="Mine", by=place.dana, at=LATER)


def test_nobody_is_approved_by_silence_and_a_chain_goes_on_link_by_link(place: Place) -> None:
    lapsing = asked(place, due_on=(BEGAN + 3 * DAY).date())
    assert approving.lapse_overdue(at=BEGAN + 3 * DAY) == 0
    assert approving.lapse_overdue(at=BEGAN + 5 * DAY) == 1
    tasks.run_all(BEGAN + 5 * DAY)
    told = {letter.subject for letter in mail.outbox}
    assert {"No answer in time: Twelve toward leading", "A request has lapsed: Twelve toward leading"} <= told
    again = approving.ask_again(approval=lapsing, note="", due_on=None, by=place.dana, at=BEGAN + 6 * DAY)
    back = approving.ask_back(
        approval=again, question="Which school?", by=place.principal, at=BEGAN + 6 * DAY
    )
    back = approving.answer(approval=back, words="Oak Grove.", by=place.dana, at=BEGAN + 6 * DAY)
    refused = approving.refuse(
        approval=back, reason="Eleven are enough.", by=place.principal, at=BEGAN + 7 * DAY
    )
    assert (refused.state, refused.decided_by) == ("refused", place.principal)

    state = place.stage.organizations["harpeth-state"]
    goal, voss = agreed(place, BEGAN), place.stage.people["eleanor-voss"]
    approvals.name_approver(organization=state, person=voss, role="district", by=None, at=BEGAN)
    links = [Link(place.district, "principal", place.principal), Link(state, "district")]
    chain = approving.ask(
        thing=goal, links=links, request=Request("Again", document="plan"), by=place.dana, at=BEGAN + 8 * DAY
    )
    with pytest.raises(Refused, match="has not approved it yet"):
        approving.approve(approval=chain[1], reason="", sets_cents=None, by=voss, at=BEGAN + 8 * DAY)
    on = (BEGAN + 8 * DAY).date()
    with pytest.raises(Refused, match="is asked, and can name a delegate"):
        approving.approve(approval=chain[0], reason="", sets_cents=None, by=place.office, at=BEGAN + 8 * DAY)
    approvals.delegate(
        organization=place.district,
        taker=place.office,
        role="",
        days=(on, on),
        by=place.principal,
        at=BEGAN + 8 * DAY,
    )
    first = approving.approve(
        approval=chain[0], reason="", sets_cents=None, by=place.office, at=BEGAN + 8 * DAY
    )
    assert (first.decided_by, first.decided_for) == (place.office, place.principal)
    assert [row.state for row in Approval.objects.filter(chain=first.chain)] == ["approved", "asked"]


def test_what_was_approved_is_what_was_agreed_then_whatever_is_written_later(place: Place) -> None:
    approving.approve(approval=asked(place), reason="", sets_cents=None, by=place.principal, at=BEGAN)
    earned(place, 11, BADGES)
    place.keys = (*place.keys[:11], place.keys[0])
    agreed(place, BADGES)
    final = decided(place)
    assert json.loads(final.outcome)["tree"]["parts"][1]["text"] == "11 of 12: micro-credential."


def test_a_transcript_and_a_packet_leave_nothing_out_and_never_name_a_social_security_number(
    place: Place,
) -> None:
    approving.approve(approval=asked(place), reason="", sets_cents=None, by=place.principal, at=BEGAN)
    awards = earned(place, 2, BADGES)
    heading = Heading("The state's licensing office", "Dana Marie Brown", "TN-204", "L-77", JUAB)
    with pytest.raises(Refused, match="looks like a social security number"):
        transcribing.make(
            person=place.dana,
            organization=place.district,
            heading=Heading("The office", "Dana Brown", "078-05-1120"),
            by=place.office,
            at=LATER,
        )
    told = transcribing.make(
        person=place.dana, organization=place.district, heading=heading, by=place.office, at=LATER
    )
    report = verifying.verify(told.text.encode(), at=LATER)
    assert report.overall == "valid", report.sentence
    document = json.loads(told.text)
    assert len(document["credentialSubject"]["verifiableCredential"]) == len(awards) == 2
    names = {one["identityHash"] for one in document["credentialSubject"]["identifier"]}
    assert {"Dana Marie Brown", "TN-204", "L-77"} <= names
    assert transcribing.paper(told).startswith(b"%PDF-1.7")
    final = decided(place)
    assert packing.ask(decision=final, by=place.office, at=LATER) == packing.ask(
        decision=final, by=place.office, at=LATER
    )
    tasks.run_all(LATER)
    made = Packet.objects.get(state="done")
    assert bytes(made.content) == packing.pack(final)
    packet = ZipFile(BytesIO(bytes(made.content)))
    kept = set(packet.namelist())
    assert {"README.txt", "decision/facts.json", "policy/1.yaml", "transcript.pdf", "SHA256SUMS"} <= kept
    assert len([name for name in kept if name.startswith("badges/")]) == 2
    assert packet.read("decision/outcome.json").decode() == final.outcome


def test_an_exception_is_signed_and_only_for_whom_the_office_may_see(place: Place) -> None:
    award = earned(place, 1, BADGES)[0]
    by, at, district = place.office, LATER, place.district

    def waived(person: Person) -> Waiver:
        return excepting.waive(
            person=person,
            organization=district,
            policy_key="us-tn/teacher-license",
            reference=str(award.public_id),
            gate="window",
            reason="A fire.",
            by=by,
            at=at,
        )

    def looked_at(person: Person) -> finalizing.Preview:
        asked_for = {"key": JUAB, "decision": "teacher_leader"}
        return finalizing.preview(
            person=person, organization=district, on=at.date(), by=by, at=at, **asked_for
        )

    def told(person: Person) -> object:
        heading = Heading("Office", "Marcus")
        return transcribing.make(person=person, organization=district, heading=heading, by=by, at=at)

    made = waived(place.dana)
    document = json.loads(made.text)
    assert (document["gate"], document["proof"]["cryptosuite"]) == ("window", "eddsa-jcs-2022")
    assert waived(place.dana) == made
    for act in (waived, looked_at, told):
        with pytest.raises(Refused, match="not on Cedar Hollow School District's staff list"):
            act(place.stage.people["marcus-bell"])
