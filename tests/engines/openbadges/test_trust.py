"""Whose key it is, said apart from whether the signature holds: each ground, and each overall status."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cairn.engines.openbadges import documents, proofs, verifying
from cairn.engines.openbadges.errors import BadgeError, DocumentError, ProofError
from cairn.engines.openbadges.keys import KeySigner, SecretKey, dids
from cairn.engines.openbadges.trust import KnownIssuer, PinnedKey, issuer_list, pinning
from cairn.engines.openbadges.trust.issuer_list import IssuerList, Listed
from cairn.engines.openbadges.verifying import report_schema
from cairn.engines.openbadges.verifying.report import Report
from tests.engines.openbadges.examples import AWARDED, LIST, NOW, Net, full_credential, status_page

DID, PAGE = "did:web:lakeside.example", "https://lakeside.example/.well-known/did.json"
SECRET, OTHER = SecretKey(b"k" * 32), SecretKey(b"o" * 32)
SIGNER = KeySigner(SECRET, f"{DID}#k")
BADGE = proofs.sign(documents.build(full_credential(DID)), signer=SIGNER, created=AWARDED)
DAY = timedelta(days=1)


def page(**keys: SecretKey) -> bytes:
    """The issuer's DID document with these keys."""
    dated = [dids.DatedKey(name, key.public) for name, key in keys.items()]
    return json.dumps(dids.did_document(DID, dated)).encode()


def listing(*indexes: int, purpose: str = "revocation") -> bytes:
    return status_page(SIGNER, *indexes, issuer=DID, purpose=purpose)


def net(did_page: bytes | None = None, lists: bytes | None = None) -> Net:
    found = {PAGE: did_page, LIST: lists or listing(3, 77)}
    return Net({address: data for address, data in found.items() if data is not None}, [])


def entry(key: SecretKey = SECRET, source: str = "its page", **dates: datetime) -> KnownIssuer:
    return KnownIssuer(DID, "Lakeside", (PinnedKey(f"{DID}#k", key.public, **dates),), AWARDED, source)


def judged(badge: Any = BADGE, *known: KnownIssuer, fetch: Any = None, **more: Any) -> Report:
    return verifying.verify(badge, now=NOW, fetch=fetch, known=Listed(known), **more)


def ground(report: Report) -> tuple[str, str | None]:
    return report.overall, report.trust.ground if report.trust else None


def test_each_ground_on_which_a_key_is_its_issuers_or_is_not_confirmed() -> None:
    both = {PAGE: page(k=SECRET), LIST: listing(3, 77)}
    retired = entry(until=AWARDED - DAY)
    reports = {
        "its live page": judged(fetch=net(page(k=SECRET))),
        "pinned, its server off": judged(BADGE, entry(), fetch=net()),
        "pinned, and the page agrees": judged(BADGE, entry(), fetch=net(page(k=SECRET))),
        "an issuer of our own": judged(BADGE, replace(entry(), own=True), fetch=net()),
        "a new key beside the pinned": judged(
            BADGE,
            replace(entry(), keys=(PinnedKey(f"{DID}#old", OTHER.public),)),
            fetch=net(page(old=OTHER, k=SECRET)),
        ),
        "another key pinned": judged(BADGE, entry(OTHER), fetch=net(page(k=SECRET))),
        "pinned as revoked": judged(BADGE, entry(revoked=AWARDED), fetch=net(page(k=SECRET))),
        "the page dropped the pinned key": judged(BADGE, entry(), fetch=net(page(j=OTHER))),
        "two sources that differ": judged(BADGE, entry(), entry(OTHER, "a list"), fetch=net()),
        "signed after the key was retired": judged(BADGE, retired, fetch=net()),
        "handed in along with it": judged(pages=both),
    }
    assert {name: ground(report) for name, report in reports.items()} == {
        "its live page": ("valid", "live"),
        "pinned, its server off": ("valid", "pinned"),
        "pinned, and the page agrees": ("valid", "pinned"),
        "an issuer of our own": ("valid", "own"),
        "a new key beside the pinned": ("valid", "live"),
        "another key pinned": ("not_confirmed", "conflict"),
        "pinned as revoked": ("invalid", None),
        "the page dropped the pinned key": ("not_confirmed", "conflict"),
        "two sources that differ": ("not_confirmed", "conflict"),
        "signed after the key was retired": ("not_confirmed", "out_of_dates"),
        "handed in along with it": ("not_confirmed", "handed"),
    }
    assert all(report.trust is None or report.trust.sentence.endswith(".") for report in reports.values())


