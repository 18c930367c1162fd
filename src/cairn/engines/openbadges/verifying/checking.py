"""The checks of a credential that need its own text and its issuer's key: form, signature, dates,
recipient.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from cairn.engines.openbadges import jose, proofs, schemas
from cairn.engines.openbadges.datatypes.instants import day_of, read_instant
from cairn.engines.openbadges.documents import identity_hash, normal_email
from cairn.engines.openbadges.documents.parties import issuer_id
from cairn.engines.openbadges.errors import (
    BadgeError,
    ProofError,
    RefusedGraph,
    UnresolvedKey,
    UnsupportedProof,
)
from cairn.engines.openbadges.keys.dids import Fetch, Method, Resolve, find, look_up
from cairn.engines.openbadges.proofs import MAX_PROOFS
from cairn.engines.openbadges.trust import KnownIssuer, KnownIssuers, resolver
from cairn.engines.openbadges.trust.lookups import Lookups
from cairn.engines.openbadges.verifying.report import Check, made

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Means:
    """What the caller allows and says: the instant to judge at, what may be looked up, and whom it knows."""

    now: datetime
    lookups: Lookups
    resolve: Resolve | None = None
    known: KnownIssuers | None = None

    @property
    def fetch(self) -> Fetch | None:
        """A way to look pages up, where there is any."""
        return self.lookups if self.lookups.allowed else None

    def entries_of(self, document: Document) -> Sequence[KnownIssuer]:
        """What the caller's register holds of a document's issuer."""
        issuer = issuer_id(document)
        return self.known.entries_of(issuer) if self.known is not None and issuer is not None else ()

    def for_issuer_of(self, document: Document) -> Means:
        """The same, with the keys that the register has pinned of a document's issuer."""
        return replace(self, resolve=resolver(self.entries_of(document), self.resolve))


def schema_check(document: Document, *, schema: str = schemas.ACHIEVEMENT) -> Check:
    """Whether the document has the form 1EdTech's schema and the rules beside it ask for."""
    complaint = schemas.complaint(schema, document)
    if complaint is None and schema == schemas.ACHIEVEMENT:
        complaint = _subject_complaint(document["credentialSubject"])
    if complaint is not None:
        return made("schema", "failed", f"The file does not have the form of {_FORMS[schema]}. {complaint}")
    return made("schema", "ok", f"The file has the form of {_FORMS[schema]}.")


_FORMS: Final = {
    schemas.ACHIEVEMENT: "an Open Badges 3.0 badge",
    schemas.ENDORSEMENT: "an Open Badges 3.0 endorsement",
    schemas.LEARNER_RECORD: "a Comprehensive Learner Record 2.0",
}


def _subject_complaint(subject: Any) -> str | None:
    """What the schema cannot say: somebody is meant, and each result points into the rubric it was judged
    by.
    """
    if not isinstance(subject, dict):
        return "It speaks about more than one recipient."
    if not subject.get("id") and not subject.get("identifier"):
        return "It names no recipient."
    levels: dict[Any, set[Any]] = {}
    for described in _objects(subject["achievement"].get("resultDescription")):
        ids = {level.get("id") for level in _objects(described.get("rubricCriterionLevel"))}
        levels[described.get("id")] = ids
    for result in _objects(subject.get("result")):
        criterion, reached = result.get("resultDescription"), result.get("achievedLevel")
        if criterion is not None and criterion not in levels:
            return "A result points at a criterion that the achievement does not have."
        if reached is not None and reached not in levels.get(criterion, set()):
            return "A result points at a level that its criterion does not have."
    return None


def _objects(value: Any) -> list[dict[str, Any]]:
    listed = value if isinstance(value, list) else [value]
    return [entry for entry in listed if isinstance(entry, dict)]


def proof_check(document: Document, means: Means, *, token: jose.Token | None = None) -> Check:
    """Whether the document is signed, and by its issuer's own key: by the JWT it came in, or a proof within.

    One proof that holds is enough, and a JWT is the outermost (Open Badges 3.0, section 8.1).
    """
    if token is not None:
        return _token_check(token, document, means)
    try:
        listed = proofs.proofs_of(document)
    except BadgeError as error:
        return made("proof", "failed", str(error))
    if not listed:
        return made("proof", "failed", "It is not signed, so anybody may have written it.")
    if len(listed) > MAX_PROOFS:
        return made("proof", "failed", f"It carries more than {MAX_PROOFS} signatures.")
    secured = proofs.Secured(document)
    try:
        tried = [_one_proof(proof, secured, issuer_id(document), means) for proof in listed]
    except RefusedGraph as error:  # each further proof would cost as much again
        return made("proof", "failed", str(error))
    for outcome in ("ok", "failed", "unknown"):
        for check in tried:
            if check.outcome == outcome:
                return check
    return tried[0]


