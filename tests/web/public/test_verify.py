"""Verifying: a badge in every form, and whatever else people or their enemies hand in."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cairn.adapters.links import Fetcher
from cairn.domain.issuing import operations
from cairn.domain.portfolios.operations import show
from cairn.engines.openbadges import proofs
from cairn.web.public.forms import LARGEST
from cairn.web.public.views.verify import MOST_A_MINUTE
from cairn.workflows import addresses, vouching
from tests.engines.openbadges.examples import AWARDED
from tests.engines.openbadges.test_records import SCHOOL, STATE, badge, record
from tests.walk import DAY, LONG_AGO
from tests.workflows.test_vouching import BADGE, OPERATOR, PAGE, page

LATER = LONG_AGO + 30 * DAY
VALID = "<strong>Valid</strong>"


def post(browser, **data):
    return browser.post("/verify/", data)


@pytest.mark.parametrize("name", ["json", "svg", "png"])
def test_a_badge_is_valid_in_every_form(award, visitor, name):
    file = SimpleUploadedFile(name, visitor.get(f"/badges/{award.public_id}.{name}").content)
    assert VALID in post(visitor, file=file).content.decode()


def test_a_badge_is_verified_by_its_address_or_its_text(award, visitor):
    address = addresses.absolute(addresses.badge(award.public_id))
    for text in (address, award.credential.text):
        shown = post(visitor, text=text).content.decode()
        assert (VALID in shown, award.organization.name in shown) == (True, True)


def test_a_badge_that_was_changed_is_not_valid(award, visitor):
    forged = award.credential.text.replace(award.edition.title, "Brain Surgery")
    assert "<strong>Not valid</strong>" in post(visitor, text=forged).content.decode()


def test_a_hold_and_a_revocation_are_said_with_their_reason(award, issuer, visitor):
    operations.suspend(award=award, reason="We are checking.", by=issuer, at=LATER)
    held = post(visitor, text=award.credential.text).content.decode()
    operations.revoke(award=award, reason="Wrong person.", by=issuer, at=LATER)
    revoked = post(visitor, text=award.credential.text).content.decode()
    assert ("On hold" in held, "We are checking." in held, VALID in held) == (True, True, False)
    assert ("<strong>Revoked</strong>" in revoked, "Wrong person." in revoked) == (True, True)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Choose a badge file, or paste its address or its text."),
        ("https://elsewhere.example/badges/1", "This site looks nothing up elsewhere."),
        ("http://127.0.0.1:8000/badges/nonsense/", "There is no badge to see at this address."),
        (
            "http://127.0.0.1:8000/badges/00000000-0000-4000-8000-000000000000/",
            "There is no badge to see at this address.",
        ),
    ],
)
def test_what_cannot_be_verified_is_said_with_what_to_do(db, visitor, text, sentence):
    response = post(visitor, text=text)
    assert (response.status_code, sentence in response.content.decode()) == (422, True)


def test_a_hidden_badge_is_not_found_by_its_address(award, visitor):
    show(badge=award, audience="private", named=True, by=award.earner, at=LATER)
    response = post(visitor, text=addresses.absolute(addresses.badge(award.public_id)))
    assert "There is no badge to see at this address." in response.content.decode()


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\xff" * 40,
        b"[" * 5000,
        b"{}",
        b"null",
        b"\x89PNG\r\n\x1a\n",
        b"<svg><!DOCTYPE x [<!ENTITY a 'b'>]>&a;</svg>",
        b'{"@context": {}, "id": 7, "proof": [[]]}',
        b'{"id": "http://127.0.0.1:8000/badges/x"}',
    ],
    ids=["noise", "deep", "empty object", "null", "cut png", "entities", "odd json", "odd id"],
)
def test_a_hostile_file_is_not_valid_and_breaks_nothing(db, visitor, data):
    response = post(visitor, file=SimpleUploadedFile("badge.png", data))
    assert (response.status_code, "<strong>Not valid</strong>" in response.content.decode()) == (200, True)


@pytest.mark.parametrize(
    ("size", "sentence"), [(0, "This file is empty."), (LARGEST + 1, "This file is larger than 2 MB.")]
)
def test_a_file_of_no_use_is_refused_in_words(db, visitor, size, sentence):
    response = post(visitor, file=SimpleUploadedFile("badge.png", b"x" * size))
    assert (response.status_code, sentence in response.content.decode()) == (422, True)


def test_who_asks_too_often_is_asked_to_wait(db, visitor, monkeypatch):
    monkeypatch.setattr("cairn.web.public.views.verify.timezone.now", lambda: LATER)
    answers = [post(visitor, text="").status_code for _ in range(MOST_A_MINUTE + 1)]
    assert answers == [422] * MOST_A_MINUTE + [429]
    at_home = [f"2001:db8:0:7::{number:x}" for number in range(MOST_A_MINUTE + 1)]
    asked = [*at_home, "2001:db8:0:8::1", "::ffff:192.0.2.7"]
    answers = [visitor.post("/verify/", {"text": ""}, REMOTE_ADDR=each).status_code for each in asked]
    assert answers == [422] * MOST_A_MINUTE + [429, 422, 422]


def test_a_badge_of_another_site_is_unknown_then_not_confirmed_then_confirmed(
    db, visitor, monkeypatch, settings
):
    settings.LOOK_UP_BADGES, address = True, "https://lakeside.example/badges/7"
    pages = {PAGE: page(b"k"), address: BADGE}
    monkeypatch.setattr(Fetcher, "_fetched", lambda self, asked, *, roaming: pages[asked])
    live = post(visitor, text=address).content.decode()
    assert (VALID in live, "This key belongs to lakeside.example" in live) == (True, True)
    vouching.bring(data=page(b"k"), name="Lakeside University", keeper=OPERATOR)
    pages[PAGE] = page(b"o")
    moved = post(visitor, text=BADGE.decode()).content.decode()
    assert ("<strong>Not confirmed</strong>" in moved, "the page of Lakeside University" in moved) == (
        True,
        True,
    )
    del pages[PAGE]
    pinned = post(visitor, text=BADGE.decode(), recipient="ms.brown@example.edu").content.decode()
    assert (VALID in pinned, "It was given to the owner" in pinned, "Lakeside University" in pinned) == (
        True,
        True,
        True,
    )
    pages[address] = b"<!DOCTYPE html><title>A badge</title>"
    assert "There is a web page at this address" in post(visitor, text=address).content.decode()


def test_each_badge_in_a_record_is_listed_with_its_own_verdict(db, visitor):
    document = record(badge(SCHOOL, 1), badge(SCHOOL, 2))
    signed = proofs.sign(document, signer=STATE, created=AWARDED)
    shown = post(visitor, text=json.dumps(signed)).content.decode()
    assert ("2 badges inside" in shown, shown.count("Not confirmed") >= 3) == (True, True)
