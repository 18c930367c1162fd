"""What may be done to the register of known issuers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.domain.trust import access
from cairn.domain.trust.models import LONGEST_ID, ListOfIssuers, Pin, PinnedKey
from cairn.engines.openbadges.trust import KnownIssuer
from cairn.engines.openbadges.trust.issuer_list import IssuerList
from cairn.engines.verdict import Refused, demand, no


def _demand_keeper(by: Person | None, organization: Organization | None, at: datetime) -> None:
    """An operator at the command line acts for nobody and needs no role."""
    if by is None:
        return
    if organization is None:
        raise Refused(no("nobody", "Say for which organization the register is kept."))
    demand(access.may_keep_register(by, organization, at=at))


@transaction.atomic
def pin(
    *,
    issuer: KnownIssuer,
    ground: Pin.Ground,
    organization: Organization | None,
    by: Person | None,
    at: datetime,
) -> Pin:
    """Believe an issuer's keys from now on, in place of what was pinned by hand. The same again changes nothing."""
    _demand_keeper(by, organization, at)
    _demand_short(issuer)
    before = Pin.objects.select_for_update(no_key=True).filter(
        identifier=issuer.id, of_list=None, removed_at=None
    )
    if (earlier := before.first()) is not None:
        if (earlier.name, earlier.entry.keys) == (issuer.name, issuer.keys):
            return earlier
        Pin.objects.filter(pk=earlier.pk).update(removed_at=at)
    made = _kept(issuer, ground, None, organization, by, at)
    record(
        event="issuer.pinned", by=by, at=at, subject=made, organization=organization, keys=len(issuer.keys)
    )
    return made


def _demand_short(issuer: KnownIssuer) -> None:
    if len(issuer.id) > LONGEST_ID or not issuer.keys:
        raise Refused(no("not_to_be_kept", "This issuer's identifier is too long, or it has no keys."))


def _kept(
    issuer: KnownIssuer,
    ground: Pin.Ground,
    of_list: ListOfIssuers | None,
    organization: Organization | None,
    by: Person | None,
    at: datetime,
) -> Pin:
    made = Pin.objects.create(
        identifier=issuer.id,
        name=issuer.name[:LONGEST_ID],
        ground=ground,
        source=issuer.source[:LONGEST_ID],
        of_list=of_list,
        pinned_at=min(issuer.pinned_on, at),
        pinned_by=by,
        organization=organization,
    )
    PinnedKey.objects.bulk_create(
        PinnedKey(
            pin=made,
            method=key.method_id,
            kind=key.key.kind,
            public_key=key.key.raw,
            since=key.since,
            until=key.until,
            revoked=key.revoked,
        )
        for key in issuer.keys
    )
    return made


@transaction.atomic
def unpin(*, pin: Pin, organization: Organization | None, by: Person | None, at: datetime) -> None:
    """Believe a pinned issuer no more; doing so twice changes nothing."""
    _demand_keeper(by, organization, at)
    demand(access.may_unpin(pin))
    if Pin.objects.filter(pk=pin.pk, removed_at=None).update(removed_at=at):
        record(event="issuer.unpinned", by=by, at=at, subject=pin, organization=organization)


@transaction.atomic
def put_back(*, pin: Pin, organization: Organization | None, by: Person | None, at: datetime) -> None:
    """Take back that an issuer was unpinned, unless it was pinned anew since."""
    _demand_keeper(by, organization, at)
    demand(access.may_unpin(pin))
    if Pin.objects.filter(identifier=pin.identifier, of_list=None, removed_at=None).exists():
        return
    if Pin.objects.filter(pk=pin.pk).exclude(removed_at=None).update(removed_at=None):
        record(event="issuer.put_back", by=by, at=at, subject=pin, organization=organization)


@transaction.atomic
def keep_list(
    *, listed: IssuerList, organization: Organization | None, by: Person | None, at: datetime
) -> ListOfIssuers:
    """Believe the issuers of a signed list. A newer one replaces an older with the same identifier and publisher."""
    _demand_keeper(by, organization, at)
    for issuer in listed.issuers:
        _demand_short(issuer)
    if len({issuer.id for issuer in listed.issuers}) < len(listed.issuers):
        raise Refused(no("twice", "The list names an issuer twice. Ask its publisher for a sound one."))
    before = ListOfIssuers.objects.select_for_update(no_key=True).filter(
        identifier=listed.id, publisher=listed.publisher, removed_at=None
    )
    if (earlier := before.first()) is not None:
        if earlier.published_at == listed.published:
            return earlier
        if earlier.published_at > listed.published:
            raise Refused(no("older", f"A newer list was brought in already, of {earlier.published_at:%F}."))
        ListOfIssuers.objects.filter(pk=earlier.pk).update(removed_at=at)
    made = ListOfIssuers.objects.create(
        identifier=listed.id,
        name=listed.name,
        publisher=listed.publisher,
        publisher_name=listed.publisher_name,
        published_at=listed.published,
        kept_at=at,
        kept_by=by,
        organization=organization,
    )
    for issuer in listed.issuers:
        _kept(issuer, Pin.Ground.LIST, made, organization, by, at)
    count = len(listed.issuers)
    record(event="issuers.listed", by=by, at=at, subject=made, organization=organization, issuers=count)
    return made


@transaction.atomic
def remove_list(
    *, of_list: ListOfIssuers, organization: Organization | None, by: Person | None, at: datetime
) -> None:
    """Believe a list no more, nor whom it alone names; doing so twice changes nothing."""
    _demand_keeper(by, organization, at)
    if ListOfIssuers.objects.filter(pk=of_list.pk, removed_at=None).update(removed_at=at):
        record(event="issuers.list_removed", by=by, at=at, subject=of_list, organization=organization)


@transaction.atomic
def put_list_back(
    *, of_list: ListOfIssuers, organization: Organization | None, by: Person | None, at: datetime
) -> None:
    """Take back that a list was removed, unless a newer one came in since."""
    _demand_keeper(by, organization, at)
    same = {"identifier": of_list.identifier, "publisher": of_list.publisher}
    if ListOfIssuers.objects.filter(**same, removed_at=None).exists():
        return
    if ListOfIssuers.objects.filter(pk=of_list.pk).exclude(removed_at=None).update(removed_at=None):
        record(event="issuers.list_put_back", by=by, at=at, subject=of_list, organization=organization)
