"""Keys, the identifiers of issuers, and looking a key up."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.engines.openbadges import dids
from cairn.engines.openbadges.errors import KeyFormatError, UnresolvedKey
from cairn.engines.openbadges.keys import KeySigner, PublicKey, SecretKey
from tests.engines.openbadges.examples import Net

DID = "did:web:badges.example.edu:issuers:lakeside"
ADDRESS = "https://badges.example.edu/issuers/lakeside/did.json"
ENTRY = {"id": f"{DID}#k", "controller": DID, "publicKeyMultibase": SecretKey(b"k" * 32).public.multikey}
X25519_KEY = "z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc"
KEY = SecretKey(b"k" * 32).public


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=50))
def test_a_key_survives_being_written_and_read(seed: bytes, data: bytes) -> None:
    secret = SecretKey(seed)
    assert SecretKey.from_multikey(secret.multikey) == secret
    assert PublicKey.from_multikey(secret.public.multikey) == secret.public
    assert secret.public.multikey.startswith("z6Mk")
    assert secret.public.holds(secret.sign(data), data)
    assert not secret.public.holds(secret.sign(data), data + b"x")


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
    assert document["assertionMethod"] == [f"{DID}#k1", f"{DID}#k2"]
    net = Net({ADDRESS: json.dumps(document).encode()}, [])
    assert [dids.look_up(f"{DID}#{name}", fetch=net) for name in ("k1", "k2")] == [
        dids.Method(id=f"{DID}#k1", controller=DID, key=other, revoked=revoked),
        dids.Method(id=f"{DID}#k2", controller=DID, key=KEY),
    ]


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


def test_a_did_key_has_one_method_only() -> None:
    with pytest.raises(KeyFormatError, match="named by the key itself"):
        dids.look_up(f"{KEY.did}#other")


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
        (
            {
                "verificationMethod": [
                    {
                        "id": f"{DID}#k",
                        "controller": DID,
                        "publicKeyMultibase": KEY.multikey,
                        "revoked": "once",
                    }
                ]
            },
            "date 'revoked'",
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
