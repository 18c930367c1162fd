"""A badge's page and its files: what everybody may see, and what changes when the badge does."""

from __future__ import annotations

import json
import re
from itertools import product

import pypdfium2
import pytest

from cairn.domain.issuing import operations
from cairn.domain.portfolios.operations import show
from cairn.engines.openbadges.baking import unbake
from cairn.web.public.views.badge import structured
from tests.walk import DAY, LONG_AGO

NOBODY = "00000000-0000-4000-8000-000000000000"
LATER = LONG_AGO + 30 * DAY
FILES = (".json", ".jwt", ".svg", ".png", ".pdf", "/ob2.json")


def page(browser, award) -> str:
    shown: str = browser.get(f"/badges/{award.public_id}/").content.decode()
    return shown


def text_of(pdf: bytes) -> str:
    return " ".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().split())


def test_a_badge_says_that_it_is_valid_today_and_who_issued_it(award, visitor):
    show(badge=award, audience="public", named=True, by=award.earner, at=LATER)
    shown = page(visitor, award)
    assert f"Valid today, issued by {award.organization.name}" in shown
    assert f"Earned by {award.earner.name}" in shown


def test_only_its_owner_is_offered_to_share_it(award, visitor, dana):
    share = f'href="/portfolio/{award.public_id}/"'
    assert (share in page(dana, award), share in page(visitor, award)) == (True, False)


def test_an_earner_who_shows_no_name_is_named_nowhere(award, visitor):
    show(badge=award, audience="public", named=False, by=award.earner, at=LATER)
    pdf = visitor.get(f"/badges/{award.public_id}.pdf").content
    assert award.earner.name not in page(visitor, award)
    assert "the holder of this badge" in text_of(pdf)


def answers(browser, public_id):
    """What is said at every address of a badge, but for what every answer has of its own."""
    found = []
    for ending, accept in product(("", "/", *FILES), ("text/html", "application/json", "*/*")):
        response = browser.get(f"/badges/{public_id}{ending}", headers={"Accept": accept})
        body = re.sub(rb'"[A-Za-z0-9]{64}"', b"", response.content)
        found.append((response.status_code, sorted(response.headers.items()), body))
    return found


def test_a_hidden_badge_is_told_from_none_nowhere(award, visitor, dana):
    show(badge=award, audience="private", named=True, by=award.earner, at=LATER)
    hidden, none = answers(visitor, award.public_id), answers(visitor, NOBODY)
    assert str(hidden).replace(str(award.public_id), NOBODY) == str(none)
    assert {status for status, *_ in hidden} == {404}
    kept = dana.get(f"/badges/{award.public_id}.json")
    assert (kept.status_code, kept["Cache-Control"]) == (200, "private, no-store")


def test_a_hold_and_a_revocation_show_at_once_with_their_reason(award, issuer, visitor):
    operations.suspend(award=award, reason="We are checking a mix-up.", by=issuer, at=LATER)
    held = page(visitor, award)
    operations.revoke(award=award, reason="It went to the wrong person.", by=issuer, at=LATER)
    revoked = page(visitor, award)
    assert ("On hold" in held, "We are checking a mix-up." in held, "Valid today" in held) == (
        True,
        True,
        False,
    )
    assert ("It went to the wrong person." in revoked, "Valid today" in revoked) == (True, False)


def test_the_credential_is_handed_out_byte_for_byte(award, visitor):
    response = visitor.get(f"/badges/{award.public_id}.json")
    asked = visitor.get(f"/badges/{award.public_id}", headers={"Accept": "application/ld+json"})
    again = visitor.get(f"/badges/{award.public_id}.json", headers={"If-None-Match": response["ETag"]})
    assert response.content == asked.content == award.credential.text.encode()
    assert response["Content-Type"] == "application/vc+ld+json"
    assert (asked["Content-Type"], "Accept" in asked["Vary"]) == ("application/ld+json", True)
    assert (again.status_code, again.content, response["Access-Control-Allow-Origin"]) == (304, b"", "*")
    assert json.loads(response.content)["id"] == f"http://127.0.0.1:8000/badges/{award.public_id}"


@pytest.mark.parametrize(("name", "carrier"), [(".svg", "svg"), (".png", "png")])
def test_a_picture_carries_the_credential(award, visitor, name, carrier):
    found, baked = unbake(visitor.get(f"/badges/{award.public_id}{name}").content)
    assert (found, json.loads(baked)) == (carrier, json.loads(award.credential.text))


def test_a_certificate_says_what_was_earned_and_where_to_check_it(award, visitor):
    show(badge=award, audience="public", named=True, by=award.earner, at=LATER)
    said = text_of(visitor.get(f"/badges/{award.public_id}.pdf").content)
    assert all(
        each in said for each in (award.earner.name, award.edition.title, f"/badges/{award.public_id}/")
    )


def test_data_for_search_engines_cannot_end_its_element(award):
    award.edition.title = "</script><b>"
    assert "<" not in structured(award)
    assert json.loads(structured(award))["name"] == "</script><b>"


def test_a_badge_that_never_was_is_not_found(stage, visitor):
    assert visitor.get(f"/badges/{NOBODY}/").status_code == 404
