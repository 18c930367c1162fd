"""Learner records (CLR 2.0), sound ones and some that were tampered with."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from cairn.engines.openbadges import contexts, schemas
from cairn.engines.openbadges.documents import clr
from cairn.engines.openbadges.documents.parts import StatusEntry
from tests.conformance.issued import INDEX, ISSUER, SCHEMAS, STRANGER, Document, Presented, signed
from tests.conformance.tampering import DB, DCC, Tampering
from tests.engines.openbadges.examples import AWARDED, LIST, full_credential

# What DCC's verifier would fetch, since it does not bring it along.
FETCHED: Final = (contexts.LEARNER_RECORD, contexts.OPEN_BADGES_EXTENSIONS)


def record(*credentials: Mapping[str, Any]) -> Document:
    """The issuer's signed record of these credentials."""
    about = full_credential(ISSUER.did)
    return ISSUER.signs(
        clr.build(
            clr.Record(
                id="urn:uuid:9f4a4b1c-6b5d-4f1e-9a2b-3c4d5e6f7a8b",
                issuer=about.issuer,
                name="What Dana Brown has shown",
                recipient=about.recipient,
                credentials=credentials,
                valid_from=AWARDED,
                status=StatusEntry(list_address=LIST, index=5),
            )
        )
    )


def presents(document: Document) -> Presented:
    presented = ISSUER.presents(document)
    pages = {address: json.dumps(contexts.bundled()[address]) for address in FETCHED}
    schema = (SCHEMAS / schemas.LEARNER_RECORD).read_text(encoding="utf-8")
    return Presented(presented.text, {**presented.pages, **pages, clr.SCHEMA_ADDRESS: schema})


def changed(change: Callable[[Document], object]) -> Callable[[], Presented]:
    """The issued record, changed after signing."""

    def make() -> Presented:
        document = json.loads(json.dumps(record(signed())))
        change(document)
        return presents(document)

    return make


def first(document: Document) -> Document:
    inside: Document = document["credentialSubject"]["verifiableCredential"][0]
    return inside


def altered() -> Presented:
    """Its issuer put in a badge that nobody awarded like that."""
    return presents(record({**signed(), "description": "Awarded with honors."}))


def with_a_revoked_badge() -> Presented:
    return presents_with(ISSUER.listing(3, INDEX))


def presents_with(listing: Document) -> Presented:
    presented = presents(record(signed()))
    return Presented(presented.text, {**presented.pages, LIST: json.dumps(listing)})


NOT_INSIDE: Final = "it does not look into a record"
RECORDS: Final = (
    Tampering("record: its name", changed(lambda record: record.update(name="Everything"))),
    Tampering(
        "record: its learner", changed(lambda record: record["credentialSubject"].update(id=STRANGER.did))
    ),
    Tampering("record: a badge's name", changed(lambda record: first(record).update(name="Doctor"))),
    Tampering("record: a badge's proof", changed(lambda record: first(record).pop("proof"))),
    Tampering(
        "record: a badge left out",
        changed(lambda record: record["credentialSubject"].update(verifiableCredential=[])),
    ),
    Tampering("record: its list of revocations", lambda: presents_with(ISSUER.listing(3, 5)), here="revoked"),
    Tampering(
        "record: a badge that was altered before", altered, passes=dict.fromkeys((DB, DCC), NOT_INSIDE)
    ),
)
