"""Is this badge valid? `verify` takes any file and answers with every check it made, in the standard's order.

Never raises, whatever file it is given. Fetches nothing but through the `fetch` handed in; before the signature
has been found to hold, only the issuer's key, and that only for a document that could be signed as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from cairn.engines.openbadges import baking, jose, schemas, strictjson
from cairn.engines.openbadges.checking import (
    Document,
    Means,
    date_checks,
    proof_check,
    recipient_check,
    schema_check,
)
from cairn.engines.openbadges.dids import Fetch, Resolve
from cairn.engines.openbadges.errors import BadgeError, UnsupportedFile, UnsupportedProof
from cairn.engines.openbadges.parties import issuer_id
from cairn.engines.openbadges.report import Check, Report, concluded, made
from cairn.engines.openbadges.revocation import status_check

MAX_ENDORSEMENTS: Final = 10
_REFRESH_TYPE: Final = "1EdTechCredentialRefresh"
_LATER: Final = ("refresh", "status", "valid_from", "valid_until", "recipient")
_CARRIERS: Final = {"json": "a JSON file", "jwt": "a JWT", "png": "a PNG image", "svg": "an SVG image"}


def verify(
    credential: bytes | Mapping[str, Any],
    *,
    now: datetime,
    fetch: Fetch | None = None,
    resolve: Resolve | None = None,
    recipient: str | None = None,
) -> Report:
    """Judge a credential at the instant `now`: a JSON file, a JWT, a baked PNG or SVG, or a parsed document.

    `resolve` looks keys up that are known here; `fetch` gets what has to be looked up elsewhere (`did:web`
    documents, status lists, refreshed credentials), and without it such questions stay unknown. `recipient`
    is an e-mail address whose owner claims the badge. Raises `ValueError` only for a `now` without time zone.
    """
    if now.tzinfo is None:
        raise ValueError("The instant to judge at needs a time zone.")
    try:
        carrier, document, token = _read(credential)
    except (UnsupportedFile, UnsupportedProof) as error:
        return concluded([made("file", "unknown", str(error))])
    except BadgeError as error:
        return concluded([made("file", "failed", str(error))])
    read = made("file", "ok", f"It is {_CARRIERS[carrier]} with one badge in it.")
    try:
        checks, judged = _judge(document, token, Means(now, fetch, resolve), recipient)
    except Exception:  # hostile input may surprise a library below; a verifier answers all the same
        surprised = made("schema", "failed", "The file is built in a way that cannot be checked.")
        checks, judged = [surprised], document
    return concluded([read, *checks], carrier=carrier, document=judged)


def _read(credential: bytes | Mapping[str, Any]) -> tuple[baking.Carrier, Document, jose.Token | None]:
    if isinstance(credential, Mapping):
        strictjson.measure(credential)
        return "json", credential, None
    carrier, data = baking.unbake(credential)
    return carrier, *_parsed(data)


def _parsed(data: bytes) -> tuple[Document, jose.Token | None]:
    """A credential as a document, and the JWT it came in if it came in one."""
    if not jose.looks_like(data):
        return strictjson.parse(data), None
    token = jose.read(data)
    return token.document, token


def _judge(
    document: Document, token: jose.Token | None, means: Means, recipient: str | None
) -> tuple[list[Check], Document]:
    """The checks after reading, and the document they are about: the refreshed one where there is one."""
    form, proof = schema_check(document), proof_check(document, means, token=token)
    if form.outcome == "failed" or proof.outcome == "failed":
        return [form, proof, *_not_looked_at(_LATER)], document
    refresh, document = _refreshed(document, means)
    checks = [form, proof, refresh, status_check(document, means), *date_checks(document, means.now)]
    return [*checks, recipient_check(document, recipient), *_endorsement_checks(document, means)], document


def _not_looked_at(codes: tuple[str, ...]) -> list[Check]:
    return [made(code, "skipped", "Not looked at, since the file itself does not hold.") for code in codes]


def _refreshed(document: Document, means: Means) -> tuple[Check, Document]:
    """The newer version the issuer offers, when it can be had and holds; otherwise the document as it is."""
    service = document.get("refreshService")
    if not isinstance(service, dict) or service.get("type") not in (_REFRESH_TYPE, [_REFRESH_TYPE]):
        return made("refresh", "skipped", "Its issuer offers no newer version."), document
    newer = _fetch_newer(document, str(service.get("id")), means)
    if newer is None:
        return made("refresh", "skipped", "A newer version could not be had; this one was checked."), document
    return made("refresh", "ok", "The newest version its issuer offers was checked."), newer


def _fetch_newer(document: Document, address: str, means: Means) -> Document | None:
    if means.fetch is None or not address.startswith("https://"):
        return None
    try:
        newer, token = _parsed(means.fetch(address))
    except Exception:  # whatever a caller's fetch raises means one thing: there is no newer version to be had
        return None
    same = newer.get("id") == document.get("id") and issuer_id(newer) == issuer_id(document)
    holds = (
        same
        and schema_check(newer).outcome == "ok"
        and proof_check(newer, means, token=token).outcome == "ok"
    )
    return newer if holds else None


def _endorsement_checks(document: Document, means: Means) -> list[Check]:
    found = list(_endorsements(document))
    checks = [_endorsement_check(endorsement, means) for endorsement in found[:MAX_ENDORSEMENTS]]
    if len(found) > MAX_ENDORSEMENTS:
        checks.append(
            made("endorsement", "unknown", f"Only the first {MAX_ENDORSEMENTS} endorsements were checked.")
        )
    return checks


def _endorsements(document: Document) -> Iterator[Any]:
    """Every endorsement of the credential, its issuer and its achievement; those as JWT as their text."""
    subject = document["credentialSubject"]
    endorsed = [document, document.get("issuer"), subject.get("achievement")]
    for thing in endorsed:
        if isinstance(thing, Mapping):
            for name in ("endorsement", "endorsementJwt"):
                listed = thing.get(name, [])
                yield from listed if isinstance(listed, list) else [listed]


def _endorsement_check(endorsement: Any, means: Means) -> Check:
    try:
        document, token = (
            _parsed(endorsement.encode()) if isinstance(endorsement, str) else (endorsement, None)
        )
    except UnsupportedProof as error:
        return made("endorsement", "unknown", f"Disregard it: {error}")
    except (BadgeError, UnicodeEncodeError) as error:
        return made("endorsement", "failed", f"Disregard it: {error}")
    if not isinstance(document, dict):
        return made("endorsement", "unknown", "It is signed in a way that is not checked here.")
    form = schema_check(document, schema=schemas.ENDORSEMENT)
    proof = proof_check(document, means, token=token)
    for check in (form, proof, status_check(document, means), *date_checks(document, means.now)):
        if check.outcome in ("failed", "unknown"):
            return made("endorsement", check.outcome, f"Disregard it: {check.sentence}")
    return made("endorsement", "ok", f"It is signed by {str(issuer_id(document))[:200]}.")
