"""Who may answer for a draft, and who may review it: nobody her own."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.catalog.access import may_edit
from cairn.domain.catalog.models import MicroCredential
from cairn.domain.catalog.queries import writers_of
from cairn.domain.gating.models import Review
from cairn.domain.people.access import holds
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.people.queries import roles_of
from cairn.engines.verdict import Verdict, no, yes


def may_answer(person: Person, micro_credential: MicroCredential, *, at: datetime) -> Verdict:
    """Whether the person may answer the standards as an author and ask for a review."""
    return may_edit(person, micro_credential, at=at)


def may_be_asked(person: Person, micro_credential: MicroCredential, *, at: datetime) -> Verdict:
    """Whether the person may be asked by name: a reviewer of any organization who never wrote in the draft."""
    if Role.REVIEWER not in roles_of(person, at=at):
        return no("not_a_reviewer", f"{person.name} is no reviewer. Choose somebody who holds that role.")
    return _independent(person, micro_credential)


def may_review(person: Person, review: Review, *, at: datetime) -> Verdict:
    """Whether the person may review: asked by name or, where nobody was, any reviewer of the organization."""
    if not (apart := _independent(person, review.micro_credential)):
        return apart
    seats = {seat.reviewer_id for seat in review.seats.all()}
    if person.pk in seats and Role.REVIEWER in roles_of(person, at=at):
        return yes()
    if seats:
        return no("not_asked", "Somebody else was asked for this review.")
    return holds(person, review.micro_credential.organization, Role.REVIEWER, at=at)


def _independent(person: Person, micro_credential: MicroCredential) -> Verdict:
    if writers_of(micro_credential).filter(pk=person.pk).exists():
        return no(
            "wrote_it", "Whoever has written in a draft cannot review it. Ask somebody who comes to it fresh."
        )
    return yes()


def may_set_standards(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person may change the organization's standards: its administrators and its authors."""
    return holds(person, organization, Role.AUTHOR, Role.ADMINISTRATOR, at=at)


def may_read_standards(person: Person, organization: Organization, *, at: datetime) -> Verdict:
    """Whether the person may read how the organization's standards are set: whoever works with them there."""
    return holds(
        person,
        organization,
        Role.AUTHOR,
        Role.ADMINISTRATOR,
        Role.REVIEWER,
        Role.LEAD,
        Role.ISSUER,
        at=at,
    )
