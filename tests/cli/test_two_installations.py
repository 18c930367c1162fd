"""Two installations, each a real server: what one issued is handed in at the other, the issuer on and off."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import requests

from cairn.engines.openbadges import dids
from tests.conformance import judges
from tests.conformance.issued import SCHEMA, schema_text
from tests.installations import Installation

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.xdist_group("installations")]

ISSUER, ELSEWHERE = "https://badges.lakeside.example", "https://credentials.harbor.example"


def installation(empty: Path, folder: Path, address: str) -> Installation:
    shutil.copytree(empty, folder)
    return Installation(folder, address)


@pytest.fixture(scope="module")
def elsewhere(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return installation(empty, tmp_path_factory.mktemp("elsewhere") / "data", ELSEWHERE)


@pytest.fixture(scope="module")
def issuer(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return installation(empty, tmp_path_factory.mktemp("issuer") / "data", ISSUER)


@pytest.fixture(scope="module")
def badge(issuer: Installation) -> str:
    made = issuer.run(module="tests.cli.one_award")
    assert (made.returncode, made.stderr) == (0, "")
    return made.stdout


def test_a_badge_from_elsewhere_is_never_plainly_valid(
    issuer: Installation, elsewhere: Installation, badge: str
) -> None:
    document: dict[str, Any] = json.loads(badge)
    key = document["proof"][0]["verificationMethod"]
    page = f"{ISSUER}/issuers/{key.partition('#')[0].rpartition(':')[2]}/did.json"
    tampered = badge.replace(document["name"], "Doctor of Education")
    with elsewhere.serving():
        with issuer.serving():
            assert key in issuer.get(page).text
            assert said(issuer.verify(badge.encode())).startswith("Valid")
            assert said(issuer.verify(tampered.encode())).startswith("Not valid")
            assert said(elsewhere.verify(badge.encode())).startswith("It cannot be said")
        with pytest.raises(requests.ConnectionError):
            issuer.get(page)
        assert said(elsewhere.verify(badge.encode())).startswith("It cannot be said")


def test_what_a_server_serves_is_enough_for_verifiers_of_others(issuer: Installation, badge: str) -> None:
    document = json.loads(badge)
    did = document["proof"][0]["verificationMethod"].partition("#")[0]
    addresses = [
        dids.did_web_address(did),
        document["credentialStatus"]["statusListCredential"],
    ]
    with issuer.serving():
        pages = {address: issuer.get(address).text for address in addresses}
    if told := judges.missing(judges.NODE_TOOLS[0]):
        pytest.skip(told)
    asked = [
        judges.Question(tool, badge, pages={**pages, SCHEMA: schema_text()}) for tool in judges.NODE_TOOLS
    ]
    assert judges.ask(asked) == [judges.Answer(True, "")] * 2


def said(page: str) -> str:
    """What the verify page says came of it: one word or a few, then the sentence."""
    status = page.partition('role="status"')[2].partition("<strong>")[2].partition("</div>")[0]
    return re.sub("<[^>]*>", " ", status)
