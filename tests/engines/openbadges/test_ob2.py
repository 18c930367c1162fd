"""Open Badges 2.0: what is written is valid here and to a verifier written by others; what is not, is seen."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from openbadgeslib.ob2 import OB2VerificationError, OB2Verifier

from cairn.engines.openbadges import baking, ob2
from cairn.engines.openbadges.documents.parts import Credential, RecipientIdentity
from cairn.engines.openbadges.errors import DocumentError
from cairn.engines.openbadges.keys import KeySigner, SecretKey
from cairn.engines.openbadges.verifying import older
from tests.engines.openbadges.examples import NOW, Net
from tests.engines.openbadges.test_jose import secret_of

Document = dict[str, Any]

HOST = "https://badges.example.edu"
PLACES = ob2.Places(
    assertion=f"{HOST}/badges/7/ob2.json",
    badge_class=f"{HOST}/editions/5/ob2.json",
    issuer=f"{HOST}/lakeside/ob2.json",
)
SIGNED = replace(PLACES, assertion="urn:uuid:8f4a4b1c-6b5d-4f1e-9a2b-3c4d5e6f7a8b")
OTHER = "urn:uuid:00000000-0000-4000-8000-000000000000"
KEY, REVOKED = f"{HOST}/lakeside/keys/1.json", f"{HOST}/lakeside/revoked.json"
OWNER = "ms.brown@example.edu"


@pytest.fixture(scope="module")
def signer() -> KeySigner:
    return KeySigner(secret_of("RSA"), KEY)


def everything_served(credential: Credential, signer: KeySigner) -> dict[str, Document]:
    """The pages of an issuer, by their addresses."""
    key = ob2.Key(address=KEY, public=signer.public)
    return {
        PLACES.assertion: ob2.assertion(credential, PLACES),
        PLACES.badge_class: ob2.badge_class(credential, PLACES),
        PLACES.issuer: ob2.issuer(credential.issuer, PLACES, keys=[key], revocation_list=REVOKED),
        KEY: ob2.key_document(key, issuer=PLACES.issuer),
        REVOKED: ob2.revocation_list(address=REVOKED, issuer=PLACES.issuer, revoked={OTHER: None}),
    }


@pytest.fixture
def pages(credential: Credential, signer: KeySigner) -> dict[str, Document]:
    return everything_served(credential, signer)


@pytest.fixture(scope="module")
def token(credential: Credential, signer: KeySigner) -> str:
    return ob2.sign(credential, SIGNED, signer=signer)


def net(pages: dict[str, Document]) -> Net:
    return Net({address: json.dumps(page).encode() for address, page in pages.items()}, [])


def judged(
    badge: bytes | Document, pages: dict[str, Document], **asked: Any
) -> tuple[str, list[tuple[str, str]]]:
    report = older.verify(badge, now=NOW, fetch=net(pages), **asked)
    return report.overall, [(check.code, check.outcome) for check in report.checks]


def test_a_hosted_badge_is_valid_in_every_form_it_comes_in(
    pages: dict[str, Document], plain_png: bytes, plain_svg: bytes
) -> None:
    served = pages[PLACES.assertion]
    for badge in (
        served,
        PLACES.assertion.encode(),
        baking.bake_png(plain_png, served),
        baking.bake_svg(plain_svg, served),
        baking.bake_png(plain_png, PLACES.assertion),
    ):
        overall, checks = judged(badge, pages, recipient=OWNER)
        assert (overall, {outcome for _, outcome in checks}) == ("valid", {"ok"})
    assert (
        OB2Verifier(download=net(pages)).verify_hosted(served, expected_recipient=OWNER).id
        == PLACES.assertion
    )


def test_what_was_judged_is_told_with_its_class_and_its_issuer(pages: dict[str, Document]) -> None:
    report = older.verify(pages[PLACES.assertion], now=NOW, fetch=net(pages))
    badge_class = {**pages[PLACES.badge_class], "issuer": pages[PLACES.issuer]}
    assert report.document == {**pages[PLACES.assertion], "badge": badge_class}
    assert report.trust and (report.trust.ground, report.trust.issuer) == ("live", PLACES.issuer)


def test_a_signed_badge_is_valid_here_and_to_others(
    token: str, pages: dict[str, Document], plain_png: bytes
) -> None:
    overall, checks = judged(baking.bake_png(plain_png, token), pages, recipient=OWNER)
    assert (overall, {outcome for _, outcome in checks}) == ("valid", {"ok"})
    theirs = OB2Verifier(download=net(pages)).verify(token, expected_recipient=OWNER, check_revocation=True)
    assert theirs.id == SIGNED.assertion


def test_what_is_written_says_just_this(credential: Credential, pages: dict[str, Document]) -> None:
    assertion, badge_class = pages[PLACES.assertion], pages[PLACES.badge_class]
    assert {name: assertion[name] for name in ("@context", "id", "type", "badge", "issuedOn", "expires")} == {
        "@context": "https://w3id.org/openbadges/v2",
        "id": PLACES.assertion,
        "type": "Assertion",
        "badge": PLACES.badge_class,
        "issuedOn": "2026-11-20T16:30:00Z",
        "expires": "2031-11-20T00:00:00Z",
    }
    assert assertion["verification"] == {"type": "HostedBadge"}
    assert badge_class["criteria"] == {
        "id": credential.achievement.criteria_id,
        "narrative": "Three videos and a plan.",
    }
    assert badge_class["alignment"][0]["targetUrl"] == "https://standards.example.org/5"
    assert ob2.revoked(PLACES, reason="By mistake.") == {
        "@context": "https://w3id.org/openbadges/v2",
        "id": PLACES.assertion,
        "type": "Assertion",
        "revoked": True,
        "revocationReason": "By mistake.",
    }


def _served_elsewhere(pages: dict[str, Document]) -> Document:
    """A stranger's assertion that names the real badge class."""
    stranger = {**pages[PLACES.assertion], "id": "https://elsewhere.example.org/a"}
    pages[stranger["id"]] = stranger
    return stranger


