"""One issuer's full credential and what surrounds it, for the tests of this folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from cairn.engines.openbadges import proofs, status
from cairn.engines.openbadges.documents.parts import (
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
from cairn.engines.openbadges.keys import KeySigner

NOW: Final = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
AWARDED: Final = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
LIST: Final = "https://badges.example.edu/issuers/lakeside/status/1"
SVG: Final = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- a badge --><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" aria-label='a > b'><circle r="5"/></svg>
"""


def full_credential(issuer: str) -> Credential:
    """A credential that uses every part there is."""
    edition = "https://badges.example.edu/editions/5b0f5c7e-2a1e-4d53-9d0c-0c4a7e0d4f11"
    levels = tuple(
        RubricLevel(id=f"{edition}#structure-{key}", name=key.title(), description=f"What {key} looks like.")
        for key in ("emerging", "developing", "proficient")
    )
    profile = IssuerProfile(
        id=issuer,
        name="Lakeside University",
        url="https://lakeside.example.edu",
        description="A college of education.",
        email="badges@lakeside.example.edu",
        image=Image(id="https://lakeside.example.edu/logo.png", caption="A lake"),
    )
    return Credential(
        id="urn:uuid:8f4a4b1c-6b5d-4f1e-9a2b-3c4d5e6f7a8b",
        issuer=profile,
        achievement=Achievement(
            id=edition,
            name="Morning Meeting for “SEL” <&> ]]> ünïcode",
            description="You run a morning meeting.\nSecond line.",
            criteria_narrative="Three videos and a plan.",
            criteria_id=f"{edition}#criteria",
            creator=profile,
            image=Image(id=f"{edition}.png", caption="A sun"),
            language="en-US",
            version="1",
            human_code="MM-1",
            field_of_study="Education",
            tags=("wellbeing", "SEL"),
            alignments=(
                Alignment(
                    target_name="Teach 5",
                    target_url="https://standards.example.org/5",
                    target_code="T5",
                    target_framework="Teach",
                    target_type="CFItem",
                ),
            ),
            rubric=(
                RubricCriterion(
                    id=f"{edition}#structure", name="Structure", levels=levels, required_level=levels[2].id
                ),
            ),
        ),
        recipient=RecipientIdentity(
            email=" Ms.Brown@Example.edu", salt="0123456789abcdef", shown_name="Dana Brown"
        ),
        valid_from=AWARDED,
        awarded=AWARDED,
        valid_until=datetime(2031, 11, 20, tzinfo=UTC),
        description="Awarded after two rounds.",
        narrative="She showed it in her own classroom.",
        results=(Result(criterion=f"{edition}#structure", achieved_level=levels[2].id),),
        evidence=(
            Evidence(
                id="https://portfolio.example.edu/7", name="Video", narrative="Day three.", genre="video"
            ),
            Evidence(narrative="A reflection of 500 words.", audience="teachers", description="Text"),
        ),
        status=StatusEntry(list_address=LIST, index=94_567),
    )


@dataclass
class Net:
    """A network of handed-in pages; asking for any other address fails the way a lost connection does."""

    pages: dict[str, bytes]
    asked: list[str]

    def __call__(self, address: str) -> bytes:
        self.asked.append(address)
        if address not in self.pages:
            raise OSError(f"no route to {address}")
        return self.pages[address]


def status_page(
    signer: KeySigner, *set_indexes: int, issuer: str | None = None, purpose: str = "revocation"
) -> bytes:
    """A signed status list as it is served."""
    listing = status.status_list_credential(
        address=LIST,
        issuer=issuer or signer.secret.public.did,
        set_indexes=set_indexes,
        valid_from=AWARDED,
        purpose=purpose,
    )
    return json.dumps(proofs.sign(listing, signer=signer, created=AWARDED)).encode()


def status_list(signer: KeySigner, *set_indexes: int) -> dict[str, Any]:
    """The same list, parsed."""
    page: dict[str, Any] = json.loads(status_page(signer, *set_indexes))
    return page
