"""Who may read a round and score it, appeal against what came of it, and let it out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain

from django.db.models import Q

from cairn.domain.calibration.queries import conflicts_of
from cairn.domain.calibration.queries import may_read as calibration_lets
from cairn.domain.evaluation.eligibility import fits, may_read_for
from cairn.domain.evaluation.models import APART, FRESH, Appeal, BackRead, Outcome, Reading, Why
from cairn.domain.evaluation.rules import Rules, rules_of
from cairn.domain.evaluation.ties import Ties, ties_of
from cairn.domain.evidence.models import Attempt, Round
from cairn.domain.evidence.queries import current_round
from cairn.domain.people.access import holds
from cairn.domain.people.models import Membership, Organization, Person, Role, current
from cairn.domain.people.queries import related
from cairn.engines.verdict import Verdict, no, yes

CONFLICT = "You know this earner, so somebody else scores this work."


def may_claim(person: Person, reading: Reading, *, at: datetime) -> Verdict:
    """Whether the person may take this reading: qualified, unrelated, new to this attempt, and with time for it."""
    ties = ties_of(person, reading, at=at)
    if not ties.reads:
        return may_read_for(person, reading, at=at)
    if not (independent := next(chain(_tied(person, reading, ties), _met(reading, ties)), yes())):
        return independent
    if reading.state != "open" or reading.meant_for_id not in {None, person.pk}:
        return no("taken", "Another evaluator has taken this one. Choose Next for another.")
    edition = reading.round.attempt.edition
    if not (calibrated := calibration_lets(person, edition, at=at)):
        return calibrated
    if not (fit := fits(person, edition)):
        return fit
    return _has_time(ties, rules_of(edition))


def _tied(person: Person, reading: Reading, ties: Ties) -> Iterator[Verdict]:
    """What ties the person to the earner."""
    if reading.round.attempt.earner_id == person.pk:
        yield no("own_work", "You cannot score your own work.")
    if ties.relation == "coaches":
        yield no("coach", "You coached this earner, so somebody else scores her work.")
    if ties.relation or ties.declared:
        yield no("conflict", CONFLICT)
    if reading.away and ties.neighbors:
        yield no("same_district", "Pay hangs on this work, so nobody of the earner's own district scores it.")


def _met(reading: Reading, ties: Ties) -> Iterator[Verdict]:
    """What of this attempt the person knows."""
    if ties.recused:
        yield no("recused", "You stepped back from this earner's work. Another evaluator reads it.")
    if ties.read or ties.looked:
        yield no("read_before", "You have read this earner's work before. Another evaluator reads it now.")
    if ties.unsealed and not settles(reading):
        yield no(
            "unsealed", "You have seen how this earner's work was rated. Somebody new to it reads it now."
        )
    if ties.reported:
        yield no("reported", "You reported what you saw in this work. Another evaluator reads it now.")
    if ties.holding:
        yield no("held", "You have this work already. Go on with it from your queue.")


def _declared(person: Person, attempt: Attempt, at: datetime) -> bool:
    """Whether the person declared that she must not judge this earner, her organization or her school."""
    conflicts = conflicts_of(person)
    if attempt.earner_id in conflicts.people:
        return True
    if not conflicts.organizations and not conflicts.schools:
        return False
    held = Membership.objects.filter(current(at), person=attempt.earner_id)
    return held.filter(Q(organization__in=conflicts.organizations) | Q(title__in=conflicts.schools)).exists()


def _has_time(ties: Ties, rules: Rules) -> Verdict:
    """Whether the person holds, and took within a week, less than the rules allow."""
    if ties.held >= rules.open_at_once:
        return no("full", f"You have {ties.held} readings open. Send one before you take another.")
    if ties.taken >= rules.weekly:
        return no("week", f"You took {ties.taken} readings within a week. More wait for you next week.")
    return yes()


def may_score(person: Person, reading: Reading, *, at: datetime) -> Verdict:
    """Whether the person may rate, comment and conclude on this reading now."""
    return _scores(person, reading, at) and may_read_for(person, reading, at=at)


def _scores(person: Person, reading: Reading, at: datetime) -> Verdict:
    """Whether the reading is hers and goes on."""
    if reading.evaluator_id != person.pk:
        return no("not_yours", "This reading is not yours.")
    if reading.state == "concluded":
        return no("sent", "You have sent this result. It can no longer be changed.")
    if reading.state in {"recused", "returned"}:
        return no("given_up", "You gave this work back. Your notes are kept below.")
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
    return yes()


def may_conclude(person: Person, reading: Reading, *, at: datetime) -> Verdict:
    """Whether the person may send the reading: what came to tie her to the earner since, or suspended her, counts."""
    ties = ties_of(person, reading, at=at)
    if not (hers := _scores(person, reading, at) if ties.reads else may_score(person, reading, at=at)):
        return hers
    if not (untied := next(_tied(person, reading, ties), yes())):
        return untied
    if not ties.suspended:
        return yes()
    calibrated = calibration_lets(person, reading.round.attempt.edition, at=at)
    return calibrated if "suspended" in calibrated.codes else yes()


def may_continue(person: Person, reading: Reading, *, at: datetime) -> Verdict:
    """Whether the person may renew a claim, expired or not, that nobody else has taken over."""
    if reading.evaluator_id != person.pk:
        return no("not_yours", "This reading is not yours.")
    if reading.state != "claimed":
        return may_score(person, reading, at=at)
    return may_read_for(person, reading, at=at)


def may_view(person: Person, reading: Reading) -> Verdict:
    """Whether the person may look at this sheet at all: it is, or was, hers."""
    if reading.evaluator_id == person.pk:
        return yes()
    return no("not_yours", "This reading is not yours. Open your queue to take one.")


def may_return(person: Person, reading: Reading, *, at: datetime) -> Verdict:
    """Whether the person may say that the work is incomplete: while it is hers, whyever she reads it."""
    return may_score(person, reading, at=at)


def goes_back(reading: Reading) -> bool:
    """Whether work that is said to be incomplete goes back to its earner: not an anchor, nor what somebody has scored.

    No page tells this, for it would tell why the work is read.
    """
    scored = Reading.objects.filter(round=reading.round_id, state="concluded")
    moves = reading.reason not in {*APART, *FRESH} and reading.round.attempt.state == "in_review"
    return moves and not scored.exists()


def may_release(person: Person, round_: Round, *, at: datetime) -> Verdict:
    """Whether the person may let the earner hear of a result that waits for a lead who is not tied to her."""
    lead = may_compare(person, round_, at=at)
    if lead and Outcome.objects.filter(round=round_).exists():
        return no("released", "The earner has this result already.")
    return lead


def may_appeal(person: Person, outcome: Outcome, *, at: datetime) -> Verdict:
    """Whether the person may appeal: the earner, against her latest result, while the time for it lasts."""
    attempt = outcome.round.attempt
    if attempt.earner_id != person.pk:
        return no("not_yours", "This result is not yours.")
    if Appeal.objects.filter(outcome=outcome).exists():
        return no("appealed", "You have appealed against this result. One appeal is heard for each.")
    if outcome.met or attempt.state != "revising":
        return no("state", "There is no result to appeal against now.")
    if current_round(attempt) != outcome.round:
        return no("superseded", "You have sent newer work. An appeal is about the latest result.")
    days = rules_of(attempt.edition).appeal_days
    if outcome.concluded_at + timedelta(days=days) <= at:
        return no("late", f"The {days} days for an appeal are over. You can revise and try again.")
    return yes()


def may_see_appeal(person: Person, appeal: Appeal) -> Verdict:
    """Whether the person may see that there is an appeal, and what came of it."""
    if appeal.outcome.round.attempt.earner_id == person.pk:
        return yes()
    return no("not_yours", "This appeal is not yours.")


def may_have_reread(person: Person, outcome: Outcome, *, at: datetime) -> Verdict:
    """Whether the person may have a denial read anew: a lead of the organization that judged."""
    lead = holds(person, outcome.round.attempt.organization, Role.LEAD, at=at)
    if lead and outcome.met:
        return no("met", "This was met, and an honest award stands. Only what was not yet met is read again.")
    return lead


def may_lead_judging(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person leads the judging of the organization's work."""
    return holds(person, organization, Role.LEAD, at=at)


