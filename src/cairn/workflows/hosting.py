"""What an installation serves beside credentials: issuers and achievements as JSON, Open Badges 2.0, and JWTs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from cairn.domain.catalog.models import Edition
from cairn.domain.issuing.models import Award, SigningKey
from cairn.domain.issuing.queries import endorsements_of, signing_key
from cairn.domain.people.models import Organization
from cairn.domain.portfolios.access import shown_name
from cairn.domain.stacks.models import StackEdition
from cairn.engines.openbadges import documents, jose, ob2
from cairn.engines.openbadges.documents import parts
from cairn.engines.openbadges.errors import BadgeError
from cairn.workflows import addresses, attesting, crediting
from cairn.workflows.endorsing import documents_of
from cairn.workflows.keys import ensure_key

Document = dict[str, Any]

NO_ADDRESS = (
    "This installation has no HTTPS address, so its issuers are did:key, and such an issuer signs JSON alone."
)
NO_EMAIL = "Open Badges 2.0 asks for an e-mail address of the issuer, and this one has given none."
NO_KEY = "This organization has not issued anything yet."
NOBODY = "Nobody has set this installation up yet."


class NotServed(LookupError):
    """There is no such document, for the reason given as a sentence."""


def profile(organization: Organization) -> Document:
    """Who issues, as a Profile of Open Badges 3.0."""
    said = documents_of(endorsements_of(organization))
    return documents.profile(crediting.profile(organization, _identity(organization)), endorsements=said)


def achievement(edition: Edition | StackEdition, *, at: datetime) -> Document:
    """What can be achieved, as an Achievement of Open Badges 3.0, by the issuer that offers it.

    With what others say for it goes what the issuer itself measured of how it is judged.
    """
    issuer = crediting.profile(issuer_of(edition), _identity(issuer_of(edition)))
    said = documents_of(endorsements_of(edition))
    if isinstance(edition, Edition) and (own := attesting.attested(edition, at=at)):
        said = (*said, own)
    told = replace(crediting.achievement_of(edition), image=_art(edition))
    return documents.achievement(told, issuer=issuer, endorsements=said)


def issuer_of(edition: Edition | StackEdition) -> Organization:
    """Whose achievement it is."""
    if isinstance(edition, StackEdition):
        return edition.stack.organization
    return edition.micro_credential.organization


def _identity(organization: Organization) -> str:
    key = signing_key(organization)
    if key is None:
        raise NotServed(NO_KEY)
    return crediting.issuer_id(organization, key)


def _art(edition: Edition | StackEdition) -> parts.Image:
    where = addresses.stack_art if isinstance(edition, StackEdition) else addresses.edition_art
    return parts.Image(id=addresses.absolute(where(edition.public_id)), caption=f"Badge: {edition.title}")


def token(award: Award, *, at: datetime) -> str:
    """The badge as a JWT, signed now by the issuer's key for JWTs, which is made on first need. Nobody keeps it."""
    if not crediting.has_address():
        raise NotServed(NO_ADDRESS)
    key = ensure_key(organization=award.organization, kind=SigningKey.Kind.P256, by=None, at=at)
    document = json.loads(award.credential.text)
    document.pop("proof", None)
    try:
        return jose.sign(document, signer=crediting.signer_for(award.organization, key))
    except BadgeError as error:
        raise NotServed(str(error)) from error


def hosted_badge(award: Award) -> Document:
    """The hosted Assertion of Open Badges 2.0; one that does not hold now says so, and why.

    Open Badges 2.0 knows no suspension: while one lasts, the badge counts as revoked, since it is asked for each time.
    """
    places = _places(award.organization, award.what.public_id, award.public_id)
    if award.state != "issued":
        return ob2.revoked(places, reason=award.reason)
    key = award.credential.signing_key
    said = crediting.credential_for(award, key, salt=_salt(award), shown_name=shown_name(award))
    return ob2.assertion(said, places)


def hosted_achievement(edition: Edition | StackEdition) -> Document:
    """The BadgeClass of Open Badges 2.0."""
    said = replace(crediting.achievement_of(edition), image=_art(edition))
    return ob2.badge_class(said, _places(issuer_of(edition), edition.public_id))


def hosted_issuer(organization: Organization) -> Document:
    """The Issuer of Open Badges 2.0."""
    where = addresses.absolute(addresses.issuer(organization.slug))
    return ob2.issuer(crediting.profile(organization, where), _places(organization))


def _places(organization: Organization, edition: UUID | None = None, award: UUID | None = None) -> ob2.Places:
    """Where the three documents of a badge are; they hold together, so without the issuer's there is none."""
    if not crediting.profile(organization, "").email:
        raise NotServed(NO_EMAIL)
    return ob2.Places(
        assertion=addresses.absolute(addresses.hosted_badge(award)) if award else "",
        badge_class=addresses.absolute(addresses.hosted_achievement(edition)) if edition else "",
        issuer=addresses.absolute(addresses.hosted_issuer(organization.slug)),
    )


def _salt(award: Award) -> str:
    """The salt of the signed badge, so that both forms know their earner by the same hash."""
    salt: str = json.loads(award.credential.text)["credentialSubject"]["identifier"][0]["salt"]
    return salt


def own_identity() -> Document:
    """What `did:web:HOST` names: the installation as a place. It signs nothing and so has no keys.

    Whoever set it up answers for it, and is named as its controller.
    """
    first = Organization.objects.order_by("pk").first()
    if not crediting.has_address():
        raise NotServed(NO_ADDRESS)
    if first is None:
        raise NotServed(NOBODY)
    host = urlsplit(settings.PUBLIC_URL).netloc.replace(":", "%3A")
    return {
        "@context": ["https://www.w3.org/ns/did/v1"],
        "id": f"did:web:{host}",
        "controller": crediting.did_of(first),
        "alsoKnownAs": [settings.PUBLIC_URL],
        "service": [
            {"id": f"did:web:{host}#home", "type": "LinkedDomains", "serviceEndpoint": settings.PUBLIC_URL}
        ],
    }
