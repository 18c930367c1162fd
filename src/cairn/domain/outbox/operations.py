"""Putting messages in, taking those that are due, and settling them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.db.models import Q

from cairn.domain.deeds import keep
from cairn.domain.outbox.models import Message

LEASE = timedelta(minutes=5)
TRIES = 12
MAIL = "mail"
AT_ONCE: Final = 1_000
"""Messages in one statement: databases bound the values of one."""


def put(
    *,
    event: str,
    recipient: str,
    channel: str,
    at: datetime,
    payload: dict[str, Any] | None = None,
    due: datetime | None = None,
) -> None:
    """Write a message once, to be handled at once or when it is `due`; in a deed at its end, with its others.

    A repeat of the same event, recipient and channel changes nothing.
    """
    message = Message(
        event=event,
        recipient=recipient,
        channel=channel,
        payload=payload or {},
        put_at=at,
        due_at=due or at,
    )
    if not keep(_post, message):
        _post([message])


def _post(messages: Sequence[Message]) -> None:
    instant = connection.ops.adapt_datetimefield_value
    _insert(
        [
            (
                each.event,
                each.recipient,
                each.channel,
                json.dumps(each.payload),
                instant(each.put_at),
                instant(each.due_at),
            )
            for each in messages
        ]
    )


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message that is to be put in, with many others."""

    event: str
    recipient: str
    channel: str
    payload: dict[str, Any]


def put_each(*, parcels: Iterable[Parcel], at: datetime) -> None:
    """Write each message once, as `put` would, many at a time; letters leave at a pace that mail servers bear."""
    due, instant = _paced(at), cache(connection.ops.adapt_datetimefield_value)
    rows = [
        (
            each.event,
            each.recipient,
            each.channel,
            json.dumps(each.payload),
            instant(at),
            instant(next(due) if each.channel == MAIL else at),
        )
        for each in parcels
    ]
    for some in (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE)):
        _insert(some)


def _insert(rows: Sequence[tuple[str | None, ...]]) -> None:
    # Written out, since Django's look at each value of each row costs several times as much.
    values = ", ".join(["(%s, %s, %s, %s, %s, %s, 0, '')"] * len(rows))
    columns = "event, recipient, channel, payload, put_at, due_at, tries, problem"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO outbox_message ({columns}) VALUES {values} ON CONFLICT DO NOTHING",  # noqa: S608 - ours
            [value for row in rows for value in row],
        )


def _paced(at: datetime) -> Iterator[datetime]:
    """When one letter after the other may leave: at once as many as in a minute, the others in the minutes after."""
    letters = Message.objects.filter(channel=MAIL, done_at=None)
    ahead = letters.filter(due_at__gt=at).order_by("-due_at").values_list("due_at", flat=True).first()
    slot = ahead or at
    used = letters.filter(due_at=slot).count()
    while True:
        if used >= settings.LETTERS_A_MINUTE:
            slot, used = slot + timedelta(minutes=1), 0
        used += 1
        yield slot


def take(*, at: datetime, limit: int = 20) -> list[Message]:
    """Lease up to `limit` messages that are due; a lease that ran out is free again."""
    free = Q(done_at=None, due_at__lte=at, tries__lt=TRIES) & (Q(leased_until=None) | Q(leased_until__lte=at))
    taken = []
    for message in Message.objects.filter(free).order_by("due_at", "pk")[:limit]:
        mine = Message.objects.filter(free, pk=message.pk).update(
            leased_until=at + LEASE, tries=message.tries + 1
        )
        if mine:
            message.tries += 1
            taken.append(message)
    return taken


def settle(*, message: Message, at: datetime) -> None:
    Message.objects.filter(pk=message.pk).update(done_at=at, leased_until=None, problem="")


def postpone(*, message: Message, at: datetime, problem: str) -> None:
    """Try again later, waiting longer each time: 10 seconds, 20, 40 and so on, an hour at most."""
    wait = min(timedelta(hours=1), timedelta(seconds=10 * 2 ** (message.tries - 1)))
    Message.objects.filter(pk=message.pk).update(due_at=at + wait, leased_until=None, problem=problem[:2000])
