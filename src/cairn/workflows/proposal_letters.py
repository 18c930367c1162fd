"""What a group and its panel are told about a proposal."""

from __future__ import annotations

from collections.abc import Callable

from cairn.domain.plans import queries
from cairn.domain.plans.models import Member, Proposal, Vote
from cairn.domain.plans.money import dollars
from cairn.workflows import addresses
from cairn.workflows.letter import Letter


def _joined(about: str) -> Letter | None:
    members = Member.objects.select_related("proposal__goal", "proposal__begun_by")
    member = members.filter(public_id=about).first()
    if member is None:  # she has left again
        return None
    proposal = member.proposal
    by = proposal.begun_by.name if proposal.begun_by else "A colleague"
    return Letter(
        subject=f"You are in a group: {proposal.title}",
        heading=f"{by} would like to work on this with you",
        paragraphs=[
            _toward(proposal),
            "You can write in it, and you can leave the group while it is being written.",
        ],
        action="Open the proposal",
        path=addresses.proposal(proposal.public_id),
    )


def _handed_in(about: str) -> Letter | None:
    if not (proposal := _heard(about, "submitted")):
        return None
    return Letter(
        subject=f"A proposal for your panel: {proposal.title}",
        heading="A group proposes a course of study",
        paragraphs=[
            _toward(proposal),
            "Read it. Whoever of you opens the vote sets first what the course adds to a salary.",
        ],
        action="Read the proposal",
        path=addresses.before_the_panel(proposal.public_id),
    )


def _vote_opened(about: str) -> Letter | None:
    if not (proposal := _heard(about, "in_vote")):
        return None
    return Letter(
        subject=f"Your vote: {proposal.title}",
        heading="The vote is open",
        paragraphs=[
            f"“{proposal.title}” would add {dollars(proposal.price_cents or 0)} to a salary.",
            "Vote yes, no, or yes with changes, and say why. The group will read your reason, not your name.",
        ],
        action="Read it and vote",
        path=addresses.before_the_panel(proposal.public_id),
    )


DECIDED = {
    "accepted": (
        "Accepted",
        "The panel accepted your proposal",
        "It is written up as a micro-credential for your group next. You will hear when you can start.",
    ),
    "changes_asked": (
        "Not yet, and what to change",
        "Not yet, and here is the way",
        "Change what the panel asks for, then hand it in again.",
    ),
    "declined": (
        "The panel's answer",
        "The panel does not take this one up",
        "Another proposal is welcome at any time. The reasons below may help with it.",
    ),
}


def _decided(about: str) -> Letter | None:
    if not (proposal := _heard(about, *DECIDED)):
        return None
    subject, heading, sentence = DECIDED[proposal.state]
    paragraphs = [sentence]
    if proposal.state == "accepted" and proposal.price_cents:
        paragraphs.append(f"It adds {dollars(proposal.price_cents)} to your salary when you earn it.")
    return Letter(
        subject=f"{subject}: {proposal.title}",
        heading=heading,
        paragraphs=paragraphs,
        points=[(str(Vote.Answer(vote.answer).label), vote.reason) for vote in queries.votes_on(proposal)],
        action="Open the proposal",
        path=addresses.proposal(proposal.public_id),
    )


def _became(about: str) -> Letter:
    proposal = queries.whole().get(public_id=about)
    return Letter(
        subject=f"You can start: {proposal.title}",
        heading="Your course is a micro-credential",
        paragraphs=[
            f"“{proposal.title}” is published for your group.",
            "Work on it together, with a coach if you like. Each of you sends evidence of her own.",
        ],
        action="Start",
        path=addresses.proposal(proposal.public_id),
    )


def _toward(proposal: Proposal) -> str:
    return f"“{proposal.title}” is proposed toward the goal “{proposal.goal.title}”."


def _heard(hearing: str, *states: str) -> Proposal | None:
    """The proposal in this round and one of the states; none when it has moved on before the letter went out."""
    return queries.whole().filter(hearing=hearing, state__in=states).first()


KINDS: dict[str, Callable[[str], Letter | None]] = {
    "proposal_joined": _joined,
    "proposal_handed_in": _handed_in,
    "proposal_vote_opened": _vote_opened,
    "proposal_decided": _decided,
    "proposal_became": _became,
}
