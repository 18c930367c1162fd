"""Whose key is it? Kept apart from whether a signature holds: a stranger's signature holds as well as anybody's.

A key is confirmed to be its issuer's by the issuer's live document, or by a register of known issuers that its
reader keeps; never by the badge itself or by what came along with it. Open Badges 3.0, section 8.5, says how a
key is found, and leaves open why it should be believed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, Protocol
from urllib.parse import urlsplit

from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.datatypes.instants import day_of, read_instant
from cairn.engines.openbadges.documents.parties import issuer_id
from cairn.engines.openbadges.errors import BadgeError
from cairn.engines.openbadges.keys import PublicKey, dids, methods
from cairn.engines.openbadges.keys.dids import Resolve
from cairn.engines.openbadges.keys.methods import ITSELF, Method
from cairn.engines.openbadges.trust.lookups import Lookups

Ground = Literal["own", "pinned", "live", "conflict", "out_of_dates", "handed", "same_host", "key_alone"]
"""Why a key is taken for its issuer's (the first three), or why it is not confirmed."""

CONFIRMING: Final = frozenset({"own", "pinned", "live"})


@dataclass(frozen=True, slots=True)
class PinnedKey:
    """A key as a register knows it: the identifier it is published under, and its dates where they are known."""

    method_id: str
    key: PublicKey
    since: datetime | None = None
    until: datetime | None = None
    revoked: datetime | None = None

    def was_in_use(self, at: datetime) -> bool:
        """Whether it had not been retired by `at`."""
        return self.until is None or at <= self.until


@dataclass(frozen=True, slots=True)
class KnownIssuer:
    """An entry of a register: an issuer's identifier, its name, its keys, when it was pinned and from where.

    `source` completes the sentence “known from ...”. `own` marks who issues from where the register is kept.
    """

    id: str
    name: str
    keys: tuple[PinnedKey, ...]
    pinned_on: datetime
    source: str
    own: bool = False

    def holds(self, method: Method) -> PinnedKey | None:
        """The entry's key that is the method's own, under whichever name."""
        return next((key for key in self.keys if key.key == method.key), None)


class KnownIssuers(Protocol):
    """A register of issuers whose keys somebody vouches for. It may know one from several sources."""

    def entries_of(self, issuer: str) -> Sequence[KnownIssuer]:
        """Every entry for an issuer's identifier."""
        ...


@dataclass(frozen=True, slots=True)
class Trust:
    """Whether the key that signed is the issuer's, on which ground, and that in a sentence.

    `name` is what the register calls the issuer; what a badge calls its issuer is only its own word.
    """

    ground: Ground
    sentence: str
    issuer: str | None
    key: str
    name: str = ""
    pinned_on: datetime | None = None
    source: str = ""

    @property
    def confirmed(self) -> bool:
        return self.ground in CONFIRMING


def resolver(entries: Sequence[KnownIssuer], resolve: Resolve | None) -> Resolve:
    """Looks methods up that the caller knows or a register has pinned, so that they outlive their issuer's page."""

    def look_up(method_id: str) -> Method | None:
        known = resolve(method_id) if resolve is not None else None
        if known is not None:
            return known
        did, _, name = method_id.partition("#")
        for entry in entries:
            for pinned in entry.keys:
                # A JWT may name its key by the thumbprint alone (VC-JOSE-COSE, section 4.2.1).
                if pinned.method_id == method_id or (did == entry.id and name == pinned.key.thumbprint):
                    return Method(pinned.method_id, entry.id, pinned.key, revoked=pinned.revoked)
        return None

    return look_up


def judge(
    document: Mapping[str, Any],
    method: Method,
    *,
    now: datetime,
    entries: Sequence[KnownIssuer],
    lookups: Lookups,
) -> Trust:
    """On which ground the `method` a document was found to be signed with is its issuer's."""
    case = _Case(issuer_id(document) or "", method, _signed_at(document, method) or now, lookups)
    if not entries:
        return case.of_nobody_known()
    if (own := _holding([entry for entry in entries if entry.own], method)) is not None:
        return case.told("own", f"This key belongs to {own.name}, which issues on this site.", own)
    live = _live_methods(case.issuer, lookups)
    differing = _differing(entries) or (_departed(entries, live) if live is not None else None)
    if differing is not None:
        return case.told("conflict", differing, entries[0])
    if (entry := _holding(entries, method)) is not None:
        return case.of_pinned(entry, also_live=live is not None)
    return case.of_unpinned_key(entries[0], live)


