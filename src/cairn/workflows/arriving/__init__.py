"""Arriving: an archive from another installation is received, looked through, and brought in when she says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from cairn.domain.archives.models import Arrival
from cairn.domain.archives.operations import arriving as operations
from cairn.domain.archives.queries import arrivals_over
from cairn.domain.archives.states import OPEN
from cairn.domain.foreign.models import Original
from cairn.domain.outbox.operations import put
from cairn.domain.people.models import Person
from cairn.engines.archive import ArchiveRefused, Badge, Contents
from cairn.engines.verdict import Refused, no
from cairn.workflows import bringing, neighbors, uploading
from cairn.workflows.arriving.keeping import keep_entries, keep_evidence
from cairn.workflows.arriving.looking import (
    MOST_FILES,
    Seen,
    bundle_of,
    credential_in,
    opened,
    refused_because,
    seen_in,
    understood,
)
from cairn.workflows.bringing import Bundle

__all__ = [
    "Brought",
    "Seen",
    "append",
    "begin",
    "bring",
    "brought_of",
    "limit",
    "reached",
    "remove",
    "seen_in",
]

CHANNEL: Final = "arrive"
DELETE: Final = "delete-arrival"
AT_ONCE: Final = 8 * 1024 * 1024
"""Bytes of an archive that is looked through while the page waits; a larger one by the worker."""
MOST_OPEN: Final = 5


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one badge: `badge` is the public id of the one that she keeps now, empty with a `problem`."""

    title: str
    badge: str = ""
    problem: str = ""
    left: tuple[str, ...] = ()
    """What of its evidence was not kept, in sentences."""


def limit() -> int:
    """The largest archive, in bytes: a portfolio holds many files."""
    return MOST_FILES * uploading.limit()


def begin(*, name: str, length: int, by: Person, at: datetime) -> Arrival:
    """Begin to receive an archive; refuses at once what is empty or too large."""
    if length <= 0:
        raise Refused(no("empty", "This file is empty. Choose the archive again."))
    if length > limit():
        raise Refused(
            no("too_large", f"An archive of {limit() / 1024**3:.0f} GB is the most that is taken here.")
        )
    if Arrival.objects.filter(person=by, state__in=OPEN, expires_at__gt=at).count() >= MOST_OPEN:
        raise Refused(no("many", "Several of your archives are under way. Bring one in, or delete it first."))
    return operations.begin_arrival(name=uploading.plain(name), length=length, by=by, at=at)


def append(
    *,
    arrival: Arrival,
    offset: int,
    chunks: Iterable[bytes],
    by: Person,
    at: datetime,
    check: Callable[[], None] | None = None,
) -> int:
    """Add bytes at `offset`; the new offset. With the last byte the archive is looked through."""
    end = neighbors.store().append(arrival.store_key, offset, chunks, check)
    operations.note_received(arrival=arrival, offset=end, by=by, at=at)
    if end >= arrival.length:
        receive(arrival=arrival, by=by, at=at)
    return end


def reached(arrival: Arrival) -> int:
    """How many bytes of it are kept; all of them also after a crash between the last byte and the look at it."""
    store = neighbors.store()
    if arrival.state != "receiving" or store.exists(arrival.store_key):
        return arrival.length
    return store.uploaded(arrival.store_key)


def receive(*, arrival: Arrival, by: Person, at: datetime) -> None:
    """It is whole: look it through, at once or by the worker. Safe to repeat."""
    stored = neighbors.store().finish(arrival.store_key)
    received = operations.receive_arrival(
        arrival=arrival, sha256=stored.sha256, size=stored.size, by=by, at=at
    )
    if stored.size <= AT_ONCE:
        look(arrival=received, at=at)
    else:
        _nudge(received, "look", at)


