"""What Cairn issues is valid to a verifier written by others (the PyPI package openbadgeslib), offline."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from openbadgeslib import baking as their_baking
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError, verify_data_integrity_proof

from cairn.engines.openbadges import baking, documents, proofs
from cairn.engines.openbadges.keys import KeySigner, SecretKey, dids
from tests.engines.openbadges.examples import AWARDED, LIST, Net, full_credential, status_list, status_page

NAME = "Morning Meeting for “SEL” <&> ]]> ünïcode"


def test_the_issued_json_is_valid_and_not_revoked(signed: dict[str, Any], net: Net) -> None:
    found = _judged_there(baking.to_json(signed), net)
    assert (found.achievement.name, net.asked) == (NAME, [LIST])


def test_the_baked_png_is_found_and_valid(signed: dict[str, Any], plain_png: bytes, net: Net) -> None:
    image = baking.bake_png(plain_png, signed)
    text = their_baking.extract_png(image, keyword=b"openbadgecredential")
    assert _judged_there(text, net).achievement.name == NAME


def test_the_baked_svg_is_found_and_valid(signed: dict[str, Any], plain_svg: bytes, net: Net) -> None:
    image = baking.bake_svg(plain_svg, signed)
    text = their_baking.extract_svg(image, element="openbadges:credential", text_fallback=True)
    assert _judged_there(text, net).achievement.name == NAME


@pytest.mark.parametrize(
    ("element", "keyword", "kind"),
    [
        ("openbadges:credential", b"openbadgecredential", "OpenBadgeCredential"),
        ("openbadges:assertion", b"openbadges", "Assertion"),
    ],
)
def test_a_signed_text_is_found_in_both_pictures(
    plain_png: bytes, plain_svg: bytes, element: str, keyword: bytes, kind: str
) -> None:
    parts = ({"alg": "ES256"}, {"type": kind})
    token = (
        ".".join(urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
        + ".AAAA"
    )
    assert their_baking.extract_svg(baking.bake_svg(plain_svg, token), element=element) == token
    assert their_baking.extract_png(baking.bake_png(plain_png, token), keyword=keyword) == token


def test_a_revocation_in_our_list_is_seen(signed: dict[str, Any], signer: KeySigner) -> None:
    with pytest.raises(OB3VerificationError, match="'revocation' is set at index 94567"):
        _judged_there(baking.to_json(signed), Net({LIST: status_page(signer, 5, 94_567)}, []))


def test_a_changed_name_is_seen(signed: dict[str, Any], net: Net) -> None:
    text = baking.to_json(signed).decode().replace("Morning Meeting", "Evening Meeting")
    with pytest.raises(OB3VerificationError, match=r"(?i)signature"):
        _judged_there(text, net)


def test_the_proof_of_our_status_list_is_valid(signer: KeySigner, secret: SecretKey) -> None:
    key = Ed25519PublicKey.from_public_bytes(secret.public.raw)
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    listing = status_list(signer, 3, 77)
    verify_data_integrity_proof(listing, pem)
    listing["credentialSubject"]["encodedList"] += "A"
    with pytest.raises(OB3VerificationError):
        verify_data_integrity_proof(listing, pem)


def test_a_did_web_issuer_is_looked_up_and_valid() -> None:
    did = "did:web:badges.example.edu:issuers:lakeside"
    retired, current = SecretKey(b"r" * 32), SecretKey(b"c" * 32)
    keys = [dids.DatedKey("2025-08-01", retired.public), dids.DatedKey("2026-08-01", current.public)]
    page = json.dumps(dids.did_document(did, keys)).encode()
    net = Net({"https://badges.example.edu/issuers/lakeside/did.json": page}, [])
    for fragment, secret in (("2025-08-01", retired), ("2026-08-01", current)):
        signer = KeySigner(secret, f"{did}#{fragment}")
        signed = proofs.sign(documents.build(full_credential(did)), signer=signer, created=AWARDED)
        found = OB3LdpVerifier().verify(baking.to_json(signed), download=net)
        assert found.issuer.id == did


def _judged_there(text: Any, net: Net) -> Any:
    # Their reader of status lists wants them as JWT; the list's own proof is put to their code separately.
    return OB3LdpVerifier().verify(text, check_status=True, download=net, verify_status_list=False)
