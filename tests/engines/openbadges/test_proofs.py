"""Signing and checking, against vectors published by W3C and 1EdTech."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from cairn.engines.openbadges import canonical, contexts, documents, proofs, verifying
from cairn.engines.openbadges.documents.parts import Credential
from cairn.engines.openbadges.errors import ContextError, FormError, ProofError, UnsupportedProof
from cairn.engines.openbadges.keys import KeySigner, PublicKey, SecretKey
from cairn.engines.openbadges.keys.dids import Method
from cairn.engines.openbadges.proofs import suites
from tests.engines.openbadges.examples import AWARDED, NOW

W3C_CREATED = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)


@pytest.fixture
def w3c(standards: Path) -> Path:
    return standards / "vectors" / "vc-di-eddsa"


@pytest.fixture
def w3c_signer(w3c: Path) -> KeySigner:
    pair = json.loads((w3c / "keyPair.json").read_bytes())
    secret = SecretKey.from_multikey(pair["privateKeyMultibase"])
    assert secret.public.multikey == pair["publicKeyMultibase"]
    return KeySigner.for_did_key(secret)


def test_w3cs_document_is_signed_as_published(
    w3c: Path, w3c_signer: KeySigner, example_contexts: contexts.Contexts
) -> None:
    unsigned = json.loads((w3c / "unsigned.json").read_bytes())
    signed = proofs.sign(unsigned, signer=w3c_signer, created=W3C_CREATED, contexts=example_contexts)
    published = json.loads((w3c / "eddsa-rdfc-2022/signedDataInt.json").read_bytes())
    assert {**signed, "proof": signed["proof"][0]} == published


def test_w3cs_steps_come_out_as_published(w3c: Path, example_contexts: contexts.Contexts) -> None:
    unsigned = json.loads((w3c / "unsigned.json").read_bytes())
    options = json.loads((w3c / "eddsa-rdfc-2022/proofConfigDataInt.json").read_bytes())
    steps = w3c / "eddsa-rdfc-2022"
    document_text = canonical.canonical_document(unsigned, contexts=example_contexts)
    options_text = canonical.canonical_document(options, contexts=example_contexts)
    assert document_text == (steps / "canonDocDataInt.txt").read_bytes()
    assert options_text == (steps / "proofCanonDataInt.txt").read_bytes()
    signed_bytes = proofs.Secured(unsigned, contexts=example_contexts).signing_input(options)
    assert signed_bytes.hex() == (steps / "combinedHashDataInt.txt").read_text().strip()


def test_1edtechs_signed_badge_is_valid(standards: Path) -> None:
    badge = _1edtech_badge(standards)
    method_id = badge["proof"]["verificationMethod"]
    key = PublicKey.from_multikey(method_id.partition("#")[2])
    known = {method_id: Method(id=method_id, controller=badge["issuer"]["id"], key=key)}
    report = verifying.verify(badge, now=NOW, resolve=known.get)
    assert (report.standing, [check.outcome for check in report.checks if check.code == "proof"]) == (
        "valid",
        ["ok"],
    )


def test_1edtechs_badge_comes_out_in_the_published_order(standards: Path) -> None:
    badge = _1edtech_badge(standards)
    proof = badge.pop("proof")
    del proof["proofValue"]
    folder = standards / "vectors/1edtech-impl/obv3p0"
    assert canonical.canonical_document(badge) == (folder / "document-canon.txt").read_bytes()
    options = {"@context": badge["@context"], **proof}
    assert canonical.canonical_document(options) == (folder / "proof-canon.txt").read_bytes()


def test_signing_refuses_a_term_no_context_defines(credential: Credential, signer: KeySigner) -> None:
    document = {**documents.build(credential), "salaryStep": "4"}
    with pytest.raises(FormError, match="salaryStep"):
        proofs.sign(document, signer=signer, created=AWARDED)


def test_a_document_may_be_signed_by_several_keys_but_by_each_once(
    signed: dict[str, Any], signer: KeySigner
) -> None:
    others = [KeySigner.for_did_key(SecretKey(bytes([number]) * 32)) for number in range(8)]
    twice = proofs.sign(signed, signer=others[0], created=AWARDED)
    assert twice["proof"][0] == signed["proof"][0]
    assert verifying.verify(twice, now=NOW).check("proof") == verifying.verify(signed, now=NOW).check("proof")
    for proof, by in zip(twice["proof"], (signer, others[0]), strict=True):
        _check({**twice, "proof": proof}, _method(by.secret.public))
    with pytest.raises(ProofError, match="signed already with this key"):
        proofs.sign(twice, signer=signer, created=AWARDED)
    full = {**signed, "proof": signed["proof"] * proofs.MAX_PROOFS}
    with pytest.raises(ProofError, match="8 signatures at most"):
        proofs.sign(full, signer=others[1], created=AWARDED)


def test_a_proof_that_builds_on_one_that_is_missing_is_refused(signed: dict[str, Any]) -> None:
    for missing in ("urn:x:y", [], ["urn:x:y", "urn:x:y"], [None]):
        chained = {**signed["proof"][0], "previousProof": missing}
        with pytest.raises(ProofError, match="that is not there"):
            proofs.Secured(signed).ordered(chained)
    odd = {**signed["proof"][0], "id": {"urn:x": "y"}, "previousProof": [{"urn:x": "y"}]}
    with pytest.raises(ProofError, match="that is not there"):
        proofs.Secured({**signed, "proof": odd}).ordered(odd)


def test_signatures_that_build_on_each_other_cost_no_more_than_a_few(
    signed: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suites, "MOST_ORDERED", 1)
    links = [{**signed["proof"][0], "id": f"urn:x:{number}"} for number in range(2)]
    secured = proofs.Secured({**signed, "proof": links})
    secured.ordered(signed["proof"][0])
    with pytest.raises(UnsupportedProof, match="too large for so many"):
        secured.ordered({**links[0], "previousProof": "urn:x:1"})


def test_a_proof_by_a_key_of_another_kind_is_refused(signed: dict[str, Any]) -> None:
    key = SecretKey.generate("P-256").public
    method = Method(id=signed["proof"][0]["verificationMethod"], controller="x", key=key)
    with pytest.raises(ProofError, match="are not made with keys of the kind P-256"):
        _check({**signed, "proof": signed["proof"][0]}, method)


def test_a_signer_that_returns_no_signature_is_noticed(credential: Credential, signer: KeySigner) -> None:
    @dataclass
    class Broken:
        verification_method: str = signer.verification_method

        def sign(self, data: bytes) -> bytes:
            return data[:10]

    with pytest.raises(ProofError, match="64 bytes"):
        proofs.sign(documents.build(credential), signer=Broken(), created=AWARDED)


@pytest.mark.parametrize(
    ("change", "kind", "said"),
    [
        ({"cryptosuite": "ecdsa-sd-2023"}, UnsupportedProof, "'ecdsa-sd-2023' are not checked here"),
        ({"type": "Ed25519Signature2018", "cryptosuite": None}, UnsupportedProof, "Ed25519Signature2018"),
        ({"type": "Ed25519Signature2020"}, UnsupportedProof, "eddsa-rdfc-2022"),
        ({"cryptosuite": ["eddsa-rdfc-2022"]}, UnsupportedProof, "not checked here"),
        ({"proofPurpose": "authentication"}, ProofError, "not made for issuing"),
        ({"verificationMethod": ["x"]}, ProofError, "does not name the key"),
    ],
)
def test_proofs_of_another_kind_are_told_apart(
    signed: dict[str, Any], change: dict[str, Any], kind: type[Exception], said: str
) -> None:
    with pytest.raises(kind, match=said):
        proofs.check_supported({**signed["proof"][0], **change})


def test_a_revoked_or_expired_key_proves_nothing_any_more(signed: dict[str, Any], secret: SecretKey) -> None:
    def outcome(**dates: datetime) -> str:
        try:
            _check({**signed, "proof": signed["proof"][0]}, _method(secret.public, **dates))
        except ProofError as error:
            return str(error)
        return "holds"

    hour = timedelta(hours=1)
    assert outcome() == "holds"
    assert outcome(revoked=NOW + hour, expires=NOW + hour) == "holds"
    assert (
        outcome(revoked=NOW)
        == "The issuer has revoked the key this was signed with, so it proves nothing any more."
    )
    assert outcome(expires=NOW - hour) == "The key this was signed with has expired."


def test_a_proof_may_name_its_contexts_itself_if_the_documents_begin_with_them(
    credential: Credential, signer: KeySigner
) -> None:
    unsigned = documents.build(credential)
    options = {
        "@context": unsigned["@context"],
        "type": "DataIntegrityProof",
        "cryptosuite": proofs.CRYPTOSUITE,
        "verificationMethod": signer.verification_method,
        "proofPurpose": proofs.PURPOSE,
    }
    plain = proofs.sign(unsigned, signer=signer, created=AWARDED)["proof"][0]
    document = {**unsigned, "proof": {**plain, "@context": unsigned["@context"]}}
    _check(document, _method(signer.secret.public))
    added = {**document, "@context": [*unsigned["@context"], "https://example.org/other-words"]}
    with pytest.raises(ContextError, match="other-words"):
        _check(added, _method(signer.secret.public))
    other = {**plain, "@context": list(reversed(options["@context"]))}
    with pytest.raises(ProofError, match="other contexts"):
        _check({**unsigned, "proof": other}, _method(signer.secret.public))


def _check(document: dict[str, Any], method: Method, known: contexts.Contexts | None = None) -> None:
    secured = proofs.Secured(document, contexts=known)
    proofs.check(document["proof"], secured, now=NOW, look_up={method.id: method}.__getitem__)


def _method(key: PublicKey, **dates: datetime) -> Method:
    return Method(id=key.did_key_method, controller=key.did, key=key, **dates)


def _1edtech_badge(standards: Path) -> dict[str, Any]:
    page = (standards / "vectors/1edtech-impl/linked-data-proof-ob.html").read_text()
    text = page[page.index('title="Signed credential"') :]
    found = re.search(r">(\s*\{.*?\})\s*</pre", text, re.DOTALL)
    assert found is not None
    badge: dict[str, Any] = json.loads(unescape(found.group(1)))
    return badge