def may_look_back(person: Person, back_read: BackRead, *, at: datetime) -> Verdict:
    """Whether the person may look at the feedback of a reading: a lead whose reading and whose own work it is not, and
    who reads nothing of its attempt blind now."""
    reading = back_read.reading
    if not (lead := may_lead_judging(person, reading.organization, at=at)):
        return lead
    return (
        may_unseal(person, reading.round, at=at)
        if reading.evaluator_id != person.pk
        else no("herself", "Another lead looks at your own feedback.")
    )


def may_compare(person: Person, round_: Round, *, at: datetime) -> Verdict:
    """Whether the person may see side by side what a round's readers gave: a lead who is not tied to its earner."""
    attempt = round_.attempt
    if not (lead := may_lead_judging(person, attempt.organization, at=at)):
        return lead
    tied = attempt.earner_id == person.pk or related(person, attempt.earner).exists()
    return no("conflict", CONFLICT) if tied or _declared(person, attempt, at) else yes()


def may_unseal(person: Person, round_: Round, *, at: datetime) -> Verdict:
    """Whether a lead may see the round's sheets: once it has its result or waits for her to let it out, and before
    that if she has taken what is hers to settle. Whoever may yet read it blind, or reads its attempt, sees nothing."""
    if not (lead := may_compare(person, round_, at=at)):
        return lead
    standing = [
        each
        for each in Reading.objects.filter(round__attempt=round_.attempt_id, state__in=["open", "claimed"])
        if not (settles(each) and each.evaluator_id == person.pk)
    ]
    blind = not hasattr(round_, "outcome") and any(
        each.round_id == round_.pk and each.reason not in APART for each in standing
    )
    if blind or any(each.evaluator_id == person.pk for each in standing):
        return no("sealed", "Both sides stay sealed until nobody reads this work blind any more.")
    return yes()


def settles(reading: Reading) -> bool:
    """Whether it is a lead's, who sees both sides and decides between them."""
    return reading.by_lead and reading.reason == Why.ADJUDICATION
