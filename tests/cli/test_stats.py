"""`cairn stats`: every statistic of the guide runs, and a wrong file is told with its row and column."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from cairn.cli import main
from cairn.engines.measurement.registry import STATISTICS

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "guides" / "statistics.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^cairn (stats .+)$", GUIDE, re.MULTILINE)


def test_the_guide_has_a_command_for_every_statistic():
    assert {shlex.split(command)[1] for command in COMMANDS} == {"list", *STATISTICS}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_guide_answers(command, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    assert main(shlex.split(command)) == 0
    shown = capsys.readouterr().out
    if "--json" in command:
        assert json.loads(shown)["statistic"] == shlex.split(command)[1]
    else:
        assert shown.strip()


FORMS = {
    "long": "submission,evaluator,criterion,level\ns1,e1,c,1\ns1,e2,c,2\ns2,e1,c,4\ns2,e2,c,4\ns3,e1,c,2\n",
    "by criterion": "submission,evaluator,c\ns1,e1,1\ns1,e2,2\ns2,e1,4\ns2,e2,4\ns3,e1,2\n",
    "by evaluator": "submission,criterion,e1,e2\ns1,c,1,2\ns2,c,4,4\ns3,c,2,NA\n",
}


def test_all_three_forms_of_a_file_say_the_same(tmp_path, capsys):
    told = {}
    for form, text in FORMS.items():
        file = tmp_path / f"{form}.csv"
        file.write_text(text, encoding="utf-8")
        assert main(["stats", "exact-agreement", "--data", str(file), "--scale", "1-4", "--json"]) == 0
        told[form] = json.loads(capsys.readouterr().out)["result"]
    assert told["long"] == told["by criterion"] == told["by evaluator"]
    assert {key: told["long"]["c"][key] for key in ("value", "n", "cautions")} == {
        "value": 0.5,
        "n": 2,
        "cautions": ["below_minimum"],
    }


def test_no_value_is_an_answer_with_its_reason(tmp_path, capsys):
    file = tmp_path / "equal.csv"
    file.write_text("submission,e1,e2\ns1,3,3\ns2,3,3\n", encoding="utf-8")
    assert main(["stats", "krippendorff", "--data", str(file), "--scale", "1-4"]) == 1
    assert capsys.readouterr().out.splitlines()[-1].strip() == (
        "All scores are equal, so there is nothing to agree or differ about."
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "has no column “submission”. The first row must name the columns: submission; it names none."),
        ("submission,level\ns,1\n", "has no column “evaluator”, which a file with a column “level” needs."),
        (
            "submission,e1,e2\ns1,3,3\ns2,good,3\n",
            ", row 3, column e1: “good” is no level. Write a whole number up to 1000, or leave it empty if there is no "
            "score.",
        ),
        (
            "submission,e1\ns1,9999999999\n",
            ", row 2, column e1: “9999999999” is no level. Write a whole number up to 1000, or leave it empty if "
            "there is no score.",
        ),
        (
            f"submission,e1\n{'s' * 200_000},3\n",
            ", row 2: it cannot be read as CSV (field larger than field limit (131072)).",
        ),
        ("submission,e1,e2\ns1,3,5\n", ", row 2, column e2: 5 is not on the scale 1-4."),
        (
            "submission,e1,e2\ns1,3,4\ns1,2,\n",
            ", row 3: e1 scored criterion all of submission s1 already in row 2. Leave one of the two.",
        ),
        ("submission,e1,e1\ns1,3,4\n", ", row 1: there are two columns “e1”. Give each its own name."),
        (
            "submission,e1\ns1,3,4\n",
            ", row 2: 3 cells, but the header has 2. Put quotation marks around a cell with a comma in it.",
        ),
        ("submission,e1\ns1,\n", " holds no scores. Put one score in each row, below the header."),
        ("submission,e1\n,3\n", ", row 2, column submission: it is empty. Write whose score this is."),
    ],
)
def test_what_cannot_be_read_is_told_with_its_row_and_column(text, sentence, tmp_path, capsys):
    file = tmp_path / "scores.csv"
    file.write_text(text, encoding="utf-8")
    assert main(["stats", "krippendorff", "--data", str(file), "--scale", "1-4"]) == 2
    told = capsys.readouterr().err.strip().removeprefix(f"cairn: {file}").strip()
    assert told == sentence.strip()


def test_the_help_needs_no_numpy_and_the_statistics_no_django():
    program = (
        "import sys, contextlib, io\n"
        "from cairn.cli import main\n"
        "for asked in (['--help'], ['stats', 'list']):\n"
        "    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        "        main(asked)\n"
        "    print(*sorted({'django', 'numpy'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ["", "numpy"]
