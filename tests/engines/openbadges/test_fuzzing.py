"""Spoiled files never surprise the verifier, and never pass for valid unless what was signed is unchanged.

That nothing hangs is the verifier's own limits' doing; a test that does not end has found one too few.
"""

from __future__ import annotations

import base64
import gzip
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cairn.engines.openbadges import baking, documents, proofs, status, verifying
from cairn.engines.openbadges.canonical import canonical_document
from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.keys import KeySigner, SecretKey, dids
from cairn.engines.openbadges.verifying.report import Report
from tests.engines.openbadges.examples import AWARDED, LIST, NOW, SVG, Net, full_credential, status_page
from tests.engines.openbadges.mutating import fuzz, garbled, rechunked, spoiled
from tests.engines.openbadges.test_baking import TINY_PNG

pytestmark = pytest.mark.slow

SIGNER = KeySigner.for_did_key(SecretKey(bytes(range(32))))
DID = SIGNER.secret.public.did
FULL = full_credential(DID)
# Without most of its text: what is left has every kind of part and is quick to put in order.
SMALL = replace(
    FULL, achievement=replace(FULL.achievement, alignments=(), tags=()), evidence=FULL.evidence[1:]
)
SIGNED = proofs.sign(documents.build(SMALL), signer=SIGNER, created=AWARDED)
PAGE = status_page(SIGNER, 3, 77)
INDEX = 94_567
REVOKING: dict[str, Any] = json.loads(status_page(SIGNER, 3, INDEX))
SVG_PIECES = [
    b"<!DOCTYPE svg [<!ENTITY a 'b'>]>",
    b"&a;",
    b"]]>",
    b"<![CDATA[",
    b"</openbadges:credential>",
    b"<openbadges:credential verify='eyJhbGciOiJub25lIn0.e30.'>",
    b"<?xml version='1.0' encoding='utf-16'?>",
    b"xmlns:openbadges='urn:x'",
]
JSON_PIECES = [
    b'"name":"x",',
    b"\xff",
    b"\\u0000",
    b"\\ud800",
    b"NaN",
    b"[" * 60,
    b"1e999",
    b"null",
    b"{}",
    b",",
]
WEB = "did:web:badges.example.edu"
WEB_PAGE = "https://badges.example.edu/.well-known/did.json"
WEB_SIGNER = KeySigner(SIGNER.secret, f"{WEB}#2026-08-01")
WEB_SIGNED = proofs.sign(
    documents.build(replace(full_credential(WEB), status=None)), signer=WEB_SIGNER, created=AWARDED
)
WEB_DOCUMENT = dids.did_document(WEB, [dids.DatedKey("2026-08-01", SIGNER.secret.public)])


def dataset(document: Any) -> bytes:
    """What a document says, its proof left out."""
    return canonical_document({key: value for key, value in document.items() if key != "proof"})


ORIGINAL = dataset(SIGNED)


def judged(data: bytes, page: bytes = PAGE) -> Report:
    report = verifying.verify(data, now=NOW, fetch=Net({LIST: page}, []))
    if report.standing == "valid":
        assert report.document is not None
        assert dataset(report.document) == ORIGINAL
    return report


def test_what_is_spoiled_was_sound() -> None:
    carried = [baking.to_json(SIGNED), baking.bake_png(TINY_PNG, SIGNED), baking.bake_svg(SVG, SIGNED)]
    assert [judged(data).standing for data in carried] == ["valid"] * 3
    assert verifying.verify(WEB_SIGNED, now=NOW, fetch=web(strictjson.dump(WEB_DOCUMENT))).standing == "valid"


@fuzz(150)
@given(spoiled(SIGNED))
def test_spoiled_documents(document: dict[str, Any]) -> None:
    judged(json.dumps(document).encode())


@fuzz(60)
@given(garbled(baking.to_json(SIGNED), JSON_PIECES))
def test_garbled_files(data: bytes) -> None:
    judged(data)


@fuzz(60)
@given(
    rechunked(baking.bake_png(TINY_PNG, SIGNED))
    | garbled(baking.bake_png(TINY_PNG, SIGNED), [b"\0", b"IEND"])
)
def test_spoiled_png_images(data: bytes) -> None:
    judged(data)


@fuzz(60)
@given(garbled(baking.bake_svg(SVG, SIGNED), SVG_PIECES))
def test_garbled_svg_images(data: bytes) -> None:
    judged(data)


@fuzz(80)
@given(spoiled(REVOKING).map(strictjson.dump) | garbled(strictjson.dump(REVOKING), JSON_PIECES))
def test_no_spoiled_list_takes_a_revocation_back(page: bytes) -> None:
    assert judged(baking.to_json(SIGNED), page).standing != "valid"


@st.composite
def encoded_lists(draw: st.DrawFn) -> str:
    """Lists as an issuer might write them: mostly wrong, some right."""
    size = draw(st.sampled_from([16_384, 16_385, 40_000, 16_383, 1, 0]))
    bits = bytearray(draw(st.sampled_from([b"\0", b"\xff", b"\x55"])) * size)
    if size > INDEX // 8:
        bits[INDEX // 8] = draw(st.sampled_from([0, 1, 0xFE, 0xFF]))
    packed = draw(
        st.sampled_from([gzip.compress(bits, 1, mtime=0), bytes(bits[:100])]) | st.binary(max_size=20)
    )
    cut = draw(st.sampled_from([packed, packed, packed[:-1], packed + b"x"]))
    text = base64.urlsafe_b64encode(cut).decode().rstrip("=")
    return draw(st.sampled_from(["u", "u", "u", "", "z"])) + text


@fuzz(30)
@given(encoded_lists())
@example(status.encode([3, INDEX]))
@example(status.encode([3, 77]))
def test_a_list_says_what_its_bits_say_or_nothing(encoded: str) -> None:
    listing = status.status_list_credential(address=LIST, issuer=DID, set_indexes=[], valid_from=AWARDED)
    listing["credentialSubject"]["encodedList"] = encoded
    page = strictjson.dump(proofs.sign(listing, signer=SIGNER, created=AWARDED))
    assert judged(baking.to_json(SIGNED), page).standing == expected(encoded)


def expected(encoded: str) -> str:
    """What a straightforward reading of the standard gives."""
    try:
        padded = encoded[1:] + "=" * (-len(encoded[1:]) % 4)
        bits = gzip.decompress(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (OSError, EOFError, ValueError):
        return "unknown"
    if not encoded.startswith("u") or len(bits) < 16_384:
        return "unknown"
    return "revoked" if bits[INDEX // 8] >> (7 - INDEX % 8) & 1 else "valid"


def web(page: bytes) -> Net:
    return Net({WEB_PAGE: page}, [])


@fuzz(60)
@given(spoiled(WEB_DOCUMENT))
def test_a_spoiled_did_document_lends_no_other_key(document: dict[str, Any]) -> None:
    report = verifying.verify(WEB_SIGNED, now=NOW, fetch=web(json.dumps(document).encode()))
    if report.standing == "valid":
        assert SIGNER.secret.public.multikey in json.dumps(document)
