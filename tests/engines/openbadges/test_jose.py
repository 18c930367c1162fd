"""Badges as JWT: signed, read, and refused where another reading would be possible."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from openbadgeslib.ob3 import OB3Signer, OB3VerificationError, OB3Verifier

from cairn.engines.openbadges import baking, documents, jose, proofs, verifying
from cairn.engines.openbadges.errors import BadgeError, DocumentError, JsonError, KeyFormatError, ProofError
from cairn.engines.openbadges.jose import jws
from cairn.engines.openbadges.keys import KeySigner, PublicKey, SecretKey, dids
from tests.engines.openbadges.examples import AWARDED, LIST, NOW, Net, full_credential, status_page

DID = "did:web:badges.example.edu:issuers:lakeside"
PAGE = "https://badges.example.edu/issuers/lakeside/did.json"
P256 = SecretKey(bytes(range(1, 33)), "P-256")
KINDS = ["P-256", "RSA"]


@cache
def secret_of(kind: str) -> SecretKey:
    """The issuer's key; the RSA key is made but once, for making one takes long."""
    if kind == "P-256":
        return P256
    made = generate_private_key(65_537, 2_048)
    return SecretKey(made.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()), "RSA")


@dataclass(frozen=True)
class Issuer:
    """An issuer on `did:web` that signs JWTs with one key, and what is served for it."""

    secret: SecretKey

    @property
    def signer(self) -> KeySigner:
        return KeySigner(self.secret, f"{DID}#jwt")

    @property
    def net(self) -> Net:
        page = dids.did_document(DID, [dids.DatedKey("jwt", self.secret.public)])
        return Net({PAGE: json.dumps(page).encode()}, [])

    def token(self, **change: Any) -> str:
        return jose.sign({**badge(DID), **change}, signer=self.signer)


ES = Issuer(P256)


def badge(issuer: str) -> dict[str, Any]:
    """An unsigned badge without a status, so that its report depends on nothing else."""
    document = documents.build(full_credential(issuer))
    del document["credentialStatus"]
    document["credentialSubject"]["id"] = "urn:uuid:0b7a3f0e-3a55-4e2a-9d55-0f8f4b2f6f11"
    return document


def verdict(data: str | bytes, **means: Any) -> tuple[str, str]:
    """What became of the token: the outcome and sentence of reading it, or else of its signature."""
    report = verifying.verify(data.encode() if isinstance(data, str) else data, now=NOW, **means)
    found = [check for code in ("file", "proof") if (check := report.check(code)) is not None]
    told = next((check for check in found if check.outcome != "ok"), found[-1])
    assert told.outcome == "ok" or not report.valid
    return told.outcome, told.sentence


@pytest.mark.parametrize("kind", KINDS)
def test_a_badge_signed_as_a_jwt_is_valid_and_its_document_is_the_credential(kind: str) -> None:
    issuer = Issuer(secret_of(kind))
    report = verifying.verify(f"\n{issuer.token()}\n".encode(), now=NOW, fetch=issuer.net)
    assert (report.valid, report.carrier, report.document) == (True, "jwt", badge(DID))


def test_a_jwt_in_a_picture_is_valid(plain_png: bytes, plain_svg: bytes) -> None:
    token = ES.token()
    for image in (baking.bake_png(plain_png, token), baking.bake_svg(plain_svg, token)):
        assert verdict(image, fetch=ES.net)[0] == "ok"
        changed = image.replace(token[-20:].encode(), b"A" * 20)
        assert not verifying.verify(changed, now=NOW, fetch=ES.net).valid


def test_a_jwt_says_what_the_standard_asks_for() -> None:
    token = jose.read(ES.token().encode())
    assert token.jws.header == {"alg": "ES256", "kid": f"{DID}#jwt", "typ": "JWT"}
    assert token.claims == {
        "iss": DID,
        "jti": "urn:uuid:8f4a4b1c-6b5d-4f1e-9a2b-3c4d5e6f7a8b",
        "sub": "urn:uuid:0b7a3f0e-3a55-4e2a-9d55-0f8f4b2f6f11",
        "nbf": int(AWARDED.timestamp()),
        "exp": 1_952_899_200,
    }


