"""Looking at the links of a draft: asked for now, done by the worker, noted for the gate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from cairn.adapters import links
from cairn.domain.catalog import access
from cairn.domain.catalog import document as documents
from cairn.domain.catalog.models import Draft
from cairn.domain.gating.checks import addresses_in
from cairn.domain.gating.models import LONGEST_ADDRESS
from cairn.domain.gating.operations import Seen, note_links
from cairn.domain.outbox import operations as outbox
from cairn.domain.outbox.models import Message
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no

CHANNEL = "links"
MOST = 100
"""More of a draft's addresses are not looked at."""


def are_looked_at() -> bool:
    """Whether this installation looks at other sites."""
    return bool(settings.LOOK_AT_LINKS)


def look_later(*, draft: Draft, by: Person | None, at: datetime) -> None:
    """Ask the worker to look at the draft's links, once a minute at most.

    Raises `Refused` where this installation does not look at other sites.
    """
    if by:
        demand(access.may_edit(by, draft.micro_credential, at=at))
    if not are_looked_at():
        raise Refused(no("links_off", "Not checked: this installation does not look at other sites."))
    if not is_due(draft):
        event = f"links {draft.public_id} {at:%Y-%m-%dT%H:%M}"
        payload = {"draft": str(draft.public_id)}
        outbox.put(event=event, recipient=str(draft.public_id), channel=CHANNEL, at=at, payload=payload)


def named_in(document: Mapping[str, Any]) -> list[str]:
    """The addresses of other sites that a draft names, as far as they are looked at; each once."""
    found = dict.fromkeys(addresses_in(documents.lifted(document)).values())
    own = settings.PUBLIC_URL
    others = (one for one in found if one != own and not one.startswith(f"{own}/"))
    return [one for one in others if len(one) <= LONGEST_ADDRESS][:MOST]


def is_due(draft: Draft) -> bool:
    """Whether the worker has yet to look at the draft's links."""
    waiting = Message.objects.filter(channel=CHANNEL, recipient=str(draft.public_id), done_at=None)
    return waiting.filter(tries__lt=outbox.TRIES).exists()


def look(*, draft: Draft, at: datetime) -> None:
    """Look at what the draft points to, and note what was seen. Our own pages are not asked."""
    if not are_looked_at():
        return
    rules = links.Rules(
        agent=f"Cairn link check (+{settings.PUBLIC_URL})", inside=bool(settings.LINKS_MAY_LEAD_INSIDE)
    )
    seen = [
        Seen(one.address, one.state, one.why, one.to)
        for one in links.look_at(named_in(draft.document), rules)
    ]
    note_links(micro_credential=draft.micro_credential, seen=seen, by=None, at=at)
