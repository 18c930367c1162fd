"""The quality gate as a story: an author asks, reviewers answer, and the catalog learns what may be published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from cairn.domain.catalog import operations as catalog
from cairn.domain.catalog.models import Draft
from cairn.domain.gating import operations as gating
from cairn.domain.gating.models import Review
from cairn.domain.gating.queries import reviewers_for
from cairn.domain.people.models import Person, Role
from cairn.domain.people.queries import members
from cairn.workflows import letters, links


@transaction.atomic
def ask(
    *, draft: Draft, reviewers: Sequence[Person], message: str, by: Person | None, at: datetime
) -> Review:
    """Hand the draft in for review, tell those who may read it, and have its links looked at.

    Raises `Refused` with every problem of the draft and every must that its author has not settled.
    """
    row = draft.micro_credential
    review = gating.ask(
        micro_credential=row, document=draft.document, reviewers=reviewers, message=message, by=by, at=at
    )
    catalog.turn(micro_credential=row, move="ask", by=by, at=at)
    pool = members(row.organization, Role.REVIEWER, at=at).filter(
        pk__in=reviewers_for(row, at=at).values("pk")
    )
    _tell("review_asked", review, reviewers or pool, at)
    if links.are_looked_at():
        links.look_later(draft=draft, by=by, at=at)
    return review


@transaction.atomic
def call_back(*, review: Review, by: Person, at: datetime) -> Review:
    """Take the draft back to change it."""
    review = gating.call_back(review=review, by=by, at=at)
    catalog.turn(micro_credential=review.micro_credential, move="call_back", by=by, at=at)
    return review


@transaction.atomic
def ask_for_changes(*, review: Review, note: str, by: Person, at: datetime) -> Review:
    """Give the draft back to its author with what is to be mended."""
    review = gating.ask_for_changes(review=review, note=note, by=by, at=at)
    catalog.turn(micro_credential=review.micro_credential, move="ask_for_changes", by=by, at=at)
    _tell("review_returned", review, [review.asked_by], at)
    return review


@transaction.atomic
def clear(*, review: Review, note: str, by: Person | None, at: datetime) -> Review:
    """Let the draft through the gate: what was handed in, and nothing else, may be published from now on."""
    review = gating.clear(review=review, note=note, by=by, at=at)
    catalog.clear(
        micro_credential=review.micro_credential,
        digest=review.digest,
        review=review.public_id,
        by=by,
        at=at,
    )
    _tell("review_cleared", review, [review.asked_by], at)
    return review


def _tell(kind: str, review: Review, people: Iterable[Person | None], at: datetime) -> None:
    for person in people:
        if person is not None:
            letters.put(kind, about=review, to=person, at=at)
