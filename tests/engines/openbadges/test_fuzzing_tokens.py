"""Spoiled tokens never surprise the verifier, and never pass for valid unless the credential in them is unchanged."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.engines.openbadges import baking, documents, jose, verifying
from cairn.engines.openbadges.canonical import canonical_document
from cairn.engines.openbadges.keys import KeySigner, SecretKey
from cairn.engines.openbadges.verifying.report import Report
from tests.engines.openbadges.examples import NOW, SVG, Net, full_credential
from tests.engines.openbadges.mutating import fuzz, garbled, rechunked, spoiled
from tests.engines.openbadges.test_baking import TINY_PNG

pytestmark = pytest.mark.slow

SECRET = SecretKey(bytes(range(1, 33)), "P-256")
STRANGER = SecretKey(b"e" * 32, "P-256")
BADGE = documents.build(replace(full_credential(SECRET.public.did), status=None))
BADGE["credentialSubject"]["id"] = "urn:uuid:0b7a3f0e-3a55-4e2a-9d55-0f8f4b2f6f11"
TOKEN = jose.sign(BADGE, signer=KeySigner.for_did_key(SECRET))
ORIGINAL = canonical_document(BADGE)
PIECES = [b".", b"..", b"=", b"eyJhbGciOiJub25lIn0", b"e30", b" ", b"\n", b"-", b"_", b"+", b"/", b"\xff"]


def encoded(part: bytes) -> bytes:
    return base64.urlsafe_b64encode(part).rstrip(b"=")


def content(part: str) -> Any:
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


HEADER, PAYLOAD, SIGNATURE = TOKEN.split(".")
HEADERS: dict[str, Any] = {
    **content(HEADER),
    "kid": SECRET.public.did_key_method,
    "crit": ["b64"],
    "cty": "vc",
}
ALGORITHMS = ["none", "None", "HS256", "RS256", "ES384", "EdDSA", "ES256", "ES256K", "PS256", ""]


@st.composite
def spoiled_tokens(draw: st.DrawFn) -> bytes:
    """A token with its header, its payload or both spoiled; its signature kept, made anew, or left out."""
    header = draw(st.just(content(HEADER)) | spoiled(HEADERS) | st.sampled_from(ALGORITHMS).map(_under))
    payload = draw(st.just(content(PAYLOAD)) | spoiled(content(PAYLOAD)))
    start = encoded(json.dumps(header).encode()) + b"." + encoded(json.dumps(payload).encode())
    signature = draw(st.sampled_from([SIGNATURE.encode(), encoded(STRANGER.sign(start)), b""]))
    return start + b"." + signature


def _under(algorithm: str) -> dict[str, Any]:
    return {**content(HEADER), "alg": algorithm}


def judged(data: bytes) -> Report:
    report = verifying.verify(data, now=NOW, fetch=Net({}, []))
    if report.check("proof") is not None and report.overall in ("valid", "not_confirmed"):
        assert report.document is not None
        assert canonical_document(report.document) == ORIGINAL
    return report


def test_what_is_spoiled_was_sound() -> None:
    carried = [TOKEN.encode(), baking.bake_png(TINY_PNG, TOKEN), baking.bake_svg(SVG, TOKEN)]
    outcomes = [[check.outcome for check in judged(data).checks if check.code == "proof"] for data in carried]
    assert outcomes == [["ok"]] * 3


@fuzz(80)
@given(spoiled_tokens())
def test_spoiled_tokens(data: bytes) -> None:
    judged(data)


@fuzz(60)
@given(garbled(TOKEN.encode(), PIECES))
def test_garbled_tokens(data: bytes) -> None:
    judged(data)


@fuzz(40)
@given(
    rechunked(baking.bake_png(TINY_PNG, TOKEN))
    | garbled(
        baking.bake_svg(SVG, TOKEN), [b"verify='e30.e30.'", b"]]>", b"<openbadges:credential>", *PIECES]
    )
)
def test_images_with_spoiled_tokens(data: bytes) -> None:
    judged(data)
