"""Proposing: a group hands in a course of study, a panel votes, and what it accepts becomes a micro-credential."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from cairn.domain.catalog import operations as catalog
from cairn.domain.catalog.models import Draft, MicroCredential
from cairn.domain.people.models import Person
from cairn.domain.plans import access, queries
from cairn.domain.plans.models import Member, Proposal
from cairn.domain.plans.operations import proposals, votes
from cairn.engines.verdict import demand
from cairn.workflows import letters

SHORT = 300


@dataclass
class Hearing:
    """One round before the panel, as letters name it."""

    public_id: UUID


@transaction.atomic
def add_member(*, proposal: Proposal, person: Person, by: Person, at: datetime) -> Member:
    """Take a colleague into the group, and tell her."""
    member = proposals.add_member(proposal=proposal, person=person, by=by, at=at)
    letters.put("proposal_joined", about=member, to=person, at=at)
    return member


@transaction.atomic
def submit(*, proposal: Proposal, by: Person, at: datetime) -> Proposal:
    """Hand the proposal to the panel. Raises `Refused` with every gap; handing it in twice does so once."""
    row = proposals.submit(proposal=proposal, by=by, at=at)
    _tell("proposal_handed_in", row, queries.judges(row), at)
    return row


@transaction.atomic
def open_vote(*, proposal: Proposal, price_cents: int, by: Person, at: datetime) -> Proposal:
    """Set what the course adds to a salary and let the panel vote. Raises `Refused` outside of the bounds."""
    row = votes.open_vote(proposal=proposal, price_cents=price_cents, by=by, at=at)
    _tell("proposal_vote_opened", row, queries.judges(row), at)
    return row


@transaction.atomic
def vote(*, proposal: Proposal, answer: str, reason: str, by: Person, at: datetime) -> Proposal:
    """Vote; when that decides, the group is told with the panel's reasons."""
    row = votes.vote(proposal=proposal, answer=answer, reason=reason, by=by, at=at)
    _tell_when_decided(row, at)
    return row


@transaction.atomic
def close_vote(*, proposal: Proposal, by: Person, at: datetime) -> Proposal:
    """End a vote in which enough have voted."""
    row = votes.close(proposal=proposal, by=by, at=at)
    _tell_when_decided(row, at)
    return row


@transaction.atomic
def become(*, proposal: Proposal, by: Person, at: datetime) -> Draft:
    """Begin the micro-credential that an accepted proposal becomes, with the group's own words in it.

    An author completes it, and it goes through the gate as any other. It is for the group alone.
    """
    proposal = proposals.lock(proposal)
    demand(access.may_turn_into(by, proposal, at=at))
    organization = proposal.goal.organization
    key = f"{slugify(proposal.title)[:40].strip('-') or 'course'}-{str(proposal.public_id)[:8]}"
    draft = catalog.begin(organization=organization, key=key, title=proposal.title, by=by, at=at)
    told = draft.document | {
        "competency": proposal.competency,
        "summary": f"Proposed by teachers toward “{proposal.goal.title}”."[:SHORT],
        "purpose": "A course of study that a group proposed and a panel accepted, as a step in salary.",
        "stakes": "pay",
        "hours": {"low": proposal.hours, "high": proposal.hours},
        "method": {"name": "", "summary": proposal.activities, "components": []},
        "completion": _lines(proposal.evidence)[:20],
    }
    draft = catalog.save_draft(draft=draft, document=told, revision=draft.revision, by=by, at=at)
    proposals.become(proposal=proposal, micro_credential=draft.micro_credential, by=by, at=at)
    catalog.reserve(micro_credential=draft.micro_credential, by=by, at=at)
    return draft


@transaction.atomic
def tell_group(*, micro_credential: MicroCredential, at: datetime) -> None:
    """Tell the group whose proposal became this micro-credential that it is published, once."""
    proposal = queries.proposal_behind(micro_credential)
    for member in proposal.members.all() if proposal else ():
        letters.put("proposal_became", about=member.proposal, to=member.person, at=at)


def _lines(text: str) -> list[str]:
    return [line.strip(" -•\t")[:SHORT] for line in text.splitlines() if line.strip(" -•\t")]


def _tell(kind: str, proposal: Proposal, people: Iterable[Person], at: datetime) -> None:
    for person in people:
        letters.put(kind, about=Hearing(proposal.hearing), to=person, at=at)


def _tell_when_decided(proposal: Proposal, at: datetime) -> None:
    if proposal.state != "in_vote":
        group = Person.objects.filter(proposals__proposal=proposal).order_by("pk")
        _tell("proposal_decided", proposal, group, at)
