"""Who may share a badge with an organization, and who may file it there."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from cairn.domain.issuing.models import Award
from cairn.domain.issuing.queries import offers_of
from cairn.domain.people.access import holds
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.recognition.models import CreditClaim, Filing, FinalDecision, Instruction, Transcript
from cairn.domain.records.access import may_see
from cairn.domain.stacks.models import CreditOffer
from cairn.engines.verdict import Verdict, no, yes


def may_share(person: Person, award: Award) -> Verdict:
    """Whether the person may send this badge to an organization."""
    if award.earner_id != person.pk:
        return no("not_yours", "This is somebody else's award.")
    if award.state == "issued":
        return yes()
    return no("not_issued", "Only a badge that is issued and valid can be shared.")


def may_keep_record(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person keeps the organization's record of professional learning."""
    return holds(person, organization, Role.RECOGNIZER, Role.ADMINISTRATOR, at=at)


def may_unshare(person: Person, filing: Filing) -> Verdict:
    """Whether a shared badge may still be taken back."""
    if filing.earner_id != person.pk:
        return no("not_yours", "This is somebody else's badge.")
    if filing.filed_at:
        return no("filed", f"{filing.organization.name} has filed this badge. Ask its office to remove it.")
    return yes()


def enroll_by(award: Award, offer: CreditOffer) -> date | None:
    """The last day to ask for the credit; none where there is no end."""
    return award.earned_on + timedelta(days=offer.window_days) if offer.window_days is not None else None


def may_ask_for_credit(person: Person, award: Award, offer: CreditOffer, *, at: datetime) -> Verdict:
    """Whether the person may ask for this credit with this award today."""
    if award.earner_id != person.pk:
        return no("not_yours", "This is somebody else's award.")
    if award.state != "issued" or not offers_of(award).filter(pk=offer.pk).exists():
        return no("not_open", "This badge does not open this credit.")
    if offer.organization is None:
        return no("ask_directly", f"{offer.offered_by} is not on this site. Ask its registrar directly.")
    last = enroll_by(award, offer)
    if last and at.astimezone(ZoneInfo(offer.organization.time_zone)).date() > last:
        return no(
            "too_late", f"The last day to enroll was {last:%B} {last.day}, {last.year}. Ask the registrar."
        )
    return yes()


def may_decide_credit(person: Person, claim: CreditClaim, *, at: datetime) -> Verdict:
    """Whether the person may confirm or refuse this credit for the organization that offers it."""
    organization = claim.offer.organization
    if organization is None:
        return no("not_here", "The organization that offers this credit is not on this site.")
    return holds(person, organization, Role.RECOGNIZER, at=at)


def may_finalize(person: Person, whose: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person may decide for good for somebody: a recognizer who may see her record, never for herself."""
    if person == whose:
        return no("own", "Nobody decides for herself. Ask a colleague in your office.")
    return may_see(person, whose, organization, at=at)


def may_read_decision(person: Person, decision: FinalDecision, *, at: datetime) -> Verdict:
    """Whether the person may read a final decision: whose it is, and whoever keeps the record of who made it."""
    if decision.person_id == person.pk:
        return yes()
    return may_keep_record(person, decision.organization, at=at)


def may_set_aside(person: Person, decision: FinalDecision, *, at: datetime) -> Verdict:
    """Whether the person may set a final decision aside, as after an appeal."""
    if decision.set_aside_at is not None:
        return no("set_aside", "This decision was set aside already.")
    if decision.person_id == person.pk:
        return no("own", "Nobody decides for herself. Ask a colleague in your office.")
    return holds(person, decision.organization, Role.RECOGNIZER, at=at)


def may_pay(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person may work out, release and export what the organization pays under policies."""
    return holds(person, organization, Role.RECOGNIZER, Role.ADMINISTRATOR, at=at)


def may_release(person: Person, instruction: Instruction, *, at: datetime) -> Verdict:
    """Whether the person may let a payment through that its budget holds."""
    if instruction.state != "held" or instruction.cents is None:
        return no("not_held", "Only a payment that is held and has an amount can be let through.")
    if instruction.person_id == person.pk:
        return no("own", "Nobody lets her own payment through. Ask a colleague.")
    return may_pay(person, instruction.organization, at=at)


def may_read_payment(person: Person, instruction: Instruction, *, at: datetime) -> Verdict:
    """Whether the person may see a payment: whose it is, and whoever pays it."""
    if instruction.person_id == person.pk:
        return yes()
    return may_pay(person, instruction.organization, at=at)


def may_make_transcript(
    person: Person, whose: Person, organization: Organization, *, at: datetime
) -> Verdict:
    """Whether the person may make a transcript in the organization's name: a recognizer who may see her record."""
    return may_see(person, whose, organization, at=at)


def may_read_transcript(person: Person, transcript: Transcript, *, at: datetime) -> Verdict:
    """Whether the person may read a transcript: whose it is, and whoever keeps the record of who made it."""
    if transcript.person_id == person.pk:
        return yes()
    return may_keep_record(person, transcript.organization, at=at)
