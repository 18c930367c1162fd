"""Accept-lists: what an organization accepts, from when to when, and how well it has to be judged."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from cairn.domain.catalog.models import Edition, MicroCredential
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.domain.policies import access
from cairn.domain.policies.models import AcceptEntry, AcceptList
from cairn.domain.policies.operations.demanding import demand_keeper
from cairn.domain.stacks.models import Stack
from cairn.engines.verdict import Refused, demand, no

LONGEST_ID = 500
Thing = Organization | Stack | MicroCredential | Edition | str
"""What an entry is about; a text is the identifier of an issuer elsewhere."""


@transaction.atomic
def make_list(
    *, organization: Organization, key: str, title: str, by: Person | None, at: datetime
) -> AcceptList:
    """Begin an accept-list under the key by which policies ask for it."""
    demand_keeper(by, organization, at)
    demand(access.may_use_list_key(organization, key.strip()))
    if not title.strip():
        raise Refused(no("title", "Give the list a title."))
    made = AcceptList.objects.create(
        organization=organization, key=key.strip(), title=title.strip()[:200], made_at=at
    )
    record(event="accept_list.made", by=by, at=at, subject=made, organization=organization, key=key)
    return made


@transaction.atomic
def add_entry(
    *,
    accept_list: AcceptList,
    what: Thing,
    name: str = "",
    least_tier: str = "",
    from_on: date,
    until_on: date | None = None,
    note: str = "",
    by: Person | None,
    at: datetime,
) -> AcceptEntry:
    """Accept something from a day on; `name` is what an issuer elsewhere is called. The same again changes nothing."""
    demand_keeper(by, accept_list.organization, at)
    if until_on and until_on < from_on:
        raise Refused(no("dates", "Put the dates in order: the last day comes before the first."))
    AcceptList.objects.select_for_update(no_key=True).get(pk=accept_list.pk)
    about = _about(what)
    alike = AcceptEntry.objects.filter(
        list=accept_list, removed_at=None, least_tier=least_tier, from_on=from_on, until_on=until_on, **about
    )
    if (earlier := alike.first()) is not None:
        return earlier
    made = AcceptEntry.objects.create(
        list=accept_list,
        outside_name=name[:200],
        least_tier=least_tier,
        from_on=from_on,
        until_on=until_on,
        note=note[:600],
        added_at=at,
        added_by=by,
        **about,
    )
    _note("accept_list.entry_added", made, by, at)
    return made


def _about(what: Thing) -> dict[str, object]:
    match what:
        case Organization():
            return {"issuer": what}
        case Stack():
            return {"stack": what}
        case MicroCredential():
            return {"micro_credential": what}
        case Edition():
            return {"edition": what}
    if not what.strip() or len(what) > LONGEST_ID:
        raise Refused(no("issuer", "Give the issuer's identifier: a DID or the address of its profile."))
    return {"outside_issuer": what.strip()}


@transaction.atomic
def remove_entry(*, entry: AcceptEntry, by: Person | None, at: datetime) -> None:
    """Accept it no more; doing so twice changes nothing."""
    demand_keeper(by, entry.list.organization, at)
    if AcceptEntry.objects.filter(pk=entry.pk, removed_at=None).update(removed_at=at):
        _note("accept_list.entry_removed", entry, by, at)


@transaction.atomic
def put_entry_back(*, entry: AcceptEntry, by: Person | None, at: datetime) -> None:
    """Take back that an entry was removed."""
    demand_keeper(by, entry.list.organization, at)
    if AcceptEntry.objects.filter(pk=entry.pk).exclude(removed_at=None).update(removed_at=None):
        _note("accept_list.entry_put_back", entry, by, at)


def _note(event: str, entry: AcceptEntry, by: Person | None, at: datetime) -> None:
    record(
        event=event, by=by, at=at, subject=entry, organization=entry.list.organization, tier=entry.least_tier
    )
