"""The smaller objects credentials are made of: pictures, addresses, rubrics, services.

Each class has the name and the members of its class in Open Badges 3.0, appendix B, where no other standard is
named.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from cairn.engines.openbadges.documents.model.codecs import Alone, Uri
from cairn.engines.openbadges.documents.model.value import Value

ResultStatus = Literal["Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(Value):
    """A picture by address (or `data:` address), with what it shows in words."""

    KIND: ClassVar[frozenset[str]] = frozenset({"Image"})

    id: Uri
    type: Alone = ("Image",)
    caption: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GeoCoordinates(Value):
    """A place on Earth, in degrees."""

    KIND: ClassVar[frozenset[str]] = frozenset({"GeoCoordinates"})

    type: Alone = ("GeoCoordinates",)
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Address(Value):
    """Where an organization is found."""

    KIND: ClassVar[frozenset[str]] = frozenset({"Address"})

    type: tuple[str, ...] = ("Address",)
    address_country: str | None = None
    address_country_code: str | None = None
    address_region: str | None = None
    address_locality: str | None = None
    street_address: str | None = None
    post_office_box_number: str | None = None
    postal_code: str | None = None
    geo: GeoCoordinates | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierEntry(Value):
    """What somebody or something is called in another system, such as a state's educator number."""

    KIND: ClassVar[frozenset[str]] = frozenset({"IdentifierEntry"})

    type: Alone = ("IdentifierEntry",)
    identifier: str
    identifier_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityObject(Value):
    """Who the recipient is, as a salted hash or, where she allows it, readable."""

    KIND: ClassVar[frozenset[str]] = frozenset({"IdentityObject"})

    type: Alone = ("IdentityObject",)
    hashed: bool
    identity_hash: str
    identity_type: str
    salt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment(Value):
    """A statement of a framework that something answers to."""

    KIND: ClassVar[frozenset[str]] = frozenset({"Alignment"})

    type: tuple[str, ...] = ("Alignment",)
    target_name: str
    target_url: str
    target_code: str | None = None
    target_description: str | None = None
    target_framework: str | None = None
    target_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria(Value):
    """What it takes to earn an achievement, told here or at an address."""

    id: Uri | None = None
    narrative: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportingEvidence(Value):
    """Evidence of whatever type (VC 2.0, 5.6)."""

    id: Uri | None = None
    type: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(SupportingEvidence):
    """Evidence the earner chose to show. `id` is the address of it, where it has one."""

    KIND: ClassVar[frozenset[str]] = frozenset({"Evidence"})

    type: tuple[str, ...] = ("Evidence",)
    name: str | None = None
    description: str | None = None
    narrative: str | None = None
    genre: str | None = None
    audience: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Related(Value):
    """Another achievement that is this one in another language or version."""

    KIND: ClassVar[frozenset[str]] = frozenset({"Related"})

    id: Uri
    type: tuple[str, ...] = ("Related",)
    in_language: str | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricCriterionLevel(Value):
    """One level of one criterion of the rubric."""

    KIND: ClassVar[frozenset[str]] = frozenset({"RubricCriterionLevel"})

    id: Uri
    type: tuple[str, ...] = ("RubricCriterionLevel",)
    name: str
    description: str | None = None
    level: str | None = None
    points: str | None = None
    alignment: tuple[Alignment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultDescription(Value):
    """What a result can be: the values of a grade, or the levels of a criterion."""

    KIND: ClassVar[frozenset[str]] = frozenset({"ResultDescription"})

    id: Uri
    type: tuple[str, ...] = ("ResultDescription",)
    name: str
    result_type: str
    allowed_value: tuple[str, ...] = ()
    required_level: Uri | None = None
    required_value: str | None = None
    value_min: str | None = None
    value_max: str | None = None
    alignment: tuple[Alignment, ...] = ()
    rubric_criterion_level: tuple[RubricCriterionLevel, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(Value):
    """What was reached: a value, a status, or a level of a criterion.

    `result_description` and `achieved_level` are ids of what the achievement describes.
    """

    KIND: ClassVar[frozenset[str]] = frozenset({"Result"})

    type: tuple[str, ...] = ("Result",)
    result_description: Uri | None = None
    achieved_level: Uri | None = None
    value: str | None = None
    status: ResultStatus | None = None
    alignment: tuple[Alignment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialSchema(Value):
    """The schema a credential says it follows (VC 2.0, 4.11)."""

    id: Uri
    type: Alone


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialStatus(Value):
    """Where a revocation would show (VC 2.0, 4.10; Bitstring Status List 1.0, 2.1)."""

    id: Uri | None = None
    type: Alone
    status_purpose: str | None = None
    status_list_index: str | None = None
    status_list_credential: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshService(Value):
    """Where a newer version of the credential is had (VC 2.0, 5.4)."""

    id: Uri
    type: Alone


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsOfUse(Value):
    """What the issuer allows and forbids (VC 2.0, 5.5)."""

    id: Uri | None = None
    type: Alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof(Value):
    """One proof of the document it stands in (VC Data Integrity 1.0, 2.1)."""

    id: Uri | None = None
    type: Alone
    cryptosuite: str | None = None
    created: datetime | None = None
    verification_method: str | None = None
    proof_purpose: str | None = None
    proof_value: str | None = None
