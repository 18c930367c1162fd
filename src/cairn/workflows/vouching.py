"""The register of known issuers: pinned from an issuer's page or file, handed on and brought in as signed lists."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from cairn.domain.people.models import Organization, Person
from cairn.domain.trust import access, operations, queries
from cairn.domain.trust.models import ListOfIssuers, Pin
from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.documents.parties import issuer_id
from cairn.engines.openbadges.errors import BadgeError
from cairn.engines.openbadges.keys import methods
from cairn.engines.openbadges.trust import KnownIssuer, PinnedKey, issuer_list, pinning, resolver
from cairn.engines.openbadges.trust.issuer_list import IssuerList
from cairn.engines.openbadges.verifying.reading import unbaked
from cairn.engines.verdict import Refused, demand, no
from cairn.workflows import addresses, crediting, elsewhere
from cairn.workflows.keys import ensure_key
from cairn.workflows.knowing import Register, own_entries, own_entry


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who changes the register, for which organization, and when; an operator at the command line is nobody."""

    organization: Organization | None
    by: Person | None
    at: datetime

    def demand(self) -> None:
        """Raise `Refused` unless she may; asked before anything is looked up for her."""
        if self.by is not None and self.organization is not None:
            demand(access.may_keep_register(self.by, self.organization, at=self.at))


def pin(*, issuer: str, name: str, keeper: Keeper) -> Pin:
    """Pin an issuer by its identifier, with the keys that its own page lists now; raises `Refused`."""
    keeper.demand()
    issuer = issuer.strip()
    if own_entry(issuer) is not None:
        raise Refused(no("own", "This issuer is of this site, so its keys are known already."))
    if issuer.startswith(methods.ITSELF):
        return _keep(_entry_of_key(issuer, name, keeper.at), Pin.Ground.FILE, keeper)
    data = elsewhere.document_of(issuer, elsewhere.fetcher())
    source = f"its own page, {pinning.page_of(issuer)}"
    entry = _entry(data, name, source, keeper.at)
    if entry.id != issuer:
        raise Refused(no("another", "The page is about another issuer than its address says."))
    return _keep(entry, Pin.Ground.LIVE, keeper)


def bring(*, data: bytes, name: str, keeper: Keeper) -> Pin | ListOfIssuers:
    """Take a file for what it is: a signed list, an issuer's document, or a badge whose issuer is meant."""
    keeper.demand()
    try:
        document = strictjson.parse(data)
    except BadgeError:
        return pin(issuer=_issuer_of_badge(data), name=name, keeper=keeper)
    if document.get("type") == issuer_list.TYPE:
        return bring_list(data=data, keeper=keeper)
    if "assertionMethod" in document:
        return _keep(_entry(data, name, "a file that was handed in", keeper.at), Pin.Ground.FILE, keeper)
    return pin(issuer=_issuer_of_badge(data), name=name, keeper=keeper)


def bring_list(*, data: bytes, keeper: Keeper) -> ListOfIssuers:
    """Bring in a signed list. Its publisher's key comes from the register or its own page."""
    keeper.demand()
    try:
        publisher = strictjson.parse(data).get("publisher")
        named = publisher.get("id") if isinstance(publisher, dict) else None
        known = Register().entries_of(str(named))
        listed, _key = issuer_list.read(
            data, now=keeper.at, fetch=elsewhere.fetcher(), resolve=resolver(known, None)
        )
    except BadgeError as error:
        raise Refused(no("bad_list", f"This list cannot be relied on. {error}")) from error
    told = f"the list “{listed.name}” of {listed.publisher_name}"
    issuers = tuple(replace(one, source=f"{told}: {one.source}"[:500]) for one in listed.issuers)
    return operations.keep_list(
        listed=replace(listed, issuers=tuple(one for one in issuers if own_entry(one.id) is None)),
        organization=keeper.organization,
        by=keeper.by,
        at=keeper.at,
    )