def look(*, arrival: Arrival, at: datetime) -> None:
    """Look an archive through, and keep what it would bring; one that could do harm is refused and deleted."""
    if arrival.state != "received":
        return
    try:
        with opened(arrival) as contents:
            found = understood(contents, arrival, at=at)
    except ArchiveRefused as problem:
        with transaction.atomic():
            operations.refuse_arrival(arrival=arrival, problem=refused_because(problem), by=None, at=at)
            _forget(arrival, at)
        return
    operations.understand(arrival=arrival, found=found, by=None, at=at)


def bring(*, arrival: Arrival, by: Person, at: datetime) -> None:
    """Bring in everything that can be; of a large archive by the worker."""
    begun = operations.begin_bringing(arrival=arrival, by=by, at=at)
    if begun.length <= AT_ONCE:
        work(arrival=begun, at=at)
    else:
        _nudge(begun, "bring", at)


def work(*, arrival: Arrival, at: datetime) -> None:
    """Look an archive through or bring it in, whichever is next; one that was cut off goes on where it stopped."""
    if arrival.state == "received":
        look(arrival=arrival, at=at)
    if arrival.state != "arriving":
        return
    brought: list[Brought] = []
    with opened(arrival) as contents:
        bundle = bundle_of(contents)
        for badge in contents.portfolio.badges:
            brought.append(_bring(badge, contents, bundle, arrival, at))
            operations.note_brought(arrival=arrival, brought=_told(brought), by=None, at=at)
        keep_entries(entries=contents.portfolio.entries, by=arrival.person, at=at)
    with transaction.atomic():
        operations.finish_arrival(arrival=arrival, brought=_told(brought), by=arrival.person, at=at)
        _forget(arrival, at)


def _bring(badge: Badge, contents: Contents, bundle: Bundle, arrival: Arrival, at: datetime) -> Brought:
    """One badge with its evidence. The same twice brings nothing twice, so what was cut off is simply done again."""
    person, portfolio = arrival.person, contents.portfolio
    try:
        kept = bringing.bring(
            data=credential_in(contents, badge),
            name=badge.credential.rpartition("/")[2],
            bundle=bundle,
            came_by=Original.CameBy.ARCHIVE,
            came_from=portfolio.made_by or portfolio.site,
            by=person,
            at=at,
            ask=False,
        )[0]
    except Refused as refusal:
        return Brought(badge.title, problem=refusal.verdict.sentence)
    told = replace(badge, title=kept.name or badge.title)
    left = keep_evidence(badge=kept, told=told, contents=contents, by=person, at=at)
    return Brought(told.title, badge=str(kept.public_id), left=tuple(left))


def brought_of(arrival: Arrival) -> list[Brought]:
    """What became of each badge of an archive."""
    return [
        Brought(one["title"], one["badge"], one["problem"], tuple(one["left"])) for one in arrival.brought
    ]


def _told(brought: Iterable[Brought]) -> list[dict[str, Any]]:
    return [
        {"title": one.title, "badge": one.badge, "problem": one.problem, "left": list(one.left)}
        for one in brought
    ]


def remove(*, arrival: Arrival, by: Person | None, at: datetime) -> None:
    """Let go of an archive that is not brought in, and of its bytes."""
    with transaction.atomic():
        if operations.remove_arrival(arrival=arrival, by=by, at=at):
            _forget(arrival, at)


def let_go(*, at: datetime) -> None:
    """Remove arrivals that nobody went on with."""
    for arrival in arrivals_over(at)[:100]:
        remove(arrival=arrival, by=None, at=at)


def _nudge(arrival: Arrival, move: str, at: datetime) -> None:
    identity = str(arrival.public_id)
    put(
        event=f"arrival-{move}:{identity}",
        recipient=str(arrival.person.public_id),
        channel=CHANNEL,
        at=at,
        payload={"arrival": identity},
    )


def _forget(arrival: Arrival, at: datetime) -> None:
    identity = str(arrival.public_id)
    put(
        event=f"arrival-over:{identity}",
        recipient=identity,
        channel=DELETE,
        at=at,
        payload={"key": arrival.store_key},
    )


def delete(*, key: str) -> None:
    """Delete the bytes of an arrival; doing so twice is no error."""
    neighbors.store().delete(key)
