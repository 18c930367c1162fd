"""One credential against every question of Open Badges 3.0, section 9, in its order: badge, record or endorsement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cairn.engines.openbadges import schemas, trust
from cairn.engines.openbadges.baking import Carrier
from cairn.engines.openbadges.documents.parties import issuer_id
from cairn.engines.openbadges.keys.methods import Method
from cairn.engines.openbadges.trust import Trust
from cairn.engines.openbadges.verifying import endorsements
from cairn.engines.openbadges.verifying.checking import (
    Document,
    Means,
    date_checks,
    proof_check,
    recipient_check,
    schema_check,
)
from cairn.engines.openbadges.verifying.reading import Read, kind_of, parsed
from cairn.engines.openbadges.verifying.report import Check, Kind, Report, concluded, made
from cairn.engines.openbadges.verifying.revocation import status_check

SCHEMAS: Final[Mapping[Kind, str]] = {
    "badge": schemas.ACHIEVEMENT,
    "record": schemas.LEARNER_RECORD,
    "endorsement": schemas.ENDORSEMENT,
}
_REFRESH_TYPE: Final = "1EdTechCredentialRefresh"
_LATER: Final = ("refresh", "status", "valid_from", "valid_until", "recipient")


@dataclass(frozen=True, slots=True)
class Found:
    """What a credential's own checks came to. `holds` when it is known to be signed as it stands."""

    kind: Kind
    document: Document
    checks: tuple[Check, ...]
    trust: Trust | None = None

    @property
    def holds(self) -> bool:
        return self.trust is not None

    def concluded(
        self, before: tuple[Check, ...], carrier: Carrier | None, *more: Check, parts: tuple[Report, ...] = ()
    ) -> Report:
        """The report, with checks made before and after."""
        return concluded(
            [*before, *self.checks, *more],
            carrier=carrier,
            document=self.document,
            kind=self.kind,
            trust=self.trust,
            parts=parts,
        )


def examine(read: Read, means: Means, recipient: str | None) -> Found:
    """Every check of the credential itself; of the newest version its issuer offers, where that can be had."""
    document = read.document
    kind = kind_of(document)
    form = schema_check(document, schema=SCHEMAS[kind])
    proof, means = _proof_check(read, means)
    if form.outcome == "failed" or proof.outcome == "failed":
        return Found(kind, document, (form, proof, *_not_looked_at(_LATER)))
    if (by := proof.by) is None:
        return Found(kind, document, (form, proof, *_unsigned_yet(document, means, recipient)))
    refresh, newer = _refreshed(document, means)
    if newer is not None:
        document, by = newer
    whose = trust.judge(
        document, by, now=means.now, entries=means.entries_of(document), lookups=means.lookups
    )
    issuer = made("issuer", "ok" if whose.confirmed else "unknown", whose.sentence)
    dates = date_checks(document, means.now)
    later = (refresh, status_check(document, means), *dates, recipient_check(document, recipient))
    given = endorsements.checks_of(document, means)
    return Found(kind, document, (form, proof, issuer, *later, *given), whose)


def _proof_check(read: Read, means: Means) -> tuple[Check, Means]:
    """The check, and the means it was made with: the pinned keys, or where those do not fit, what is published.

    Then the two disagree, which is for `trust` to say: it would be wrong to blame the badge. A key that the register
    has as revoked stays revoked.
    """
    entries, pinned = means.entries_of(read.document), means.for_issuer_of(read.document)
    proof = proof_check(read.document, pinned, token=read.token)
    if proof.outcome != "failed" or not entries:
        return proof, pinned
    other = proof_check(read.document, means, token=read.token)
    known = [entry.holds(other.by) for entry in entries] if other.by is not None else []
    revoked = any(key is not None and key.revoked is not None for key in known)
    return (other, means) if other.by is not None and not revoked else (proof, pinned)


def _not_looked_at(codes: tuple[str, ...]) -> list[Check]:
    return [made(code, "skipped", "Not looked at, since the file itself does not hold.") for code in codes]


def _unsigned_yet(document: Document, means: Means, recipient: str | None) -> list[Check]:
    """Without the issuer's key nothing more is fetched: anybody may have written where to look."""
    told = "Not looked at, since it is not known who signed it."
    first, last = date_checks(document, means.now)
    skipped = [made(code, "skipped", told) for code in ("refresh", "status")]
    return [*skipped, first, last, recipient_check(document, recipient)]


def _refreshed(document: Document, means: Means) -> tuple[Check, tuple[Document, Method] | None]:
    """The newer version the issuer offers and the key it is signed with, when it can be had and holds."""
    service = document.get("refreshService")
    if not isinstance(service, dict) or service.get("type") not in (_REFRESH_TYPE, [_REFRESH_TYPE]):
        return made("refresh", "skipped", "Its issuer offers no newer version."), None
    newer = _fetch_newer(document, str(service.get("id")), means)
    if newer is None:
        return made("refresh", "skipped", "A newer version could not be had; this one was checked."), None
    return made("refresh", "ok", "The newest version its issuer offers was checked."), newer


def _fetch_newer(document: Document, address: str, means: Means) -> tuple[Document, Method] | None:
    if means.fetch is None or not address.startswith("https://"):
        return None
    try:
        read = parsed(means.fetch(address))
    except Exception:  # whatever a caller's fetch raises means one thing: there is no newer version to be had
        return None
    newer = read.document
    if newer.get("id") != document.get("id") or issuer_id(newer) != issuer_id(document):
        return None
    if kind_of(newer) != kind_of(document):
        return None
    if schema_check(newer, schema=SCHEMAS[kind_of(newer)]).outcome != "ok":
        return None
    proof = proof_check(newer, means, token=read.token)
    return (newer, proof.by) if proof.by is not None else None
