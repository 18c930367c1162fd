"""Who may read a round and score it."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.evaluation.models import Reading
from cairn.domain.people.access import holds
from cairn.domain.people.models import Person, Role
from cairn.domain.people.queries import related
from cairn.engines.verdict import Verdict, no, yes


def may_claim(person: Person, reading: Reading, *, at: datetime) -> Verdict:
    """Whether the person may take this reading: qualified, unrelated, and new to this attempt."""
    attempt = reading.round.attempt
    qualified = holds(person, reading.organization, Role.EVALUATOR, Role.LEAD, at=at)
    if not qualified:
        return qualified
    if attempt.earner_id == person.pk:
        return no("own_work", "You cannot score your own work.")
    if relation := related(person, attempt.earner).first():
        if relation.kind == "coaches":
            return no("coach", "You coached this earner, so somebody else scores her work.")
        return no("conflict", "You know this earner, so somebody else scores this work.")
    if Reading.objects.filter(round__attempt=attempt, evaluator=person, state="concluded").exists():
        return no("read_before", "You have read this earner's work before. Another evaluator reads it now.")
    if Reading.objects.filter(round=reading.round_id, evaluator=person, state="claimed").exists():
        return no("held", "You have this work already. Go on with it from your queue.")
    if reading.state != "open":
        return no("taken", "Another evaluator has taken this one. Choose Next for another.")
    return yes()


def may_score(person: Person, reading: Reading, *, at: datetime) -> Verdict:
    """Whether the person may rate, comment and conclude on this reading now."""
    if reading.evaluator_id != person.pk:
        return no("not_yours", "This reading is not yours.")
    if reading.state == "concluded":
        return no("sent", "You have sent this result. It can no longer be changed.")
    if reading.state in {"lapsed", "released", "canceled"}:
        return no(
            "lapsed",
            "Your time with this work has ended and it went back to the queue. Your notes are kept below.",
        )
    if reading.leased_until and reading.leased_until <= at:
        return no(
            "lease_over",
            "Your time with this work has ended. Choose Continue to take it again; your notes are kept.",
        )
    return holds(person, reading.organization, Role.EVALUATOR, Role.LEAD, at=at)


def may_continue(person: Person, reading: Reading, *, at: datetime) -> Verdict:
    """Whether the person may renew a claim, expired or not, that nobody else has taken over."""
    if reading.evaluator_id != person.pk:
        return no("not_yours", "This reading is not yours.")
    if reading.state != "claimed":
        return may_score(person, reading, at=at)
    return holds(person, reading.organization, Role.EVALUATOR, Role.LEAD, at=at)


def may_view(person: Person, reading: Reading) -> Verdict:
    """Whether the person may look at this sheet at all: it is, or was, hers."""
    if reading.evaluator_id == person.pk:
        return yes()
    return no("not_yours", "This reading is not yours. Open your queue to take one.")