@pytest.mark.parametrize("kind", KINDS)
def test_an_issuer_without_a_host_brings_its_key_along(kind: str) -> None:
    secret = secret_of(kind)
    signer = KeySigner.for_did_key(secret)
    token = jose.sign(badge(secret.public.did), signer=signer)
    assert jose.read(token.encode()).jws.header["jwk"] == secret.public.jwk
    assert verdict(token)[0] == "ok"


def test_a_key_in_the_header_is_only_the_issuers_if_the_issuer_publishes_it() -> None:
    payload = jose.read(ES.token().encode()).jws.payload

    def brought(secret: SecretKey) -> str:
        return jws.sign(payload, signer=KeySigner(secret, ""), header={"jwk": secret.public.jwk})

    assert verdict(brought(P256), fetch=ES.net)[0] == "ok"
    assert verdict(brought(P256))[0] == "unknown"
    assert verdict(brought(secret_of("RSA")), fetch=ES.net) == (
        "failed",
        "The key it is signed with is not its issuer's.",
    )


@pytest.mark.parametrize("hint", ["jwt", "#jwt", P256.public.thumbprint])
def test_a_short_name_is_read_beside_the_issuers_identifier(hint: str) -> None:
    payload = jose.read(ES.token().encode()).jws.payload
    token = jws.sign(payload, signer=ES.signer, header={"kid": hint})
    assert verdict(token, fetch=ES.net)[0] == "ok"
    assert verdict(jws.sign(payload, signer=ES.signer, header={"kid": "x"}), fetch=ES.net)[0] == "failed"


@pytest.mark.parametrize("served", ["jwk", "set"])
def test_an_https_address_may_hold_no_more_than_the_key(served: str) -> None:
    issuer, kid = "https://example.edu/issuers/1", "https://example.edu/keys#k1"
    bare = P256.public.jwk
    page = bare if served == "jwk" else {"keys": [secret_of("RSA").public.jwk, {**bare, "kid": "k1"}]}
    net = Net({"https://example.edu/keys": json.dumps(page).encode()}, [])
    token = jose.sign(badge(issuer), signer=KeySigner(P256, kid))
    assert verdict(token, fetch=net)[0] == "ok"
    stranger = jose.sign(badge("https://else.example/1"), signer=KeySigner(P256, kid))
    assert verdict(stranger, fetch=net)[0] == "failed"


