"""Writes the documents of Open Badges 2.0 from the parts of a credential."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.datatypes.instants import instant_text
from cairn.engines.openbadges.documents import check_recipient, identity_hash, normal_email
from cairn.engines.openbadges.documents.parts import (
    Achievement,
    Alignment,
    Credential,
    Evidence,
    IssuerProfile,
    RecipientIdentity,
)
from cairn.engines.openbadges.errors import DocumentError
from cairn.engines.openbadges.jose import jws
from cairn.engines.openbadges.keys import JwtSigner, PublicKey

Document = dict[str, Any]

CONTEXT: Final = "https://w3id.org/openbadges/v2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The addresses the documents of one badge are served at, and known by.

    The assertion and the issuer have one origin, unless the issuer's document allows others. The assertion of a
    signed badge is served nowhere and may be a `urn:uuid:`.
    """

    assertion: str
    badge_class: str
    issuer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """An RSA key an issuer signs with, by the address its document is served at."""

    address: str
    public: PublicKey


def assertion(credential: Credential, places: Places) -> Document:
    """The hosted Assertion of a credential (OB 2.0, Assertion).

    Raises `DocumentError` for a recipient without e-mail address, or an instant without time zone.
    """
    return {**_assertion(credential, places), "verification": {"type": "HostedBadge"}}


def sign(credential: Credential, places: Places, *, signer: JwtSigner) -> str:
    """The signed Assertion of a credential, a compact JWS (OB 2.0, Signed Badges).

    The signer's `verification_method` is the address of its key's document. Raises `DocumentError` as
    `assertion` does, and for a key other than RSA, which older backpacks cannot check.
    """
    if signer.public.kind != "RSA":
        raise DocumentError("A signed Open Badges 2.0 badge needs an RSA key.")
    verification = {"type": "SignedBadge", "creator": signer.verification_method}
    said = {**_assertion(credential, places), "verification": verification}
    return jws.sign(strictjson.dump(said), signer=signer, header={})


def badge_class(said: Credential | Achievement, places: Places) -> Document:
    """What was achieved, as a BadgeClass (OB 2.0, BadgeClass). The picture may be a credential's own.

    Raises `DocumentError` when there is no picture, name, description or way to earn it.
    """
    achievement = said.achievement if isinstance(said, Credential) else said
    image = achievement.image or (said.image if isinstance(said, Credential) else None)
    criteria = _said(id=achievement.criteria_id, narrative=achievement.criteria_narrative)
    if image is None or not criteria or not achievement.name or not achievement.description:
        raise DocumentError(
            "An Open Badges 2.0 badge has a name, a description, a picture, and says how it is earned."
        )
    return _said(
        context=CONTEXT,
        id=places.badge_class,
        type="BadgeClass",
        name=achievement.name,
        description=achievement.description,
        image=image.id,
        criteria=criteria,
        issuer=places.issuer,
        version=achievement.version,
        tags=list(achievement.tags),
        alignment=[_alignment(alignment) for alignment in achievement.alignments],
    )


def issuer(
    profile: IssuerProfile, places: Places, *, keys: Iterable[Key] = (), revocation_list: str | None = None
) -> Document:
    """Who issues (OB 2.0, Profile). `keys` are those of signed badges, and `revocation_list` is its address.

    Raises `DocumentError` when the issuer has no name, no web address or no e-mail address, which 2.0 asks for.
    """
    if not (profile.name and profile.url and profile.email):
        raise DocumentError("An Open Badges 2.0 issuer has a name, a web address and an e-mail address.")
    return _said(
        context=CONTEXT,
        id=places.issuer,
        type="Issuer",
        name=profile.name,
        url=profile.url,
        email=profile.email,
        description=profile.description,
        image=profile.image.id if profile.image else None,
        publicKey=[key.address for key in keys],
        revocationList=revocation_list,
    )


def key_document(key: Key, *, issuer: str) -> Document:
    """The document of a key, served at its address (OB 2.0, CryptographicKey)."""
    return {
        "@context": CONTEXT,
        "id": key.address,
        "type": "CryptographicKey",
        "owner": issuer,
        "publicKeyPem": key.public.pem.decode(),
    }


def revoked(places: Places, *, reason: str | None = None) -> Document:
    """What is served in place of a revoked assertion, with the HTTP status 410 (OB 2.0, Revoking)."""
    return _said(
        context=CONTEXT, id=places.assertion, type="Assertion", revoked=True, revocationReason=reason
    )


def revocation_list(*, address: str, issuer: str, revoked: Mapping[str, str | None]) -> Document:
    """The signed assertions that hold no more, by their ids, each with a reason or None (OB 2.0,
    RevocationList).

    One widely used validator overlooks a lone entry, so the list begins with one that is no badge.
    """
    entries = {f"{address}#none": None, **revoked}
    return {
        "@context": CONTEXT,
        "id": address,
        "type": "RevocationList",
        "issuer": issuer,
        "revokedAssertions": [_said(id=one, revocationReason=reason) for one, reason in entries.items()],
    }


def _assertion(credential: Credential, places: Places) -> Document:
    check_recipient(credential.recipient)
    return _said(
        context=CONTEXT,
        id=places.assertion,
        type="Assertion",
        recipient=_recipient(credential.recipient),
        badge=places.badge_class,
        issuedOn=instant_text(credential.awarded or credential.valid_from),
        expires=None if credential.valid_until is None else instant_text(credential.valid_until),
        image=credential.image.id if credential.image else None,
        narrative=credential.narrative,
        evidence=[_evidence(evidence) for evidence in credential.evidence],
    )


def _recipient(recipient: RecipientIdentity) -> Document:
    return {
        "type": "email",
        "hashed": True,
        "salt": recipient.salt,
        "identity": identity_hash(normal_email(recipient.email), recipient.salt),
    }


def _evidence(evidence: Evidence) -> Document:
    return _said(
        id=evidence.id,
        name=evidence.name,
        description=evidence.description,
        narrative=evidence.narrative,
        genre=evidence.genre,
        audience=evidence.audience,
    )


def _alignment(alignment: Alignment) -> Document:
    return _said(
        targetName=alignment.target_name,
        targetUrl=alignment.target_url,
        targetCode=alignment.target_code,
        targetDescription=alignment.target_description,
        targetFramework=alignment.target_framework,
    )


def _said(*, context: str | None = None, **members: Any) -> Document:
    """The members that say something."""
    said = {name: part for name, part in members.items() if part not in (None, "", [], {})}
    return said if context is None else {"@context": context, **said}
