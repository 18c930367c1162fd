"""What is written conforms: 1EdTech's strict schema, nothing empty, nothing said without consent."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft201909Validator

from cairn.engines.openbadges import documents, schemas
from cairn.engines.openbadges.documents import model
from cairn.engines.openbadges.documents.parts import (
    Achievement,
    Credential,
    Image,
    IssuerProfile,
    RecipientIdentity,
    Result,
)
from cairn.engines.openbadges.errors import DocumentError
from tests.engines.openbadges.examples import AWARDED, full_credential

SMALLEST = Credential(
    id="urn:uuid:00000000-0000-4000-8000-000000000000",
    issuer=IssuerProfile(id="did:web:example.edu", name="Lakeside"),
    achievement=Achievement(
        id="https://example.edu/a", name="Listening", description="You listen.", criteria_narrative="Listen."
    ),
    recipient=RecipientIdentity(email="a@example.edu", salt="s" * 16),
    valid_from=AWARDED,
)


HOURS = model.ResultDescription(id="urn:example:hours", name="Hours", result_type="ext:Hours")
REFRESH = model.RefreshService(id="https://badges.example.edu/7.json", type=("1EdTechCredentialRefresh",))
TERMS = (model.TermsOfUse(id="https://badges.example.edu/terms", type=("Terms",)),)


def test_everything_that_can_be_said_meets_the_strict_schema(signed: dict[str, Any], standards: Path) -> None:
    assert _strict(standards, signed) == []
    assert schemas.complaint(schemas.ACHIEVEMENT, signed) is None


def test_the_smallest_credential_meets_the_strict_schema(standards: Path) -> None:
    assert _strict(standards, documents.build(SMALLEST)) == []


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
FULL = full_credential("did:web:badges.example.edu")
LEFT_OUT = ("awarded", "valid_until", "description", "image", "narrative", "status", "evidence", "results")


@settings(deadline=None, max_examples=10)
@given(st.sets(st.sampled_from(LEFT_OUT)), TEXTS, TEXTS, st.sampled_from([None, "did:key:z6Mk"]))
def test_whatever_is_said_meets_both_schemas(
    standards: Path, left_out: set[str], name: str, said: str, subject_id: str | None
) -> None:
    achievement = replace(
        FULL.achievement, name=name, criteria_narrative=said, tags=(said,), measures=(HOURS,)
    )
    said_all = replace(FULL, achievement=achievement, subject_id=subject_id, refresh=REFRESH, terms=TERMS)
    nothing: dict[str, Any] = {part: () if part in ("evidence", "results") else None for part in left_out}
    document = documents.build(replace(said_all, **nothing))
    assert _strict(standards, document) == []
    assert schemas.complaint(schemas.ACHIEVEMENT, document) is None


def test_a_result_may_be_a_value_or_a_status() -> None:
    achievement = replace(FULL.achievement, measures=(HOURS,))
    results = (*FULL.results, Result(criterion=HOURS.id, value="12", status="Completed"))
    document = documents.build(replace(FULL, achievement=achievement, results=results))
    assert document["credentialSubject"]["result"][1] == {
        "type": ["Result"],
        "resultDescription": HOURS.id,
        "value": "12",
        "status": "Completed",
    }


def test_the_smallest_credential_says_just_this() -> None:
    assert documents.build(SMALLEST) == {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
        ],
        "id": "urn:uuid:00000000-0000-4000-8000-000000000000",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Listening",
        "issuer": {"id": "did:web:example.edu", "type": ["Profile"], "name": "Lakeside"},
        "validFrom": "2026-11-20T16:30:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityHash": "sha256$" + sha256(b"a@example.edussssssssssssssss").hexdigest(),
                    "identityType": "emailAddress",
                    "salt": "ssssssssssssssss",
                }
            ],
            "achievement": {
                "id": "https://example.edu/a",
                "type": ["Achievement"],
                "name": "Listening",
                "description": "You listen.",
                "achievementType": "MicroCredential",
                "criteria": {"narrative": "Listen."},
            },
        },
        "credentialSchema": [
            {"id": documents.SCHEMA_ADDRESS, "type": "1EdTechJsonSchemaValidator2019"},
        ],
    }


def test_an_e_mail_address_never_stands_in_the_file(signed: dict[str, Any]) -> None:
    assert "brown@example.edu" not in json.dumps(signed).lower()


def test_an_e_mail_address_is_the_same_however_it_is_typed(credential: Credential) -> None:
    def hashed(email: str) -> str:
        recipient = replace(credential.recipient, email=email)
        document = documents.build(replace(credential, recipient=recipient))
        found: str = document["credentialSubject"]["identifier"][0]["identityHash"]
        return found

    assert hashed(" Ms.Brown@Example.EDU ") == hashed("ms.brown@example.edu")


def test_the_name_shows_only_when_it_was_given(credential: Credential) -> None:
    silent = replace(credential, recipient=replace(credential.recipient, shown_name=None))
    kinds = [
        [identity["identityType"] for identity in documents.build(one)["credentialSubject"]["identifier"]]
        for one in (credential, silent)
    ]
    assert kinds == [["emailAddress", "name"], ["emailAddress"]]


def test_the_achievements_maker_is_written_out_where_it_is_not_the_issuer(credential: Credential) -> None:
    def creator(profile: IssuerProfile) -> Any:
        achievement = replace(credential.achievement, creator=profile)
        return documents.build(replace(credential, achievement=achievement))["credentialSubject"][
            "achievement"
        ]["creator"]

    other = IssuerProfile(id="https://else.example.org", name="Else")
    assert creator(other) == {"id": other.id, "type": ["Profile"], "name": "Else"}
    assert creator(credential.issuer) == {"id": credential.issuer.id, "type": ["Profile"]}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (replace(SMALLEST, id="badge-7"), "'badge-7' is not a complete address"),
        (replace(SMALLEST, image=Image(id="/a.png")), "'/a.png' is not a complete address"),
        (replace(SMALLEST, valid_from=datetime(2026, 1, 1)), "needs a time zone"),
        (
            replace(SMALLEST, achievement=replace(SMALLEST.achievement, criteria_narrative=None)),
            "what it takes",
        ),
        (replace(SMALLEST, achievement=replace(SMALLEST.achievement, name="")), "has a name"),
        (
            replace(SMALLEST, recipient=RecipientIdentity(email="a@b.c", salt="short")),
            "salt of 16 characters",
        ),
        (replace(SMALLEST, recipient=RecipientIdentity(email="nobody", salt="s" * 16)), "an e-mail address"),
        (replace(SMALLEST, results=(Result(criterion="urn:x:c", achieved_level="urn:x:l"),)), "not a level"),
    ],
)
def test_what_would_not_conform_is_refused_with_a_sentence(wrong: Credential, said: str) -> None:
    with pytest.raises(DocumentError) as refused:
        documents.build(wrong)
    assert said in str(refused.value)


def _strict(standards: Path, document: dict[str, Any]) -> list[str]:
    schema = json.loads(
        (standards / "schemas/ob3-strict/ob_v3p0_achievementcredential_schema.json").read_bytes()
    )
    del schema["$id"]
    return [error.message for error in Draft201909Validator(schema).iter_errors(document)]
