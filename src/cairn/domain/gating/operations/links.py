"""Noting what was seen at the addresses that a draft names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.gating.models import LONGEST_ADDRESS, Link
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person

ANSWERS = frozenset({Link.State.OK, Link.State.MOVED})


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen at an address: one of the states, a short code for why, and where it has moved."""

    address: str
    state: str
    why: str = ""
    to: str = ""


@transaction.atomic
def note_links(
    *, micro_credential: MicroCredential, seen: Sequence[Seen], by: Person | None, at: datetime
) -> None:
    """Keep what was seen, and forget addresses that were not looked at because nothing names them any more."""
    row = MicroCredential.objects.select_for_update(no_key=True).get(pk=micro_credential.pk)
    kept = {link.address: link for link in Link.objects.filter(micro_credential=row)}
    wanted = [_link(row, one, kept.get(one.address), at) for one in seen]
    Link.objects.filter(micro_credential=row).exclude(address__in=[one.address for one in seen]).delete()
    Link.objects.bulk_create(
        wanted,
        update_conflicts=True,
        unique_fields=["micro_credential", "address"],
        update_fields=["state", "why", "to", "looked_at", "answered_at"],
    )
    gone = sum(link.state == Link.State.GONE for link in wanted)
    record(event="links.looked", by=by, at=at, subject=row, links=len(wanted), gone=gone)


def _link(row: MicroCredential, one: Seen, before: Link | None, at: datetime) -> Link:
    answered = at if one.state in ANSWERS else before.answered_at if before else None
    return Link(
        micro_credential=row,
        address=one.address,
        state=one.state,
        why=one.why,
        to=one.to[:LONGEST_ADDRESS],
        looked_at=at,
        answered_at=answered,
    )
