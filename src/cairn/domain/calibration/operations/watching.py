"""After the gate: readings are counted, certification follows probation, concerns are heard, qualifications lapse."""

from __future__ import annotations

import secrets
from datetime import datetime

from cairn.domain.calibration import access
from cairn.domain.calibration.models import Anchor, Concern, Qualification, Sheet
from cairn.domain.calibration.operations.qualifying import lock, move
from cairn.domain.calibration.operations.sheets import begin_sheet
from cairn.domain.calibration.queries import holds
from cairn.domain.calibration.states import IN_FORCE
from cairn.domain.deeds import deed
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no


def new_seed_in(qualification: Qualification) -> int:
    """By lot, after how many of her readings the next seed is due, so that nobody can foresee it.

    On average one reading in as many is a seed as the rules say.
    """
    rules = qualification.pool.rules
    every = rules.probation_seeds if qualification.state == "probation" else rules.seeds
    return 1 + secrets.randbelow(max(1, 2 * every - 3))


@deed()
def note_read(
    *, qualification: Qualification, seed: bool, by: Person, at: datetime
) -> tuple[Qualification, bool]:
    """Count a reading that she sent; whether it was the one with which her probation ended is told beside."""
    row = lock(qualification)
    if row.state not in IN_FORCE:
        return row, False
    row.read_at = at
    if seed:
        row.seed_in = new_seed_in(row)
    else:
        row.reads += 1
        row.seed_in = max(0, row.seed_in - 1)
    row.save(update_fields=["read_at", "reads", "seed_in"])
    if row.state == "probation" and row.reads >= row.pool.rules.probation:
        return move(qualification=row, move="certify", by=by, at=at), True
    return row, False


@deed()
def give_seed(*, anchor: Anchor, to: Person, at: datetime) -> Sheet:
    """Note that a person is given an anchor among her readings."""
    return begin_sheet(anchor=anchor, person=to, purpose=Sheet.Purpose.SEED, by=None, at=at)


@deed()
def lapse(*, qualification: Qualification, by: Person | None, at: datetime, because: str = "") -> bool:
    """Let a qualification lapse that ran out or lay idle, or one that drifted, for a reason; whether it did."""
    row = lock(qualification)
    if by is not None:
        demand(access.may_lead(by, row.pool.organization, at=at))
    if row.state not in IN_FORCE:
        return False
    standing = holds(row, at=at)
    if standing and not because.strip():
        return False
    move(qualification=row, move="lapse", by=by, at=at, reason=because.strip() or standing.sentence)
    return True


@deed()
def appoint(*, qualification: Qualification, by: Person, at: datetime) -> Qualification:
    """Make a certified evaluator a lead of the pool."""
    demand(access.may_lead(by, qualification.pool.organization, at=at))
    return move(qualification=lock(qualification), move="appoint", by=by, at=at)


@deed()
def raise_concern(*, qualification: Qualification, said: str, by: Person, at: datetime) -> Concern:
    """Tell an evaluator what gives cause for concern; she replies before anything is decided."""
    row = lock(qualification)
    demand(access.may_lead(by, row.pool.organization, at=at))
    if not said.strip():
        raise Refused(no("empty", "Say what you have seen, with numbers or examples."))
    if row.person_id == by.pk:
        raise Refused(no("herself", "Another lead has to speak with you about your own readings."))
    if Concern.objects.filter(qualification=row, outcome="").exists():
        raise Refused(no("open", "There is an open concern already. Settle it first."))
    concern = Concern.objects.create(qualification=row, said=said.strip(), said_by=by, said_at=at)
    record(event="concern.raised", by=by, at=at, subject=concern, organization=row.pool.organization)
    return concern


@deed()
def reply(*, concern: Concern, words: str, by: Person, at: datetime) -> Concern:
    """Answer a concern."""
    row = _locked(concern)
    if row.qualification.person_id != by.pk:
        raise Refused(no("not_yours", "This concerns somebody else."))
    if row.outcome:
        raise Refused(no("decided", "This concern is settled."))
    if not words.strip():
        raise Refused(no("empty", "Write your reply first."))
    row.reply, row.replied_at = words.strip(), at
    row.save(update_fields=["reply", "replied_at"])
    record(event="concern.answered", by=by, at=at, subject=row)
    return row


@deed()
def drop(*, concern: Concern, note: str, by: Person, at: datetime) -> Concern:
    """Settle a concern without further steps."""
    row = _locked(concern)
    demand(access.may_lead(by, row.qualification.pool.organization, at=at))
    return row if row.outcome else _decided(row, Concern.Outcome.DROPPED, note, by, at)


@deed()
def suspend(*, concern: Concern, note: str, by: Person, at: datetime) -> Concern:
    """Suspend an evaluator over a concern that she could answer; `note` is the reason in words for her."""
    row = _locked(concern)
    demand(access.may_suspend(by, row, at=at))
    if not note.strip():
        raise Refused(no("no_reason", "Say why, in words that she will read."))
    move(qualification=lock(row.qualification), move="suspend", by=by, at=at, reason=note.strip())
    return _decided(row, Concern.Outcome.SUSPENDED, note, by, at)


def _decided(row: Concern, outcome: str, note: str, by: Person, at: datetime) -> Concern:
    row.outcome, row.decided_at, row.note = outcome, at, note.strip()
    row.save(update_fields=["outcome", "decided_at", "note"])
    record(event="concern.decided", by=by, at=at, subject=row, outcome=outcome)
    return row


@deed()
def reinstate(*, qualification: Qualification, by: Person, at: datetime) -> Qualification:
    """Let a suspended evaluator read again, on probation; one whose certification ran out takes the gate first."""
    row = lock(qualification)
    demand(access.may_lead(by, row.pool.organization, at=at))
    if row.person_id == by.pk:
        raise Refused(no("herself", "Another lead decides about you."))
    row = move(qualification=row, move="reinstate", by=by, at=at, reason="", reads=0)
    row.seed_in = new_seed_in(row)
    row.save(update_fields=["seed_in"])
    lapse(qualification=row, by=by, at=at)
    row.refresh_from_db()
    return row


def _locked(concern: Concern) -> Concern:
    rows = Concern.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("qualification__pool__organization").get(pk=concern.pk)
