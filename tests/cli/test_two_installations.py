"""Two installations, each a real server: what one issued is handed in at the other, the issuer on and off."""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest
import requests

from tests.installations import Installation

pytestmark = [pytest.mark.slow, pytest.mark.once]

ISSUER, ELSEWHERE = "https://badges.lakeside.example", "https://credentials.harbor.example"


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    made = Installation(tmp_path_factory.mktemp("elsewhere") / "data", ELSEWHERE)
    assert made.run("init").returncode == 0
    return made


@pytest.fixture(scope="module")
def issuer(elsewhere: Installation, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Set up like the other, while that is empty."""
    made = Installation(tmp_path_factory.mktemp("issuer") / "data", ISSUER)
    shutil.copytree(elsewhere.folder, made.folder)
    return made


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
            assert verdict(issuer.verify(badge.encode())) == "Valid"
            assert verdict(issuer.verify(tampered.encode())) == "Not valid"
            assert verdict(elsewhere.verify(badge.encode())) == "It cannot be said"
        with pytest.raises(requests.ConnectionError):
            issuer.get(page)
        assert verdict(elsewhere.verify(badge.encode())) == "It cannot be said"


def verdict(page: str) -> str:
    """The word on the verify page that says what came of it."""
    return page.partition('role="status"')[2].partition("<strong>")[2].partition("</strong>")[0]
