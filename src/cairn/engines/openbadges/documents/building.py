"""Writes credentials as the JSON-LD documents to sign: `build` those of Open Badges 3.0, from `parts`.

Sets are arrays even of one; nothing is null and nothing empty (OB 3.0, section B; badges.md 1 to 10).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any, Final

from cairn.engines.openbadges import contexts
from cairn.engines.openbadges.documents import model
from cairn.engines.openbadges.documents.parts import (
    Achievement,
    Credential,
    IssuerProfile,
    RecipientIdentity,
    Result,
    RubricCriterion,
    StatusEntry,
)
from cairn.engines.openbadges.errors import DocumentError

Document = dict[str, Any]

SCHEMA_ADDRESS: Final = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)
_SCHEMA_TYPE: Final = ("1EdTechJsonSchemaValidator2019",)
_COMPLETE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_SHORTEST_SALT: Final = 16
_RUBRIC: Final = "RubricCriterionLevel"


def build(credential: Credential) -> Document:
    """The unsigned document of a credential.

    Raises `DocumentError`, with a sentence, for an incomplete address, an instant without time zone, criteria
    that say nothing, a short salt, or a result that points at nothing the achievement describes.
    """
    check_recipient(credential.recipient)
    return written(_typed(credential))


def written(credential: model.VerifiableCredential) -> Document:
    """The document of a typed credential, to be signed.

    Raises `DocumentError` for what would not conform or would not be signed everywhere: an incomplete
    address, criteria that say nothing, a result that points nowhere, no name, an `endorsementJwt`, an endorsement
    of the credential inside it.
    """
    for address in model.addresses(credential):
        if not _COMPLETE.fullmatch(address):
            raise DocumentError(
                f"{address[:120]!r} is not a complete address such as https://... or urn:uuid:..."
            )
    for value in model.walk(credential):
        _check_within(value, credential)
    if isinstance(credential, model.AchievementCredential):
        _check_achievement(credential.credential_subject.achievement)
        _check_results(credential.credential_subject)
    elif not credential.name:
        raise DocumentError("An endorsement or a record has a name.")
    return credential.to_json()


def achievement(
    said: Achievement, *, issuer: IssuerProfile, endorsements: tuple[Mapping[str, Any], ...] = ()
) -> Document:
    """An achievement as it is served at its own address, with what others say for it (OB 3.0, B: Achievement)."""
    return _by_itself(
        replace(_achievement(said, issuer=issuer), creator=issuer, endorsement=_read(endorsements))
    )


def profile(said: IssuerProfile, *, endorsements: tuple[Mapping[str, Any], ...] = ()) -> Document:
    """A profile as it is served at its own address, with what others say for it (OB 3.0, B: Profile)."""
    return _by_itself(replace(said, endorsement=_read(endorsements)))


def _by_itself(value: model.Value) -> Document:
    return {"@context": [contexts.CREDENTIALS_V2, contexts.OPEN_BADGES], **value.to_json()}


def _read(endorsements: tuple[Mapping[str, Any], ...]) -> tuple[model.EndorsementCredential, ...]:
    return tuple(model.EndorsementCredential.from_json(one) for one in endorsements)


def schema_entry(address: str = SCHEMA_ADDRESS) -> model.CredentialSchema:
    """The `credentialSchema` entry for one of 1EdTech's schemas (OB 3.0, B: 1EdTechJsonSchemaValidator2019)."""
    return model.CredentialSchema(id=address, type=_SCHEMA_TYPE)


