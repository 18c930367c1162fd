"""W3C's published vectors: every signature holds, signing gives the published ones, and no change passes."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256, sha384
from itertools import islice
from pathlib import Path
from typing import Any

import base58
import pytest
import rfc8785

from cairn.engines.openbadges import contexts, proofs
from cairn.engines.openbadges.errors import BadgeError
from cairn.engines.openbadges.keys import KeySigner, PublicKey, SecretKey, dids
from tests.engines.openbadges.examples import NOW

SIGNED = [
    "vc-di-eddsa/eddsa-rdfc-2022/signedDataInt.json",
    "vc-di-eddsa/eddsa-jcs-2022/signedJCS.json",
    "vc-di-eddsa/Ed25519Signature2020/signedEdSig.json",
    "vc-di-eddsa/proof-set-chain/signedProofSet1.json",
    "vc-di-eddsa/proof-set-chain/signedProofSet2.json",
    "vc-di-eddsa/proof-set-chain/signedProofChain1.json",
    "vc-di-eddsa/proof-set-chain/signedProofChain2.json",
    "vc-di-ecdsa/ecdsa-rdfc-2019-p256/signedECDSAP256.json",
    "vc-di-ecdsa/ecdsa-rdfc-2019-p384/signedECDSAP384.json",
    "vc-di-ecdsa/ecdsa-jcs-2019-p256/signedJCSECDSAP256.json",
    "vc-di-ecdsa/ecdsa-jcs-2019-p384/signedJCSECDSAP384.json",
]
EMPLOYMENT = [
    "vc-di-eddsa/eddsa-rdfc-2022/employ",
    "vc-di-ecdsa/ecdsa-rdfc-2019-p256/employ",
    "vc-di-ecdsa/ecdsa-rdfc-2019-p384/employ",
]


@pytest.mark.parametrize("file", SIGNED)
def test_every_published_signature_holds_and_no_change_of_a_character_passes(
    standards: Path, example_contexts: contexts.Contexts, file: str
) -> None:
    document = json.loads((standards / "vectors" / file).read_bytes())
    count = len(proofs.proofs_of(document))
    assert _holding(document, example_contexts) == count
    # Of documents with many proofs a part of the places will do, since each costs as many checks.
    for place, changed in islice(_changes(document), 0, None, count):
        left = _holding(changed, example_contexts)
        # A change within one proof leaves the others as they are; any other change spoils all of them.
        assert (place, left <= (count - 1 if place.startswith("/proof") else 0)) == (place, True)


def test_a_set_of_proofs_is_signed_as_published(standards: Path, example_contexts: contexts.Contexts) -> None:
    folder = standards / "vectors/vc-di-eddsa/proof-set-chain"
    pairs = json.loads((folder / "multiKeyPairs.json").read_bytes())
    document = json.loads((folder / "unsigned.json").read_bytes())
    for number in ("1", "2"):
        published = json.loads((folder / f"signedProofSet{number}.json").read_bytes())
        document = proofs.sign(
            document,
            signer=KeySigner.for_did_key(
                SecretKey.from_multikey(pairs[f"keyPair{number}"]["privateKeyMultibase"])
            ),
            created=datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC),
            contexts=example_contexts,
            proof_id=proofs.proofs_of(published)[-1]["id"],
        )
        assert document["proof"] == proofs.proofs_of(published)


@pytest.mark.parametrize("folder", EMPLOYMENT)
def test_the_second_example_signs_the_published_hashes(standards: Path, folder: str) -> None:
    """Its context is not among those published here, so it begins with the canonical texts."""
    steps = standards / "vectors" / folder
    signed = json.loads(next(steps.glob("signed*.json")).read_bytes())["proof"]
    key = PublicKey.from_multikey(signed["verificationMethod"].partition("#")[2])
    digest = sha384 if key.kind == "P-384" else sha256
    texts = [next(steps.glob(pattern)).read_bytes() for pattern in ("proofCanon*", "canonDoc*")]
    combined = b"".join(digest(text).digest() for text in texts)
    assert combined.hex() == next(steps.glob("combinedHash*")).read_text().strip()
    assert key.holds(base58.b58decode(signed["proofValue"][1:]), combined)


@pytest.mark.parametrize("curve", ["p256", "p384"])
def test_the_published_keys_are_read(standards: Path, curve: str) -> None:
    pair = json.loads((standards / f"vectors/vc-di-ecdsa/{curve}KeyPair.json").read_bytes())
    secret = SecretKey.from_multikey(pair["secretKeyMultibase"])
    assert (secret.public.multikey, secret.multikey) == (
        pair["publicKeyMultibase"],
        pair["secretKeyMultibase"],
    )
    jwk = json.loads((standards / f"vectors/vc-jose-cose/vm-{curve}.json").read_bytes())["publicKeyJwk"]
    key = PublicKey.from_jwk(jwk)
    assert (key.jwk, key.thumbprint) == ({name: jwk[name] for name in ("kty", "crv", "x", "y")}, jwk["kid"])


def test_json_is_put_in_the_published_order(standards: Path) -> None:
    """RFC 8785's own vectors: the library orders JSON as the cryptosuites want it."""
    folder = standards / "vectors/jcs"
    names = sorted(file.stem for file in (folder / "input").iterdir())
    made = [rfc8785.dumps(json.loads((folder / "input" / f"{name}.json").read_bytes())) for name in names]
    assert made == [bytes.fromhex((folder / "outhex" / f"{name}.txt").read_text()) for name in names]


def test_a_selective_disclosure_proof_is_said_not_to_be_checked(standards: Path) -> None:
    folder = standards / "vectors/vc-di-ecdsa/ecdsa-sd-2023/prc"
    for file in ("addSignedSDBase.json", "derivedRevealDocument.json"):
        document = json.loads((folder / file).read_bytes())
        with pytest.raises(BadgeError, match="'ecdsa-sd-2023' are not checked here"):
            proofs.check_supported(proofs.proofs_of(document)[0])


def _holding(document: dict[str, Any], known: contexts.Contexts) -> int:
    """How many of a document's proofs hold."""
    secured = proofs.Secured(document, contexts=known)
    held = 0
    for proof in proofs.proofs_of(document):
        try:
            proofs.check(proof, secured, now=NOW, look_up=dids.look_up)
        except BadgeError:
            continue
        held += 1
    return held


def _changes(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The document with one character changed in one of its texts, for each of them that has a meaning."""
    for place in _texts(document, ()):
        changed = copy.deepcopy(document)
        holder: Any = changed
        for step in place[:-1]:
            holder = holder[step]
        text = holder[place[-1]]
        holder[place[-1]] = text[:-1] + ("3" if text[-1] != "3" else "4")
        yield "/" + "/".join(map(str, place)), changed


def _texts(value: Any, place: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, str):
        yield place
    elif isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(item, (*place, key))
