"""Open Badges 3.0, with learner records (CLR 2.0) and the older Open Badges 2.0: credentials built, signed, baked,
kept track of and verified.

Nothing is fetched, no clock is read and no key is kept here: callers hand in a signer, the instant and, where
they allow it, a way to fetch. What most need can be imported from here, and is loaded when it is asked for; the rest
stands in the parts, each of which knows only those below it:

    press         signing many credentials of one kind fast
    verifying     judging a credential, check by check, and the report
    ob2           the older Open Badges 2.0, written and read
    trust         whose a key is: registers of known issuers, signed lists of them
    baking        credentials in JSON, JWT, PNG and SVG files
    jose, proofs  enveloping proofs (JWT), embedded proofs (Data Integrity)
    documents     what credentials say, typed, and the documents to sign; endorsements, learner records
    keys          keys, signers, verification methods, DID documents
    status        lists of what was revoked
    compiled      canonical bytes, fast, where a structure was met before
    canonical     canonical bytes of a document (RDFC-1.0)
    contexts, schemas    what the standards publish, bundled and pinned
    datatypes     JSON, instants, multibase
    errors        what may be wrong with a badge
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cairn.engines.openbadges.baking import bake_png, bake_svg, to_json, unbake
    from cairn.engines.openbadges.documents import build
    from cairn.engines.openbadges.documents.parts import (
        Achievement,
        Credential,
        IssuerProfile,
        RecipientIdentity,
        StatusEntry,
    )
    from cairn.engines.openbadges.errors import BadgeError
    from cairn.engines.openbadges.keys import KeySigner, PublicKey, SecretKey, Signer
    from cairn.engines.openbadges.keys.dids import did_document, did_web
    from cairn.engines.openbadges.press import Press
    from cairn.engines.openbadges.proofs import sign
    from cairn.engines.openbadges.status import status_list_credential
    from cairn.engines.openbadges.trust import KnownIssuer, PinnedKey
    from cairn.engines.openbadges.verifying import verify
    from cairn.engines.openbadges.verifying.report import Report

__all__ = [
    "Achievement",
    "BadgeError",
    "Credential",
    "IssuerProfile",
    "KeySigner",
    "KnownIssuer",
    "PinnedKey",
    "Press",
    "PublicKey",
    "RecipientIdentity",
    "Report",
    "SecretKey",
    "Signer",
    "StatusEntry",
    "bake_png",
    "bake_svg",
    "build",
    "did_document",
    "did_web",
    "sign",
    "status_list_credential",
    "to_json",
    "unbake",
    "verify",
]

_HOME: Final = {
    "Achievement": "documents.parts",
    "BadgeError": "errors",
    "Credential": "documents.parts",
    "IssuerProfile": "documents.parts",
    "KeySigner": "keys",
    "KnownIssuer": "trust",
    "PinnedKey": "trust",
    "Press": "press",
    "PublicKey": "keys",
    "RecipientIdentity": "documents.parts",
    "Report": "verifying.report",
    "SecretKey": "keys",
    "Signer": "keys",
    "StatusEntry": "documents.parts",
    "bake_png": "baking",
    "bake_svg": "baking",
    "build": "documents",
    "did_document": "keys.dids",
    "did_web": "keys.dids",
    "sign": "proofs",
    "status_list_credential": "status",
    "to_json": "baking",
    "unbake": "baking",
    "verify": "verifying",
}

if not TYPE_CHECKING:  # to a type checker every name would do

    def __getattr__(name: str) -> object:
        """Load a name of `__all__` when it is first asked for."""
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
        globals()[name] = found
        return found
