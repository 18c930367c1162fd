"""Credentials and what they are about: achievements, endorsements, and records of whole credentials.

Classes and members are those of Open Badges 3.0 and Comprehensive Learner Record 2.0 (appendix B of each), on
Verifiable Credentials 2.0. What points at each other stands in one module.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Literal

from cairn.engines.openbadges import contexts
from cairn.engines.openbadges.documents.model.codecs import Alone, Context, Uri
from cairn.engines.openbadges.documents.model.pieces import (
    Address,
    Alignment,
    CredentialSchema,
    CredentialStatus,
    Criteria,
    Evidence,
    IdentifierEntry,
    IdentityObject,
    Image,
    Proof,
    RefreshService,
    Related,
    Result,
    ResultDescription,
    SupportingEvidence,
    TermsOfUse,
)
from cairn.engines.openbadges.documents.model.value import Value

AssociationType = Literal[
    "exactMatchOf",
    "isChildOf",
    "isParentOf",
    "isPartOf",
    "isPeerOf",
    "isRelatedTo",
    "precedes",
    "replacedBy",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Value):
    """Who issues, of whatever type (VC 2.0, 4.7)."""

    id: Uri
    type: tuple[str, ...] = ()
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(Party):
    """A person or an organization, such as who issues (OB 3.0, B). `id` is the issuer's DID where it
    signs.
    """

    KIND: ClassVar[frozenset[str]] = frozenset({"Profile"})

    type: tuple[str, ...] = ("Profile",)
    url: str | None = None
    description: str | None = None
    phone: str | None = None
    email: str | None = None
    image: Image | None = None
    address: Address | None = None
    other_identifier: tuple[IdentifierEntry, ...] = ()
    official: str | None = None
    parent_org: Profile | None = None
    family_name: str | None = None
    given_name: str | None = None
    additional_name: str | None = None
    patronymic_name: str | None = None
    honorific_prefix: str | None = None
    honorific_suffix: str | None = None
    family_name_prefix: str | None = None
    date_of_birth: date | None = None
    endorsement: tuple[EndorsementCredential, ...] = ()
    endorsement_jwt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement(Value):
    """What can be achieved, and how it is judged (OB 3.0, B)."""

    KIND: ClassVar[frozenset[str]] = frozenset({"Achievement"})

    id: Uri
    type: tuple[str, ...] = ("Achievement",)
    name: str
    description: str
    achievement_type: str | None = None
    criteria: Criteria
    creator: Profile | None = None
    image: Image | None = None
    in_language: str | None = None
    version: str | None = None
    human_code: str | None = None
    field_of_study: str | None = None
    specialization: str | None = None
    credits_available: float | None = None
    tag: tuple[str, ...] = ()
    alignment: tuple[Alignment, ...] = ()
    result_description: tuple[ResultDescription, ...] = ()
    other_identifier: tuple[IdentifierEntry, ...] = ()
    related: tuple[Related, ...] = ()
    endorsement: tuple[EndorsementCredential, ...] = ()
    endorsement_jwt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject(Value):
    """Who or what a credential is about (VC 2.0, 4.8)."""

    id: Uri | None = None
    type: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementSubject(Subject):
    """Who achieved what, and with which results (OB 3.0, B)."""

    KIND: ClassVar[frozenset[str]] = frozenset({"AchievementSubject"})

    type: tuple[str, ...] = ("AchievementSubject",)
    identifier: tuple[IdentityObject, ...] = ()
    achievement: Achievement
    narrative: str | None = None
    result: tuple[Result, ...] = ()
    image: Image | None = None
    activity_start_date: datetime | None = None
    activity_end_date: datetime | None = None
    credits_earned: float | None = None
    license_number: str | None = None
    role: str | None = None
    term: str | None = None
    source: Profile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorsementSubject(Subject):
    """What is endorsed, by its id, and why (OB 3.0, B)."""

    KIND: ClassVar[frozenset[str]] = frozenset({"EndorsementSubject"})

    id: Uri
    type: tuple[str, ...] = ("EndorsementSubject",)
    endorsement_comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Association(Value):
    """How one achievement of a record stands to another, by their ids (CLR 2.0, B)."""

    KIND: ClassVar[frozenset[str]] = frozenset({"Association"})

    type: Alone = ("Association",)
    association_type: AssociationType
    source_id: Uri
    target_id: Uri


@dataclass(frozen=True, slots=True, kw_only=True)
class ClrSubject(Subject):
    """Whose record it is: whole credentials, and how what they are for hangs together (CLR 2.0, B)."""

    KIND: ClassVar[frozenset[str]] = frozenset({"ClrSubject"})

    type: tuple[str, ...] = ("ClrSubject",)
    identifier: tuple[IdentityObject, ...] = ()
    achievement: tuple[Achievement, ...] = ()
    verifiable_credential: tuple[VerifiableCredential, ...]
    association: tuple[Association, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiableCredential(Value):
    """Any verifiable credential (VC 2.0, 4). `from_json` gives the type its `type` names, where known here."""

    KIND: ClassVar[frozenset[str]] = frozenset({"VerifiableCredential"})

    context: Context = (contexts.CREDENTIALS_V2,)
    id: Uri | None = None
    type: tuple[str, ...] = ("VerifiableCredential",)
    name: str | None = None
    description: str | None = None
    image: Image | None = None
    issuer: Party | Uri
    valid_from: datetime
    awarded_date: datetime | None = None
    valid_until: datetime | None = None
    credential_subject: Subject
    evidence: tuple[SupportingEvidence, ...] = ()
    endorsement: tuple[EndorsementCredential, ...] = ()
    endorsement_jwt: tuple[str, ...] = ()
    credential_schema: tuple[CredentialSchema, ...] = ()
    credential_status: CredentialStatus | None = None
    refresh_service: RefreshService | None = None
    terms_of_use: tuple[TermsOfUse, ...] = ()
    proof: tuple[Proof, ...] = ()

    @classmethod
    def meant(cls, raw: Mapping[str, Any]) -> Any:
        if cls is not VerifiableCredential:
            return cls
        types = raw.get("type")
        named = {name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)}
        return next((kind for kind in _KINDS if kind.KIND & named), cls)


@dataclass(frozen=True, slots=True, kw_only=True)
class EducationCredential(VerifiableCredential):
    """What the credentials of Open Badges 3.0 and CLR 2.0 share beyond any other."""

    id: Uri
    issuer: Profile | Uri
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementCredential(EducationCredential):
    """That somebody achieved something (OB 3.0, B). Wallets show the achievement's name as the title."""

    KIND: ClassVar[frozenset[str]] = frozenset({"OpenBadgeCredential", "AchievementCredential"})

    context: Context = (contexts.CREDENTIALS_V2, contexts.OPEN_BADGES)
    type: tuple[str, ...] = ("VerifiableCredential", "OpenBadgeCredential")
    credential_subject: AchievementSubject


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorsementCredential(EducationCredential):
    """What a third party says for a credential, an achievement or a profile (OB 3.0, B)."""

    KIND: ClassVar[frozenset[str]] = frozenset({"EndorsementCredential"})

    context: Context = (contexts.CREDENTIALS_V2, contexts.OPEN_BADGES)
    type: tuple[str, ...] = ("VerifiableCredential", "EndorsementCredential")
    name: str
    credential_subject: EndorsementSubject


@dataclass(frozen=True, slots=True, kw_only=True)
class ClrCredential(EducationCredential):
    """A record of whole credentials of one learner (CLR 2.0, B)."""

    KIND: ClassVar[frozenset[str]] = frozenset({"ClrCredential"})

    context: Context = (contexts.CREDENTIALS_V2, contexts.LEARNER_RECORD, contexts.OPEN_BADGES)
    type: tuple[str, ...] = ("VerifiableCredential", "ClrCredential")
    name: str
    credential_subject: ClrSubject
    partial: bool | None = None


_KINDS: tuple[type[VerifiableCredential], ...] = (ClrCredential, EndorsementCredential, AchievementCredential)