def test_every_single_change_of_a_character_is_refused() -> None:
    token = ES.token()
    places = [*range(0, len(token), len(token) // 60), *range(len(token) - 10, len(token))]
    for place in places:
        other = "B" if token[place] == "A" else "A"
        changed = token[:place] + other + token[place + 1 :]
        assert (place, verdict(changed, fetch=ES.net)[0]) == (place, "failed")


HEADERS: list[tuple[dict[str, Any], str]] = [
    ({"alg": "none"}, "not signed with a key of its own"),
    ({"alg": "HS256"}, "not signed with a key of its own"),
    ({"alg": 5}, "not signed with a key of its own"),
    ({"alg": "RS256"}, "says RS256, but the key is of the kind P-256"),
    ({"crit": ["b64"], "b64": False}, "holds 'b64', which no badge may use"),
    ({"crit": ["exp"]}, "holds 'crit', which no badge may use"),
    ({"jku": "https://evil.example/keys"}, "holds 'jku', which no badge may use"),
    ({"x5c": ["MIIB"]}, "holds 'x5c', which no badge may use"),
    ({"typ": "vp+jwt"}, "something other than a credential"),
    ({"cty": "vp"}, "something other than a credential"),
    ({"kid": ["x"]}, "header cannot be read"),
    ({"kid": None}, "header cannot be read"),
    ({"kid": "did:web:evil.example#k"}, "is not its issuer's"),
    ({"kid": f"{DID}#other"}, "does not allow this key"),
    ({"jwk": {**P256.public.jwk, "d": "AQ"}}, "shows its secret (d)"),
    ({"jwk": {"kty": "oct", "k": "AQ"}}, "shows its secret (k)"),
    ({"jwk": {**P256.public.jwk, "x": "AA" + P256.public.jwk["x"]}}, "not a JWK"),
    ({"jwk": "x"}, "in the JWT's header cannot be read"),
    ({"jwk": {**P256.public.jwk, "use": "enc"}}, "not for signatures"),
]


@pytest.mark.parametrize(("change", "said"), HEADERS, ids=range(len(HEADERS)))
def test_a_header_that_invites_another_reading_is_refused(change: dict[str, Any], said: str) -> None:
    """Each token is signed rightly over its changed header, so only the rule for the header can refuse it."""
    header = {"alg": "ES256", "kid": f"{DID}#jwt", **change}
    outcome, sentence = verdict(_signed(header, _payload()), fetch=ES.net)
    assert (outcome, said in sentence) == ("failed", True), sentence


def test_a_token_that_names_no_key_is_refused() -> None:
    assert verdict(_signed({"alg": "ES256"}, _payload()))[0] == "failed"


NOT_THE_TEXT: list[Any] = ["urn:x:y", None, [], 5]
NOT_THE_INSTANT: list[Any] = [0, "1763656200", None, True, 1e300]
CONTRADICTIONS: list[dict[str, Any]] = [
    *({name: value} for name in ("iss", "jti", "sub") for value in NOT_THE_TEXT),
    *({name: value} for name in ("nbf", "exp") for value in NOT_THE_INSTANT),
    {"issuer": {"id": "did:web:evil.example", "type": ["Profile"]}},
    {"vc": {}},
]


@pytest.mark.parametrize("change", CONTRADICTIONS, ids=str)
def test_a_token_that_contradicts_its_credential_is_refused(change: dict[str, Any]) -> None:
    payload = {**json.loads(_payload()), **change}
    token = _signed({"alg": "ES256", "kid": f"{DID}#jwt"}, json.dumps(payload).encode())
    assert verdict(token, fetch=ES.net)[0] == "failed"


@pytest.mark.parametrize("name", ["iss", "jti", "sub", "nbf", "exp", "id"])
def test_a_token_that_leaves_something_out_is_refused(name: str) -> None:
    payload = {key: value for key, value in json.loads(_payload()).items() if key != name}
    token = _signed({"alg": "ES256", "kid": f"{DID}#jwt"}, json.dumps(payload).encode())
    assert verdict(token, fetch=ES.net)[0] == "failed"


def test_the_end_of_a_token_ends_a_credential_that_names_none() -> None:
    payload = json.loads(_payload())
    del payload["validUntil"]
    over = {**payload, "exp": int(NOW.timestamp()) - 5}
    token = _signed({"alg": "ES256", "kid": f"{DID}#jwt"}, json.dumps(over).encode())
    report = verifying.verify(token.encode(), now=NOW, fetch=ES.net)
    outcomes = {check.code: check.outcome for check in report.checks}
    assert (outcomes["proof"], outcomes["valid_until"], report.valid) == ("ok", "failed", False)


def test_a_name_that_stands_twice_is_refused() -> None:
    twice = _payload().replace(b'{"@context"', b'{"name":"Another badge","@context"', 1)
    header = {"alg": "ES256", "kid": f"{DID}#jwt"}
    assert "'name' stands twice" in verdict(_signed(header, twice), fetch=ES.net)[1]
    doubled = b'{"alg":"none",' + json.dumps(header).encode()[1:]
    assert "'alg' stands twice" in verdict(_signed_bytes(doubled, _payload()), fetch=ES.net)[1]


@pytest.mark.parametrize("ending", ["=", "==", ".", ".x", "\n.x", " x"])
def test_a_token_has_one_spelling(ending: str) -> None:
    assert verdict(ES.token() + ending, fetch=ES.net)[0] == "failed"


def test_an_older_form_and_an_algorithm_that_is_not_read_are_unknown_rather_than_invalid() -> None:
    older = _signed({"alg": "ES256", "kid": f"{DID}#jwt"}, b'{"iss":"x","vc":{}}')
    other = _signed({"alg": "PS256", "kid": f"{DID}#jwt"}, _payload())
    assert [verdict(token)[0] for token in (older, other)] == ["unknown", "unknown"]


def test_a_revoked_key_proves_nothing_any_more() -> None:
    page = dids.did_document(DID, [dids.DatedKey("jwt", P256.public, revoked=AWARDED)])
    outcome, sentence = verdict(ES.token(), fetch=Net({PAGE: json.dumps(page).encode()}, []))
    assert (outcome, "has revoked the key" in sentence) == ("failed", True)


def test_a_jwt_may_carry_proofs_and_its_status_is_looked_up(secret: SecretKey) -> None:
    signer = KeySigner(secret, f"{DID}#json")
    keys = [dids.DatedKey("jwt", P256.public), dids.DatedKey("json", secret.public)]
    page = json.dumps(dids.did_document(DID, keys)).encode()
    document = proofs.sign(
        {**badge(DID), "credentialStatus": documents.build(full_credential(DID))["credentialStatus"]},
        signer=signer,
        created=AWARDED,
    )
    token = jose.sign(document, signer=ES.signer)
    for places, valid in (((3, 77), True), ((3, 94_567), False)):
        net = Net({PAGE: page, LIST: status_page(signer, *places, issuer=DID)}, [])
        assert verifying.verify(token.encode(), now=NOW, fetch=net).valid is valid


@pytest.mark.parametrize(
    ("change", "signer", "error"),
    [
        ({}, KeySigner(SecretKey(b"k" * 32), f"{DID}#jwt"), KeyFormatError),
        ({}, KeySigner(SecretKey.generate("P-384"), f"{DID}#jwt"), KeyFormatError),
        ({}, KeySigner(P256, "did:web:else.example#jwt"), ProofError),
        ({"jti": "x"}, ES.signer, DocumentError),
        ({"id": None}, ES.signer, DocumentError),
        ({"validFrom": "2026"}, ES.signer, DocumentError),
        ({"validUntil": "2026"}, ES.signer, DocumentError),
        ({"credentialSubject": {}}, ES.signer, DocumentError),
    ],
    ids=range(8),
)
def test_what_would_not_be_a_sound_token_is_not_signed(
    change: Mapping[str, Any], signer: KeySigner, error: type[BadgeError]
) -> None:
    with pytest.raises(error):
        jose.sign({**badge(DID), **change}, signer=signer)


def test_a_signer_that_signs_with_another_key_is_noticed() -> None:
    @dataclass
    class Mistaken:
        verification_method: str = f"{DID}#jwt"
        public: PublicKey = P256.public

        def sign(self, data: bytes) -> bytes:
            return SecretKey(bytes(range(2, 34)), "P-256").sign(data)

    with pytest.raises(ProofError, match="does not fit"):
        jose.sign(badge(DID), signer=Mistaken())


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), max_size=60), st.text(max_size=200))
def test_whatever_a_badge_says_comes_back_as_it_was_or_is_not_signed(one: str, other: str) -> None:
    document = {**badge(DID), "name": one, "description": other}
    try:
        token = jose.sign(document, signer=ES.signer)
    except JsonError as refused:
        assert "half a character" in str(refused)
    else:
        assert jose.read(token.encode()).document == document


