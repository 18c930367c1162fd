"""The ways of embedding a proof that are read here, and what each of them signs.

W3C VC Data Integrity EdDSA Cryptosuites 1.0 (sections 3.2 `eddsa-rdfc-2022`, 3.3 `eddsa-jcs-2022`; appendix B.1
`Ed25519Signature2020`) and ECDSA Cryptosuites 1.0 (sections 3.2 `ecdsa-rdfc-2019`, 3.3 `ecdsa-jcs-2019`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256, sha384
from typing import Any, Final

import rfc8785

from cairn.engines.openbadges.compiled import canonical_document
from cairn.engines.openbadges.contexts import Contexts, bundled, find
from cairn.engines.openbadges.datatypes import strictjson
from cairn.engines.openbadges.errors import FormError, ProofError, UnsupportedProof
from cairn.engines.openbadges.keys import PublicKey
from cairn.engines.openbadges.keys.primitives import KeyKind

DATA_INTEGRITY: Final = "DataIntegrityProof"
EDDSA_RDFC: Final = "eddsa-rdfc-2022"
MOST_ORDERED: Final = 1_000_000
"""Bytes of one document, in all the orders its chained proofs ask for, after which no further one is made."""


@dataclass(frozen=True, slots=True)
class Suite:
    """A cryptosuite: the kinds of key it may be used with, and how a document is put in order for it."""

    name: str
    kinds: tuple[KeyKind, ...]
    as_rdf: bool
    """Canonical statements (RDFC-1.0); otherwise canonical JSON (JCS, RFC 8785)."""

    def canonical(self, document: Mapping[str, Any], contexts: Contexts | None) -> bytes:
        """The bytes of a document or of proof options that are hashed.

        Raises `FormError`, `ContextError`, `JsonError` or `RefusedGraph` when they cannot be put in order.
        """
        return canonical_document(document, contexts=contexts) if self.as_rdf else _canonical_json(document)


def _canonical_json(document: Mapping[str, Any]) -> bytes:
    strictjson.measure(document)
    try:
        return rfc8785.dumps(dict(document))
    except rfc8785.CanonicalizationError as error:
        raise FormError("The document holds a number that JSON programs do not all read alike.") from error


_EDDSA: Final[tuple[KeyKind, ...]] = ("Ed25519",)
_ECDSA: Final[tuple[KeyKind, ...]] = ("P-256", "P-384")
_SUITES: Final[Mapping[tuple[str, str | None], Suite]] = {
    (DATA_INTEGRITY, EDDSA_RDFC): Suite(EDDSA_RDFC, _EDDSA, as_rdf=True),
    (DATA_INTEGRITY, "ecdsa-rdfc-2019"): Suite("ecdsa-rdfc-2019", _ECDSA, as_rdf=True),
    (DATA_INTEGRITY, "eddsa-jcs-2022"): Suite("eddsa-jcs-2022", _EDDSA, as_rdf=False),
    (DATA_INTEGRITY, "ecdsa-jcs-2019"): Suite("ecdsa-jcs-2019", _ECDSA, as_rdf=False),
    ("Ed25519Signature2020", None): Suite("Ed25519Signature2020", _EDDSA, as_rdf=True),
}


def suite_of(proof: Mapping[str, Any]) -> Suite:
    """The suite a proof was made with; `UnsupportedProof` when it is not read here.

    The type and the suite decide together: VC Data Integrity 1.0, section 2.1 (`cryptosuite` is required of a
    `DataIntegrityProof` and only there).
    """
    kind, name = proof.get("type"), proof.get("cryptosuite")
    if isinstance(kind, str) and (name is None or isinstance(name, str)) and (kind, name) in _SUITES:
        return _SUITES[kind, name]
    read = ", ".join(suite.name for suite in _SUITES.values())
    raise UnsupportedProof(
        f"Proofs of the kind {str(name or kind)[:60]!r} are not checked here, only {read}."
    )


@dataclass(frozen=True, slots=True)
class Ordered:
    """Proof options and the document, both put in order."""

    options: bytes
    document: bytes

    def signed_by(self, key: PublicKey) -> bytes:
        """What a key of this kind signs: the options' hash, then the document's.

        SHA-256, and SHA-384 for P-384 (ECDSA Cryptosuites 1.0, sections 3.2.3 and 3.2.4).
        """
        digest: Callable[[bytes], Any] = sha384 if key.kind == "P-384" else sha256
        made: bytes = digest(self.options).digest() + digest(self.document).digest()
        return made


class Secured:
    """A document apart from its proofs. It is put in order once, however many proofs there are to check.

    Proofs of a set are each made over the document without any; one that names a `previousProof` is made over
    the document with those in it, a chain (VC Data Integrity 1.0, sections 2.1.1, 2.1.2 and 4.3).
    """

    def __init__(self, document: Mapping[str, Any], *, contexts: Contexts | None = None) -> None:
        self._unsigned = {key: value for key, value in document.items() if key != "proof"}
        self._proofs = [proof for proof in _listed(document.get("proof", [])) if isinstance(proof, dict)]
        self._contexts = contexts
        self._documents: dict[tuple[bool, str], bytes] = {}

    def signing_input(self, options: Mapping[str, Any]) -> bytes:
        """The 64 bytes an Ed25519 or P-256 proof with these options signs.

        Raises `FormError`, `ContextError` or `RefusedGraph` when they cannot be put in order,
        `UnsupportedProof` for a suite that is not read here.
        """
        ordered = self.ordered(options)
        return sha256(ordered.options).digest() + sha256(ordered.document).digest()

    def ordered(self, options: Mapping[str, Any]) -> Ordered:
        """Options and document in the order of the suite the options name; raises like `signing_input`."""
        suite = suite_of(options)
        context = self._context_for(options)
        # Canonical JSON signs the options just as they are written (EdDSA Cryptosuites 1.0, 3.3.5).
        in_context = {"@context": context, **options} if suite.as_rdf else options
        covered = {**self._unsigned, "@context": context, **self._earlier(options)}
        return Ordered(suite.canonical(in_context, self._contexts), self._document(suite, covered))

    def _document(self, suite: Suite, covered: Mapping[str, Any]) -> bytes:
        key = (suite.as_rdf, json.dumps([covered["@context"], covered.get("proof")]))
        if key not in self._documents:
            if sum(map(len, self._documents.values())) > MOST_ORDERED:
                raise UnsupportedProof(
                    "The badge is too large for so many signatures that build on each other."
                )
            self._documents[key] = suite.canonical(covered, self._contexts)
        return self._documents[key]

    def _earlier(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """The proofs a chained proof was made over, as the document's `proof`; nothing for any other."""
        if "previousProof" not in options:
            return {}
        names = _listed(options["previousProof"])
        found = [proof for proof in self._proofs if isinstance(proof.get("id"), str) and proof["id"] in names]
        if not names or len(found) != len(names) or len({proof["id"] for proof in found}) != len(names):
            raise ProofError("The proof builds on another one that is not there.")
        return {"proof": found}

    def _context_for(self, options: Mapping[str, Any]) -> Any:
        """The contexts to read under: a proof's own must be those the document's begin with (3.2.2, step 4).

        No proof covers those that follow, so none may stand there that is not known here.
        """
        if "@context" not in self._unsigned:
            raise ProofError("The document has no @context, so nothing says what its words mean.")
        written = self._unsigned["@context"]
        if "@context" not in options:
            return written
        own = options["@context"]
        own_list = _listed(own)
        if not own_list or _listed(written)[: len(own_list)] != own_list:
            raise ProofError("The proof was made under other contexts than the document names.")
        known = bundled() if self._contexts is None else self._contexts
        for address in _listed(written)[len(own_list) :]:
            find(known, str(address))
        return own


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
