"""Is this Open Badges 2.0 badge valid? `verify` answers as the verifier of 3.0 does, check by check.

A hosted badge is its issuer's because the issuer serves it, a signed one because a key signed it that the issuer
publishes. What the badge itself says of its issuer proves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from cairn.engines.openbadges.errors import (
    BadgeError,
    DocumentError,
    ProofError,
    UnresolvedKey,
    UnsupportedFile,
    UnsupportedProof,
)
from cairn.engines.openbadges.jose import jws
from cairn.engines.openbadges.keys import PublicKey
from cairn.engines.openbadges.keys.dids import Fetch
from cairn.engines.openbadges.ob2 import reading
from cairn.engines.openbadges.ob2.reading import Chain, Document, Presented, Web
from cairn.engines.openbadges.trust import Trust
from cairn.engines.openbadges.verifying.checking import date_checks, recipient_check
from cairn.engines.openbadges.verifying.report import Check, Outcome, Report, Standing, concluded, made

_CLAUSES: Final = {
    "file": "OB 2.0, Baking Specification",
    "schema": "OB 2.0, Assertion, BadgeClass and Profile",
    "proof": "OB 2.0, Verification",
    "status": "OB 2.0, Revoking",
    "valid_from": "OB 2.0, Assertion: issuedOn",
    "valid_until": "OB 2.0, Assertion: expires",
    "recipient": "OB 2.0, IdentityObject",
}
_OTHER_HASHES: Final = ("md5$", "sha1$")


def verify(
    credential: bytes | Mapping[str, Any],
    *,
    now: datetime,
    fetch: Fetch | None = None,
    recipient: str | None = None,
) -> Report:
    """Judge an Open Badges 2.0 badge at the instant `now`: an assertion as JSON, its address, a JWS, or any of
    these in a PNG or SVG.

    `fetch` gets what the issuer serves now; without it, a badge of this standard is never more than unknown.
    `recipient` is an e-mail address whose owner claims the badge. The report's document is the assertion,
    with its badge class and issuer written out where they were found to be its own. Raises `ValueError` only
    for a `now` without time zone.
    """
    if now.tzinfo is None:
        raise ValueError("The instant to judge at needs a time zone.")
    try:
        carrier, found = reading.presented(credential)
    except (UnsupportedFile, UnsupportedProof) as error:
        return concluded([_made("file", "unknown", str(error))])
    except BadgeError as error:
        return concluded([_made("file", "failed", str(error))])
    read = _made("file", "ok", "It is one Open Badges 2.0 badge.")
    try:
        checks, judged, trust = _judge(found, Web(fetch), now, recipient)
    except Exception:  # hostile input may surprise a library below; a verifier answers all the same
        surprised = _made("schema", "failed", "The file is built in a way that cannot be checked.")
        checks, judged, trust = [surprised], found.document, None
    return concluded([read, *checks], carrier=carrier, document=judged, trust=trust)


def _judge(
    found: Presented, web: Web, now: datetime, recipient: str | None
) -> tuple[list[Check], Document | None, Trust | None]:
    """The checks after reading, the assertion they are about (the served one where it is hosted), and whose it is."""
    assertion = found.document
    try:
        if found.token is None or assertion is None:
            assertion = reading.served_assertion(found, web)
        if assertion.get("revoked") is True:
            return [_revoked(assertion)], assertion, None
        chain = reading.chain(assertion, web)
        proof = _proof_check(found, chain, web)
    except (UnresolvedKey, UnsupportedProof) as error:
        return [_made("proof", "unknown", str(error))], assertion, None
    except DocumentError as error:
        return [_made("schema", "failed", str(error))], assertion, None
    except BadgeError as error:
        return [_made("proof", "failed", str(error))], assertion, None
    form = _made("schema", "ok", "The badge, its class and its issuer have the form of Open Badges 2.0.")
    checks = [form, proof, _status_check(found, chain, web), *_date_checks(assertion, now)]
    return [*checks, was_given_to(assertion, recipient)], chain.whole, _trust(found, chain)


def _trust(found: Presented, chain: Chain) -> Trust:
    """Why it is taken for its issuer's: the issuer's own pages say so."""
    host = urlsplit(chain.issuer_id).netloc
    sentence = f"This badge belongs to {host}: the issuer's pages there say so, looked up just now."
    return Trust("live", sentence, chain.issuer_id, found.address)


def _proof_check(found: Presented, chain: Chain, web: Web) -> Check:
    """Whether the badge is its issuer's. Raises `BadgeError` when it is not, or cannot be told."""
    if found.token is not None:
        jws.check_signature(found.token, _key(chain, web))
        return _made("proof", "ok", "It is signed by its issuer, and nothing in it was changed since.")
    if not reading.in_scope(found.address, chain.issuer):
        raise ProofError("It is served where its issuer does not serve badges, so it is not its issuer's.")
    return _made("proof", "ok", f"Its issuer serves it at {found.address[:200]}.")