def _token_check(token: jose.Token, document: Document, means: Means) -> Check:
    def look_up_issuers(name: jose.KeyName) -> Method:
        return _named_method(name, issuer_id(document), means)

    return _signed(lambda: jose.check(token, now=means.now, look_up=look_up_issuers), issuer_id(document))


def _one_proof(proof: dict[str, Any], secured: proofs.Secured, issuer: str | None, means: Means) -> Check:
    def look_up_issuers(method_id: str) -> Method:
        _check_owner(method_id, issuer)
        return look_up(method_id, fetch=means.fetch, resolve=means.resolve)

    return _signed(lambda: proofs.check(proof, secured, now=means.now, look_up=look_up_issuers), issuer)


def _signed(check: Callable[[], Method], issuer: str | None) -> Check:
    """What a check of a signature comes to, when the key it was found to be by is the issuer's."""
    try:
        method = check()
        controller = method.controller
        # Where no more than the key is published, `_check_owner` has compared its address with the issuer's.
        if controller not in (issuer, None):
            raise ProofError(_NOT_THE_ISSUERS)
    except (UnresolvedKey, UnsupportedProof) as error:
        return made("proof", "unknown", str(error))
    except RefusedGraph:
        raise
    except BadgeError as error:
        return made("proof", "failed", str(error))
    return made(
        "proof", "ok", "It is signed with the key it names, and nothing in it was changed since.", by=method
    )


def _named_method(name: jose.KeyName, issuer: str | None, means: Means) -> Method:
    """The issuer's method a JWT names, in whichever way it does."""
    if name.method_id is not None:
        _check_owner(name.method_id, issuer)
        return look_up(name.method_id, fetch=means.fetch, resolve=means.resolve)
    if issuer is None:
        raise ProofError(_NO_ISSUER)
    short = name.hint.removeprefix("#") if name.hint is not None else name.key and name.key.thumbprint
    known = means.resolve(f"{issuer}#{short}") if means.resolve is not None else None
    return known if known is not None else find(issuer, name.fits, fetch=means.fetch)


def _check_owner(method_id: str, issuer: str | None) -> None:
    """A key is an issuer's only if it is published where the issuer publishes; a claim elsewhere is nothing."""
    base = method_id.partition("#")[0]
    if issuer is None:
        raise ProofError(_NO_ISSUER)
    same_host = issuer.startswith("https://") and _host(base) == _host(issuer)
    if base != issuer and not same_host:
        raise ProofError(_NOT_THE_ISSUERS)


_NO_ISSUER: Final = "It does not name its issuer by an address."
_NOT_THE_ISSUERS: Final = "The key it is signed with is not its issuer's."


def _host(address: str) -> str:
    return (
        address.removeprefix("https://").partition("/")[0].lower()
        if address.startswith("https://")
        else address
    )


def date_checks(document: Document, now: datetime) -> list[Check]:
    """Not yet in force, and expired."""
    return [_from_check(document, now), _until_check(document, now)]


def _from_check(document: Document, now: datetime) -> Check:
    starts = read_instant(document.get("validFrom"))
    if starts is None:
        return made("valid_from", "failed", "The date it begins on cannot be read, or has no time zone.")
    if starts > now:
        sentence = f"It is not in force before {day_of(starts)}."
        return made("valid_from", "failed", sentence, standing="not_yet_valid")
    return made("valid_from", "ok", f"It is in force since {day_of(starts)}.")


def _until_check(document: Document, now: datetime) -> Check:
    if "validUntil" not in document:
        return made("valid_until", "skipped", "It has no end date.")
    ends = read_instant(document["validUntil"])
    if ends is None:
        return made("valid_until", "failed", "The date it ends on cannot be read, or has no time zone.")
    if ends < now:
        return made("valid_until", "failed", f"It expired on {day_of(ends)}.", standing="expired")
    return made("valid_until", "ok", f"It is in force until {day_of(ends)}.")


def recipient_check(document: Document, email: str | None) -> Check:
    """Whether an e-mail address is the recipient's; skipped when nobody asks."""
    if email is None:
        return made("recipient", "skipped", "Whose it is was not asked.")
    subject = document.get("credentialSubject")
    identities = _objects(subject.get("identifier")) if isinstance(subject, dict) else []
    if any(_is_identity(identity, email) for identity in identities):
        return made("recipient", "ok", "It was given to the owner of that e-mail address.")
    return made("recipient", "failed", "It was not given to the owner of that e-mail address.")


def _is_identity(identity: dict[str, Any], email: str) -> bool:
    if identity.get("identityType") != "emailAddress":
        return False
    written, salt = str(identity.get("identityHash")), str(identity.get("salt", ""))
    spellings = {email, email.strip(), normal_email(email)}
    if identity.get("hashed") is not True:
        return normal_email(written) in {normal_email(spelling) for spelling in spellings}
    hashes = [identity_hash(spelling, salt) for spelling in spellings]
    return any(hmac.compare_digest(written.lower().encode(), made_now.encode()) for made_now in hashes)