def export(*, organization: Organization, by: Person | None, at: datetime) -> bytes:
    """Everybody whom this installation knows, its own issuers first, as a list signed by an organization."""
    Keeper(organization, by, at).demand()
    key = ensure_key(organization=organization, by=by, at=at)
    publisher = crediting.issuer_id(organization, key)
    pinned: dict[str, KnownIssuer] = {}
    for one in queries.pins():
        pinned.setdefault(one.identifier, one.entry)
    issuers = (*own_entries(), *pinned.values())
    if len(issuers) > issuer_list.MAX_ISSUERS:
        raise Refused(no("too_many", f"A list holds {issuer_list.MAX_ISSUERS} issuers at most."))
    listed = IssuerList(
        id=addresses.absolute(f"/organizations/{organization.slug}/known-issuers/list.json"),
        name=f"Known issuers of {organization.name}"[:500],
        publisher=publisher,
        publisher_name=organization.name,
        published=at,
        issuers=issuers,
    )
    document = issuer_list.write(listed, signer=crediting.signer_for(organization, key))
    return strictjson.dump(document)


def compare(*, pin: Pin, keeper: Keeper) -> str | None:
    """How the issuer's own page differs from what is pinned, as a sentence; None when they agree. Raises `Refused`."""
    keeper.demand()
    data = elsewhere.document_of(pin.identifier, elsewhere.fetcher())
    live = {key.method_id: key for key in _entry(data, pin.name, pin.source, keeper.at).keys}
    pinned = {key.method_id: key for key in pin.entry.keys}
    differing = [
        name
        for name, key in pinned.items()
        if key.revoked is None and (name not in live or live[name].key != key.key)
    ]
    revoked = [
        name for name, key in live.items() if key.revoked and name in pinned and not pinned[name].revoked
    ]
    new = sorted(live.keys() - pinned.keys())
    if differing:
        return (
            f"Its page gives another key, or none, where {differing[0]} is pinned. Until this is settled, its badges "
            "are not confirmed here. Ask the issuer which key is right."
        )
    if revoked:
        return f"The issuer has given up the key {revoked[0]}. Pin it anew, so that this is known here too."
    return f"It has {len(new)} newer key(s), such as {new[0]}. Pin it anew to know them too." if new else None


def _keep(entry: KnownIssuer, ground: Pin.Ground, keeper: Keeper) -> Pin:
    return operations.pin(
        issuer=entry, ground=ground, organization=keeper.organization, by=keeper.by, at=keeper.at
    )


def _entry(data: bytes, name: str, source: str, at: datetime) -> KnownIssuer:
    try:
        return pinning.entry_from(data, name=name.strip(), source=source, at=at)
    except BadgeError as error:
        raise Refused(no("no_issuer", f"This is no document of an issuer's keys. {error}")) from error


def _entry_of_key(issuer: str, name: str, at: datetime) -> KnownIssuer:
    """An issuer that is nothing but a key has no page: who pins it says whose it is."""
    if not name.strip():
        raise Refused(no("no_name", "Give the issuer's name: this identifier is a key alone and says none."))
    try:
        method = methods.of_itself(issuer)
    except BadgeError as error:
        raise Refused(no("no_issuer", f"This is no issuer's identifier. {error}")) from error
    keys = (PinnedKey(method.id, method.key),)
    return KnownIssuer(issuer, name.strip(), keys, at, "the word of whoever pinned it")


def _issuer_of_badge(data: bytes) -> str:
    try:
        _carrier, read = unbaked(data)
    except BadgeError as error:
        raise Refused(
            no("no_file", f"This is no badge, no issuer's document and no list. {error}")
        ) from error
    issuer = issuer_id(read.document)
    if issuer is None:
        raise Refused(
            no("no_issuer", "This file names no issuer. Choose a badge, an issuer's document or a list.")
        )
    return issuer
