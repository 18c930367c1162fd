"""Every policy that ships can be read, cites its sources, and keeps the cases that stand beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

import cairn.policies
from cairn.engines.policy import Case, Policy, failures, load, load_cases

FOLDER = Path(cairn.policies.__file__).parent
FILES = sorted(path for path in FOLDER.rglob("*.yaml") if not path.name.endswith(".cases.yaml"))
CASES = [
    pytest.param(load(path.read_text("utf-8")), case, id=case.name)
    for path in FILES
    for case in load_cases(path.with_suffix(".cases.yaml").read_text("utf-8"))
]


def test_tennessee_ships() -> None:
    assert [str(path.relative_to(FOLDER)) for path in FILES] == ["us-tn/teacher-license.yaml"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_policy_is_named_for_its_file_and_cites_every_source_it_lists(path: Path) -> None:
    text = path.read_text("utf-8")
    policy = load(text)
    assert FOLDER / f"{policy.key}.yaml" == path
    assert [key for key in policy.sources if text.count(key) < 2] == []


@pytest.mark.parametrize(("policy", "case"), CASES)
def test_case(policy: Policy, case: Case) -> None:
    assert failures(policy, case) == []
