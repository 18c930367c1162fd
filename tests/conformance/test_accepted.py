"""What Cairn issues is valid to verifiers that others wrote, with its status list, by did:key and by did:web."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conformance import judges, openbadgeslib_judge
from tests.conformance.issued import ISSUER, SCHEMA, WEB_ISSUER, Issuer, Presented, schema_text
from tests.conformance.judges import Answer

pytestmark = pytest.mark.slow

VALID = Answer(True, "")
HOSTILE = (
    "\x00\x01\x07\x08\x0b\x0c\x1f\x7f\x80\x9f",
    '\t\r\n "quoted" \\ back\\u0041slash',
    "עברית \u202eדסק\u202c العربية",
    "👩🏽\u200d🏫 e\u0301 \u2028\u2029\ufeff\ufffd\U0010fffd",
    "]]> <script> & &amp; &quot;",
    "long " * 4_000,
)


def issued(issuer: Issuer, **changes: str) -> Presented:
    return issuer.presents(issuer.signs(issuer.unsigned(**changes)))


def test_npm_verifiers_accept_what_is_issued(node: None) -> None:
    files = [issued(ISSUER), issued(WEB_ISSUER)]
    files += [issued(ISSUER, description=text, narrative=text) for text in HOSTILE]
    answers = judges.ask(file.asked_of(tool) for tool in judges.NODE_TOOLS for file in files)
    assert answers == [VALID] * len(answers)
    assert len(answers) == 2 * (2 + len(HOSTILE))


@pytest.mark.parametrize("issuer", [ISSUER, WEB_ISSUER], ids=["did:key", "did:web"])
def test_openbadgeslib_accepts_what_is_issued(issuer: Issuer) -> None:
    assert openbadgeslib_judge.judge(issued(issuer)) == VALID


def test_files_are_drawn_and_judged_from_the_command_line(node: None, tmp_path: Path) -> None:
    presented = issued(WEB_ISSUER)
    files = [tmp_path / f"{number}.json" for number in range(4)]
    for file in files:
        file.write_text(presented.text)
    files[2].write_text(presented.text.replace("Morning", "Evening"))
    pages = tmp_path / "pages.json"
    pages.write_text(json.dumps({**presented.pages, SCHEMA: schema_text()}))

    def judged(*more: str) -> tuple[int, str]:
        command = [sys.executable, judges.__file__, "--pages", str(pages), *more, *map(str, files)]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        return told.returncode, told.stdout.splitlines()[-1]

    assert judged("--tool", "dcc") == (1, "dcc: 3 of 4 valid")
    files.pop(2)
    assert judged("--draw", "2") == (0, "digital-bazaar: 2 of 2 valid")
