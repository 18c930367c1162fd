"""Typed documents: every object of Open Badges 3.0 and CLR 2.0 as a frozen value, to and from JSON without loss.

`read(document)` gives the typed credential, `credential.to_json()` the same document again, with
`dataclasses.replace` in between for what is to change.
"""

from __future__ import annotations

from typing import Any

from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.documents.model.codecs import Worded
from cairn.engines.openbadges.documents.model.credentials import (
    Achievement,
    AchievementCredential,
    AchievementSubject,
    Association,
    AssociationType,
    ClrCredential,
    ClrSubject,
    EducationCredential,
    EndorsementCredential,
    EndorsementSubject,
    Party,
    Profile,
    Subject,
    VerifiableCredential,
)
from cairn.engines.openbadges.documents.model.pieces import (
    Address,
    Alignment,
    CredentialSchema,
    CredentialStatus,
    Criteria,
    Evidence,
    GeoCoordinates,
    IdentifierEntry,
    IdentityObject,
    Image,
    Proof,
    RefreshService,
    Related,
    Result,
    ResultDescription,
    ResultStatus,
    RubricCriterionLevel,
    SupportingEvidence,
    TermsOfUse,
)
from cairn.engines.openbadges.documents.model.value import Value, addresses, walk

__all__ = [
    "Achievement",
    "AchievementCredential",
    "AchievementSubject",
    "Address",
    "Alignment",
    "Association",
    "AssociationType",
    "ClrCredential",
    "ClrSubject",
    "CredentialSchema",
    "CredentialStatus",
    "Criteria",
    "EducationCredential",
    "EndorsementCredential",
    "EndorsementSubject",
    "Evidence",
    "GeoCoordinates",
    "IdentifierEntry",
    "IdentityObject",
    "Image",
    "Party",
    "Profile",
    "Proof",
    "RefreshService",
    "Related",
    "Result",
    "ResultDescription",
    "ResultStatus",
    "RubricCriterionLevel",
    "Subject",
    "SupportingEvidence",
    "TermsOfUse",
    "Value",
    "VerifiableCredential",
    "Worded",
    "addresses",
    "read",
    "walk",
]


def read(document: Any) -> VerifiableCredential:
    """A credential of any kind as a typed value.

    Raises `DocumentError` with the JSON pointer of what is missing or of the wrong kind, `JsonError` for what
    is nested too deeply or too large.
    """
    strictjson.measure(document)
    return VerifiableCredential.from_json(document)
