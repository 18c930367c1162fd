"""Proposing work as a worked example, allowing it piece by piece, publishing it and taking it down."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from cairn.domain.deeds import deed
from cairn.domain.evidence.models import Round
from cairn.domain.examples import access
from cairn.domain.examples.models import Example, Permission
from cairn.domain.examples.queries import STANDING, pieces_of
from cairn.domain.examples.states import LIFE
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no

MOST_HIDDEN, LONGEST_HIDDEN = 100, 80


@deed()
def propose(*, round_: Round, by: Person, at: datetime) -> Example:
    """Ask the earner whether her work may be shown; nothing of it is until she says which pieces."""
    demand(access.may_propose(by, round_, at=at))
    attempt = round_.attempt
    example = Example.objects.create(
        round=round_,
        edition=attempt.edition,
        organization=attempt.organization,
        proposed_by=by,
        proposed_at=at,
    )
    record(event="example.proposed", by=by, at=at, subject=example, organization=attempt.organization)
    return example


@deed()
def allow(*, example: Example, pieces: Collection[UUID], looked: bool, by: Person, at: datetime) -> Example:
    """Let everybody see just these pieces (of the round, by public id); what was allowed beside them is taken back.

    `looked` is the earner's word that no name stands in them. Whatever is new has to be published again.
    """
    row = _locked(example)
    demand(access.may_answer(by, row))
    held = {each.piece.public_id: each for each in pieces_of(row)}
    chosen = [held[each] for each in pieces if each in held]
    if not chosen:
        raise Refused(no("none", "Choose at least one piece, or say no."))
    for each in chosen:
        demand(each.fit)
    if not looked:
        raise Refused(no("not_looked", "Look through what you chose, and say that it names nobody."))
    new = [each.piece for each in chosen if not each.allowed]
    standing = row.permissions.filter(STANDING)
    standing.exclude(piece__in=[each.piece for each in chosen]).update(withdrawn_at=at)
    for piece in new:
        Permission.objects.update_or_create(
            example=row, piece=piece, defaults={"given_at": at, "withdrawn_at": None}
        )
    if new or row.state != "published":
        row.state = LIFE.after("allow", row.state)
    row.answered_at = at
    row.save(update_fields=["state", "answered_at"])
    record(
        event="example.allowed",
        by=by,
        at=at,
        subject=row,
        organization=row.organization,
        pieces=len(chosen),
    )
    return row


@deed()
def decline(*, example: Example, by: Person, at: datetime) -> Example:
    """Say no, or take everything back: nothing of it is shown from this moment on."""
    row = _locked(example)
    demand(access.may_answer(by, row))
    row.permissions.filter(STANDING).update(withdrawn_at=at)
    if row.state != "declined":
        row.state, row.answered_at = LIFE.after("decline", row.state), at
        row.save(update_fields=["state", "answered_at"])
        record(event="example.declined", by=by, at=at, subject=row, organization=row.organization)
    return row


@deed()
def hide(*, example: Example, words: Sequence[str], by: Person, at: datetime) -> Example:
    """Say which words are taken out beside the names that are known; they take the place of those said before."""
    row = _locked(example)
    demand(access.may_keep(by, row.organization, at=at))
    said = list(dict.fromkeys(" ".join(word.split()) for word in words if word.strip()))
    if len(said) > MOST_HIDDEN or any(len(word) > LONGEST_HIDDEN for word in said):
        raise Refused(
            no("hidden", f"Give at most {MOST_HIDDEN} names, each of at most {LONGEST_HIDDEN} letters.")
        )
    if said != row.hidden:
        row.hidden = said
        row.save(update_fields=["hidden"])
        record(event="example.names_hidden", by=by, at=at, subject=row, organization=row.organization)
    return row


@deed()
def publish(*, example: Example, by: Person, at: datetime) -> Example:
    """Show everybody what its earner allowed; whoever does it has looked that it names nobody."""
    row = _locked(example)
    demand(access.may_keep(by, row.organization, at=at))
    if row.state == "published":
        return row
    if not LIFE.may("publish", row.state):
        raise Refused(no("not_allowed", "Its teacher has not allowed it, so it cannot be shown."))
    if not any(each.shown for each in pieces_of(row)):
        raise Refused(
            no("nothing", "Nothing of it may be shown now. Its teacher sees why beside each piece.")
        )
    row.state, row.published_at = LIFE.after("publish", row.state), row.published_at or at
    row.save(update_fields=["state", "published_at"])
    record(event="example.published", by=by, at=at, subject=row, organization=row.organization)
    return row


@deed()
def take_down(*, example: Example, by: Person, at: datetime) -> Example:
    """Show it to nobody any more; it can be published again as long as its earner allows it."""
    row = _locked(example)
    demand(access.may_keep(by, row.organization, at=at))
    if row.state == "published":
        row.state = LIFE.after("take_down", row.state)
        row.save(update_fields=["state"])
        record(event="example.taken_down", by=by, at=at, subject=row, organization=row.organization)
    return row


def _locked(example: Example) -> Example:
    rows = Example.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("organization", "round__attempt__edition").get(pk=example.pk)