@settings(max_examples=150, deadline=None)
@given(st.lists(st.binary(max_size=80), min_size=3, max_size=3))
def test_any_three_parts_get_an_answer_that_is_never_valid(parts: list[bytes]) -> None:
    text = ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)
    assert verdict(text, fetch=ES.net)[0] in ("failed", "unknown")


@pytest.mark.parametrize("kind", KINDS)
def test_a_verifier_written_by_others_agrees(kind: str) -> None:
    """openbadgeslib, over PyJWT: another reading of the same standard."""
    issuer = Issuer(secret_of(kind))
    theirs = OB3Verifier.for_issuer_did(DID, download=issuer.net)
    assert theirs.verify(issuer.token()).achievement.name == badge(DID)["name"]
    with pytest.raises(OB3VerificationError):
        theirs.verify(issuer.token()[:-6] + "AAAAAA")


@pytest.mark.parametrize("kind", KINDS)
def test_a_token_signed_by_others_is_read(kind: str) -> None:
    key = load_pem_private_key(secret_of(kind).pem(password=b"open"), b"open")
    theirs = OB3Signer(key, {"RSA": "RS256", "P-256": "ES256"}[kind])
    token = theirs.sign_payload(json.loads(_payload()))
    assert verdict(token, fetch=Issuer(secret_of(kind)).net)[0] == "ok"


