"""Typed documents give back what they read, and what is written meets the official schemas."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.engines.openbadges import documents, proofs, schemas, verifying
from cairn.engines.openbadges.documents import clr, endorsing, model
from cairn.engines.openbadges.documents.parts import Credential, IssuerProfile, RecipientIdentity
from cairn.engines.openbadges.errors import DocumentError, FormError
from cairn.engines.openbadges.keys import KeySigner, SecretKey
from tests.engines.openbadges.any_document import OWN, documents_of
from tests.engines.openbadges.examples import AWARDED, NOW

Document = dict[str, Any]
CHECKS = settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
SCHEMAS = (schemas.ACHIEVEMENT, schemas.ENDORSEMENT, schemas.LEARNER_RECORD)
OTHER = "urn:uuid:22224b1c-6b5d-4f1e-9a2b-3c4d5e6f7a8b"
ELSEWHERE = "https://badges.example.edu/editions/2"


@pytest.fixture(scope="module")
def third() -> KeySigner:
    return KeySigner.for_did_key(SecretKey(b"3" * 32))


@pytest.fixture(scope="module")
def endorsement(credential: Credential, third: KeySigner) -> Document:
    """What a third party says for the achievement, signed."""
    said = endorsing.Endorsement(
        id="urn:uuid:11114b1c-6b5d-4f1e-9a2b-3c4d5e6f7a8b",
        issuer=IssuerProfile(id=third.secret.public.did, name="The state"),
        endorsed=credential.achievement.id,
        name="Accepted for license renewal",
        valid_from=AWARDED,
        comment="We looked at how it is judged.",
    )
    return proofs.sign(endorsing.build(said), signer=third, created=AWARDED)


@pytest.fixture(scope="module")
def record(credential: Credential, signer: KeySigner, endorsement: Document) -> clr.Record:
    """Two credentials, the second a part of the first, which somebody endorsed."""
    part = replace(
        credential,
        id=OTHER,
        achievement=replace(credential.achievement, id=ELSEWHERE, rubric=()),
        results=(),
        recipient=replace(credential.recipient, salt="fedcba9876543210"),
    )
    whole = replace(credential, endorsements=(endorsement,))
    return clr.Record(
        id="urn:uuid:33334b1c-6b5d-4f1e-9a2b-3c4d5e6f7a8b",
        issuer=credential.issuer,
        name="Dana Brown's record",
        recipient=RecipientIdentity(email="a@example.edu", salt="x" * 16),
        credentials=tuple(
            proofs.sign(documents.build(one), signer=signer, created=AWARDED) for one in (whole, part)
        ),
        associations=(
            clr.Association(source=ELSEWHERE, kind="isPartOf", target=credential.achievement.id),
            clr.Association(source=credential.achievement.id, kind="isParentOf", target=ELSEWHERE),
        ),
        valid_from=AWARDED,
        partial=True,
    )


@pytest.fixture(scope="module")
def signed_record(record: clr.Record, signer: KeySigner) -> Document:
    return proofs.sign(clr.build(record), signer=signer, created=AWARDED)


def test_what_is_written_meets_the_schemas_and_comes_back_the_same(
    endorsement: Document, signed_record: Document
) -> None:
    endorsed = signed_record["credentialSubject"]["verifiableCredential"][0]
    assert endorsed["endorsement"] == [endorsement]
    for schema, document in (
        (schemas.ENDORSEMENT, endorsement),
        (schemas.ACHIEVEMENT, endorsed),
        (schemas.LEARNER_RECORD, signed_record),
    ):
        assert schemas.complaint(schema, document) is None
        typed = model.read(document)
        assert json.dumps(typed.to_json()) == json.dumps(document)


def test_whole_credentials_come_out_of_a_record_as_they_went_in(
    record: clr.Record, signed_record: Document
) -> None:
    assert list(clr.credentials_in(signed_record)) == list(record.credentials)
    assert list(clr.credentials_in(record.credentials[0])) == []


@pytest.mark.parametrize(
    "place",
    [
        lambda record: record["credentialSubject"]["association"][0],
        lambda record: record["credentialSubject"]["verifiableCredential"][1]["credentialSubject"],
        lambda record: record["credentialSubject"]["verifiableCredential"][0]["endorsement"][0]["issuer"],
    ],
    ids=["association", "credential", "endorsement"],
)
def test_a_word_no_context_knows_is_never_signed_however_deep(
    record: clr.Record, signer: KeySigner, place: Callable[[Document], Document]
) -> None:
    document = clr.build(record)
    place(document)["unheardOf"] = "x"
    with pytest.raises(FormError, match="'unheardOf' is not defined"):
        proofs.sign(document, signer=signer, created=AWARDED)


def test_a_part_is_changed_and_all_else_stays(signed: Document) -> None:
    foreign = {**signed, "https://example.org/own": [{"deep": None}], "evidence": signed["evidence"][0]}
    foreign["validFrom"] = "2026-11-20T18:30:00.000+02:00"
    typed = model.read(foreign)
    assert isinstance(typed, model.AchievementCredential)
    assert (typed.valid_from, len(typed.evidence)) == (AWARDED, 1)
    assert typed.others == {"https://example.org/own": [{"deep": None}]}
    renamed = replace(typed, name="Another", valid_until=datetime(2030, 1, 1, tzinfo=UTC), awarded_date=None)
    expected = {**foreign, "name": "Another", "validUntil": "2030-01-01T00:00:00Z"}
    del expected["awardedDate"]
    assert json.dumps(renamed.to_json()) == json.dumps(expected)


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("type", ["VerifiableCredential", "OpenBadgeCredential"], None),
        ("validFrom", "2026-11-20", "At /validFrom: '2026-11-20' should be an instant"),
        ("credentialSubject", [], "At /credentialSubject: it should be an object."),
        (
            "evidence",
            [{"type": ["Evidence"]}, {"type": "Story"}],
            "At /evidence/1/type: it should name Evidence.",
        ),
        ("name", None, "At /name: null should be text."),
        ("issuer", {"id": 7, "type": "Profile"}, "At /issuer/id: 7 should be an address."),
        ("termsOfUse", {"id": "urn:x:y"}, "At /termsOfUse: type is missing."),
        (
            "image",
            {"id": "urn:x:y", "type": "Image", "caption": ["a"]},
            "At /image/caption: a list should be text.",
        ),
    ],
    ids=range(8),
)
def test_reading_points_at_what_is_wrong(signed: Document, place: str, value: Any, said: str | None) -> None:
    if said is None:
        assert model.read({**signed, place: value}).to_json() == {**signed, place: value}
        return
    with pytest.raises(DocumentError) as refused:
        model.read({**signed, place: value})
    assert said in str(refused.value)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_whatever_is_read_gets_an_answer(signed: Document, data: st.DataObject) -> None:
    hostile = json.loads(json.dumps(signed))
    place: Any = hostile
    while isinstance(place, dict | list) and place:
        steps = list(place) if isinstance(place, dict) else list(range(len(place)))
        step, within = data.draw(st.sampled_from(steps)), place
        place = place[step]
        if data.draw(st.booleans()):
            break
    within[step] = data.draw(OWN)
    try:
        assert model.read(hostile).to_json() == hostile
    except DocumentError as refused:
        assert str(refused).startswith("At ")


def test_a_record_holds_only_what_can_be_verified(record: clr.Record, credential: Credential) -> None:
    first = record.credentials[0]
    unsigned = documents.build(credential)
    for wrong, said in (
        (replace(record, credentials=()), "at least one"),
        (replace(record, credentials=(unsigned,)), "not signed"),
        (replace(record, credentials=(first, first)), "twice"),
        (replace(record, credentials=(first,)), "no achievement of a credential in the record"),
        (replace(record, name=""), "has a name"),
    ):
        with pytest.raises(DocumentError, match=said):
            clr.build(wrong)


def test_an_endorsement_of_the_badge_itself_is_read_in_it_but_not_issued_in_it(
    credential: Credential, signer: KeySigner, third: KeySigner, endorsement: Document
) -> None:
    itself = {**endorsement, "credentialSubject": {**endorsement["credentialSubject"], "id": credential.id}}
    del itself["proof"]
    itself = proofs.sign(itself, signer=third, created=AWARDED)
    with pytest.raises(DocumentError, match="beside the badge"):
        documents.build(replace(credential, endorsements=(itself,)))
    foreign = proofs.sign(
        {**documents.build(credential), "endorsement": [itself]}, signer=signer, created=AWARDED
    )
    report = verifying.verify(foreign, now=NOW)
    assert [
        (check.code, check.outcome) for check in report.checks if check.code in ("proof", "endorsement")
    ] == [
        ("proof", "ok"),
        ("endorsement", "ok"),
    ]
    moved = {
        **itself,
        "credentialSubject": {**itself["credentialSubject"], "awardedDate": "2026-11-20T16:30:00Z"},
    }
    del moved["proof"]
    with pytest.raises(FormError, match="speaks about the credential itself"):
        proofs.sign({**documents.build(credential), "endorsement": [moved]}, signer=signer, created=AWARDED)


def test_an_endorsement_as_jwt_is_read_but_not_issued(signed: Document) -> None:
    typed = model.read({**signed, "endorsementJwt": "aa.bb.cc"})
    assert typed.endorsement_jwt == ("aa.bb.cc",)
    with pytest.raises(DocumentError, match="as JWT"):
        documents.written(typed)


def test_every_published_credential_comes_back_equal(standards: Path) -> None:
    folders = ("vectors/vc-di-eddsa", "vectors/vc-di-ecdsa", "vectors/vc-jose-cose", "schemas/w3c-vc")
    files = [file for folder in folders for file in sorted((standards / folder).rglob("*.json"))]
    published = [
        document for file in files if "credentialSubject" in (document := json.loads(file.read_bytes()))
    ]
    assert len(published) > 40
    for document in published:
        assert json.dumps(model.read(document).to_json()) == json.dumps(document)


@CHECKS
@given(st.sampled_from(SCHEMAS).flatmap(lambda file: st.tuples(st.just(file), documents_of(file))))
def test_any_document_the_schemas_accept_comes_back_equal(made: tuple[str, Document]) -> None:
    schema, document = made
    assert schemas.complaint(schema, document) is None
    assert json.dumps(model.read(document).to_json()) == json.dumps(document)
