"""Embedded proofs: Data Integrity with the cryptosuite `eddsa-rdfc-2022` (W3C VC Data Integrity EdDSA 1.0,
3.2).

What is signed is SHA-256 of the canonical proof options followed by SHA-256 of the canonical document.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

import base58

from cairn.engines.openbadges.canonical import canonical_document
from cairn.engines.openbadges.contexts import Contexts
from cairn.engines.openbadges.dids import Method
from cairn.engines.openbadges.errors import ProofError, UnsupportedProof
from cairn.engines.openbadges.instants import instant_text, read_instant
from cairn.engines.openbadges.keys import Signer

CRYPTOSUITE: Final = "eddsa-rdfc-2022"
PURPOSE: Final = "assertionMethod"
_SIGNATURE_BYTES: Final = 64
_LONGEST_VALUE: Final = 100


class Secured:
    """A document apart from its proofs. It is put in order once, however many proofs there are to check."""

    def __init__(self, document: Mapping[str, Any], *, contexts: Contexts | None = None) -> None:
        self._unsigned = {key: value for key, value in document.items() if key != "proof"}
        self._contexts = contexts
        self._hashes: dict[str, bytes] = {}

    def signing_input(self, options: Mapping[str, Any]) -> bytes:
        """The 64 bytes a proof with these options signs: the options' hash, then the document's.

        Raises `FormError`, `ContextError` or `RefusedGraph` when either cannot be put in order.
        """
        context = self._context_for(options)
        document_hash = self._document_hash(context)
        canonical_options = canonical_document({"@context": context, **options}, contexts=self._contexts)
        return sha256(canonical_options).digest() + document_hash

    def _document_hash(self, context: Any) -> bytes:
        key = json.dumps(context)
        if key not in self._hashes:
            in_context = {**self._unsigned, "@context": context}
            self._hashes[key] = sha256(canonical_document(in_context, contexts=self._contexts)).digest()
        return self._hashes[key]

    def _context_for(self, options: Mapping[str, Any]) -> Any:
        """The contexts to read under: a proof's own must be those the document's begin with (3.2.2, step 4)."""
        if "@context" not in self._unsigned:
            raise ProofError("The document has no @context, so nothing says what its words mean.")
        written = self._unsigned["@context"]
        if "@context" not in options:
            return written
        own = options["@context"]
        own_list = own if isinstance(own, list) else [own]
        listed = written if isinstance(written, list) else [written]
        if not own_list or listed[: len(own_list)] != own_list:
            raise ProofError("The proof was made under other contexts than the document names.")
        return own


def sign(
    document: Mapping[str, Any], *, signer: Signer, created: datetime, contexts: Contexts | None = None
) -> dict[str, Any]:
    """A copy of an unsigned document with a proof by `signer`, in an array as Open Badges wants it.

    Raises `FormError` when any part would be left unsigned, `ProofError` when it already has a proof.
    """
    if "proof" in document:
        raise ProofError("The document is signed already.")
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": CRYPTOSUITE,
        "created": instant_text(created),
        "verificationMethod": signer.verification_method,
        "proofPurpose": PURPOSE,
    }
    signature = signer.sign(Secured(document, contexts=contexts).signing_input(options))
    if len(signature) != _SIGNATURE_BYTES:
        raise ProofError("The signer did not give an Ed25519 signature of 64 bytes.")
    value = "z" + str(base58.b58encode(signature), "ascii")
    return {**document, "proof": [{**options, "proofValue": value}]}


def proofs_of(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The proofs a document carries, whether written as one or as a set; `ProofError` for anything else."""
    found = document.get("proof", [])
    listed = found if isinstance(found, list) else [found]
    if not all(isinstance(proof, dict) for proof in listed):
        raise ProofError("The proof is not an object.")
    return listed


def check_supported(proof: Mapping[str, Any]) -> str:
    """The verification method a proof names; `UnsupportedProof` or `ProofError` when it cannot be checked
    here.
    """
    if proof.get("type") != "DataIntegrityProof" or proof.get("cryptosuite") != CRYPTOSUITE:
        kind = str(proof.get("cryptosuite") or proof.get("type"))[:60]
        raise UnsupportedProof(f"Proofs of the kind {kind!r} are not checked here, only {CRYPTOSUITE}.")
    if "previousProof" in proof:
        raise UnsupportedProof("Proofs that build on another proof are not checked here.")
    if proof.get("proofPurpose") != PURPOSE:
        raise ProofError(
            "The proof was not made for issuing credentials (its purpose is not assertionMethod)."
        )
    method = proof.get("verificationMethod")
    if not isinstance(method, str):
        raise ProofError("The proof does not name the key it was made with.")
    return method


def check(
    proof: Mapping[str, Any], secured: Secured, *, now: datetime, look_up: Callable[[str], Method]
) -> Method:
    """The method `proof` over a document was made with, when its key made it and holds at `now`.

    `look_up` is asked last, for a document that could not have been signed is not worth a request.
    Raises `UnsupportedProof`, `ProofError`, what `Secured.signing_input` raises, and what `look_up` does.
    """
    method_id = check_supported(proof)
    signature = _signature(proof.get("proofValue"))
    options = {key: value for key, value in proof.items() if key != "proofValue"}
    signed_bytes = secured.signing_input(options)
    method = look_up(method_id)
    if not method.key.holds(signature, signed_bytes):
        raise ProofError(
            "The signature does not fit: it was changed after signing, or was signed by another key."
        )
    _check_dates(proof, method, now)
    return method


def _signature(value: object) -> bytes:
    if not isinstance(value, str) or not value.startswith("z") or len(value) > _LONGEST_VALUE:
        raise ProofError("The proof's value is not base58 text that begins with z.")
    try:
        signature = base58.b58decode(value[1:])
    except ValueError as error:
        raise ProofError("The proof's value is not base58 text.") from error
    # Decoding is lenient about surrounding space; only the one spelling of a signature is accepted.
    if len(signature) != _SIGNATURE_BYTES or str(base58.b58encode(signature), "ascii") != value[1:]:
        raise ProofError("The proof's value is not an Ed25519 signature of 64 bytes.")
    return signature


def _check_dates(proof: Mapping[str, Any], method: Method, now: datetime) -> None:
    if "created" in proof and read_instant(proof["created"]) is None:
        raise ProofError("The date of the proof cannot be read.")
    if method.revoked is not None and method.revoked <= now:
        raise ProofError(
            "The issuer has revoked the key this was signed with, so it proves nothing any more."
        )
    if method.expires is not None and method.expires <= now:
        raise ProofError("The key this was signed with has expired.")
    if "expires" in proof:
        expires = read_instant(proof["expires"])
        if expires is None or expires <= now:
            raise ProofError("The proof has expired.")
