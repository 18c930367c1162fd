"""Other people's verifiers, asked about many files at once.

Each tool runs in an environment of its own that `./dev test` sets up; README.md names them. No Django, no tests
and no network are needed here, so that benchmarks may ask as well:
`python tests/conformance/judges.py --tool digital-bazaar --pages pages.json FILE...`
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parent.parent
NODE_TOOLS: Final = ("digital-bazaar", "dcc")
OPENBADGES2: Final = "openbadges"
_OPENBADGES2_PYTHON: Final = ROOT / ".venv/judges/openbadges2/bin/python"
_PATIENCE: Final = 600

Pages = Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """A file for a tool to judge: its text, the instant, and the pages found at web addresses."""

    tool: str
    text: str
    now: str | None = None
    pages: Pages = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """Whether the tool takes the file for valid, and if not, what it says."""

    valid: bool
    said: str


def missing(tool: str) -> str | None:
    """What is missing to ask the tool; None when it is there."""
    if tool == OPENBADGES2:
        return None if _OPENBADGES2_PYTHON.exists() else "openbadges 1.1.2 is not set up: run ./dev test"
    there = shutil.which("node") and (ROOT / "node_modules/@digitalbazaar/vc").is_dir()
    return None if there else "the npm verifiers are not set up: install Node 18 or newer, run ./dev test"


def ask(questions: Iterable[Question], *, shared: Pages | None = None) -> list[Answer]:
    """An answer to each question, in their order. `shared` are pages that are there for all (Node's alone).

    Raises `subprocess.CalledProcessError` when a tool itself breaks down.
    """
    listed = list(enumerate(questions))
    answers: dict[int, Answer] = {}
    for python in (False, True):
        of_one = [(number, each) for number, each in listed if (each.tool == OPENBADGES2) is python]
        if of_one:
            answers |= _asked(_command(python), of_one, shared or {})
    return [answers[number] for number, _ in listed]


def _command(python: bool) -> list[str]:
    if python:
        return [str(_OPENBADGES2_PYTHON), str(HERE / "openbadges2_judge.py")]
    return ["node", str(HERE / "judge.mjs")]


def _asked(command: list[str], listed: list[tuple[int, Question]], shared: Pages) -> dict[int, Answer]:
    lines: list[dict[str, Any]] = [{"pages": dict(shared)}] if shared else []
    lines += [{"id": number, **_written(question)} for number, question in listed]
    told = subprocess.run(
        command,
        input="".join(json.dumps(line) + "\n" for line in lines),
        capture_output=True,
        text=True,
        check=True,
        timeout=_PATIENCE,
    )
    answers = [json.loads(line) for line in told.stdout.splitlines()]
    return {answer["id"]: Answer(answer["valid"], answer["said"]) for answer in answers}


def _written(question: Question) -> dict[str, Any]:
    written = {"tool": question.tool, "text": question.text, "pages": dict(question.pages)}
    return written if question.now is None else {**written, "now": question.now}


def refused(
    files: Iterable[Path], *, tool: str, pages: Pages, draw: int | None = None, seed: int = 0
) -> dict[Path, str]:
    """What a Node tool says of each file it does not take for valid; of `draw` files drawn at random, or all."""
    listed = sorted(files)
    if draw is not None:
        listed = random.Random(seed).sample(listed, min(draw, len(listed)))
    answers = ask((Question(tool, path.read_text(encoding="utf-8")) for path in listed), shared=pages)
    return {path: answer.said for path, answer in zip(listed, answers, strict=True) if not answer.valid}


def main() -> int:
    parser = argparse.ArgumentParser(description="Have credentials judged by other people's code.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--tool", choices=NODE_TOOLS, default=NODE_TOOLS[0])
    parser.add_argument("--pages", type=Path, help="a JSON object: what is served at which web address")
    parser.add_argument("--draw", type=int, help="judge only so many of the files, drawn at random")
    asked = parser.parse_args()
    if told := missing(asked.tool):
        parser.exit(2, told + "\n")
    pages = json.loads(asked.pages.read_text(encoding="utf-8")) if asked.pages else {}
    found = refused(asked.files, tool=asked.tool, pages=pages, draw=asked.draw)
    for path, said in found.items():
        print(f"{path}: {said}")
    judged = min(asked.draw or len(asked.files), len(asked.files))
    print(f"{asked.tool}: {judged - len(found)} of {judged} valid")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
