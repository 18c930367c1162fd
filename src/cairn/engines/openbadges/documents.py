"""Writes a credential as Open Badges 3.0: `build` turns `parts.Credential` into the JSON-LD document to sign.

Sets are arrays even of one; nothing is null and nothing empty (OB 3.0, section B; badges.md 1 to 10).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from cairn.engines.openbadges import contexts
from cairn.engines.openbadges.errors import DocumentError
from cairn.engines.openbadges.instants import instant_text
from cairn.engines.openbadges.parts import (
    Achievement,
    Alignment,
    Credential,
    Evidence,
    Image,
    IssuerProfile,
    RecipientIdentity,
    Result,
    RubricCriterion,
    RubricLevel,
    StatusEntry,
)

Document = dict[str, Any]

SCHEMA_ADDRESS: Final = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)
_COMPLETE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_SHORTEST_SALT: Final = 16


def build(credential: Credential) -> Document:
    """The unsigned document of a credential.

    Raises `DocumentError`, with a sentence, for an incomplete address, an instant without time zone, criteria
    that say nothing, a short salt, or a result that points at no level of the rubric.
    """
    _check(credential)
    return _without_nothing(
        {
            "@context": [contexts.CREDENTIALS_V2, contexts.OPEN_BADGES, contexts.OPEN_BADGES_EXTENSIONS],
            "id": credential.id,
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": credential.achievement.name,
            "description": credential.description,
            "image": _image(credential.image),
            "issuer": _profile(credential.issuer),
            "validFrom": instant_text(credential.valid_from),
            "awardedDate": _instant(credential.awarded),
            "validUntil": _instant(credential.valid_until),
            "credentialSubject": _subject(credential),
            "evidence": [_evidence(evidence) for evidence in credential.evidence],
            "credentialSchema": [{"id": SCHEMA_ADDRESS, "type": "1EdTechJsonSchemaValidator2019"}],
            "credentialStatus": None if credential.status is None else status_entry(credential.status),
        }
    )


def identity_hash(identifier: str, salt: str) -> str:
    """`sha256$` and the hex SHA-256 of the identifier followed by the salt (OB 3.0, IdentityHash)."""
    return "sha256$" + sha256((identifier + salt).encode()).hexdigest()


def normal_email(email: str) -> str:
    """An e-mail address as it is hashed: trimmed and lower-case, since the standard does not fold case."""
    return email.strip().lower()


def status_entry(entry: StatusEntry) -> Document:
    """A `BitstringStatusListEntry`; the index is text, as the standard wants it."""
    if entry.index < 0:
        raise DocumentError("A place in a status list is not negative.")
    return {
        "id": f"{entry.list_address}#{entry.index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": entry.purpose,
        "statusListIndex": str(entry.index),
        "statusListCredential": entry.list_address,
    }


def _subject(credential: Credential) -> Document:
    return {
        "id": credential.subject_id,
        "type": ["AchievementSubject"],
        "identifier": _identities(credential.recipient),
        "achievement": _achievement(credential.achievement, issuer=credential.issuer),
        "narrative": credential.narrative,
        "result": [_result(result) for result in credential.results],
    }


def _identities(recipient: RecipientIdentity) -> list[Document]:
    hashed = {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": identity_hash(normal_email(recipient.email), recipient.salt),
        "identityType": "emailAddress",
        "salt": recipient.salt,
    }
    if recipient.shown_name is None:
        return [hashed]
    named = {
        "type": "IdentityObject",
        "hashed": False,
        "identityHash": recipient.shown_name,
        "identityType": "name",
    }
    return [hashed, named]


def _achievement(achievement: Achievement, *, issuer: IssuerProfile) -> Document:
    return {
        "id": achievement.id,
        "type": ["Achievement"],
        "name": achievement.name,
        "description": achievement.description,
        "achievementType": achievement.achievement_type,
        "criteria": {"id": achievement.criteria_id, "narrative": achievement.criteria_narrative},
        "creator": _creator(achievement.creator, issuer=issuer),
        "image": _image(achievement.image),
        "inLanguage": achievement.language,
        "version": achievement.version,
        "humanCode": achievement.human_code,
        "fieldOfStudy": achievement.field_of_study,
        "tag": list(achievement.tags),
        "alignment": [_alignment(alignment) for alignment in achievement.alignments],
        "resultDescription": [_criterion(criterion) for criterion in achievement.rubric],
    }


def _creator(creator: IssuerProfile | None, *, issuer: IssuerProfile) -> Document | None:
    """The creator's profile; only a reference where it is the issuer, so that nothing is said twice.

    A statement made twice is one statement to a proof: the second could be removed unseen.
    """
    if creator is None:
        return None
    return {"id": creator.id, "type": ["Profile"]} if creator.id == issuer.id else _profile(creator)


def _profile(profile: IssuerProfile) -> Document:
    return {
        "id": profile.id,
        "type": ["Profile"],
        "name": profile.name,
        "url": profile.url,
        "description": profile.description,
        "email": profile.email,
        "image": _image(profile.image),
    }


def _image(image: Image | None) -> Document | None:
    return None if image is None else {"id": image.id, "type": "Image", "caption": image.caption}


def _instant(instant: datetime | None) -> str | None:
    return None if instant is None else instant_text(instant)


def _alignment(alignment: Alignment) -> Document:
    return {
        "type": ["Alignment"],
        "targetName": alignment.target_name,
        "targetUrl": alignment.target_url,
        "targetCode": alignment.target_code,
        "targetDescription": alignment.target_description,
        "targetFramework": alignment.target_framework,
        "targetType": alignment.target_type,
    }


def _criterion(criterion: RubricCriterion) -> Document:
    return {
        "id": criterion.id,
        "type": ["ResultDescription"],
        "name": criterion.name,
        "resultType": "RubricCriterionLevel",
        "requiredLevel": criterion.required_level,
        "alignment": [_alignment(alignment) for alignment in criterion.alignments],
        "rubricCriterionLevel": [_level(level) for level in criterion.levels],
    }


def _level(level: RubricLevel) -> Document:
    return {
        "id": level.id,
        "type": ["RubricCriterionLevel"],
        "name": level.name,
        "description": level.description,
        "level": level.level,
        "points": level.points,
    }


def _result(result: Result) -> Document:
    return {
        "type": ["Result"],
        "resultDescription": result.criterion,
        "achievedLevel": result.achieved_level,
    }


def _evidence(evidence: Evidence) -> Document:
    return {
        "id": evidence.id,
        "type": ["Evidence"],
        "name": evidence.name,
        "description": evidence.description,
        "narrative": evidence.narrative,
        "genre": evidence.genre,
        "audience": evidence.audience,
    }


def _without_nothing(value: Document) -> Document:
    """The same document without what is None or empty, which no proof could cover."""
    kept: Document = {}
    for key, item in value.items():
        if isinstance(item, dict):
            item = _without_nothing(item)
        elif isinstance(item, list):
            item = [_without_nothing(entry) if isinstance(entry, dict) else entry for entry in item]
        if item is not None and item != [] and item != {} and item != "":
            kept[key] = item
    return kept


def _check(credential: Credential) -> None:
    achievement = credential.achievement
    for address in _addresses(credential):
        if not _COMPLETE.fullmatch(address):
            raise DocumentError(
                f"{address[:120]!r} is not a complete address such as https://... or urn:uuid:..."
            )
    if not (achievement.criteria_narrative or achievement.criteria_id):
        raise DocumentError("An achievement says by a narrative or an address what it takes to earn it.")
    if not (achievement.name and achievement.description):
        raise DocumentError("An achievement has a name and a description.")
    if len(credential.recipient.salt) < _SHORTEST_SALT or "@" not in credential.recipient.email:
        raise DocumentError(
            f"A recipient needs an e-mail address and a salt of {_SHORTEST_SALT} characters or more."
        )
    levels = {criterion.id: {level.id for level in criterion.levels} for criterion in achievement.rubric}
    required = [
        (criterion.id, criterion.required_level)
        for criterion in achievement.rubric
        if criterion.required_level
    ]
    reached = [(result.criterion, result.achieved_level) for result in credential.results]
    for criterion, level in [*required, *reached]:
        if level not in levels.get(criterion, set()):
            raise DocumentError(
                f"{level[:120]!r} is not a level of the criterion {criterion[:120]!r} of this rubric."
            )


def _addresses(credential: Credential) -> Iterable[str]:
    achievement, status = credential.achievement, credential.status
    yield from (credential.id, achievement.id, achievement.criteria_id or achievement.id)
    yield from (evidence.id for evidence in credential.evidence if evidence.id)
    if credential.subject_id is not None:
        yield credential.subject_id
    if status is not None:
        yield status.list_address
    for profile in (credential.issuer, achievement.creator):
        if profile is not None:
            yield profile.id
            yield from _image_addresses(profile.image)
    yield from _image_addresses(credential.image)
    yield from _image_addresses(achievement.image)
    for criterion in achievement.rubric:
        yield criterion.id
        yield from (level.id for level in criterion.levels)


def _image_addresses(image: Image | None) -> Iterable[str]:
    return () if image is None else (image.id,)
