"""What others say for a badge: each endorsement in it is checked by itself, and decides nothing about it.

Open Badges 3.0, section 9.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from cairn.engines.openbadges import schemas, trust
from cairn.engines.openbadges.documents.parties import issuer_id
from cairn.engines.openbadges.errors import BadgeError, UnsupportedProof
from cairn.engines.openbadges.verifying.checking import (
    Document,
    Means,
    date_checks,
    proof_check,
    schema_check,
)
from cairn.engines.openbadges.verifying.reading import Read, parsed
from cairn.engines.openbadges.verifying.report import Check, made
from cairn.engines.openbadges.verifying.revocation import status_check

MAX_ENDORSEMENTS: Final = 10


def checks_of(document: Document, means: Means) -> list[Check]:
    """One check for every endorsement of the credential, its issuer and its achievement."""
    found = list(_endorsements(document))
    checks = [_check(endorsement, means) for endorsement in found[:MAX_ENDORSEMENTS]]
    if len(found) > MAX_ENDORSEMENTS:
        told = f"Only the first {MAX_ENDORSEMENTS} endorsements were checked."
        checks.append(made("endorsement", "unknown", told))
    return checks


def _endorsements(document: Document) -> Iterator[Any]:
    """Those as JWT are their text."""
    subject = document.get("credentialSubject")
    achievement = subject.get("achievement") if isinstance(subject, Mapping) else None
    for thing in (document, document.get("issuer"), achievement):
        if isinstance(thing, Mapping):
            for name in ("endorsement", "endorsementJwt"):
                listed = thing.get(name, [])
                yield from listed if isinstance(listed, list) else [listed]


def _check(endorsement: Any, means: Means) -> Check:
    if not means.lookups.in_time:
        return made("endorsement", "unknown", "There was no time to check it.")
    try:
        read = parsed(endorsement.encode()) if isinstance(endorsement, str) else Read(endorsement)
    except UnsupportedProof as error:
        return made("endorsement", "unknown", f"Disregard it: {error}")
    except (BadgeError, UnicodeEncodeError) as error:
        return made("endorsement", "failed", f"Disregard it: {error}")
    if not isinstance(read.document, dict):
        return made("endorsement", "unknown", "It is signed in a way that is not checked here.")
    return _judged(read, means.for_issuer_of(read.document))


def _judged(read: Read, means: Means) -> Check:
    document = read.document
    form = schema_check(document, schema=schemas.ENDORSEMENT)
    proof = proof_check(document, means, token=read.token)
    signed = proof.by is not None
    later = [status_check(document, means), *date_checks(document, means.now)] if signed else []
    for check in (form, proof, *later):
        if check.outcome in ("failed", "unknown"):
            return made("endorsement", check.outcome, f"Disregard it: {check.sentence}")
    if proof.by is None:
        return made("endorsement", "unknown", "Disregard it: it is not known who signed it.")
    entries = means.entries_of(document)
    whose = trust.judge(document, proof.by, now=means.now, entries=entries, lookups=means.lookups)
    return made("endorsement", "ok", f"It is signed by {str(issuer_id(document))[:200]}. {whose.sentence}")
