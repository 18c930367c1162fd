"""A district that approves, decides, pays and tells a licensing office: one of everything that has a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cairn.domain.approvals import operations as approvals
from cairn.domain.approvals.models import Approval, Approver, Delegation, Waiver
from cairn.domain.approvals.operations import Link, Request
from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition import operations as recognition
from cairn.domain.recognition.models import Batch, FinalDecision, Instruction, Transcript
from cairn.domain.recognition.operations import Due, Heading
from cairn.domain.records import operations as records
from cairn.domain.records.models import Goal
from cairn.workflows import approving, excepting, finalizing, transcribing
from cairn.workflows.payrolls import as_csv
from tests.walk import DAY

TENNESSEE = "us-tn/teacher-license"


@dataclass
class Decided:
    """A request that waits and one that was refused, a seat and its delegate, and what came of it all."""

    asked: Approval
    refused: Approval
    seat: Approver
    handed: Delegation
    waiver: Waiver
    final: FinalDecision
    held: Instruction
    batch: Batch
    transcript: Transcript


def decide(
    organization: Organization, goal: Goal, *, award: str, office: Person, to: Person, at: datetime
) -> Decided:
    """Everything for the person of the goal, by the office; `award` is the reference of a badge of hers."""
    dana, on = goal.person, at.date()
    records.roster(organization=organization, rows=[(dana, "")], on=on, by=office, at=at)

    def asked(role: str) -> Approval:
        request = Request(f"A plan for the {role}", document="plan", note="It starts in May.")
        return approving.ask(
            thing=goal, links=[Link(organization, role, None, on)], request=request, by=dana, at=at
        )[0]

    refused = approving.refuse(approval=asked("advisor"), reason="Name the school.", by=office, at=at)
    seat = approvals.name_approver(organization=organization, person=office, role="principal", by=None, at=at)
    handed = approvals.delegate(
        organization=organization, taker=to, role="", days=(on, (at + 9 * DAY).date()), by=office, at=at
    )
    waiver = excepting.waive(
        person=dana,
        organization=organization,
        policy_key=TENNESSEE,
        reference=award,
        gate="window",
        reason="A fire.",
        by=office,
        at=at,
    )
    final = finalizing.finalize(
        person=dana,
        organization=organization,
        key=TENNESSEE,
        decision="renew",
        on=on,
        note="",
        by=office,
        at=at,
    )
    _due(organization, dana, "one", "", office, at)
    batch = recognition.export(organization=organization, write_out=as_csv, by=office, at=at)
    assert batch is not None
    held = _due(organization, dana, "two", "The budget is used up: ask the board.", office, at)
    heading = Heading("The licensing office", "Dana Marie Brown", "TN-1", "L-1", TENNESSEE)
    transcript = transcribing.make(person=dana, organization=organization, heading=heading, by=office, at=at)
    recognition.set_budget(
        organization=organization, policy_key=TENNESSEE, year="2025-26", ceiling_cents=100, by=office, at=at
    )
    packet = recognition.ask_for_packet(decision=final, by=office, at=at)
    recognition.keep_packet(packet=packet, content=b"PK", by=office, at=at)
    return Decided(asked("principal"), refused, seat, handed, waiver, final, held, batch, transcript)


def _due(
    organization: Organization, person: Person, period: str, held: str, by: Person, at: datetime
) -> Instruction:
    due = Due(
        person=person,
        policy_key="us-ut-juab/teacher-leader",
        trigger="each micro-credential",
        period=period,
        kind="once",
        cents=20_000,
        words=f"Badge {period}",
        year="2026-27",
        due_on=at.date(),
        held=held,
    )
    return recognition.note(organization=organization, due=due, by=by, at=at)
