"""Lakeside University, an issuer elsewhere: its badges, its pages, and a network that serves them or falls silent."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pytest_django.fixtures import Settings

from cairn.adapters.links import Fetcher, Shut
from cairn.domain.foreign.models import ForeignBadge
from cairn.domain.people.models import Person
from cairn.engines.openbadges import baking, documents, proofs, status
from cairn.engines.openbadges.documents.parts import RecipientIdentity, StatusEntry
from cairn.engines.openbadges.keys import KeySigner, SecretKey, dids
from cairn.workflows import bringing
from tests.engines.openbadges.examples import AWARDED, full_credential

DID, PAGE = "did:web:lakeside.example", "https://lakeside.example/.well-known/did.json"
LIST = "https://lakeside.example/status/1"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SIGNER = KeySigner(SecretKey(b"k" * 32), f"{DID}#k")


def unsigned(email: str, *, number: int = 1, issuer: str = DID, **said: Any) -> dict[str, Any]:
    """A badge of Lakeside's for the owner of an address; `said` stands in place of what it says."""
    made = full_credential(issuer)
    achievement = replace(made.achievement, id=f"urn:x:achievement-{number}", rubric=())
    return documents.build(
        replace(
            made,
            **{
                "id": f"urn:x:badge-{number}",
                "achievement": achievement,
                "results": (),
                "recipient": RecipientIdentity(email=email, salt="pepper and some salt"),
                "status": StatusEntry(list_address=LIST, index=number),
                **said,
            },
        )
    )


def badge(email: str, *, signer: KeySigner = SIGNER, **said: Any) -> dict[str, Any]:
    """The same, signed."""
    return proofs.sign(unsigned(email, **said), signer=signer, created=AWARDED)


def file(document: dict[str, Any]) -> bytes:
    return json.dumps(document).encode()


def png() -> bytes:
    """A plain picture."""
    made = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(made, "PNG")
    return made.getvalue()


def page(*seeds: bytes) -> bytes:
    """Lakeside's own page, listing its keys."""
    keys = [dids.DatedKey(seed.decode(), SecretKey(seed * 32).public) for seed in seeds]
    return json.dumps(dids.did_document(DID, keys)).encode()


def listing(*revoked: int) -> bytes:
    """Lakeside's list of what it has revoked."""
    found = status.status_list_credential(address=LIST, issuer=DID, set_indexes=revoked, valid_from=AWARDED)
    return file(proofs.sign(found, signer=SIGNER, created=AWARDED))


class Net:
    """Other sites as Cairn is answered by them; an address without a page is silent."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
        settings.LOOK_UP_BADGES = True
        self.pages = {PAGE: page(b"k"), LIST: listing()}
        self.asked: list[str] = []

        def fetched(_: Fetcher, address: str, *, roaming: bool) -> bytes:
            self.asked.append(address)
            if address not in self.pages:
                raise Shut("silent")
            return self.pages[address]

        monkeypatch.setattr(Fetcher, "_fetched", fetched)


@pytest.fixture
def net(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Net:
    """Other sites may be asked, and Lakeside's answers as it should."""
    return Net(monkeypatch, settings)


def brought_in(person: Person, *, at: datetime, **said: Any) -> ForeignBadge:
    """A badge of Lakeside's for the person that she brought in as a picture; nobody elsewhere is asked."""
    data = baking.bake_png(png(), badge(str(person.email), status=None, **said))
    [found] = bringing.bring(
        data=data, name="morning-meeting.png", bundle=None, came_by="file", by=person, at=at, ask=False
    )
    return found
