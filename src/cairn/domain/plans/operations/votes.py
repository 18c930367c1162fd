"""What a panel may do with a proposal."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.domain.plans import access, queries
from cairn.domain.plans.models import Proposal, Vote
from cairn.domain.plans.operations.proposals import lock
from cairn.domain.plans.states import LIFE
from cairn.engines.verdict import Refused, demand, no

EVENTS = {
    "accept": "proposal.accepted",
    "decline": "proposal.declined",
    "ask_for_changes": "proposal.changes_asked",
}


@transaction.atomic
def open_vote(*, proposal: Proposal, price_cents: int, by: Person, at: datetime) -> Proposal:
    """Set what the course adds to a salary, within the board's bounds, and let the panel vote on it."""
    row = lock(proposal)
    demand(access.may_judge(by, row))
    demand(access.within_bounds(row, price_cents))
    row.state, row.price_cents = LIFE.after("open_vote", row.state), price_cents
    row.save(update_fields=["state", "price_cents"])
    record(event="proposal.vote_opened", by=by, at=at, subject=row, cents=price_cents, round=row.round)
    return row


@transaction.atomic
def vote(*, proposal: Proposal, answer: str, reason: str, by: Person, at: datetime) -> Proposal:
    """Vote once in a round, with a reason; the last vote that is needed decides."""
    row = lock(proposal)
    demand(access.may_judge(by, row))
    if row.state != "in_vote":
        raise Refused(no("not_in_vote", "There is no vote on this proposal now."))
    if queries.vote_of(by, row):
        raise Refused(no("voted", "You have voted already. Each of the panel votes once."))
    if not reason.strip():
        raise Refused(no("no_reason", "Say why, in words that help the group."))
    Vote.objects.create(
        proposal=row, round=row.round, person=by, answer=answer, reason=reason.strip(), cast_at=at
    )
    record(event="proposal.voted", by=by, at=at, subject=row, answer=answer, round=row.round)
    if move := queries.tally(row).by_itself:
        _decide(row, move, by, at)
    return row


@transaction.atomic
def close(*, proposal: Proposal, by: Person, at: datetime) -> Proposal:
    """End a vote in which enough have voted, by the votes that were cast."""
    row = lock(proposal)
    demand(access.may_judge(by, row))
    if row.state != "in_vote":
        raise Refused(no("not_in_vote", "There is no vote on this proposal now."))
    tally = queries.tally(row)
    if not tally.reached:
        missing = min(tally.quorum, tally.seats) - tally.cast
        votes = "1 more vote" if missing == 1 else f"{missing} more votes"
        raise Refused(no("no_quorum", f"Wait for {votes}: the board asks for {tally.quorum}."))
    _decide(row, tally.outcome, by, at)
    return row


def _decide(row: Proposal, move: str, by: Person, at: datetime) -> None:
    row.state, row.decided_at = LIFE.after(move, row.state), at
    row.save(update_fields=["state", "decided_at"])
    record(
        event=EVENTS[move],
        by=by,
        at=at,
        subject=row,
        organization=row.goal.organization,
        round=row.round,
    )
