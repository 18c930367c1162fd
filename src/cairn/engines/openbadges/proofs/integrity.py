"""Embedded proofs: VC Data Integrity 1.0, signed with `eddsa-rdfc-2022`, read with every suite of `suites`.

What is signed is the hash of the canonical proof options followed by the hash of the canonical document. Proofs
in a set are made each over the document without any proof (VC Data Integrity 1.0, section 2.1.1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

import base58

from cairn.engines.openbadges.contexts import Contexts
from cairn.engines.openbadges.datatypes.instants import instant_text, read_instant
from cairn.engines.openbadges.errors import ProofError
from cairn.engines.openbadges.keys import Signer
from cairn.engines.openbadges.keys.methods import Method
from cairn.engines.openbadges.proofs.suites import DATA_INTEGRITY, EDDSA_RDFC, Secured, suite_of

__all__ = [
    "CRYPTOSUITE",
    "MAX_PROOFS",
    "PURPOSE",
    "Secured",
    "check",
    "check_supported",
    "proofs_of",
    "sign",
]

CRYPTOSUITE: Final = EDDSA_RDFC
PURPOSE: Final = "assertionMethod"
MAX_PROOFS: Final = 8
_SIGNATURE_BYTES: Final = (64, 96)
_LONGEST_VALUE: Final = 150


def sign(
    document: Mapping[str, Any],
    *,
    signer: Signer,
    created: datetime,
    contexts: Contexts | None = None,
    proof_id: str | None = None,
) -> dict[str, Any]:
    """A copy of a document with one more proof by `signer`, in an array as Open Badges wants it.

    The signer's key is an Ed25519 key. Proofs the document carries already are kept, and go on holding.
    `proof_id` names the proof within its set. Raises `FormError` when any part would be left unsigned,
    `ProofError` when the same key has signed already or the signer gives no signature.
    """
    earlier = proofs_of(document)
    if any(proof.get("verificationMethod") == signer.verification_method for proof in earlier):
        raise ProofError("The document is signed already with this key.")
    if len(earlier) >= MAX_PROOFS:
        raise ProofError(f"A document carries {MAX_PROOFS} signatures at most.")
    options = _options(signer.verification_method, created, proof_id)
    signature = signer.sign(Secured(document, contexts=contexts).signing_input(options))
    if len(signature) != 64:
        raise ProofError("The signer did not give an Ed25519 signature of 64 bytes.")
    value = "z" + str(base58.b58encode(signature), "ascii")
    return {**document, "proof": [*earlier, {**options, "proofValue": value}]}


def _options(verification_method: str, created: datetime, proof_id: str | None) -> dict[str, str]:
    named = {} if proof_id is None else {"id": proof_id}
    return {
        **named,
        "type": DATA_INTEGRITY,
        "cryptosuite": CRYPTOSUITE,
        "created": instant_text(created),
        "verificationMethod": verification_method,
        "proofPurpose": PURPOSE,
    }


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
    suite_of(proof)
    # Open Badges 3.0, section 8.3.1: credentials are issued with the purpose assertionMethod.
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

    VC Data Integrity 1.0, section 4.3. `look_up` is asked last, for a document that could not have been
    signed is not worth a request. Raises `UnsupportedProof`, `ProofError`, what `Secured.signing_input`
    raises, and what `look_up` does.
    """
    method_id = check_supported(proof)
    suite = suite_of(proof)
    signature = _signature(proof.get("proofValue"))
    ordered = secured.ordered({key: value for key, value in proof.items() if key != "proofValue"})
    method = look_up(method_id)
    if method.key.kind not in suite.kinds:
        raise ProofError(
            f"Proofs of the kind {suite.name} are not made with keys of the kind {method.key.kind}."
        )
    if not method.key.holds(signature, ordered.signed_by(method.key)):
        raise ProofError(
            "The signature does not fit: it was changed after signing, or was signed by another key."
        )
    _check_own_dates(proof, now)
    method.check_dates(now)
    return method


def _signature(value: object) -> bytes:
    if not isinstance(value, str) or not value.startswith("z") or len(value) > _LONGEST_VALUE:
        raise ProofError("The proof's value is not base58 text that begins with z.")
    try:
        signature = base58.b58decode(value[1:])
    except ValueError as error:
        raise ProofError("The proof's value is not base58 text.") from error
    # Decoding is lenient about surrounding space; only the one spelling of a signature is accepted.
    if len(signature) not in _SIGNATURE_BYTES or str(base58.b58encode(signature), "ascii") != value[1:]:
        raise ProofError("The proof's value is not a signature of 64 or 96 bytes.")
    return signature


def _check_own_dates(proof: Mapping[str, Any], now: datetime) -> None:
    if "created" in proof and read_instant(proof["created"]) is None:
        raise ProofError("The date of the proof cannot be read.")
    if "expires" in proof:
        expires = read_instant(proof["expires"])
        if expires is None or expires <= now:
            raise ProofError("The proof has expired.")
