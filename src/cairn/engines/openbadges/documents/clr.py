"""Comprehensive Learner Record 2.0: whole credentials of one learner in one that is signed as a whole.

Each credential inside keeps its own proof and can be taken out and verified by itself; `association` says how
the achievements hang together, such as the parts of a stack.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cairn.engines.openbadges import contexts
from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.documents import model
from cairn.engines.openbadges.documents.building import (
    Document,
    check_recipient,
    identities,
    schema_entry,
    status_credential,
    written,
)
from cairn.engines.openbadges.documents.parts import Image, IssuerProfile, RecipientIdentity, StatusEntry
from cairn.engines.openbadges.errors import DocumentError

SCHEMA_ADDRESS: Final = (
    "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """`source` stands to `target` as `kind` says: a part `isChildOf` its stack. Both are ids of achievements."""

    source: str
    kind: model.AssociationType
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything one record says. `credentials` are signed documents, as they stand.

    `partial` says that the issuer knows of more credentials than stand in it. `numbers` are further identifiers of the
    learner by their kind, such as ("licenseNumber", "..."), readable in the file (OB 3.0, IdentifierTypeEnum: `ext:`).
    """

    id: str
    issuer: IssuerProfile
    name: str
    recipient: RecipientIdentity
    credentials: tuple[Mapping[str, Any], ...]
    valid_from: datetime
    associations: tuple[Association, ...] = ()
    valid_until: datetime | None = None
    description: str | None = None
    image: Image | None = None
    subject_id: str | None = None
    partial: bool | None = None
    status: StatusEntry | None = None
    numbers: tuple[tuple[str, str], ...] = ()


def build(record: Record) -> Document:
    """The unsigned document of a record (CLR 2.0, B: ClrCredential).

    Raises `DocumentError` when it holds nothing, something unsigned or one thing twice, when an association
    points at an achievement that is not in it, or for an incomplete address; `JsonError` for more than
    `strictjson` takes.
    """
    check_recipient(record.recipient)
    inside = _inside(record.credentials)
    _check_associations(record.associations, inside)
    return written(
        model.ClrCredential(
            context=(
                contexts.CREDENTIALS_V2,
                contexts.LEARNER_RECORD,
                contexts.OPEN_BADGES,
                contexts.OPEN_BADGES_EXTENSIONS,
            ),
            id=record.id,
            name=record.name,
            description=record.description,
            image=record.image,
            issuer=record.issuer,
            valid_from=record.valid_from,
            valid_until=record.valid_until,
            credential_subject=model.ClrSubject(
                id=record.subject_id,
                identifier=(*identities(record.recipient), *_numbers(record.numbers)),
                verifiable_credential=inside,
                association=tuple(
                    model.Association(source_id=one.source, association_type=one.kind, target_id=one.target)
                    for one in record.associations
                ),
            ),
            credential_schema=(schema_entry(SCHEMA_ADDRESS),),
            credential_status=status_credential(record.status),
            partial=record.partial,
        )
    )


def _numbers(numbers: tuple[tuple[str, str], ...]) -> Iterator[model.IdentityObject]:
    for kind, value in numbers:
        yield model.IdentityObject(hashed=False, identity_hash=value, identity_type=f"ext:{kind}")


def credentials_in(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The credentials inside a record, each to be verified by itself; none when it is no record.

    Whether a credential is about the record's own learner is for the reader to compare.
    """
    types, subject = document.get("type"), document.get("credentialSubject")
    if "ClrCredential" in (types if isinstance(types, list) else [types]) and isinstance(subject, Mapping):
        found = subject.get("verifiableCredential", [])
        for one in found if isinstance(found, list) else [found]:
            if isinstance(one, Mapping):
                yield one


def _inside(credentials: tuple[Mapping[str, Any], ...]) -> tuple[model.VerifiableCredential, ...]:
    if not credentials:
        raise DocumentError("A record holds at least one credential.")
    strictjson.measure(list(credentials))
    inside = tuple(model.VerifiableCredential.from_json(one) for one in credentials)
    for one in inside:
        if not one.proof:
            raise DocumentError(
                f"The credential {str(one.id)[:120]!r} is not signed, so nobody could verify it."
            )
    if len({one.id for one in inside}) < len(inside):
        raise DocumentError("The record holds one credential twice.")
    return inside


def _check_associations(
    associations: tuple[Association, ...], inside: tuple[model.VerifiableCredential, ...]
) -> None:
    known = {value.id for one in inside for value in model.walk(one) if isinstance(value, model.Achievement)}
    for association in associations:
        for end in (association.source, association.target):
            if end not in known:
                raise DocumentError(f"{end[:120]!r} is no achievement of a credential in the record.")
