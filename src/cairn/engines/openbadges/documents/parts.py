"""What a credential says, as frozen values; `documents.build` writes them as Open Badges 3.0.

These say in an issuer's words what `model` says in the standard's; what is the same in both is the model's.
Texts are plain or Markdown where the standard says so (criteria and evidence narratives). Every `id` is a
complete address (`https:`, `urn:uuid:`, `did:`). Optional parts are left out of the document when None or
empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cairn.engines.openbadges.documents.model import (
    Alignment,
    Evidence,
    IdentifierEntry,
    Image,
    RefreshService,
    ResultDescription,
    ResultStatus,
    TermsOfUse,
)
from cairn.engines.openbadges.documents.model import Profile as IssuerProfile
from cairn.engines.openbadges.documents.model import RubricCriterionLevel as RubricLevel

__all__ = [
    "Achievement",
    "Alignment",
    "Credential",
    "Evidence",
    "IdentifierEntry",
    "Image",
    "IssuerProfile",
    "RecipientIdentity",
    "Result",
    "RubricCriterion",
    "RubricLevel",
    "StatusEntry",
]


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
    or both. `measures` are results other than levels of the rubric, such as a grade or hours.
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
    measures: tuple[ResultDescription, ...] = ()
    other_identifiers: tuple[IdentifierEntry, ...] = ()


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
    """What was reached at one criterion or measure, by its id: one of its levels, a value or a status."""

    criterion: str
    achieved_level: str | None = None
    value: str | None = None
    status: ResultStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusEntry:
    """The place in a signed status list where a revocation would show."""

    list_address: str
    index: int
    purpose: str = "revocation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """Everything one badge says. Its name is the achievement's, since wallets take the title from there.

    `endorsements` are signed endorsement credentials, as they stand, about its achievement or its issuer.
    """

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
    refresh: RefreshService | None = None
    terms: tuple[TermsOfUse, ...] = ()
    endorsements: tuple[Mapping[str, Any], ...] = ()
