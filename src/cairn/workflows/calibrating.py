"""Calibrating: from an earner to an evaluator who may read, and what keeps her one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from cairn.domain.calibration import operations, queries
from cairn.domain.calibration.models import Concern, Gate, Pool, Qualification, Sheet
from cairn.domain.deeds import deed
from cairn.domain.evaluation.models import Reading, Why
from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Person, Role
from cairn.domain.people.operations import take_role
from cairn.engines.verdict import Verdict, demand, no, yes
from cairn.workflows import anchoring, certifying, letters, paying


def askable(person: Person, pools: Iterable[Pool]) -> list[tuple[Pool, Verdict]]:
    """Each of the pools with whether the person may ask to become its evaluator."""
    issued = Award.objects.filter(earner=person, state="issued")
    earned = set(issued.values_list("organization", flat=True))
    return [(pool, yes() if pool.organization_id in earned else _not_earned(pool)) for pool in pools]


def _not_earned(pool: Pool) -> Verdict:
    return no(
        "not_earned", f"Evaluators have earned a micro-credential of {pool.organization.name} themselves."
    )


@deed()
def ask(*, pool: Pool, by: Person, at: datetime) -> Qualification:
    """Ask to become an evaluator."""
    [(_, allowed)] = askable(by, [pool])
    demand(allowed)
    return operations.ask(pool=pool, by=by, at=at)


@deed()
def invite(*, pool: Pool, person: Person, by: Person, at: datetime) -> Qualification:
    """Invite a person to qualify, and tell her."""
    qualification = operations.invite(pool=pool, person=person, by=by, at=at)
    letters.put("evaluator_invited", about=qualification, to=person, at=at, turn=at.isoformat())
    return qualification


def rounds_known_to(person: Person) -> set[int]:
    """Keys of the rounds that a person has read, or has taken to read: none of them is unseen for her."""
    return set(Reading.objects.filter(evaluator=person).values_list("round", flat=True))


@deed()
def practice(*, qualification: Qualification, by: Person, at: datetime) -> Sheet:
    """The next practice anchor, open to her."""
    sheet = operations.practice(qualification=qualification, but=rounds_known_to(by), by=by, at=at)
    anchoring.open_to(sheet=sheet, by=by, at=at)
    return sheet


@deed()
def begin_gate(*, qualification: Qualification, by: Person, at: datetime) -> Gate:
    """Begin a try at the gate, its anchors open to her; whoever is judged by her expert ratings hears at once."""
    gate = operations.begin_gate(qualification=qualification, but=rounds_known_to(by), by=by, at=at)
    if gate.ended_at == at:
        _after_gate(gate, by, at)
    for sheet in gate.sheets.filter(sent_at=None).select_related("anchor__round__attempt", "person"):
        anchoring.open_to(sheet=sheet, by=by, at=at)
    return gate


@deed()
def send(*, sheet: Sheet, by: Person, at: datetime) -> Sheet:
    """Send a sheet, and whatever follows from it for its purpose."""
    if sheet.sent_at:
        return sheet
    if sheet.purpose == Sheet.Purpose.EXPERT:
        return anchoring.send_as_expert(sheet=sheet, by=by, at=at)
    sheet = operations.send(sheet=sheet, by=by, at=at)
    if sheet.purpose == Sheet.Purpose.PRACTICE:
        anchoring.open_to(sheet=sheet, by=by, at=at, until=at + anchoring.STAYS_OPEN)
        operations.after_practice(sheet=sheet, by=by, at=at)
    else:
        anchoring.close_to(sheet=sheet, by=by, at=at)
        gate = operations.after_gate_sheet(sheet=sheet, by=by, at=at)
        if gate and gate.ended_at == at:
            _after_gate(gate, by, at)
    return sheet


def _after_gate(gate: Gate, by: Person, at: datetime) -> None:
    """A role for whoever passed and has none yet, and pay for the time, passed or not."""
    qualification = gate.qualification
    qualification.refresh_from_db()
    organization = qualification.pool.organization
    if gate.passed:
        take_role(person=by, organization=organization, role=Role.EVALUATOR, by=None, at=at)
        if qualification.state in ("certified", "lead"):
            certifying.certify(qualification=qualification, at=at)
    paying.pay_calibration(about=gate.public_id, organization=organization, evaluator=by, at=at)


@deed()
def after_reading(*, reading: Reading, at: datetime) -> None:
    """Count a reading that was sent; with the last one of her probation an evaluator is certified."""
    pool = queries.pool_of(reading.round.attempt.edition)
    if pool is None or reading.evaluator is None:
        return
    found = queries.qualification_in(reading.evaluator, pool)
    if found is None:
        return
    seed = reading.reason == Why.SEED
    found, certified = operations.note_read(qualification=found, seed=seed, by=reading.evaluator, at=at)
    if certified:
        certifying.certify(qualification=found, at=at)


@deed()
def raise_concern(*, qualification: Qualification, said: str, by: Person, at: datetime) -> Concern:
    """Tell an evaluator of a concern, and ask for her reply."""
    concern = operations.raise_concern(qualification=qualification, said=said, by=by, at=at)
    letters.put("evaluator_concern", about=concern, to=qualification.person, at=at)
    return concern


@deed()
def suspend(*, concern: Concern, note: str, by: Person, at: datetime) -> None:
    """Suspend an evaluator over a concern."""
    concern = operations.suspend(concern=concern, note=note, by=by, at=at)
    certifying.hold(qualification=concern.qualification, reason=note, by=by, at=at)
    letters.put("evaluator_suspended", about=concern, to=concern.qualification.person, at=at)


@deed()
def reinstate(*, qualification: Qualification, by: Person, at: datetime) -> Qualification:
    """Let a suspended evaluator read again, on probation."""
    return operations.reinstate(qualification=qualification, by=by, at=at)


@deed()
def appoint(*, qualification: Qualification, by: Person, at: datetime) -> Qualification:
    """Make a certified evaluator a lead, with the role that goes with it."""
    qualification = operations.appoint(qualification=qualification, by=by, at=at)
    organization = qualification.pool.organization
    take_role(person=qualification.person, organization=organization, role=Role.LEAD, by=None, at=at)
    return qualification


@deed()
def lapse_what_ran_out(*, at: datetime) -> int:
    """Let qualifications lapse that ran out or lay idle; how many. Safe to repeat."""
    return sum(operations.lapse(qualification=each, by=None, at=at) for each in queries.in_force())
