"""What programs are told at the addresses that stand in badges: the forms of a badge, its issuer, what it is for."""

from __future__ import annotations

import json
import re
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from cairn.demo import walking
from cairn.domain.issuing import operations
from cairn.domain.issuing.models import Award
from cairn.domain.portfolios.operations import show
from cairn.engines.openbadges import jose
from cairn.engines.openbadges.verifying import older
from cairn.workflows import verifying
from tests.walk import DAY, LONG_AGO

LATER = LONG_AGO + 30 * DAY
SITE = "https://cairn.example.org"


@pytest.fixture
def hosted(stage, settings):
    """A badge of an issuer that has an HTTPS address and an e-mail address for questions."""
    settings.PUBLIC_URL = SITE
    award = walking.work_at(
        "awarded",
        edition=stage.editions["exit-tickets"],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["aisha-rahman"]],
        at=LONG_AGO,
    ).award
    operations.describe_issuer(
        organization=award.organization,
        email="badges@cedar.example",
        image=None,
        by=stage.people["janelle-wright"],
        at=LATER,
    )
    return Award.objects.get(pk=award.pk)


@pytest.fixture
def issuer(stage):
    return stage.people["janelle-wright"]


def served(browser, address):
    """What a program gets that follows an address of this site."""
    answer = browser.get(address.removeprefix(SITE), headers={"Accept": "application/ld+json"})
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
    return answer.json()


def test_a_badge_is_had_as_a_token_that_its_issuer_signs(hosted, visitor):
    answer = visitor.get(f"/badges/{hosted.public_id}.jwt")
    token = jose.read(answer.content)
    kept = json.loads(hosted.credential.text)
    del kept["proof"]
    assert (answer["Content-Type"], token.document) == ("text/plain", kept)
    assert (token.claims["sub"][:9], token.claims["sub"]) == ("urn:uuid:", kept["credentialSubject"]["id"])
    assert verifying.verify(answer.content, at=timezone.now()).overall == "valid"
    head = visitor.head(f"/badges/{hosted.public_id}.jwt", headers={"If-None-Match": answer["ETag"]})
    assert (head.status_code, head.content) == (304, b"")


def test_an_older_backpack_follows_a_hosted_badge_to_its_issuer_and_sees_its_revocation(
    hosted, visitor, issuer
):
    def fetch(address):
        answer = visitor.get(address.removeprefix(SITE))
        assert answer.status_code in (200, 410)
        return answer.content

    def judged():
        address = f"{SITE}/badges/{hosted.public_id}/ob2.json"
        return older.verify(
            fetch(address), now=timezone.now(), fetch=fetch, recipient=hosted.earner.email
        ).overall

    before = judged()
    operations.revoke(award=hosted, reason="Wrong person.", by=issuer, at=LATER)
    gone = visitor.get(f"/badges/{hosted.public_id}/ob2.json")
    assert (before, judged(), gone.status_code) == ("valid", "revoked", 410)
    assert (gone.json()["revoked"], gone.json()["revocationReason"]) == (True, "Wrong person.")


def test_what_stands_in_a_badge_is_served_at_its_id(hosted, visitor):
    said = json.loads(hosted.credential.text)
    achievement = served(visitor, said["credentialSubject"]["achievement"]["id"])
    inside = said["credentialSubject"]["achievement"]
    assert {name: achievement[name] for name in inside} == inside
    assert served(visitor, said["issuer"]["url"])["id"] == said["issuer"]["id"]
    page = visitor.get(said["credentialSubject"]["achievement"]["id"].removeprefix(SITE))
    assert (page.status_code, page["Location"]) == (302, f"/editions/{hosted.edition.public_id}/")


def test_the_host_itself_is_named_and_has_no_keys(hosted, visitor, settings):
    said = served(visitor, "/.well-known/did.json")
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    without = visitor.get("/.well-known/did.json")
    assert (said["id"], "verificationMethod" in said) == ("did:web:cairn.example.org", False)
    assert (without.status_code, "HTTPS" in without.json()["error"]["text"]) == (404, True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/badges/{badge}/credential.json", "/badges/{badge}.json"),
        ("/badges/{badge}/certificate.pdf", "/badges/{badge}.pdf"),
        ("/issuers/cedar-hollow/status/{badge}", "/status/{badge}"),
        ("/issuers/cedar-hollow/status/{badge}/key-1", "/status/{badge}/key-1"),
    ],
)
def test_addresses_of_before_lead_on(db, visitor, old, new):
    badge = "6f1c2a54-8d3e-4b7a-9c1f-2e5d7a90b341"
    answer = visitor.get(old.format(badge=badge))
    assert (answer.status_code, answer["Location"]) == (301, new.format(badge=badge))


SHOWN = ("", "/", ".json", ".jwt", ".png", ".svg", ".pdf", "/ob2.json")


@pytest.mark.slow
def test_a_hidden_badge_is_her_own_in_every_form_whoever_else_asks(hosted, stage):
    def met(key):
        browser = Client()
        if key:
            browser.force_login(stage.people[key])
        return {browser.get(f"/badges/{hosted.public_id}{each}").status_code for each in SHOWN}

    before = met("")
    show(badge=hosted, audience="private", named=True, by=hosted.earner, at=LATER)
    others = (
        "",
        "marcus-bell",
        "aisha-rahman",
        "janelle-wright",
        "ruth-delaney",
        "walter-finch",
        "eleanor-voss",
    )
    assert (before, {key: met(key) for key in others}) == ({200}, {key: {404} for key in others})
    assert met("dana-brown") == {200}
    held = verifying.verify(hosted.credential.text.encode(), at=timezone.now()).overall
    assert held == "valid"


def test_the_page_that_verifies_does_not_tell_a_hidden_badge_from_none_either(hosted, visitor):
    def said(public_id):
        answer = visitor.post("/verify/", {"text": f"{SITE}/badges/{public_id}"})
        body = re.sub(r'"[A-Za-z0-9]{64}"', "", answer.content.decode())
        return answer.status_code, body.replace(str(public_id), "")

    show(badge=hosted, audience="private", named=True, by=hosted.earner, at=LATER)
    assert said(hosted.public_id) == said(uuid4())
    kept = verifying.verify(hosted.credential.text.encode(), at=timezone.now())
    made_up = verifying.verify({"id": f"{SITE}/badges/{hosted.public_id}"}, at=timezone.now())
    assert (verifying.award_of(kept), verifying.award_of(made_up)) == (hosted, None)
