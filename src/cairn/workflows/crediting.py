"""From an award to the Open Badges document that says it, and the issuer's own documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings

from cairn.adapters.keys import KeyStore
from cairn.domain.catalog.models import Criterion, Edition, Level
from cairn.domain.evaluation.models import CriterionOutcome
from cairn.domain.evidence.queries import current_round
from cairn.domain.issuing.models import Award, SigningKey, StatusList
from cairn.domain.issuing.queries import keys_published, profile_of, revoked_indexes, signing_key
from cairn.domain.people.models import Organization, Person
from cairn.domain.stacks.models import StackEdition
from cairn.engines.openbadges import documents, proofs, status
from cairn.engines.openbadges.documents import parts
from cairn.engines.openbadges.keys import PublicKey, dids
from cairn.workflows import addresses, neighbors
from cairn.workflows.grounds import JUDGED, evidence_for, told


@dataclass(frozen=True)
class IssuerSigner:
    """Signs as an organization, with a key that never leaves the key store."""

    keys: KeyStore
    key_ref: str
    verification_method: str
    public: PublicKey

    def sign(self, data: bytes) -> bytes:
        return self.keys.sign(self.key_ref, data)


def has_address() -> bool:
    """Whether issuers here are `did:web`: their identity is an HTTPS address, and outlives their keys."""
    return urlsplit(settings.PUBLIC_URL).scheme == "https"


def issuer_id(organization: Organization, key: SigningKey) -> str:
    """`did:web` where the installation has a public HTTPS address, otherwise the key itself as `did:key`."""
    return did_of(organization) if has_address() else key.public.did


def did_of(organization: Organization) -> str:
    """The `did:web` of an issuer; there is one only where `has_address`."""
    return dids.did_web(addresses.absolute(addresses.issuer(organization.slug)))


def method_of(organization: Organization, key: SigningKey) -> str:
    """The identifier under which outsiders find a key of the issuer."""
    if has_address():
        return f"{issuer_id(organization, key)}#{key.fragment}"
    return key.public.did_key_method


def name_of(organization: Organization, key: SigningKey) -> str:
    """How outsiders call a key: its method, or the key itself where it is an identity."""
    return method_of(organization, key) if has_address() else key.public.did


def signer_for(organization: Organization, key: SigningKey) -> IssuerSigner:
    return IssuerSigner(neighbors.keys(key.place), key.key_ref, method_of(organization, key), key.public)


def did_document(organization: Organization, keys: Iterable[SigningKey]) -> dict[str, Any]:
    """What the issuer's `did:web` address serves: every key it ever signed with."""
    return dids.did_document(
        did_of(organization),
        [dids.DatedKey(key.fragment, key.public, revoked=key.compromised_at) for key in keys],
    )


def status_address(status_list: StatusList, organization: Organization, key: SigningKey) -> str:
    """Where a credential signed by this key is told to look itself up.

    A list is read only if its issuer is the credential's own: where keys are identities, each has a copy to itself.
    """
    by = "" if has_address() else key.fragment
    return addresses.absolute(addresses.status_list(status_list.public_id, by))


def status_credential(status_list: StatusList, *, at: datetime, by: str = "") -> dict[str, Any]:
    """The signed revocation list as it stands now; a revocation shows in the very next copy.

    `by` is the fragment of the key whose copy is asked for, and empty for the plain address. Every place is revoked in
    the copy of a compromised key. Raises `LookupError` where there is no such key.
    """
    organization = status_list.organization
    key = _key_of_list(organization, by)
    if key.compromised_at:
        indexes: Iterable[int] = range(status_list.size)
    else:
        indexes = [status_list.reserved, *revoked_indexes(status_list)]
    document = status.status_list_credential(
        address=addresses.absolute(addresses.status_list(status_list.public_id, by)),
        issuer=issuer_id(organization, key),
        set_indexes=indexes,
        valid_from=status_list.begun_at,
        entries=status_list.size,
    )
    return proofs.sign(document, signer=signer_for(organization, key), created=at)


def _key_of_list(organization: Organization, by: str) -> SigningKey:
    if has_address() and not by:
        key = signing_key(organization)
    else:
        # Where keys are identities, the plain address was given out when issuers had one key.
        mine = [key for key in keys_published(organization) if key.kind == SigningKey.Kind.ED25519]
        key = next((key for key in mine if by in ("", key.fragment)), None)
    if key is None:
        raise LookupError(f"{organization.slug} has no such signing key.")
    return key


def document_for(award: Award, key: SigningKey, *, salt: str) -> dict[str, Any]:
    """The unsigned Open Badges 3.0 document of an award."""
    return documents.build(credential_for(award, key, salt=salt))


