"""Who may be invited as a coach and who may comment."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.coaching.models import Invitation
from cairn.domain.evidence.access import may_coach, owns
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.states import EDITABLE
from cairn.domain.people.access import holds
from cairn.domain.people.models import Person, Role
from cairn.engines.verdict import Verdict, no, yes


def may_invite(person: Person, attempt: Attempt, coach: Person, *, at: datetime) -> Verdict:
    """Whether the earner may invite this coach of the micro-credential's deliverer: while the draft is hers.

    Afterward the coach may be the very evaluator who reads it blind, and the letter would name the earner to her.
    """
    if not (mine := owns(person, attempt)):
        return mine
    if coach.pk == person.pk:
        return no("self", "Choose somebody else as your coach.")
    if attempt.state not in EDITABLE:
        return no("sent", f"This work is {attempt.state_words.lower()}. Invite a coach while you work on it.")
    return holds(coach, attempt.organization, Role.COACH, at=at)


def may_end(person: Person, invitation: Invitation) -> Verdict:
    """Whether the person may end an invitation: its earner or the coach herself."""
    if person.pk in {invitation.coach_id, invitation.attempt.earner_id}:
        return yes()
    return no("not_yours", "This invitation is not yours to end.")


def may_comment(person: Person, attempt: Attempt, *, at: datetime) -> Verdict:
    """Whether the person may comment on the draft: its earner and her coaches."""
    return yes() if attempt.earner_id == person.pk else may_coach(person, attempt, at=at)
