"""`cairn verify ARCHIVE`: each credential by itself; what came along confirms nothing, what was damaged is named."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from cairn.cli import main
from cairn.engines.openbadges.keys import KeySigner
from cairn.engines.openbadges.trust import issuer_list, pinning
from cairn.engines.openbadges.trust.issuer_list import IssuerList
from tests import foreign
from tests.carried import from_lakeside
from tests.engines.openbadges.examples import AWARDED

NOW = datetime.now(UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    file = tmp_path / "portfolio.zip"
    documents = [foreign.badge("dana@example.org", number=number, valid_until=None) for number in (1, 2)]
    file.write_bytes(from_lakeside(*documents))
    return file


@pytest.fixture
def issuers(tmp_path: Path) -> Path:
    """A list that vouches for Lakeside."""
    entry = pinning.entry_from(foreign.page(b"k"), name="Lakeside", source="its own page", at=AWARDED)
    own = KeySigner.for_did_key(foreign.SIGNER.secret)
    did = own.verification_method.partition("#")[0]
    listed = IssuerList("urn:uuid:1", "Ours", did, "The state", AWARDED, (entry,))
    file = tmp_path / "issuers.json"
    file.write_text(json.dumps(issuer_list.write(listed, signer=own)))
    return file


def changed(archive: Path, part: str, data: bytes | None) -> Path:
    """The same archive with one file changed, or left out."""
    other = archive.with_name(f"{part.replace('/', '-')}.zip")
    with ZipFile(archive) as old, ZipFile(other, "w") as new:
        for name in old.namelist():
            told = data if name.endswith(part) else old.read(name)
            if told is not None:
                new.writestr(name, told)
    return other


def verified(
    capsys: pytest.CaptureFixture[str], file: Path, *options: str
) -> tuple[int, list[str | None], list[dict[str, str]]]:
    code = main(["verify", str(file), "--offline", "--json", *options])
    told = json.loads(capsys.readouterr().out)
    overall = [one["report"] and one["report"]["overall"] for one in told["credentials"]]
    return code, overall, told["faults"]


def test_it_ends_with_0_where_a_list_vouches_2_where_nobody_does_and_1_where_something_was_changed(
    archive: Path, issuers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = ("--issuers", str(issuers))
    forged = changed(archive, "credentials/1.json", b"{}")
    gone = changed(archive, "evidence/2.pdf", None)
    assert verified(capsys, archive, *known) == (0, ["valid", "valid"], [])
    assert verified(capsys, archive) == (2, ["not_confirmed"] * 2, [])
    assert verified(capsys, forged, *known) == (
        1,
        [None, "valid"],
        [{"file": "data/credentials/1.json", "flaw": "changed"}],
    )
    assert verified(capsys, gone, *known) == (
        1,
        ["valid", "valid"],
        [{"file": "data/evidence/2.pdf", "flaw": "missing"}],
    )


def test_it_says_in_words_what_it_is_of_when_its_lists_are_and_what_is_damaged(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["verify", str(changed(archive, "evidence/2.pdf", b"another")), "--offline"])
    told = capsys.readouterr().out.splitlines()
    assert told[:4] == [
        "The portfolio of Dana Brown, made November 1, 2026, by Lakeside's Cairn.",
        "The archive was damaged or changed:",
        "  data/evidence/2.pdf is not as it was when the archive was made.",
        f"It holds a list of what was revoked as of November 1, 2026: {foreign.LIST}",
    ]
    assert sum("handed in along with it" in line and "Whose key" in line for line in told) == 2


def test_what_is_no_portfolio_is_refused_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "other.zip"
    with ZipFile(file, "w") as other:
        other.writestr("../evil", b"x")
    assert main(["verify", str(file)]) == 2
    assert "as no portfolio archive names one" in capsys.readouterr().err
