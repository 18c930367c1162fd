"""The JSON-LD contexts bundled with Cairn, pinned by hash; none is ever fetched.

`manifest.json` names each file's address, SHA-256, source and license. Where copies of one version differ
(3.0.3 does, by `endorsementJwt` and `jti`), the one served under the address is kept, and the terms are not
used.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from cairn.engines.openbadges.errors import ContextError

CREDENTIALS_V2: Final = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OPEN_BADGES_EXTENSIONS: Final = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
LEARNER_RECORD: Final = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"

Contexts = Mapping[str, Mapping[str, Any]]


@cache
def bundled() -> Contexts:
    """Every bundled context by its address.

    Raises `ContextError` when a file is not the one its hash was taken from.
    """
    manifest = json.loads(files(__name__).joinpath("manifest.json").read_bytes())
    return {entry["address"]: _read(entry) for entry in manifest}


def _read(entry: Mapping[str, str]) -> Mapping[str, Any]:
    content = files(__name__).joinpath("data", entry["file"]).read_bytes()
    if hashlib.sha256(content).hexdigest() != entry["sha256"]:
        raise ContextError(
            f"The bundled context {entry['file']} is not the one it should be. Install Cairn again."
        )
    document: Mapping[str, Any] = json.loads(content)
    return document


def find(contexts: Contexts, address: str) -> Mapping[str, Any]:
    """The context at exactly this address, or a `ContextError` that names it."""
    found = contexts.get(address)
    if found is None:
        raise ContextError(
            f"The context {address[:200]!r} is not among those bundled here, and contexts are never fetched, "
            "so what its words mean cannot be known."
        )
    return found