def credential_for(award: Award, key: SigningKey, *, salt: str, shown_name: str = "") -> parts.Credential:
    """What the credential of an award says; `shown_name` is her name, where she lets her badge show it."""
    return parts.Credential(
        issuer=profile(award.organization, issuer_id(award.organization, key)),
        achievement=achievement_of(award.what, told=told(award)),
        results=tuple(_results(award)),
        evidence=tuple(evidence_for(award)),
        awarded=award.made_at,
        **_own(award, key, salt, shown_name),
    )


def address_of(earner: Person) -> str:
    """The e-mail address by which a credential knows its earner; of those without one, a stand-in."""
    return earner.email or f"{earner.public_id}@person.invalid"


def new_subject() -> str:
    """What a badge calls its earner: a name of its own for each award, so that two badges betray nothing together."""
    return uuid4().urn


def _own(award: Award, key: SigningKey, salt: str, shown_name: str) -> dict[str, Any]:
    """What one earner's credential says by itself."""
    return {
        "id": addresses.absolute(addresses.credential(award.public_id)),
        "subject_id": new_subject(),
        "recipient": parts.RecipientIdentity(
            email=award.addressed or address_of(award.earner),
            salt=salt,
            shown_name=shown_name or None,
        ),
        "valid_from": award.earned_at,
        "valid_until": award.expires_at,
        "image": parts.Image(
            id=addresses.absolute(addresses.badge_image(award.public_id)),
            caption=f"Badge: {award.title}",
        ),
        "status": parts.StatusEntry(
            list_address=status_address(award.status_list, award.organization, key),
            index=award.status_index,
        ),
    }


def profile(organization: Organization, identity: str) -> parts.IssuerProfile:
    """What badges say of their issuer, which is known by `identity`."""
    told = profile_of(organization)
    picture = addresses.absolute(addresses.issuer_image(organization.slug))
    return parts.IssuerProfile(
        id=identity,
        name=organization.name,
        url=addresses.absolute(addresses.issuer(organization.slug)),
        description=organization.about or None,
        email=(told.email or None) if told else None,
        image=parts.Image(id=picture, caption=organization.name) if told and told.image else None,
    )


def achievement_of(edition: Edition | StackEdition, *, told: str = JUDGED) -> parts.Achievement:
    """What an edition is as an achievement; `told` says by what it is awarded."""
    if isinstance(edition, StackEdition):
        return _whole(edition)
    document = edition.document
    titles = "\n".join(
        f"- {criterion['title']}: {criterion['look_for']}" for criterion in document["rubric"]["criteria"]
    )
    return parts.Achievement(
        id=addresses.absolute(addresses.achievement(edition.public_id)),
        name=edition.title,
        description=document["competency"],
        criteria_id=addresses.absolute(addresses.edition(edition.public_id)),
        criteria_narrative=f"{told}\n\n{titles}",
        language=document["language"],
        version=f"{edition.number} ({edition.digest[:12]})",
        tags=tuple(document["topics"]),
        rubric=tuple(_criterion(edition, criterion) for criterion in edition.criteria.all()),
    )


def _whole(edition: StackEdition) -> parts.Achievement:
    """A stack as an achievement: what it asks for is the page of its edition."""
    return parts.Achievement(
        id=addresses.absolute(addresses.achievement(edition.public_id)),
        name=edition.title,
        description=edition.summary,
        criteria_id=addresses.absolute(addresses.stack_edition(edition.public_id)),
        criteria_narrative="Awarded to whoever earns the badges that this stack asks for.",
        achievement_type="Badge",
        language=edition.document["language"],
        version=f"{edition.number} ({edition.digest[:12]})",
        tags=(edition.topic,),
    )


def _criterion_id(edition: Edition, criterion: Criterion) -> str:
    return f"{addresses.absolute(addresses.achievement(edition.public_id))}#criterion-{criterion.key}"


def _level_id(edition: Edition, criterion: Criterion, level: Level) -> str:
    return f"{_criterion_id(edition, criterion)}-{level.key}"


def _criterion(edition: Edition, criterion: Criterion) -> parts.RubricCriterion:
    levels = list(edition.levels.all())
    passing = next(level for level in levels if level.meets)
    return parts.RubricCriterion(
        id=_criterion_id(edition, criterion),
        name=criterion.title,
        required_level=_level_id(edition, criterion, passing),
        levels=tuple(
            parts.RubricLevel(
                id=_level_id(edition, criterion, level),
                name=level.name,
                description=criterion.descriptors[level.key],
                level=str(level.rank),
            )
            for level in levels
        ),
    )


def _results(award: Award) -> Iterable[parts.Result]:
    if award.attempt is None or award.edition is None:
        return
    round_ = current_round(award.attempt)
    rows = CriterionOutcome.objects.filter(outcome__round=round_).select_related("criterion", "level")
    for row in rows.order_by("criterion__position"):
        yield parts.Result(
            criterion=_criterion_id(award.edition, row.criterion),
            achieved_level=_level_id(award.edition, row.criterion, row.level),
        )
