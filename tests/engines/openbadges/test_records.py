"""Learner records: the record itself, each credential in it by itself, and whether they hang together."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from cairn.engines.openbadges import documents, proofs, verifying
from cairn.engines.openbadges.documents import clr
from cairn.engines.openbadges.documents.clr import Association, Record
from cairn.engines.openbadges.keys import KeySigner, SecretKey
from cairn.engines.openbadges.trust import KnownIssuer, PinnedKey
from cairn.engines.openbadges.trust.issuer_list import Listed
from cairn.engines.openbadges.verifying.report import Report
from tests.engines.openbadges.examples import AWARDED, NOW, full_credential

STATE, SCHOOL = KeySigner.for_did_key(SecretKey(b"s" * 32)), KeySigner.for_did_key(SecretKey(b"k" * 32))


def badge(signer: KeySigner, number: int) -> dict[str, Any]:
    made = full_credential(signer.secret.public.did)
    achievement = replace(made.achievement, id=f"urn:x:achievement-{number}", rubric=())
    said = replace(made, id=f"urn:x:badge-{number}", achievement=achievement, results=(), status=None)
    return proofs.sign(documents.build(said), signer=signer, created=AWARDED)


def record(*inside: dict[str, Any]) -> dict[str, Any]:
    made = full_credential(STATE.secret.public.did)
    whole = Record(
        id="urn:x:record",
        issuer=made.issuer,
        name="What she has learned",
        recipient=made.recipient,
        credentials=inside,
        valid_from=AWARDED,
        associations=(
            Association(source="urn:x:achievement-1", kind="isPartOf", target="urn:x:achievement-2"),
        ),
    )
    return clr.build(whole)


def judged(document: dict[str, Any]) -> Report:
    known = Listed(
        KnownIssuer(
            signer.secret.public.did,
            "Known",
            (PinnedKey(signer.verification_method, signer.secret.public),),
            AWARDED,
            "a list",
        )
        for signer in (STATE, SCHOOL)
    )
    signed = proofs.sign(document, signer=STATE, created=AWARDED)
    return verifying.verify(json.dumps(signed).encode(), now=NOW, known=known)


def outcomes(report: Report) -> tuple[str, list[str], list[str]]:
    told = [str(check and check.outcome) for check in map(report.check, ("parts", "associations"))]
    return report.overall, [part.overall for part in report.parts], told


def test_a_record_and_each_badge_in_it_are_judged_by_themselves() -> None:
    stranger = KeySigner.for_did_key(SecretKey(b"x" * 32))
    report = judged(record(badge(SCHOOL, 1), badge(stranger, 2)))
    assert (report.kind, outcomes(report)) == ("record", ("valid", ["valid", "not_confirmed"], ["ok", "ok"]))
    parts = report.to_json()["parts"]
    assert [part["credential"] for part in parts] == ["urn:x:badge-1", "urn:x:badge-2"]


def test_what_was_forged_inside_shows_although_the_record_is_signed() -> None:
    forged = {**badge(SCHOOL, 1), "name": "Doctor of Education"}
    report = judged(record(forged, badge(SCHOOL, 2)))
    assert outcomes(report) == ("invalid", ["invalid", "valid"], ["failed", "ok"])


def test_of_a_record_that_takes_too_long_the_rest_is_unknown() -> None:
    left = iter([1.0, 0.0])
    signed = proofs.sign(record(badge(SCHOOL, 1), badge(SCHOOL, 2)), signer=STATE, created=AWARDED)
    report = verifying.verify(signed, now=NOW, time_left=lambda: next(left, 0.0))
    assert [part.sentence.partition(". ")[2] for part in report.parts] == [
        "",
        "There was no time to check it.",
    ]


def test_a_relation_to_what_is_not_in_it_shows() -> None:
    document = record(badge(SCHOOL, 1), badge(SCHOOL, 2))
    document["credentialSubject"]["association"][0]["targetId"] = "urn:x:achievement-9"
    assert outcomes(judged(document)) == ("invalid", ["valid", "valid"], ["ok", "failed"])


def test_an_open_badges_2_badge_is_told_from_one_of_3() -> None:
    assertion = {"id": "https://a.example/1", "type": "Assertion", "badge": "https://a.example/2"}
    report = verifying.verify(assertion, now=NOW)
    assert (report.overall, report.checks[0].clause) == ("unknown", "OB 2.0, Baking Specification")
