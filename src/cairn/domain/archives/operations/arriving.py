"""Arrivals: received in pieces, looked through, brought in or refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction

from cairn.domain.archives import access
from cairn.domain.archives.models import Arrival
from cairn.domain.archives.states import ARRIVAL, EMPTY
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import demand

LEFT = timedelta(days=7)
"""How long an arrival is kept that nobody goes on with."""


@transaction.atomic
def begin_arrival(*, name: str, length: int, by: Person, at: datetime) -> Arrival:
    """Reserve a place in the store for an archive of `length` bytes."""
    key = f"{by.public_id}/{uuid4().hex}"
    return Arrival.objects.create(
        person=by, name=name[:255], store_key=key, length=length, begun_at=at, expires_at=at + LEFT
    )


def note_received(*, arrival: Arrival, offset: int, by: Person | None, at: datetime) -> None:
    """So many of its bytes are kept."""
    Arrival.objects.filter(pk=arrival.pk, offset__lt=offset).update(offset=offset, expires_at=at + LEFT)


@transaction.atomic
def receive_arrival(*, arrival: Arrival, sha256: str, size: int, by: Person | None, at: datetime) -> Arrival:
    """Note an archive that is whole in the store. Twice changes nothing."""
    locked = _locked(arrival)
    if locked.state == "receiving":
        _change(locked, "receive", sha256=sha256, offset=size, length=size)
        record(event="arrival.received", by=by, at=at, subject=locked, sha256=sha256, size=size)
    return locked


@transaction.atomic
def understand(*, arrival: Arrival, found: dict[str, Any], by: Person | None, at: datetime) -> Arrival:
    """Keep what looking it through came to; nothing of it is brought in yet."""
    locked = _locked(arrival)
    if locked.state == "received":
        _change(locked, "understand", found=found)
    return locked


@transaction.atomic
def refuse_arrival(*, arrival: Arrival, problem: str, by: Person | None, at: datetime) -> Arrival:
    """It is no archive that is read here, for this reason; its bytes are deleted from the outbox."""
    locked = _locked(arrival)
    if locked.state == "received":
        _change(locked, "refuse", problem=problem, ended_at=at)
        record(event="arrival.refused", by=by, at=at, subject=locked)
    return locked


@transaction.atomic
def begin_bringing(*, arrival: Arrival, by: Person, at: datetime) -> Arrival:
    """Its badges are being brought in; one that was cut off goes on."""
    demand(access.owns(by, arrival))
    locked = _locked(arrival)
    _change(locked, "bring")
    return locked


@transaction.atomic
def note_brought(*, arrival: Arrival, brought: list[dict[str, Any]], by: Person | None, at: datetime) -> None:
    """What became of each of its badges so far."""
    Arrival.objects.filter(pk=arrival.pk, state="arriving").update(brought=brought)


@transaction.atomic
def finish_arrival(*, arrival: Arrival, brought: list[dict[str, Any]], by: Person, at: datetime) -> Arrival:
    """Everything in it was brought in, or it was said why not; its bytes are deleted from the outbox."""
    locked = _locked(arrival)
    if locked.state == "arriving":
        _change(locked, "finish", brought=brought, ended_at=at)
        record(event="arrival.brought", by=by, at=at, subject=locked, badges=len(brought))
    return locked


@transaction.atomic
def remove_arrival(*, arrival: Arrival, by: Person | None, at: datetime) -> bool:
    """Let go of an archive that is not brought in; its bytes are deleted from the outbox. Twice changes nothing."""
    if by is not None:
        demand(access.owns(by, arrival))
    locked = _locked(arrival)
    if locked.state in EMPTY:
        return False
    _change(locked, "remove", ended_at=at)
    return True


def _locked(arrival: Arrival) -> Arrival:
    return Arrival.objects.select_for_update(no_key=True).select_related("person").get(pk=arrival.pk)


def _change(locked: Arrival, move: str, **fields: Any) -> None:
    locked.state = ARRIVAL.after(move, locked.state)
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save(update_fields=["state", *fields])
