"""What a credential says, as frozen values; `documents.build` writes them as Open Badges 3.0.

Texts are plain or Markdown where the standard says so (criteria and evidence narratives). Every `id` is a
complete address (`https:`, `urn:uuid:`, `did:`). Optional parts are left out of the document when None or
empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture by address (or `data:` address), with what it shows in words."""

    id: str
    caption: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerProfile:
    """Who issues, or made the achievement. `id` is the issuer's DID where it signs."""

    id: str
    name: str
    url: str | None = None
    description: str | None = None
    email: str | None = None
    image: Image | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """A statement of a framework that the achievement answers to."""

    target_name: str
    target_url: str
    target_code: str | None = None
    target_description: str | None = None
    target_framework: str | None = None
    target_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricLevel:
    """One level of one criterion of the rubric."""

    id: str
    name: str
    description: str | None = None
    level: str | None = None
    points: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricCriterion:
    """One criterion of the rubric, levels lowest first. `required_level` is the id of the level that
    passes.
    """

    id: str
    name: str
    levels: tuple[RubricLevel, ...]
    required_level: str | None = None
    alignments: tuple[Alignment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement:
    """What was achieved: one edition of a micro-credential. Needs `criteria_narrative` or `criteria_id`,
    or both.
    """

    id: str
    name: str
    description: str
    criteria_narrative: str | None = None
    criteria_id: str | None = None
    achievement_type: str = "MicroCredential"
    creator: IssuerProfile | None = None
    image: Image | None = None
    language: str | None = None
    version: str | None = None
    human_code: str | None = None
    field_of_study: str | None = None
    tags: tuple[str, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    rubric: tuple[RubricCriterion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientIdentity:
    """Who earned it, as a salted hash of her e-mail address, so that the file does not give the address away.

    `shown_name` stands readable in the file, and wallets show it: give it only with the earner's consent.
    """

    email: str
    salt: str
    shown_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The level reached at one criterion: ids of a `RubricCriterion` and of one of its `RubricLevel`s."""

    criterion: str
    achieved_level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Evidence the earner chose to show. `id` is the address of it, where it has one."""

    id: str | None = None
    name: str | None = None
    description: str | None = None
    narrative: str | None = None
    genre: str | None = None
    audience: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusEntry:
    """The place in a signed status list where a revocation would show."""

    list_address: str
    index: int
    purpose: str = "revocation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """Everything one badge says. Its name is the achievement's, since wallets take the title from there."""

    id: str
    issuer: IssuerProfile
    achievement: Achievement
    recipient: RecipientIdentity
    valid_from: datetime
    awarded: datetime | None = None
    valid_until: datetime | None = None
    description: str | None = None
    image: Image | None = None
    subject_id: str | None = None
    narrative: str | None = None
    results: tuple[Result, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    status: StatusEntry | None = None
