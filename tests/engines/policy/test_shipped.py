"""Every policy that ships can be read, cites its sources, and keeps the cases that stand beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

import cairn.policies
from cairn.engines.policy import Case, Policy, conflicts, failures, lint, load, load_cases

FOLDER = Path(cairn.policies.__file__).parent
FILES = sorted(path for path in FOLDER.rglob("*.yaml") if not path.name.endswith(".cases.yaml"))
PARENTS = {
    policy.key: policy
    for path in FILES
    if "extends:" not in (text := path.read_text("utf-8"))
    for policy in [load(text)]
}
CASES = [
    pytest.param(load(path.read_text("utf-8"), PARENTS), case, id=case.name)
    for path in FILES
    for case in load_cases(path.with_suffix(".cases.yaml").read_text("utf-8"))
]


def test_every_policy_has_cases_and_no_two_versions_clash() -> None:
    assert [path.name for path in FILES if not path.with_suffix(".cases.yaml").is_file()] == []
    assert conflicts([(path.name, load(path.read_text("utf-8"), PARENTS)) for path in FILES]) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_policy_is_named_for_its_file_and_cites_every_number(path: Path) -> None:
    policy, findings = lint(path.read_text("utf-8"), path.name, PARENTS)
    assert policy is not None
    assert str(path.relative_to(FOLDER)) in (
        f"{policy.key}.yaml",
        f"{policy.key}.{policy.version.number}.yaml",
    )
    assert [str(finding) for finding in findings if finding.code != "W403"] == []


@pytest.mark.parametrize(("policy", "case"), CASES)
def test_case(policy: Policy, case: Case) -> None:
    assert failures(policy, case) == []
