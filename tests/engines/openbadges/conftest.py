"""One issuer, one credential, two plain images and the published vectors, for the tests of this folder."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Picture

from cairn.engines.openbadges import contexts, documents, proofs
from cairn.engines.openbadges.documents.parts import Credential
from cairn.engines.openbadges.keys import KeySigner, SecretKey
from tests.engines.openbadges.examples import AWARDED, LIST, SVG, Net, full_credential, status_page

STANDARDS = Path(__file__).parents[4] / "shared" / "standards"


@pytest.fixture(scope="session")
def standards() -> Path:
    """The folder of published contexts, schemas and vectors."""
    if not STANDARDS.is_dir():
        told = "The published standards are not at ../shared/standards, so nothing was compared with them."
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    return STANDARDS


@pytest.fixture(scope="session")
def example_contexts(standards: Path) -> contexts.Contexts:
    """The bundled contexts and the one W3C's examples use, which the product does not bundle."""
    examples = json.loads((standards / "contexts/w3c-vc/examples/v2").read_bytes())
    return {**contexts.bundled(), "https://www.w3.org/ns/credentials/examples/v2": examples}


@pytest.fixture(scope="session")
def secret() -> SecretKey:
    return SecretKey(bytes(range(32)))


@pytest.fixture(scope="session")
def signer(secret: SecretKey) -> KeySigner:
    return KeySigner.for_did_key(secret)


@pytest.fixture(scope="session")
def credential(secret: SecretKey) -> Credential:
    return full_credential(secret.public.did)


@pytest.fixture(scope="session")
def signed(credential: Credential, signer: KeySigner) -> dict[str, Any]:
    return proofs.sign(documents.build(credential), signer=signer, created=AWARDED)


@pytest.fixture
def net(signer: KeySigner) -> Net:
    """The issuer's status list, in which two other places are set."""
    return Net({LIST: status_page(signer, 3, 77)}, [])


@pytest.fixture(scope="session")
def plain_png() -> bytes:
    out = io.BytesIO()
    Picture.new("RGBA", (4, 4), (20, 90, 120, 255)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="session")
def plain_svg() -> bytes:
    return SVG