def test_w3cs_tokens_hold_where_they_should(standards: Path) -> None:
    folder = standards / "vectors" / "vc-jose-cose"
    keys = {}
    for file in ("vm-p256.json", "vm-p384.json", "vm-ed25519.json"):
        key = PublicKey.from_jwk(json.loads((folder / file).read_bytes())["publicKeyJwk"])
        keys[key.thumbprint] = key
    found = {file.stem: _outcome(file.read_bytes(), keys) for file in folder.glob("*-jose-*.txt")}
    assert found == {
        "credential-jose-minimal": "signed",
        "credential-jose-bad-signature": "The signature does not fit",
        "credential-jose-bad-media-type": "The JWT says that it is something other than a credential.",
        "credential-jose-vc-vp-claims": "The JWT holds a second credential in vc or vp",
        "credential-jose-unknown-extensions": "JWTs signed by 'ES512' are not checked here",
        "presentation-jose-multiple": "The JWT says that it is something other than a credential.",
        "presentation-jose-bad-media-type": "The JWT says that it is something other than a credential.",
        "presentation-jose-bad-credential": "The JWT says that it is something other than a credential.",
    }
    whole = (folder / "credential-jose-minimal.txt").read_bytes().strip()
    for place in range(0, len(whole), 97):
        changed = whole[:place] + (b"B" if whole[place : place + 1] == b"A" else b"A") + whole[place + 1 :]
        assert _outcome(changed, keys) != "signed"


def test_a_token_that_discloses_parts_is_unknown(standards: Path) -> None:
    for file in (standards / "vectors" / "vc-jose-cose").glob("credential-sdjwt-*.txt"):
        assert verdict(file.read_bytes())[0] == "unknown"


def _outcome(data: bytes, keys: Mapping[str, PublicKey]) -> str:
    try:
        token = jose.read(data)
        jws.check_signature(token.jws, keys[str(jose.key_name(token).hint)])
    except (BadgeError, KeyError) as refused:
        return str(refused).partition(":")[0].partition(", ")[0]
    return "signed"


def _payload() -> bytes:
    return jose.read(ES.token().encode()).jws.payload


def _signed(header: dict[str, Any], payload: bytes) -> str:
    return _signed_bytes(json.dumps(header).encode(), payload)


def _signed_bytes(header: bytes, payload: bytes) -> str:
    """A token signed by the P-256 key whatever its header says."""
    signed = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in (header, payload))
    return (signed + b"." + base64.urlsafe_b64encode(P256.sign(signed)).rstrip(b"=")).decode()
