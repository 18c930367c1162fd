"""The verdict on a badge: every question in order, unknown never taken for good, no input that surprises."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.engines.openbadges import baking, documents, proofs, verifying
from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.documents.parts import Credential
from cairn.engines.openbadges.keys import KeySigner, SecretKey, dids
from cairn.engines.openbadges.verifying.report import Report
from tests.engines.openbadges.examples import (
    AWARDED,
    LIST,
    NOW,
    Net,
    full_credential,
    status_list,
    status_page,
)


def outcomes(report: Report) -> dict[str, str]:
    return {check.code: check.outcome for check in report.checks}


def test_a_sound_badge_passes_every_check_in_the_standards_order(signed: dict[str, Any], net: Net) -> None:
    report = verifying.verify(baking.to_json(signed), now=NOW, fetch=net, recipient="ms.brown@example.edu")
    assert (report.standing, report.document, report.carrier) == ("valid", signed, "json")
    assert list(outcomes(report).items()) == [
        ("file", "ok"),
        ("schema", "ok"),
        ("proof", "ok"),
        ("issuer", "unknown"),
        ("refresh", "skipped"),
        ("status", "ok"),
        ("valid_from", "ok"),
        ("valid_until", "ok"),
        ("recipient", "ok"),
    ]
    assert net.asked == [LIST]


def test_every_check_says_what_it_is_and_where_it_stands_in_the_standard(signed: dict[str, Any]) -> None:
    report = verifying.verify(signed, now=NOW)
    assert all(check.title and check.sentence.endswith(".") and check.clause for check in report.checks)


def test_without_the_network_a_revocation_stays_unknown(signed: dict[str, Any]) -> None:
    report = verifying.verify(signed, now=NOW)
    assert (report.standing, outcomes(report)["status"]) == ("unknown", "unknown")
    assert report.sentence.startswith("It cannot be said whether this badge is valid. Whether it was revoked")


@pytest.mark.parametrize(
    ("set_indexes", "overall", "sentence"),
    [
        ((94_566, 94_568), "valid", "Its issuer has not revoked it."),
        ((1, 94_567), "revoked", "Its issuer has revoked it."),
    ],
)
def test_a_revocation_shows(
    signed: dict[str, Any], signer: KeySigner, set_indexes: tuple[int, ...], overall: str, sentence: str
) -> None:
    report = verifying.verify(signed, now=NOW, fetch=Net({LIST: status_page(signer, *set_indexes)}, []))
    check = report.check("status")
    assert (report.standing, check and check.sentence) == (overall, sentence)


def test_a_suspension_shows(credential: Credential, signer: KeySigner) -> None:
    assert credential.status is not None
    suspended = replace(credential, status=replace(credential.status, purpose="suspension"))
    document = proofs.sign(documents.build(suspended), signer=signer, created=AWARDED)
    net = Net({LIST: status_page(signer, 94_567, purpose="suspension")}, [])
    assert verifying.verify(document, now=NOW, fetch=net).sentence == (
        "This badge is on hold. Its issuer has suspended it for the time being."
    )


def test_what_an_issuer_says_beside_is_told_and_what_is_not_known_is_unknown(
    credential: Credential, signer: KeySigner
) -> None:
    explained = {"statusSize": 2, "statusMessage": [{"status": "0x3", "message": "in review"}]}

    def told(purpose: str, *set_indexes: int, **more: Any) -> tuple[str, str]:
        document = documents.build(credential)
        entry = {**document["credentialStatus"], "statusPurpose": purpose, "statusListIndex": "5", **more}
        signed = proofs.sign({**document, "credentialStatus": entry}, signer=signer, created=AWARDED)
        net = Net({LIST: status_page(signer, *set_indexes, purpose=purpose)}, [])
        report = verifying.verify(signed, now=NOW, fetch=net)
        check = report.check("status")
        return report.standing, check.sentence if check else ""

    assert told("message", 10, 11, **explained) == ("valid", "Its issuer says of it: “in review”.")
    assert told("message", 10, **explained)[0] == "unknown"
    assert told("refresh", 5) == ("valid", "Its issuer offers a newer version.")
    assert told("mood", 5)[0] == "unknown"
    assert told("revocation", 5, statusSize=2)[0] == "unknown"


def _listing(signer: KeySigner, **change: Any) -> bytes:
    return json.dumps({**status_list(signer, 94_567), **change}).encode()


def test_a_status_list_that_cannot_be_relied_on_leaves_the_badge_unknown(
    signed: dict[str, Any], signer: KeySigner
) -> None:
    stranger = KeySigner.for_did_key(SecretKey(b"s" * 32))
    pages = {
        "by another issuer": status_page(stranger, 94_567),
        "in the issuer's name by a stranger": status_page(stranger, 94_567, issuer=signer.secret.public.did),
        "about something else": status_page(signer, 94_567, purpose="suspension"),
        "changed after signing": _listing(signer, name="x"),
        "from elsewhere": _listing(signer, id=LIST + "0"),
        "unsigned": _listing(signer, proof=[]),
        "of another type": _listing(signer, type=["VerifiableCredential"]),
        "a web page": b"<html>",
        "a bomb": b"[" * 100_000,
    }
    found = {
        name: verifying.verify(signed, now=NOW, fetch=Net({LIST: page}, [])).standing
        for name, page in pages.items()
    }
    assert found == dict.fromkeys(pages, "unknown")


def test_a_status_list_that_is_not_of_today_leaves_the_badge_unknown(
    signed: dict[str, Any], signer: KeySigner
) -> None:
    listing = {key: value for key, value in status_list(signer, 3).items() if key != "proof"}
    old = proofs.sign({**listing, "validUntil": "2026-11-21T00:00:00Z"}, signer=signer, created=AWARDED)
    report = verifying.verify(signed, now=NOW, fetch=Net({LIST: json.dumps(old).encode()}, []))
    assert (report.standing, outcomes(report)["status"]) == ("unknown", "unknown")


def test_a_1edtech_revocation_list_is_read(credential: Credential, signer: KeySigner) -> None:
    plain = documents.build(replace(credential, status=None))
    plain["credentialStatus"] = {"id": LIST, "type": "1EdTechRevocationList"}
    document = proofs.sign(plain, signer=signer, created=AWARDED)
    issuer = credential.issuer.id

    def overall(listing: dict[str, Any]) -> str:
        page = json.dumps({"id": LIST, "issuer": issuer, **listing}).encode()
        return verifying.verify(document, now=NOW, fetch=Net({LIST: page}, [])).standing

    assert overall({"revokedCredential": [{"id": "urn:uuid:another"}]}) == "valid"
    assert overall({"revokedCredential": [{"id": credential.id, "revoked": True}]}) == "revoked"
    assert overall({"revokedCredential": [{"id": credential.id, "revoked": False}]}) == "valid"
    assert overall({"revokedCredential": "none"}) == "unknown"
    assert overall({"issuer": "did:web:else.example"}) == "unknown"


@pytest.mark.parametrize(
    ("now", "overall", "code"),
    [
        (AWARDED - timedelta(seconds=1), "not_yet_valid", "valid_from"),
        (AWARDED, "valid", "valid_from"),
        (datetime(2031, 11, 20, tzinfo=UTC), "valid", "valid_until"),
        (datetime(2031, 11, 20, 0, 0, 1, tzinfo=UTC), "expired", "valid_until"),
    ],
)
def test_a_badge_is_in_force_from_its_first_to_its_last_instant(
    signed: dict[str, Any], net: Net, now: datetime, overall: str, code: str
) -> None:
    report = verifying.verify(signed, now=now, fetch=net)
    if now < AWARDED:  # the list itself begins then too
        assert outcomes(report)["status"] == "unknown"
    assert (report.standing, outcomes(report)[code]) == (overall, "ok" if overall == "valid" else "failed")


def test_dates_are_said_in_words(signed: dict[str, Any], net: Net) -> None:
    late = verifying.verify(signed, now=datetime(2040, 1, 1, tzinfo=UTC), fetch=net)
    assert late.sentence == "This badge has expired. It expired on November 20, 2031."


@pytest.mark.parametrize(
    ("email", "outcome"),
    [("MS.BROWN@example.edu ", "ok"), ("mr.brown@example.edu", "failed"), ("", "failed")],
)
def test_the_recipient_is_asked_for_by_her_address(
    signed: dict[str, Any], net: Net, email: str, outcome: str
) -> None:
    assert outcomes(verifying.verify(signed, now=NOW, fetch=net, recipient=email))["recipient"] == outcome


def test_a_badge_signed_by_somebody_other_than_its_issuer_is_invalid(
    credential: Credential, net: Net
) -> None:
    stranger = KeySigner.for_did_key(SecretKey(b"s" * 32))
    forged = proofs.sign(documents.build(credential), signer=stranger, created=AWARDED)
    report = verifying.verify(forged, now=NOW, fetch=net)
    assert (report.sentence, net.asked) == (
        "This badge is not valid. The key it is signed with is not its issuer's.",
        [],
    )


def test_a_stranger_cannot_publish_a_key_in_the_issuers_name() -> None:
    issuer, evil = "did:web:lakeside.example", "did:web:evil.example"
    secret = SecretKey(b"s" * 32)
    page = dids.did_document(evil, [dids.DatedKey("k", secret.public)])
    page["verificationMethod"][0]["controller"] = issuer
    net = Net({"https://evil.example/.well-known/did.json": json.dumps(page).encode()}, [])
    signer = KeySigner(secret, f"{evil}#k")
    forged = proofs.sign(documents.build(full_credential(issuer)), signer=signer, created=AWARDED)
    report = verifying.verify(forged, now=NOW, fetch=net)
    assert (report.standing, net.asked) == ("invalid", [])


def test_one_holding_proof_of_a_set_is_enough(signed: dict[str, Any], net: Net) -> None:
    [proof] = signed["proof"]
    unknown_kind = {**proof, "cryptosuite": "ecdsa-sd-2023"}
    broken = {**proof, "created": "2020-01-01T00:00:00Z"}

    def overall(*listed: dict[str, Any]) -> str:
        return verifying.verify({**signed, "proof": [*listed]}, now=NOW, fetch=net).standing

    assert overall(unknown_kind, broken, proof) == "valid"
    assert overall(unknown_kind, broken) == "invalid"
    assert overall(unknown_kind) == "unknown"
    assert overall() == "invalid"
    assert overall(*[proof] * 9) == "invalid"


def test_an_issuer_that_cannot_be_looked_up_leaves_the_badge_unknown(net: Net) -> None:
    did = "did:web:badges.example.edu"
    signer = KeySigner(SecretKey(b"k" * 32), f"{did}#k")
    document = proofs.sign(documents.build(full_credential(did)), signer=signer, created=AWARDED)
    assert [verifying.verify(document, now=NOW, fetch=fetch).standing for fetch in (None, net)] == [
        "unknown"
    ] * 2


def test_no_key_is_fetched_for_a_document_that_nobody_can_have_signed(net: Net) -> None:
    did = "did:web:badges.example.edu"
    signer = KeySigner(SecretKey(b"k" * 32), f"{did}#k")
    document = proofs.sign(documents.build(full_credential(did)), signer=signer, created=AWARDED)
    report = verifying.verify({**document, "salaryStep": "4"}, now=NOW, fetch=net)
    assert (report.standing, net.asked) == ("invalid", [])
    assert "salaryStep" in report.sentence


def test_a_result_that_points_outside_the_rubric_is_invalid(
    credential: Credential, signer: KeySigner, net: Net
) -> None:
    found = []
    for change in ({"achievedLevel": "urn:x:else"}, {"resultDescription": "urn:x:else"}):
        document = documents.build(credential)
        document["credentialSubject"]["result"][0].update(change)
        report = verifying.verify(proofs.sign(document, signer=signer, created=AWARDED), now=NOW, fetch=net)
        found.append((report.standing, outcomes(report)["schema"], outcomes(report)["proof"]))
    assert found == [("invalid", "failed", "ok")] * 2


def test_a_newer_version_the_issuer_offers_is_judged(
    credential: Credential, signer: KeySigner, net: Net
) -> None:
    address = "https://badges.example.edu/newest"
    old = documents.build(credential)
    old["refreshService"] = {"id": address, "type": "1EdTechCredentialRefresh"}
    presented = proofs.sign(old, signer=signer, created=AWARDED)
    newer = proofs.sign({**old, "description": "Corrected."}, signer=signer, created=AWARDED)
    stranger = KeySigner.for_did_key(SecretKey(b"s" * 32))
    forged = proofs.sign({**old, "description": "Forged."}, signer=stranger, created=AWARDED)

    def described(page: bytes) -> Any:
        net.pages[address] = page
        report = verifying.verify(presented, now=NOW, fetch=net)
        assert report.standing == "valid"
        return report.document and report.document["description"], outcomes(report)["refresh"]

    assert described(json.dumps(newer).encode()) == ("Corrected.", "ok")
    assert described(json.dumps(forged).encode()) == ("Awarded after two rounds.", "skipped")
    assert described(b"gone") == ("Awarded after two rounds.", "skipped")


def test_endorsements_are_each_checked_and_do_not_decide(
    credential: Credential, signer: KeySigner, net: Net
) -> None:
    endorser = KeySigner.for_did_key(SecretKey(b"e" * 32))
    document = documents.build(credential)
    endorsement = {
        "@context": document["@context"],
        "id": "urn:uuid:1f4a4b1c-6b5d-4f1e-9a2b-3c4d5e6f7a8b",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsed",
        "issuer": {"id": endorser.secret.public.did, "type": ["Profile"]},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": credential.achievement.id,
            "type": ["EndorsementSubject"],
            "endorsementComment": "Sound.",
        },
    }
    good = proofs.sign(endorsement, signer=endorser, created=AWARDED)
    bad = {**good, "id": "urn:uuid:2f4a4b1c-6b5d-4f1e-9a2b-3c4d5e6f7a8b"}
    document["credentialSubject"]["achievement"]["endorsement"] = [good, bad]
    report = verifying.verify(proofs.sign(document, signer=signer, created=AWARDED), now=NOW, fetch=net)
    checks = [(check.outcome, check.binding) for check in report.checks if check.code == "endorsement"]
    assert (report.standing, checks) == ("valid", [("ok", False), ("failed", False)])


def test_a_poisoned_badge_is_refused_and_nothing_is_fetched(signed: dict[str, Any], net: Net) -> None:
    names = [f"_:p{number}" for number in range(11)]
    evidence = [
        {"id": name, "type": ["Evidence"], "image": [other for other in names if other != name]}
        for name in names
    ]
    proof = signed["proof"][0]
    poisoned = {**signed, "evidence": evidence, "proof": [proof] * 8}
    report = verifying.verify(baking.to_json(poisoned), now=NOW, fetch=net)
    check = report.check("proof")
    assert check is not None
    assert (report.standing, check.outcome, net.asked) == ("invalid", "failed", [])
    assert "take too long to check" in check.sentence


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not JSON"),
        (b"hello", "not JSON"),
        (b"[]", "not an object"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b'{"a":1,"a":2}', "stands twice"),
        (b'{"a":NaN}', "NaN is not a number"),
        (b'{"a":1e999}', "too large"),
        (b'{"a":"\\ud800"}', "half a character"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"a":' + b"[" * 60 + b"]" * 60 + b"}", "nested more than 48"),
        (b'{"a":[' + b"0," * 20_000 + b"0]}", "more than 20,000 values"),
        (b'{"a":' + b"9" * 10_000 + b"}", "not JSON"),
        (b'{"a":"' + b"x" * 2_000_000 + b'"}', "larger than 2,000,000 bytes"),
        (b"\x89PNG\r\n\x1a\n", "cut off"),
        (b"<svg", "not a sound SVG"),
    ],
    ids=range(15),
)
def test_a_file_that_is_no_badge_gets_a_clear_answer(data: bytes, said: str) -> None:
    report = verifying.verify(data, now=NOW)
    assert (report.standing, [check.code for check in report.checks]) == ("invalid", ["file"])
    assert said in report.sentence


def test_an_instant_without_time_zone_is_the_callers_mistake(signed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="time zone"):
        verifying.verify(signed, now=datetime(2026, 11, 22))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_value_anywhere_surprises_the_verifier(signed: dict[str, Any], data: st.DataObject) -> None:
    document = json.loads(json.dumps(signed))
    place: Any = document
    key = data.draw(st.sampled_from(sorted(document)))
    while isinstance(place[key], dict | list) and data.draw(st.booleans()):
        place = place[key]
        key = data.draw(st.sampled_from(sorted(place))) if isinstance(place, dict) else 0
    before, place[key] = place[key], data.draw(json_values)
    report = verifying.verify(document, now=NOW)
    assert report.standing != "valid"
    if place[key] != before:
        assert report.standing == "invalid" or key in {"type", "cryptosuite"}
    assert verifying.verify(strictjson.dump(document), now=NOW).standing == report.standing
