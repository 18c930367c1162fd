"""`cairn policy`: files in, sentences or JSON out, without Django."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import cairn.policies
from cairn.cli import main

ROOT = Path(__file__).parents[2]
TENNESSEE = str(Path(cairn.policies.__file__).parent / "us-tn" / "teacher-license.yaml")
FACTS = str(ROOT / "docs" / "guides" / "policies" / "tennessee.yaml")
ASKED = ["--facts", FACTS, "--on", "2026-03-01", "--decision", "renew"]


def test_a_policy_is_checked_tested_decided_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    codes = [
        main(["policy", "check", TENNESSEE]),
        main(["policy", "test", TENNESSEE]),
        main(["policy", "decide", TENNESSEE, *ASKED]),
        main(["policy", "explain", TENNESSEE, *ASKED]),
    ]
    told = capsys.readouterr().out
    assert codes == [0, 0, 1, 1]
    assert "teacher-license.yaml:8 W403 a date is not confirmed" in told
    assert "Ms. Rivera: not yet. 45 of 60 PDP." in told
    assert "Finish with 3 micro-credentials, or 15 hours, or 2 semester hours" in told


def test_two_versions_are_compared_and_json_is_for_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    proposed = tmp_path / "proposed.yaml"
    proposed.write_text(Path(TENNESSEE).read_text("utf-8").replace("is: 6", "is: 12"), "utf-8")
    assert main(["policy", "whatif", TENNESSEE, str(proposed), *ASKED, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["gained"], found["lost"], found["groups_suppressed"]) == (["Ms. Rivera"], [], True)
    assert main(["policy", "decide", TENNESSEE, *ASKED, "--json"]) == 1
    (decided,) = json.loads(capsys.readouterr().out)
    assert (decided["state"], decided["total"], len(decided["identity"]["engine"])) == ("not yet", "45", 64)


def test_what_is_wrong_has_a_line_a_number_and_exit_code_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "tn.yaml"
    broken.write_text(
        Path(TENNESSEE).read_text("utf-8").replace("$micro_credential,", "$micro_credentail,"), "utf-8"
    )
    assert main(["policy", "check", str(broken)]) == 1
    assert f"{broken}:25 E201 counts.0.worth: Choose one of" in capsys.readouterr().out
    assert main(["policy", "decide", str(broken), *ASKED]) == 2
    assert "Did you mean $micro_credential?" in capsys.readouterr().err


def test_neither_django_nor_numpy_is_loaded_to_decide() -> None:
    arguments = ["policy", "decide", TENNESSEE, *ASKED]
    code = (
        f"import sys; from cairn.cli import main; main({arguments!r}); "
        "sys.exit(any(name in sys.modules for name in ('django', 'numpy', 'scipy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0