def _key(chain: Chain, web: Web) -> PublicKey:
    """The key a badge says it is signed with, when its issuer publishes it as its own (OB 2.0, Signed Badges)."""
    published = list(reading.texts(chain.issuer.get("publicKey")))
    named = reading.verification(chain.assertion).get("creator", published[0] if published else None)
    if named not in published:
        raise ProofError("The key it is signed with is not its issuer's.")
    key = web.get(str(named))
    pem = key.get("publicKeyPem")
    if key.get("id") != named or key.get("owner") != chain.issuer_id or not isinstance(pem, str):
        raise ProofError("The key it is signed with does not say that it is its issuer's.")
    return PublicKey.from_pem(pem.encode())


def _status_check(found: Presented, chain: Chain, web: Web) -> Check:
    if found.token is None:
        return _made("status", "ok", "Its issuer has not revoked it.")
    address = next(reading.texts(chain.issuer.get("revocationList")), None)
    if address is None:
        return _made("status", "skipped", "Its issuer keeps no list in which a revocation would show.")
    try:
        listing = web.get(address)
        entries = listing.get("revokedAssertions")
        if listing.get("issuer") != chain.issuer_id or not isinstance(entries, list):
            raise DocumentError("its issuer's list of revoked badges cannot be read.")
    except BadgeError as error:
        return _made("status", "unknown", f"Whether it was revoked cannot be said: {error}")
    for entry in entries:
        said = entry if isinstance(entry, Mapping) else {"id": entry}
        if any(said.get(name) == chain.assertion.get(name) is not None for name in ("id", "uid")):
            return _revoked(said)
    return _made("status", "ok", "Its issuer has not revoked it.")


def _revoked(said: Document) -> Check:
    reason = said.get("revocationReason")
    because = f" It says why: {reason[:200]}" if isinstance(reason, str) and reason else ""
    return _made("status", "failed", f"Its issuer has revoked it.{because}", standing="revoked")


def _date_checks(assertion: Document, now: datetime) -> list[Check]:
    dates = {"validFrom": assertion["issuedOn"]}
    if "expires" in assertion:
        dates["validUntil"] = assertion["expires"]
    return [_of_2(check) for check in date_checks(dates, now)]


def was_given_to(assertion: Document, email: str | None) -> Check:
    """Whether an e-mail address is the recipient's of an assertion; skipped when nobody asks."""
    said = assertion.get("recipient")
    identity = said if isinstance(said, Mapping) else {}
    if email is not None and str(identity.get("identity")).startswith(_OTHER_HASHES):
        return _made("recipient", "unknown", "Whose it is stands there in a form that proves nothing today.")
    in_terms_of_3 = {
        "identityType": "emailAddress" if identity.get("type") == "email" else identity.get("type"),
        "identityHash": identity.get("identity"),
        "hashed": identity.get("hashed"),
        "salt": identity.get("salt", ""),
    }
    return _of_2(recipient_check({"credentialSubject": {"identifier": [in_terms_of_3]}}, email))


def _made(code: str, outcome: Outcome, sentence: str, *, standing: Standing | None = None) -> Check:
    return _of_2(made(code, outcome, sentence, standing=standing))


def _of_2(check: Check) -> Check:
    """The same check, with the clause of this standard."""
    return replace(check, clause=_CLAUSES[check.code])
