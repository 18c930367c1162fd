"""The register's pages: pinning from a file, search, what is contradicted, taking out and undoing, handing on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cairn.domain.trust import operations, queries
from cairn.domain.trust.models import Pin
from cairn.engines.openbadges.keys import SecretKey, dids
from cairn.engines.openbadges.trust import issuer_list
from tests.domain.trust.examples import DID, known, listed
from tests.walk import LONG_AGO

pytestmark = pytest.mark.django_db
HOME = "/organizations/cedar-hollow/known-issuers/"


def page(client: Client, address: str = HOME) -> str:
    return client.get(address).content.decode()


def document() -> SimpleUploadedFile:
    told = dids.did_document(DID, [dids.DatedKey("k", SecretKey(b"k" * 32).public)])
    return SimpleUploadedFile("did.json", json.dumps(told).encode())


def test_an_issuer_is_pinned_from_its_document_found_taken_out_and_put_back(ruth: Client) -> None:
    assert "Nobody is pinned yet" in page(ruth)
    ruth.post(HOME, {"file": document(), "name": "Lakeside University"})
    [pin] = queries.pins()
    found = [page(ruth, f"{HOME}?q={words}") for words in ("lakes", "river")]
    assert ["Lakeside University" in found[0], "No issuer matches" in found[1]] == [True, True]
    assert "Ruth Delaney" in page(ruth, f"{HOME}{pin.public_id}/")
    after = ruth.post(f"{HOME}{pin.public_id}/take-out/", follow=True).content.decode()
    assert ("Lakeside University was taken out." in after, list(queries.pins())) == (True, [])
    ruth.post(f"{HOME}{pin.public_id}/put-back/")
    assert list(queries.pins()) == [pin]


def test_two_sources_that_disagree_are_shown_and_a_list_is_removed_and_put_back(ruth: Client) -> None:
    how: dict[str, Any] = {"organization": None, "by": None, "at": LONG_AGO}
    pin = operations.pin(issuer=known(), ground=Pin.Ground.FILE, **how)
    kept = operations.keep_list(listed=listed(known(seed=b"o", source="a list")), **how)
    assert page(ruth).count("Sources disagree") == 2
    assert "Two sources give different keys" in page(ruth, f"{HOME}{pin.public_id}/")
    after = ruth.post(f"{HOME}lists/{kept.public_id}/remove/", follow=True).content.decode()
    assert ("“Ours” was removed" in after, "Sources disagree" in after) == (True, False)
    ruth.post(f"{HOME}lists/{kept.public_id}/put-back/")
    assert page(ruth).count("Sources disagree") == 2


def test_what_cannot_be_pinned_is_said_beside_the_field(ruth: Client) -> None:
    for told, said in (
        ({}, "Write the issuer&#x27;s identifier, or choose a file."),
        ({"issuer": DID}, "This site looks nothing up elsewhere."),
        ({"issuer": "lakeside"}, "Give one that begins with did:web: or https://."),
        ({"file": SimpleUploadedFile("x.json", b"{}")}, "This file names no issuer."),
    ):
        answer = ruth.post(HOME, told)
        assert (answer.status_code, said in answer.content.decode()) == (422, True), said


def test_the_register_is_handed_on_signed(ruth: Client) -> None:
    ruth.post(HOME, {"file": document(), "name": "Lakeside University"})
    answer = ruth.post(f"{HOME}list.json")
    told, _key = issuer_list.read(answer.content, now=LONG_AGO.replace(year=2099))
    assert ("known-issuers-cedar-hollow.json" in answer["Content-Disposition"], told.issuers[-1].name) == (
        True,
        "Lakeside University",
    )
