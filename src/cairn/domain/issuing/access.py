"""Who may issue, suspend and revoke, and who may see an award."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.issuing.models import Award, Endorsement, SigningKey, What, issuer_of
from cairn.domain.people.access import holds
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.stacks.models import StackEdition
from cairn.engines.verdict import Verdict, all_of, no, yes


def may_issue(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person may see and correct the organization's awards."""
    return holds(person, organization, Role.ISSUER, Role.ADMINISTRATOR, at=at)


def may_keep_keys(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person may rotate the organization's keys and take one for compromised."""
    return holds(person, organization, Role.ISSUER, Role.ADMINISTRATOR, at=at)


def may_keep_tokens(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person may let programs award in the organization's name, and end that."""
    return holds(person, organization, Role.ADMINISTRATOR, at=at)


def may_compromise(
    key: SigningKey, *, since: datetime, reason: str, typed: str, by: Person | None, at: datetime
) -> Verdict:
    """Whether a key may be taken for compromised with these words; an operator asks without a person."""
    slug = key.organization.slug
    wanted = [
        may_keep_keys(by, key.organization, at=at) if by else yes(),
        yes() if reason.strip() else no("no_reason", "Say what happened to the key."),
        yes() if key.since <= since <= at else no("when", "Give a day between the key's first and today."),
        yes()
        if typed.strip() == slug
        else no("not_typed", f"To confirm, type {slug} exactly as it stands here."),
    ]
    return all_of(wanted)


def may_revoke(organization: Organization, *, typed: str) -> Verdict:
    """Whether a revocation was confirmed by typing the issuer's short name."""
    slug = organization.slug
    sentence = f"To confirm, type {slug} exactly as it stands here."
    return yes() if typed.strip() == slug else no("not_typed", sentence)


def may_endorse(person: Person, organization: Organization, what: What, *, at: datetime) -> Verdict:
    """Whether the person may endorse something in the organization's name: never what is its own."""
    own = issuer_of(what) == organization
    return all_of(
        [
            may_issue(person, organization, at=at),
            no("own", "Endorsements come from others. This is your own.") if own else yes(),
            is_issued(what) if isinstance(what, Award) else yes(),
            no("personal", "This stack is between an earner and her principal.")
            if _is_personal(what)
            else yes(),
        ]
    )


def _is_personal(what: What) -> bool:
    return isinstance(what, StackEdition) and what.stack.owner_id is not None


def may_ask_endorsement(person: Person, organization: Organization, what: What, *, at: datetime) -> Verdict:
    """Whether the person may ask the organization to endorse something: what she issues, or her own badge."""
    if issuer_of(what) == organization:
        return no("own", "Choose another organization. Endorsements come from others.")
    return owns(person, what) if isinstance(what, Award) else may_issue(person, issuer_of(what), at=at)


def may_answer_endorsement(person: Person, endorsement: Endorsement, *, at: datetime) -> Verdict:
    """Whether the person may hide an endorsement or show it again: the earner of a badge, else its issuer."""
    if endorsement.award:
        return owns(person, endorsement.award)
    return may_issue(person, endorsement.answers, at=at)


def owns(person: Person, award: Award) -> Verdict:
    """Whether the award is the person's own."""
    return yes() if award.earner_id == person.pk else no("not_yours", "This is somebody else's award.")


def is_issued(award: Award) -> Verdict:
    """Whether the award is a badge yet; who sees it is a question to `portfolios.access`."""
    if award.state == "made":
        return no("not_issued", "This badge is being signed. Look again in a minute.")
    return yes()
