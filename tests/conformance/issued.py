"""What the judges are given: one issuer's credential with everything around it, once by did:key and once by did:web."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final

from cairn.engines.openbadges import documents, proofs, status, verifying
from cairn.engines.openbadges.contexts import CREDENTIALS_V2, OPEN_BADGES
from cairn.engines.openbadges.datatypes.instants import instant_text
from cairn.engines.openbadges.keys import KeySigner, SecretKey, dids
from cairn.engines.openbadges.schemas import ACHIEVEMENT
from cairn.engines.openbadges.verifying.report import Report
from tests.conformance.judges import HERE, Question
from tests.engines.openbadges.examples import AWARDED, LIST, NOW, Net, full_credential

Document = dict[str, Any]
SCHEMA: Final = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)
SCHEMAS: Final = HERE.parent.parent / "src/cairn/engines/openbadges/schemas/data"
DID_WEB: Final = "did:web:badges.example.edu:issuers:lakeside"
DID_PAGE: Final = "https://badges.example.edu/issuers/lakeside/did.json"
INDEX: Final = 94_567


@dataclass(frozen=True)
class Presented:
    """A file as somebody presents it, and what the web holds at that moment."""

    text: str
    pages: Mapping[str, str] = field(default_factory=dict)

    def asked_of(self, tool: str) -> Question:
        return Question(tool, self.text, instant_text(NOW), {**self.pages, SCHEMA: schema_text()})

    def net(self) -> Net:
        return Net({address: text.encode() for address, text in self.pages.items()}, [])

    def judged_here(self) -> Report:
        return verifying.verify(self.text.encode(), now=NOW, fetch=self.net())


@cache
def schema_text() -> str:
    return (SCHEMAS / ACHIEVEMENT).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Issuer:
    """An issuer with one key: signs credentials and keeps a status list."""

    did: str
    signer: KeySigner

    @classmethod
    def by_key(cls, seed: bytes) -> Issuer:
        signer = KeySigner.for_did_key(SecretKey(seed))
        return cls(signer.secret.public.did, signer)

    @classmethod
    def by_web(cls, seed: bytes) -> Issuer:
        return cls(DID_WEB, KeySigner(SecretKey(seed), f"{DID_WEB}#2026-08-01"))

    def did_document(self) -> Document:
        keys = [dids.DatedKey("2025-08-01", SecretKey(b"r" * 32).public)]
        return dids.did_document(self.did, [*keys, dids.DatedKey("2026-08-01", self.signer.secret.public)])

    def unsigned(self, **changes: Any) -> Document:
        """The full credential with an endorsement in it, before it is signed."""
        document = documents.build(replace(full_credential(self.did), **changes))
        document["credentialSubject"]["achievement"]["endorsement"] = [endorsement(document)]
        return document

    def signs(self, document: Document) -> Document:
        return proofs.sign(document, signer=self.signer, created=AWARDED)

    def listing(self, *set_indexes: int, purpose: str = "revocation", **changes: Any) -> Document:
        """Its signed status list; `changes` are made before it is signed."""
        made = status.status_list_credential(
            address=LIST, issuer=self.did, set_indexes=set_indexes, valid_from=AWARDED, purpose=purpose
        )
        return self.signs({**made, **changes})

    def pages(self, listing: Document | None = None) -> dict[str, str]:
        """What the web holds of it: its status list, its DID document where it has one."""
        held = {LIST: json.dumps(listing or self.listing(3, 77))}
        return held if self.did.startswith("did:key") else {**held, DID_PAGE: json.dumps(self.did_document())}

    def presents(self, document: Document, listing: Document | None = None) -> Presented:
        return Presented(json.dumps(document), self.pages(listing))


ISSUER: Final = Issuer.by_key(bytes(range(32)))
WEB_ISSUER: Final = Issuer.by_web(bytes(range(32)))
STRANGER: Final = Issuer.by_key(b"s" * 32)
ENDORSER: Final = Issuer.by_key(b"e" * 32)


def endorsement(credential: Document, comment: str = "Sound.") -> Document:
    """A third party's signed word for the credential's achievement."""
    return ENDORSER.signs(
        {
            "@context": [CREDENTIALS_V2, OPEN_BADGES],
            "id": "urn:uuid:1f4a4b1c-6b5d-4f1e-9a2b-3c4d5e6f7a8b",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "name": "Endorsed",
            "issuer": {"id": ENDORSER.did, "type": ["Profile"]},
            "validFrom": "2026-01-01T00:00:00Z",
            "credentialSubject": {
                "id": credential["credentialSubject"]["achievement"]["id"],
                "type": ["EndorsementSubject"],
                "endorsementComment": comment,
            },
        }
    )


@cache
def _signed() -> Document:
    return ISSUER.signs(ISSUER.unsigned())


def signed() -> Document:
    """The issued credential, a copy to tamper with."""
    return copy.deepcopy(_signed())