def identity_hash(identifier: str, salt: str) -> str:
    """`sha256$` and the hex SHA-256 of the identifier followed by the salt (OB 3.0, IdentityHash).

    Raises `DocumentError` for half a character (a lone surrogate), which has no bytes to hash.
    """
    try:
        return "sha256$" + sha256((identifier + salt).encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise DocumentError("The recipient's address or its salt holds half a character.") from error


def normal_email(email: str) -> str:
    """An e-mail address as it is hashed: trimmed and lower-case, since the standard does not fold case."""
    return email.strip().lower()


def status_entry(entry: StatusEntry) -> Document:
    """A `BitstringStatusListEntry`; the index is text, as the standard wants it."""
    return _status(entry).to_json()


def status_credential(entry: StatusEntry | None) -> model.CredentialStatus | None:
    """The one `credentialStatus` of a credential, where its issuer keeps a list."""
    return None if entry is None else _status(entry)


def identities(recipient: RecipientIdentity) -> tuple[model.IdentityObject, ...]:
    """The recipient as identity objects: the salted hash of her address, and her name if she shows it."""
    hashed = model.IdentityObject(
        hashed=True,
        identity_hash=identity_hash(normal_email(recipient.email), recipient.salt),
        identity_type="emailAddress",
        salt=recipient.salt,
    )
    if recipient.shown_name is None:
        return (hashed,)
    named = model.IdentityObject(hashed=False, identity_hash=recipient.shown_name, identity_type="name")
    return (hashed, named)


def check_recipient(recipient: RecipientIdentity) -> None:
    """Raise `DocumentError` for a recipient without e-mail address, or with a salt that could be guessed."""
    if len(recipient.salt) < _SHORTEST_SALT or "@" not in recipient.email:
        raise DocumentError(
            f"A recipient needs an e-mail address and a salt of {_SHORTEST_SALT} characters or more."
        )


def _typed(credential: Credential) -> model.AchievementCredential:
    return model.AchievementCredential(
        context=(contexts.CREDENTIALS_V2, contexts.OPEN_BADGES, contexts.OPEN_BADGES_EXTENSIONS),
        id=credential.id,
        name=credential.achievement.name,
        description=credential.description,
        image=credential.image,
        issuer=credential.issuer,
        valid_from=credential.valid_from,
        awarded_date=credential.awarded,
        valid_until=credential.valid_until,
        credential_subject=_subject(credential),
        evidence=credential.evidence,
        endorsement=_read(credential.endorsements),
        credential_schema=(schema_entry(),),
        credential_status=status_credential(credential.status),
        refresh_service=credential.refresh,
        terms_of_use=credential.terms,
    )


def _status(entry: StatusEntry) -> model.CredentialStatus:
    if entry.index < 0:
        raise DocumentError("A place in a status list is not negative.")
    return model.CredentialStatus(
        id=f"{entry.list_address}#{entry.index}",
        type=("BitstringStatusListEntry",),
        status_purpose=entry.purpose,
        status_list_index=str(entry.index),
        status_list_credential=entry.list_address,
    )


def _subject(credential: Credential) -> model.AchievementSubject:
    return model.AchievementSubject(
        id=credential.subject_id,
        identifier=identities(credential.recipient),
        achievement=_achievement(credential.achievement, issuer=credential.issuer),
        narrative=credential.narrative,
        result=tuple(_result(result) for result in credential.results),
    )


def _achievement(achievement: Achievement, *, issuer: IssuerProfile) -> model.Achievement:
    return model.Achievement(
        id=achievement.id,
        name=achievement.name,
        description=achievement.description,
        achievement_type=achievement.achievement_type,
        criteria=model.Criteria(id=achievement.criteria_id, narrative=achievement.criteria_narrative),
        creator=_creator(achievement.creator, issuer=issuer),
        image=achievement.image,
        in_language=achievement.language,
        version=achievement.version,
        human_code=achievement.human_code,
        field_of_study=achievement.field_of_study,
        tag=achievement.tags,
        alignment=achievement.alignments,
        result_description=(*map(_criterion, achievement.rubric), *achievement.measures),
        other_identifier=achievement.other_identifiers,
    )


def _creator(creator: IssuerProfile | None, *, issuer: IssuerProfile) -> IssuerProfile | None:
    """The creator's profile; only a reference where it is the issuer, so that nothing is said twice.

    A statement made twice is one statement to a proof: the second could be removed unseen.
    """
    return IssuerProfile(id=creator.id) if creator is not None and creator.id == issuer.id else creator


def _criterion(criterion: RubricCriterion) -> model.ResultDescription:
    return model.ResultDescription(
        id=criterion.id,
        name=criterion.name,
        result_type=_RUBRIC,
        required_level=criterion.required_level,
        alignment=criterion.alignments,
        rubric_criterion_level=criterion.levels,
    )


def _result(result: Result) -> model.Result:
    return model.Result(
        result_description=result.criterion,
        achieved_level=result.achieved_level,
        value=result.value,
        status=result.status,
    )


def _check_within(value: model.Value, credential: model.VerifiableCredential) -> None:
    """Refuse what the standard allows and not every verifier reads alike."""
    if getattr(value, "endorsement_jwt", ()):
        # Copies of context 3.0.3 differ in this term: what one verifier signs, another leaves out.
        raise DocumentError("An endorsement as JWT cannot stand in a signed badge. Use it as JSON.")
    if isinstance(value, model.EndorsementSubject) and value.id == credential.id:
        # openbadgeslib refuses a credential whose own id is spoken of again inside it.
        raise DocumentError("An endorsement of the badge itself is handed on beside the badge, not in it.")


def _check_achievement(achievement: model.Achievement) -> None:
    if not (achievement.criteria.narrative or achievement.criteria.id):
        raise DocumentError("An achievement says by a narrative or an address what it takes to earn it.")
    if not (achievement.name and achievement.description):
        raise DocumentError("An achievement has a name and a description.")


def _check_results(subject: model.AchievementSubject) -> None:
    described = subject.achievement.result_description
    levels = {one.id: {level.id for level in one.rubric_criterion_level} for one in described}
    required = [(one.id, one.required_level) for one in described]
    reached = [(result.result_description, result.achieved_level) for result in subject.result]
    for criterion, level in [*required, *reached]:
        if level is not None and level not in levels.get(criterion or "", set()):
            raise DocumentError(
                f"{level[:120]!r} is not a level of the criterion {str(criterion)[:120]!r} of this rubric."
            )
        if criterion is not None and criterion not in levels:
            raise DocumentError(
                f"{criterion[:120]!r} is nothing that this achievement describes a result of."
            )