def _with_own_issuer(pages: dict[str, Document]) -> Document:
    """A stranger's assertion with an issuer written into it that lets the stranger's host speak."""
    stranger = _served_elsewhere(pages)
    issuer = {**pages[PLACES.issuer], "verification": {"allowedOrigins": ["elsewhere.example.org"]}}
    stranger["badge"] = {**pages[PLACES.badge_class], "issuer": issuer}
    return stranger


def _revoked(pages: dict[str, Document]) -> Document:
    before = pages[PLACES.assertion]
    pages[PLACES.assertion] = ob2.revoked(PLACES, reason="By mistake.")
    return before


HOSTED: list[tuple[Callable[[dict[str, Document]], Document], str, str]] = [
    (_served_elsewhere, "invalid", "served where its issuer does not"),
    (_with_own_issuer, "invalid", "served where its issuer does not"),
    (_revoked, "revoked", "By mistake."),
    (
        lambda pages: {**pages[PLACES.assertion], "issuedOn": "2020-01-01T00:00:00Z"},
        "invalid",
        "something else",
    ),
    (lambda pages: {**pages.pop(PLACES.assertion)}, "unknown", "could not be fetched"),
    (lambda pages: {**pages[PLACES.assertion], "id": "http://badges.example.edu/1"}, "unknown", "over https"),
    (
        lambda pages: (pages[PLACES.issuer].pop("email"), pages[PLACES.assertion])[1],
        "invalid",
        "lacks 'email'",
    ),
    (
        lambda pages: (pages[PLACES.badge_class].update(id="urn:x:y"), pages[PLACES.assertion])[1],
        "invalid",
        "not the badge class",
    ),
    (
        lambda pages: {**pages[PLACES.assertion], "verification": {"type": "SignedBadge"}},
        "invalid",
        "not with it",
    ),
]


@pytest.mark.parametrize(("change", "overall", "said"), HOSTED, ids=range(len(HOSTED)))
def test_a_hosted_badge_that_does_not_hold_is_told(
    pages: dict[str, Document], change: Callable[[dict[str, Document]], Document], overall: str, said: str
) -> None:
    badge = change(pages)
    report = older.verify(badge, now=NOW, fetch=net(pages))
    assert (report.overall, said in report.sentence) == (overall, True), report.sentence


def test_a_signed_badge_that_does_not_hold_is_told(
    token: str, pages: dict[str, Document], signer: KeySigner, credential: Credential
) -> None:
    def said(badge: str, **changed: Document) -> str:
        return older.verify(badge.encode(), now=NOW, fetch=net({**pages, **changed})).sentence

    header, _, signature = token.split(".")
    other = ob2.sign(replace(credential, narrative="Other."), SIGNED, signer=signer).split(".")[1]
    assert "signature does not fit" in said(f"{header}.{other}.{signature}")
    unowned = {KEY: {**pages[KEY], "owner": "https://elsewhere.example.org"}}
    assert "does not say that it is its issuer's" in said(token, **unowned)
    keyless = {PLACES.issuer: {**pages[PLACES.issuer], "publicKey": []}}
    assert "not its issuer's" in said(token, **keyless)
    gone = ob2.revocation_list(address=REVOKED, issuer=PLACES.issuer, revoked={SIGNED.assertion: "Copied."})
    assert "Its issuer has revoked it. It says why: Copied." in said(token, **{REVOKED: gone})
    with pytest.raises(OB2VerificationError):
        OB2Verifier(download=net({**pages, REVOKED: gone})).verify(token, check_revocation=True)
    assert "cannot be said" in said(token, **{REVOKED: {**gone, "issuer": "https://elsewhere.example.org"}})


def test_dates_and_recipients_are_asked_as_in_3(pages: dict[str, Document]) -> None:
    badge = pages[PLACES.assertion]
    later = older.verify(badge, now=datetime(2032, 1, 1, tzinfo=UTC), fetch=net(pages))
    assert later.sentence == "This badge has expired. It expired on November 20, 2031."
    checks = dict(judged(badge, pages, recipient="else@example.edu")[1])
    assert checks["recipient"] == "failed"
    assert older.verify(badge, now=NOW).overall == "unknown"


def test_what_2_0_asks_for_and_3_0_does_not_is_asked_for(credential: Credential) -> None:
    bare = replace(credential, image=None, achievement=replace(credential.achievement, image=None))
    with pytest.raises(DocumentError, match="a picture"):
        ob2.badge_class(bare, PLACES)
    with pytest.raises(DocumentError, match="an e-mail address"):
        ob2.issuer(replace(credential.issuer, email=None), PLACES)
    with pytest.raises(DocumentError, match="RSA"):
        ob2.sign(credential, SIGNED, signer=KeySigner(SecretKey(b"1" * 32), KEY))
    nobody = replace(credential, recipient=RecipientIdentity(email="nobody", salt="s" * 16))
    with pytest.raises(DocumentError, match="needs an e-mail address"):
        ob2.assertion(nobody, PLACES)