def test_a_key_at_another_address_of_the_issuers_host_is_not_confirmed() -> None:
    issuer, key = "https://lakeside.example/issuer", "https://lakeside.example/files/key.json"
    badge = proofs.sign(
        documents.build(full_credential(issuer)), signer=KeySigner(SECRET, key), created=AWARDED
    )
    published = json.dumps({"id": key, "controller": issuer, "publicKeyMultibase": SECRET.public.multikey})
    report = judged(badge, fetch=Net({key: published.encode(), LIST: listing(3, 77)}, []))
    assert (report.trust and report.trust.ground, report.confirmed, report.valid) == (
        "same_host",
        False,
        False,
    )


def test_a_key_that_names_itself_is_confirmed_only_by_who_knows_it(signed: dict[str, Any], net: Net) -> None:
    did = signed["issuer"]["id"]
    key = PinnedKey(f"{did}#{did.removeprefix('did:key:')}", SecretKey(bytes(range(32))).public)
    known = KnownIssuer(did, "Lakeside", (key,), AWARDED, "a list of the state")
    assert ground(judged(signed, fetch=net)) == ("not_confirmed", "key_alone")
    report = judged(signed, known, fetch=net)
    assert (ground(report), "Lakeside" in str(report.trust and report.trust.sentence)) == (
        ("valid", "pinned"),
        True,
    )


def test_every_overall_status_is_reached_by_a_real_credential() -> None:
    dates = {"valid_from": AWARDED, "valid_until": None}
    live = net(page(k=SECRET))

    def badge(**change: Any) -> dict[str, Any]:
        made = documents.build(replace(full_credential(DID), **{**dates, **change}))
        return proofs.sign(made, signer=SIGNER, created=AWARDED)

    status = full_credential(DID).status
    held = status and replace(status, purpose="suspension")
    reports = [
        judged(fetch=live),
        judged(BADGE, fetch=None, pages={PAGE: page(k=SECRET), LIST: listing(3)}),
        judged(badge(valid_until=NOW - DAY), fetch=live),
        judged(fetch=net(page(k=SECRET), listing(94_567))),
        judged(badge(status=held), fetch=net(page(k=SECRET), listing(94_567, purpose="suspension"))),
        judged(badge(valid_from=NOW + DAY), fetch=live),
        judged(),
        judged({**BADGE, "name": "Doctor of Education"}, fetch=live),
    ]
    assert [report.overall for report in reports] == report_schema.SCHEMA["properties"]["overall"]["enum"]
    schema = Draft202012Validator(dict(report_schema.SCHEMA))
    assert [list(schema.iter_errors(report.to_json())) for report in reports] == [[]] * 8


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["name", "description", "validUntil", "issuer", "credentialSubject"]),
    st.booleans(),
    st.booleans(),
)
def test_what_was_tampered_with_is_invalid_whatever_else_is_so(name: str, late: bool, gone: bool) -> None:
    lists = listing(94_567) if gone else listing(3)
    now = datetime(2040, 1, 1, tzinfo=UTC) if late else NOW
    changed = {
        "issuer": DID + ".elsewhere",
        "credentialSubject": {**BADGE["credentialSubject"], "id": "urn:x:y"},
    }
    spoiled = {**BADGE, name: changed.get(name, "2039-01-01T00:00:00Z")}
    report = verifying.verify(spoiled, now=now, fetch=net(page(k=SECRET), lists), known=Listed([entry()]))
    assert (report.overall, report.trust) == ("invalid", None)


def test_nothing_more_is_begun_when_the_time_is_over() -> None:
    web = net(page(k=SECRET))
    report = judged(fetch=web, time_left=lambda: 0.0)
    assert (report.overall, web.asked) == ("unknown", [])


def test_a_list_of_issuers_is_handed_on_signed_and_believed_as_it_stands() -> None:
    publisher = KeySigner.for_did_key(OTHER)
    known = pinning.entry_from(page(k=SECRET, j=OTHER), name="Lakeside", source="its page", at=AWARDED)
    listed = IssuerList("urn:uuid:1", "Ours", publisher.secret.public.did, "The state", AWARDED, (known,))
    document = issuer_list.write(listed, signer=publisher)
    read, method = issuer_list.read(json.dumps(document).encode(), now=NOW)
    assert (read, method.key) == (listed, OTHER.public)
    assert ground(judged(BADGE, *read.issuers, fetch=net())) == ("valid", "pinned")

    def refused(**change: Any) -> type[BadgeError]:
        with pytest.raises(BadgeError) as raised:
            issuer_list.read(json.dumps({**document, **change}).encode(), now=NOW)
        return raised.type

    spoiled = [{**document["issuers"][0], "name": "Riverside"}]
    assert [refused(issuers=spoiled), refused(proof=[]), refused(type="x"), refused(issuers=[{}])] == [
        ProofError,
        ProofError,
        DocumentError,
        DocumentError,
    ]
