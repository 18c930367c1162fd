"""Keys, the identifiers of issuers, and looking a key up."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from cairn.engines.openbadges.errors import KeyFormatError, UnresolvedKey
from cairn.engines.openbadges.keys import KeySigner, PublicKey, SecretKey, dids
from cairn.engines.openbadges.keys.primitives import KeyKind
from tests.engines.openbadges.examples import Net

DID = "did:web:badges.example.edu:issuers:lakeside"
ADDRESS = "https://badges.example.edu/issuers/lakeside/did.json"
ENTRY = {"id": f"{DID}#k", "controller": DID, "publicKeyMultibase": SecretKey(b"k" * 32).public.multikey}
X25519_KEY = "z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc"
KEY = SecretKey(b"k" * 32).public
# The public key of RFC 7638, section 3.1.
RFC_7638_N = (
    "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3"
    "oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgd"
    "AZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur"
    "-kEgU8awapJzKnqDKgw"
)


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=50))
def test_a_key_survives_being_written_and_read(seed: bytes, data: bytes) -> None:
    secret = SecretKey(seed)
    assert SecretKey.from_multikey(secret.multikey) == secret
    assert PublicKey.from_multikey(secret.public.multikey) == secret.public
    assert secret.public.multikey.startswith("z6Mk")
    assert secret.public.holds(secret.sign(data), data)
    assert not secret.public.holds(secret.sign(data), data + b"x")


@pytest.mark.parametrize(("kind", "begins"), [("P-256", "zDn"), ("P-384", "z82"), ("Ed25519", "z6Mk")])
def test_a_key_of_each_kind_has_one_identity_in_every_form(kind: KeyKind, begins: str) -> None:
    secret = SecretKey.generate(kind)
    key = secret.public
    assert key.multikey.startswith(begins)
    assert {
        PublicKey.from_multikey(key.multikey),
        PublicKey.from_jwk(key.jwk),
        PublicKey.from_pem(key.pem),
    } == {key}
    assert SecretKey.from_multikey(secret.multikey) == secret
    assert SecretKey.from_pem(secret.pem(password=b"open"), password=b"open") == secret
    signature = secret.sign(b"x")
    assert (len(signature), key.holds(signature, b"x")) == (96 if kind == "P-384" else 64, True)
    assert [key.holds(signature, b"y"), key.holds(signature + b"x", b"x"), key.holds(b"", b"x")] == [
        False
    ] * 3
    other_curve: KeyKind = "P-256" if kind == "P-384" else "P-384"
    with pytest.raises(KeyFormatError):
        PublicKey(key.raw, other_curve)


def test_a_thumbprint_is_as_rfc_7638_computes_it() -> None:
    jwk = {"kty": "RSA", "e": "AQAB", "n": RFC_7638_N, "alg": "RS256", "kid": "2011-04-29"}
    key = PublicKey.from_jwk(jwk)
    assert (key.thumbprint, key.algorithm) == ("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", "RS256")
    assert (PublicKey.from_pem(key.pem), dids.look_up(key.did_key_method).key) == (key, key)
    with pytest.raises(KeyFormatError, match="Multikey knows no RSA"):
        key.multikey  # noqa: B018 - asking is what raises


P256 = SecretKey(bytes(range(1, 33)), "P-256").public
RSA = PublicKey.from_jwk({"kty": "RSA", "e": "AQAB", "n": RFC_7638_N})
SHORT_RSA = {"kty": "RSA", "e": "AQAB", "n": "4" + "A" * 170}
BAD_JWKS: list[tuple[dict[str, Any], str]] = [
    ({}, "not a JWK that can be read"),
    ({"kty": "oct", "k": "AA"}, r"shows its secret \(k\)"),
    ({**P256.jwk, "d": "AA"}, r"shows its secret \(d\)"),
    ({**P256.jwk, "crv": "P-384"}, "not a JWK that can be read"),
    ({**P256.jwk, "crv": "secp256k1"}, "can be (read|used) here"),
    ({**P256.jwk, "y": P256.jwk["x"]}, "not a JWK that can be read"),
    ({**P256.jwk, "x": "AA" + P256.jwk["x"]}, "not (written as )?a JWK"),
    ({**P256.jwk, "x": 5}, "not a JWK that can be read"),
    ({**P256.jwk, "alg": "ES384"}, "another algorithm"),
    ({**P256.jwk, "use": "enc"}, "not for signatures"),
    ({"kty": ["EC"]}, "not a JWK that can be read"),
    (SHORT_RSA, "2,048 to 8,192 bits"),
    ({"kty": "OKP", "crv": "X25519", "x": "A" * 43}, "can be (read|used) here"),
]


@pytest.mark.parametrize(("jwk", "said"), BAD_JWKS, ids=range(len(BAD_JWKS)))
def test_what_is_no_public_jwk_is_refused(jwk: dict[str, Any], said: str) -> None:
    with pytest.raises(KeyFormatError, match=said):
        PublicKey.from_jwk(jwk)


@pytest.mark.parametrize("pem", [b"", b"-----BEGIN PUBLIC KEY-----\n", b"x" * 50])
def test_what_is_no_pem_is_refused(pem: bytes) -> None:
    with pytest.raises(KeyFormatError, match="not a PEM"):
        PublicKey.from_pem(pem)
    with pytest.raises(KeyFormatError, match="not a PEM"):
        SecretKey.from_pem(pem)


@pytest.mark.parametrize("y", [0, 1, 2**255 - 20, 2**255 - 19, 2**255 - 18])
def test_a_key_with_which_anybody_can_sign_is_refused(y: int) -> None:
    """One signature of small order fits every document: here the library below is happy with it."""
    weak = (1).to_bytes(32, "little")
    Ed25519PublicKey.from_public_bytes(weak).verify(weak + bytes(32), b"whatever it says")
    for sign in (0, 2**255):
        with pytest.raises(KeyFormatError, match="anybody can sign"):
            PublicKey((y + sign).to_bytes(32, "little"))


def test_two_new_keys_differ() -> None:
    assert SecretKey.generate() != SecretKey.generate()


def test_a_secret_never_shows_in_text() -> None:
    secret = SecretKey(b"k" * 32)
    shown = f"{secret!r} {KeySigner.for_did_key(secret)!r} {secret}"
    assert secret.multikey not in shown
    assert "kkkk" not in shown


@pytest.mark.parametrize("text", ["", "z", "x6Mk", "z0OIl", "z" + "1" * 100, X25519_KEY])
def test_what_is_no_signing_key_is_refused(text: str) -> None:
    with pytest.raises(KeyFormatError):
        PublicKey.from_multikey(text)


@pytest.mark.parametrize(
    ("address", "did", "document"),
    [
        ("https://example.edu", "did:web:example.edu", "https://example.edu/.well-known/did.json"),
        ("https://badges.example.edu/issuers/lakeside", DID, ADDRESS),
        ("https://h:8443/issuers/x/", "did:web:h%3A8443:issuers:x", "https://h:8443/issuers/x/did.json"),
    ],
)
def test_did_web_to_address_and_back(address: str, did: str, document: str) -> None:
    assert (dids.did_web(address), dids.did_web_address(did)) == (did, document)


@pytest.mark.parametrize(
    "address",
    ["http://example.edu", "https://example.edu/?a", "https://u:p@example.edu", "https://example.edu/a b"],
)
def test_an_address_without_a_did_web_is_refused(address: str) -> None:
    with pytest.raises(KeyFormatError):
        dids.did_web(address)


@pytest.mark.parametrize(
    "did",
    [
        "did:web:",
        "did:web",
        "did:key:z6Mk",
        "did:web:h:..:x",
        "did:web:h::x",
        "did:web:h%2Fpath",
        "did:web:u%40h",
        "did:web:h:a%2F..",
        "did:web:" + "a" * 3000,
    ],
)
def test_a_did_web_that_could_lead_elsewhere_is_refused(did: str) -> None:
    with pytest.raises(KeyFormatError):
        dids.did_web_address(did)


def test_a_did_document_keeps_every_key_and_says_which_was_revoked() -> None:
    revoked = datetime(2026, 3, 1, tzinfo=UTC)
    other = SecretKey(b"o" * 32).public
    document = dids.did_document(DID, [dids.DatedKey("k1", other, revoked=revoked), dids.DatedKey("k2", KEY)])
    told = [(method["id"], method.get("revoked")) for method in document["verificationMethod"]]
    assert told == [(f"{DID}#k1", "2026-03-01T00:00:00Z"), (f"{DID}#k2", None)]
    assert document["assertionMethod"] == [f"{DID}#k2"]
    net = Net({ADDRESS: json.dumps(document).encode()}, [])
    assert dids.look_up(f"{DID}#k2", fetch=net) == dids.Method(id=f"{DID}#k2", controller=DID, key=KEY)
    with pytest.raises(KeyFormatError, match="revoked the key"):
        dids.look_up(f"{DID}#k1", fetch=net)


@pytest.mark.parametrize(
    "keys",
    [
        [],
        [dids.DatedKey("same", KEY), dids.DatedKey("same", KEY)],
        [dids.DatedKey("a b", KEY)],
    ],
)
def test_a_did_document_needs_keys_with_names_of_their_own(keys: list[dids.DatedKey]) -> None:
    with pytest.raises(KeyFormatError):
        dids.did_document(DID, keys)


def test_a_did_key_needs_no_network() -> None:
    method = dids.look_up(KEY.did_key_method)
    assert method == dids.Method(id=KEY.did_key_method, controller=KEY.did, key=KEY)


def test_a_did_that_is_a_key_has_one_method_only() -> None:
    for wrong in (
        f"{KEY.did}#other",
        KEY.did,
        f"{RSA.did}#1",
        "did:jwk:e30#0",
        "did:jwk:x#0",
        "did:jwk:W10#0",
    ):
        with pytest.raises(KeyFormatError):
            dids.look_up(wrong)


def test_the_example_of_the_did_jwk_method_is_read() -> None:
    text = (
        "did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgyVjAiLCJ5"
        "IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9"
    )
    method = dids.look_up(f"{text}#0")
    assert (method.controller, method.key.kind) == (text, "P-256")
    assert dids.find(text, lambda found: found == method) == method


def test_a_did_document_may_hold_keys_of_both_forms() -> None:
    keys = [dids.DatedKey("a", KEY), dids.DatedKey("b", P256), dids.DatedKey("c", P256, form="Multikey")]
    document = dids.did_document(DID, keys)
    assert document["@context"] == [
        "https://www.w3.org/ns/did/v1",
        "https://w3id.org/security/multikey/v1",
        "https://w3id.org/security/jwk/v1",
    ]
    assert [method["type"] for method in document["verificationMethod"]] == [
        "Multikey",
        "JsonWebKey",
        "Multikey",
    ]
    net = Net({ADDRESS: json.dumps(document).encode()}, [])
    assert [dids.look_up(f"{DID}#{name}", fetch=net).key for name in "abc"] == [KEY, P256, P256]
    assert dids.find(DID, lambda method: method.key == P256, fetch=net).id == f"{DID}#b"
    with pytest.raises(KeyFormatError, match="not its issuer's"):
        dids.find(DID, lambda method: method.key == RSA, fetch=net)


def test_a_document_may_name_its_keys_in_short_and_hold_them_where_it_allows_them() -> None:
    method = {"id": "#k", "type": "JsonWebKey2020", "controller": DID, "publicKeyJwk": P256.jwk}
    pages = [
        {"id": DID, "verificationMethod": [method], "assertionMethod": ["#k"]},
        {"id": DID, "assertionMethod": [{"id": 5}, method]},
    ]
    for page in pages:
        net = Net({ADDRESS: json.dumps(page).encode()}, [])
        assert dids.look_up(f"{DID}#k", fetch=net) == dids.Method(f"{DID}#k", DID, P256)


def test_an_issuer_that_publishes_no_keys_leaves_the_key_unresolved() -> None:
    page = {"id": "https://example.edu/1", "type": "Profile", "name": "Example"}
    net = Net({page["id"]: json.dumps(page).encode()}, [])
    with pytest.raises(UnresolvedKey, match="publishes no keys"):
        dids.find(page["id"], lambda _: True, fetch=net)


def test_a_key_that_is_known_here_is_not_fetched() -> None:
    known = dids.Method(id=f"{DID}#k", controller=DID, key=KEY)
    assert dids.look_up(known.id, resolve={known.id: known}.get) == known


def test_an_https_key_address_is_read() -> None:
    controller = "https://example.edu/issuers/1"
    address = f"{controller}/key"
    page = {"id": address, "type": "Multikey", "controller": controller, "publicKeyMultibase": KEY.multikey}
    found = dids.look_up(address, fetch=Net({address: json.dumps(page).encode()}, []))
    assert found == dids.Method(id=address, controller=controller, key=KEY)


@pytest.mark.parametrize("name", ["did:ion:x#1", f"{DID}#k", "mailto:x@y.z"])
def test_what_cannot_be_looked_up_is_unresolved_rather_than_wrong(name: str) -> None:
    with pytest.raises(UnresolvedKey):
        dids.look_up(name)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "did:web:else.example"}, "about something else"),
        ({"assertionMethod": []}, "does not allow this key"),
        ({"assertionMethod": "x"}, "cannot be read"),
        ({"verificationMethod": []}, "holds no key named"),
        ({"verificationMethod": [{"id": f"{DID}#k"}]}, "lacks its controller"),
        ({"verificationMethod": [{**ENTRY, "revoked": "once"}]}, "date 'revoked'"),
        ({"verificationMethod": [{**ENTRY, "publicKeyJwk": KEY.jwk}]}, "not written once"),
        ({"verificationMethod": [{**ENTRY, "secretKeyJwk": {}}]}, "together with its secret"),
        (
            {
                "verificationMethod": [
                    {"id": f"{DID}#k", "controller": DID, "publicKeyJwk": {**KEY.jwk, "d": "AA"}}
                ]
            },
            "shows its secret",
        ),
    ],
)
def test_a_did_document_that_does_not_hold_is_refused(change: dict[str, Any], said: str) -> None:
    document = {**dids.did_document(DID, [dids.DatedKey("k", KEY)]), **change}
    with pytest.raises(KeyFormatError) as refused:
        dids.look_up(f"{DID}#k", fetch=Net({ADDRESS: json.dumps(document).encode()}, []))
    assert said in str(refused.value)


def test_a_page_that_is_no_did_document_leaves_the_key_unresolved() -> None:
    for page in (b"<html>", b"[]", b"\xff"):
        with pytest.raises(UnresolvedKey, match="not a DID document"):
            dids.look_up(f"{DID}#k", fetch=Net({ADDRESS: page}, []))
