"""Two installations, each a real server: what one issued is handed in at the other, the issuer on and off."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from cairn.engines.openbadges import verifying
from cairn.engines.openbadges.keys import dids
from cairn.engines.openbadges.trust import KnownIssuer, pinning
from tests.conformance import judges
from tests.conformance.issued import SCHEMA, schema_text
from tests.installations import Installation

pytestmark = [pytest.mark.slow, pytest.mark.once]

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
            (elsewhere.folder / "did.json").write_text(issuer.get(page).text)
            assert key in issuer.get(page).text
            assert said(issuer.verify(badge.encode())).startswith("Valid")
            assert said(issuer.verify(tampered.encode())).startswith("Not valid")
            assert said(elsewhere.verify(badge.encode())).startswith("It cannot be said")
        with pytest.raises(requests.ConnectionError):
            issuer.get(page)
        assert said(elsewhere.verify(badge.encode())).startswith("It cannot be said")
        pinned = elsewhere.run("issuers", "pin", str(elsewhere.folder / "did.json"), "--name", "Lakeside")
        assert (pinned.returncode, pinned.stderr) == (0, "")
        assert said(elsewhere.verify(badge.encode())).startswith("Genuine")
        assert said(elsewhere.verify(tampered.encode())).startswith("Not valid")


@pytest.fixture(scope="module")
def served(issuer: Installation, badge: str) -> dict[str, str]:
    """The issuer's document and its status list as its server gave them out before it was switched off."""
    document = json.loads(badge)
    did = document["proof"][0]["verificationMethod"].partition("#")[0]
    addresses = [dids.did_web_address(did), document["credentialStatus"]["statusListCredential"]]
    with issuer.serving():
        return {address: issuer.get(address).text for address in addresses}


def test_what_a_server_serves_is_enough_for_verifiers_of_others(badge: str, served: dict[str, str]) -> None:
    if told := judges.missing(judges.NODE_TOOLS[0]):
        pytest.skip(told)
    pages = {**served, SCHEMA: schema_text()}
    asked = [judges.Question(tool, badge, pages=pages) for tool in judges.NODE_TOOLS]
    assert judges.ask(asked) == [judges.Answer(True, "")] * 2


@dataclass(frozen=True)
class Register:
    """A reader's register that holds one issuer."""

    entry: KnownIssuer

    def entries_of(self, issuer: str) -> list[KnownIssuer]:
        return [self.entry] if issuer == self.entry.id else []


def test_after_its_issuer_is_gone_a_badge_is_confirmed_where_the_issuer_was_pinned(
    badge: str, served: dict[str, str]
) -> None:
    now = datetime.now(UTC)
    pages = {address: text.encode() for address, text in served.items()}
    did_page = next(iter(pages.values()))
    register = Register(pinning.entry_from(did_page, name="Lakeside", source="its own document", at=now))
    judged = [
        verifying.verify(badge.encode(), now=now, pages=pages, known=known) for known in (register, None)
    ]
    assert [(report.standing, report.overall) for report in judged] == [
        ("valid", "valid"),
        ("valid", "not_confirmed"),
    ]


def said(page: str) -> str:
    """What the verify page says came of it: one word or a few, then the sentence."""
    status = page.partition('role="status"')[2].partition("<strong>")[2].partition("</div>")[0]
    return re.sub("<[^>]*>", " ", status)
