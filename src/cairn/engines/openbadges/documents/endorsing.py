"""An endorsement: what a third party says for a credential, an achievement or an issuer (OB 3.0, 9.2).

It is a credential of its own, signed by whoever endorses with `proofs.sign`. What is said for an achievement or an
issuer may stand in a badge (`parts.Credential.endorsements`); what is said for a badge goes beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cairn.engines.openbadges import contexts
from cairn.engines.openbadges.documents import model
from cairn.engines.openbadges.documents.building import Document, schema_entry, status_credential, written
from cairn.engines.openbadges.documents.parts import IssuerProfile, StatusEntry

SCHEMA_ADDRESS: Final = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_endorsementcredential_schema.json"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsement:
    """What `issuer` says for `endorsed`, the id of a credential, an achievement or a profile.

    `comment` may be Markdown.
    """

    id: str
    issuer: IssuerProfile
    endorsed: str
    name: str
    valid_from: datetime
    comment: str | None = None
    valid_until: datetime | None = None
    status: StatusEntry | None = None


def build(endorsement: Endorsement) -> Document:
    """The unsigned document of an endorsement (OB 3.0, B: EndorsementCredential).

    Raises `DocumentError` for an incomplete address or an empty name.
    """
    return written(
        model.EndorsementCredential(
            context=(contexts.CREDENTIALS_V2, contexts.OPEN_BADGES, contexts.OPEN_BADGES_EXTENSIONS),
            id=endorsement.id,
            name=endorsement.name,
            issuer=endorsement.issuer,
            valid_from=endorsement.valid_from,
            valid_until=endorsement.valid_until,
            credential_subject=model.EndorsementSubject(
                id=endorsement.endorsed, endorsement_comment=endorsement.comment
            ),
            credential_schema=(schema_entry(SCHEMA_ADDRESS),),
            credential_status=status_credential(endorsement.status),
        )
    )