@dataclass(frozen=True, slots=True)
class _Case:
    issuer: str
    method: Method
    signed_at: datetime
    lookups: Lookups

    def told(self, ground: Ground, sentence: str, entry: KnownIssuer | None = None) -> Trust:
        if entry is None:
            return Trust(ground, sentence, self.issuer, self.method.id)
        return Trust(ground, sentence, self.issuer, self.method.id, entry.name, entry.pinned_on, entry.source)

    def of_pinned(self, entry: KnownIssuer, *, also_live: bool) -> Trust:
        pinned = entry.holds(self.method)
        if pinned is None or not pinned.was_in_use(self.signed_at):
            sentence = (
                f"Not confirmed: it says it was signed on {day_of(self.signed_at)}, and the register knows this "
                f"key of {entry.name} as one that was no longer in use then."
            )
            return self.told("out_of_dates", sentence, entry)
        sentence = (
            f"This key belongs to {entry.name}: it stands in the register of known issuers since "
            f"{day_of(entry.pinned_on)}, known from {entry.source}."
        )
        if also_live:
            sentence += " The issuer's own page says the same today."
        return self.told("pinned", sentence, entry)

    def of_unpinned_key(self, entry: KnownIssuer, live: Mapping[str, Method] | None) -> Trust:
        """A key newer than the register's entry: the live page may vouch for it, as long as it keeps the others."""
        if live is not None and any(one.key == self.method.key for one in live.values()):
            sentence = (
                f"This key belongs to {entry.name}: its own page lists it, looked up just now, beside the keys "
                f"in the register of known issuers, which lacks this newer one."
            )
            return self.told("live", sentence, entry)
        sentence = (
            f"Not confirmed: the register of known issuers knows {entry.name} by other keys than this one."
        )
        return self.told("conflict", sentence, entry)

    def of_nobody_known(self) -> Trust:
        if self.method.id.startswith(ITSELF):
            sentence = (
                "Not confirmed: it names its key itself as the issuer, and nobody here vouches for whose key "
                "that is."
            )
            return self.told("key_alone", sentence)
        address = _page_of(self.method.id.partition("#")[0])
        if self.lookups.origin(address) == "live":
            host = urlsplit(address).netloc
            if self.method.id.partition("#")[0] != self.issuer:
                sentence = (
                    f"Not confirmed: a page on {host} publishes this key, but not the issuer's own page, and "
                    "others may be able to put pages there."
                )
                return self.told("same_host", sentence)
            return self.told(
                "live", f"This key belongs to {host}: the issuer's page there lists it, looked up just now."
            )
        sentence = (
            "Not confirmed: the issuer's keys were handed in along with it, so nothing shows that they are its "
            "own."
        )
        return self.told("handed", sentence)


def _holding(entries: Sequence[KnownIssuer], method: Method) -> KnownIssuer | None:
    return next((entry for entry in entries if entry.holds(method) is not None), None)


def _differing(entries: Sequence[KnownIssuer]) -> str | None:
    """Where the sources of a register tell different keys under one name."""
    told: dict[str, tuple[PublicKey, str]] = {}
    for entry in entries:
        for pinned in entry.keys:
            key, source = told.setdefault(pinned.method_id, (pinned.key, entry.source))
            if key != pinned.key:
                return (
                    f"Not confirmed: the register of known issuers contradicts itself about {entry.name}. "
                    f"{source} and {entry.source} give different keys under one name."
                )
    return None


def _departed(entries: Sequence[KnownIssuer], live: Mapping[str, Method]) -> str | None:
    """What the issuer's page says of a pinned key otherwise than the register does."""
    for entry in entries:
        for pinned in entry.keys:
            shown = live.get(pinned.method_id)
            if pinned.revoked is None and (shown is None or shown.key != pinned.key or shown.revoked):
                return (
                    f"Not confirmed: the page of {entry.name} does not list a key any more as the register of "
                    f"known issuers has pinned it on {day_of(entry.pinned_on)}. Ask the issuer which is right."
                )
    return None


def _live_methods(issuer: str, lookups: Lookups) -> Mapping[str, Method] | None:
    """The keys that an issuer's own page lists now; None where no such page can be had."""
    if not issuer.startswith(("did:web:", "https://")):
        return None
    try:
        address = _page_of(issuer)
        document = strictjson.parse(lookups(address))
        if lookups.origin(address) != "live" or "assertionMethod" not in document:
            return None
        return {method.id: method for method in methods.for_issuing(document, issuer)}
    except Exception:  # whatever a caller's fetch raises means one thing: there is no such page
        return None


def _page_of(identifier: str) -> str:
    try:
        return dids.did_web_address(identifier) if identifier.startswith("did:") else identifier
    except BadgeError:
        return ""


def _signed_at(document: Mapping[str, Any], method: Method) -> datetime | None:
    """When it says that it was signed: the proof's own date (VC Data Integrity 1.0, section 2.1, `created`)."""
    found = document.get("proof", [])
    for proof in found if isinstance(found, list) else [found]:
        if isinstance(proof, Mapping) and proof.get("verificationMethod") == method.id:
            return read_instant(proof.get("created"))
    return read_instant(document.get("validFrom"))
