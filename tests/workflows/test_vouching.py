"""Badges of other issuers: unknown, not confirmed, confirmed by the register; lists handed on between installations."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import pytest
from pytest_django.fixtures import Settings

from cairn.adapters.links import Fetcher
from cairn.demo.stage import Stage
from cairn.domain.trust import queries
from cairn.domain.trust.models import ListOfIssuers
from cairn.engines.openbadges import documents, proofs
from cairn.engines.openbadges.keys import KeySigner, SecretKey, dids
from cairn.engines.openbadges.trust import issuer_list
from cairn.engines.verdict import Refused
from cairn.workflows import elsewhere, verifying, vouching
from cairn.workflows.vouching import Keeper
from tests.engines.openbadges.examples import AWARDED, NOW, full_credential
from tests.walk import LONG_AGO

pytestmark = pytest.mark.django_db
DID, PAGE = "did:web:lakeside.example", "https://lakeside.example/.well-known/did.json"
SIGNER = KeySigner(SecretKey(b"k" * 32), f"{DID}#k")
BADGE = json.dumps(
    proofs.sign(documents.build(replace(full_credential(DID), status=None)), signer=SIGNER, created=AWARDED)
).encode()
OPERATOR = Keeper(None, None, NOW)


def page(*seeds: bytes) -> bytes:
    keys = [dids.DatedKey(seed.decode(), SecretKey(seed * 32).public) for seed in seeds]
    return json.dumps(dids.did_document(DID, keys)).encode()


def overall(badge: bytes = BADGE, at: datetime = NOW) -> str:
    return verifying.verify(badge, at=at).overall


def serve(monkeypatch: pytest.MonkeyPatch, settings: Settings, pages: dict[str, bytes]) -> None:
    """Let other sites be asked, and answer in their place."""
    settings.LOOK_UP_BADGES = True
    monkeypatch.setattr(Fetcher, "__call__", lambda self, address: pages[address])


def test_a_badge_of_another_issuer_outlives_its_server_where_it_is_pinned() -> None:
    assert overall() == "unknown"
    pinned = vouching.bring(data=page(b"k"), name="Lakeside", keeper=OPERATOR)
    assert (pinned.name, overall(), overall(BADGE.replace(b"Lakeside", b"Riverside"))) == (
        "Lakeside",
        "valid",
        "invalid",
    )


def test_an_issuer_is_pinned_from_its_page_and_a_page_that_differs_later_shows(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    with pytest.raises(Refused, match="looks nothing up elsewhere"):
        vouching.pin(issuer=DID, name="", keeper=OPERATOR)
    pages = {PAGE: page(b"k")}
    serve(monkeypatch, settings, pages)
    pinned = vouching.bring(data=BADGE, name="Lakeside", keeper=OPERATOR)
    [row] = queries.pins()
    assert (row == pinned, row.ground, vouching.compare(pin=row, keeper=OPERATOR)) == (True, "live", None)
    pages[PAGE] = page(b"o")
    assert "another key, or none, where did:web:lakeside.example#k is pinned" in str(
        vouching.compare(pin=row, keeper=OPERATOR)
    )
    report = verifying.verify(BADGE, at=NOW, elsewhere=elsewhere.fetcher())
    assert (report.overall, report.trust and report.trust.ground) == ("not_confirmed", "conflict")


def test_a_list_is_signed_by_who_hands_it_on_and_believed_by_who_brings_it_in(stage: Stage) -> None:
    district, office = stage.organizations["cedar-hollow"], stage.people["ruth-delaney"]
    vouching.bring(data=page(b"k"), name="Lakeside", keeper=OPERATOR)
    data = vouching.export(organization=district, by=office, at=NOW)
    listed, _key = issuer_list.read(data, now=NOW)
    assert (listed.publisher_name, [one.name for one in listed.issuers][-1]) == (district.name, "Lakeside")
    queries.pins().update(removed_at=NOW)
    assert overall() == "unknown"
    kept = vouching.bring(data=data, name="", keeper=Keeper(district, office, NOW))
    assert isinstance(kept, ListOfIssuers)
    assert (overall(), [pin.name for pin in kept.pins.all()]) == ("valid", ["Lakeside"])
    assert "of Cedar Hollow School District: a file" in kept.pins.get().source
    with pytest.raises(Refused, match="cannot be relied on"):
        vouching.bring(data=data.replace(b"Lakeside", b"Riverside"), name="", keeper=OPERATOR)


def test_what_is_no_issuer_is_refused_with_what_to_do(stage: Stage) -> None:
    marcus = Keeper(stage.organizations["cedar-hollow"], stage.people["marcus-bell"], LONG_AGO)
    for data, keeper, said in (
        (b"{}", OPERATOR, "names no issuer"),
        (b"\x89PNG", OPERATOR, "no badge, no issuer's document and no list"),
        (json.dumps({"id": DID, "assertionMethod": []}).encode(), OPERATOR, "lists no keys"),
        (page(b"k"), marcus, "administrator"),
    ):
        with pytest.raises(Refused, match=said):
            vouching.bring(data=data, name="", keeper=keeper)
    key = SIGNER.secret.public.did
    with pytest.raises(Refused, match="Give the issuer's name"):
        vouching.pin(issuer=key, name=" ", keeper=OPERATOR)
    assert vouching.pin(issuer=key, name="Lakeside", keeper=OPERATOR).name == "Lakeside"
