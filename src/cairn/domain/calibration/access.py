"""Who may choose anchors, rate them, and lead evaluators."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.calibration.models import Anchor, Concern, Pool, Qualification, Sheet, Signal
from cairn.domain.calibration.rules import REPLY
from cairn.domain.calibration.states import LIFE, MAY_TRY
from cairn.domain.evidence.models import Attempt
from cairn.domain.people.access import holds
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.people.queries import related
from cairn.engines.verdict import Verdict, no, yes


def may_lead(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person looks after the organization's evaluators and anchors."""
    return holds(person, organization, Role.LEAD, at=at)


def may_allow_training(person: Person, attempt: Attempt) -> Verdict:
    """Whether the person may say that evaluators are trained on this work: it is her own."""
    if attempt.earner_id == person.pk:
        return yes()
    return no("not_yours", "This is somebody else's work.")


def may_rate_as_expert(person: Person, anchor: Anchor, *, at: datetime) -> Verdict:
    """Whether the person may be asked for an expert rating: qualified by role, and unrelated to the earner."""
    roles = (Role.LEAD, Role.EVALUATOR, Role.AUTHOR, Role.REVIEWER)
    qualified = holds(person, anchor.pool.organization, *roles, at=at)
    if not qualified:
        return qualified
    if anchor.state != "rating" or anchor.round is None:
        return no("settled", "This anchor is settled. Ask for ratings of one that is still being rated.")
    earner = anchor.round.attempt.earner
    if earner.pk == person.pk or related(person, earner).exists():
        return no("conflict", f"{person.name} knows whose work this is. Ask somebody else.")
    if Sheet.objects.filter(anchor=anchor, person=person).exists():
        return no("asked", f"{person.name} has met this anchor already.")
    return yes()


def may_view_sheet(person: Person, sheet: Sheet) -> Verdict:
    """Whether the person may look at this sheet: it is hers."""
    if sheet.person_id == person.pk and sheet.purpose != Sheet.Purpose.SEED:
        return yes()
    return no("not_yours", "This sheet is not yours.")


def may_rate(person: Person, sheet: Sheet) -> Verdict:
    """Whether the person may rate on this sheet now."""
    if not (mine := may_view_sheet(person, sheet)):
        return mine
    if sheet.sent_at:
        return no("sent", "You have sent this sheet. It can no longer be changed.")
    if sheet.anchor.state == "burnt":
        return no("burnt", "This anchor is no longer used. You need not rate it.")
    return yes()


def may_see_ratings(person: Person, anchor: Anchor, *, at: datetime) -> Verdict:
    """Whether the person may see what experts rated: a lead may, once all who were asked have sent."""
    if not (lead := may_lead(person, anchor.pool.organization, at=at)):
        return lead
    sheets = Sheet.objects.filter(anchor=anchor, purpose=Sheet.Purpose.EXPERT)
    if sheets.filter(sent_at=None).exists():
        return no("sealed", "Ratings stay sealed until every expert who was asked has sent hers.")
    return yes()


def may_invite(person: Person, pool: Pool, whom: Person, *, at: datetime) -> Verdict:
    """Whether the person may invite somebody to become an evaluator of this pool."""
    if not (lead := may_lead(person, pool.organization, at=at)):
        return lead
    found = Qualification.objects.filter(person=whom, pool=pool).first()
    if found and not LIFE.may("invite", found.state):
        return no("invited", f"{whom.name} is on the way already.")
    return yes()


def may_try(person: Person, qualification: Qualification, *, at: datetime) -> Verdict:
    """Whether the person may take the gate now."""
    if qualification.person_id != person.pk:
        return no("not_yours", "This is somebody else's qualification.")
    if qualification.state == "cooling_off" and qualification.again_from:
        return no(
            "cooling_off", "Practice first. You may take the gate again after the day that is named here."
        )
    if qualification.state not in MAY_TRY:
        return no("not_trained", "Finish the training first. The gate comes after it.")
    return yes()


def may_suspend(person: Person, concern: Concern, *, at: datetime) -> Verdict:
    """Whether the person may suspend over a concern: after the evaluator's reply, or a week of silence."""
    qualification = concern.qualification
    if not (lead := may_lead(person, qualification.pool.organization, at=at)):
        return lead
    if qualification.person_id == person.pk:
        return no("herself", "Another lead decides about you.")
    if concern.outcome:
        return no("decided", "This concern is settled.")
    if not concern.replied_at and concern.said_at + REPLY > at:
        return no("unheard", "Hear her first: she has a week to reply.")
    if not LIFE.may("suspend", qualification.state):
        return no("state", "She does not read now, so there is nothing to suspend.")
    return yes()


def may_answer_signal(person: Person, signal: Signal, *, at: datetime) -> Verdict:
    """Whether the person may act on a signal: another lead than the one it is about, while it is open."""
    if not (lead := may_lead(person, signal.organization, at=at)):
        return lead
    if signal.evaluator_id == person.pk:
        return no("herself", "Another lead has to look at your own readings.")
    if signal.outcome:
        return no("closed", "This signal is closed.")
    return yes()
