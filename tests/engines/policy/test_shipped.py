"""Every policy that ships can be read, cites its sources, and keeps the cases that stand beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import cairn.policies
from cairn.engines.policy import Case, Policy, conflicts, failures, lint, load, load_cases
from cairn.engines.policy.rules import PURPOSES

FOLDER = Path(cairn.policies.__file__).parent
FILES = sorted(path for path in FOLDER.rglob("*.yaml") if not path.name.endswith(".cases.yaml"))
PARENTS = {
    policy.key: policy
    for path in FILES
    if "\nextends:" not in (text := path.read_text("utf-8"))
    for policy in [load(text)]
}
READ = {path: load(path.read_text("utf-8"), PARENTS) for path in FILES}
CASES = [
    pytest.param(policy, case, id=case.name)
    for path, policy in READ.items()
    for case in load_cases(path.with_suffix(".cases.yaml").read_text("utf-8"))
]

FIGURES = {
    # The rules that sources tell exactly: file, decision, and the figures that have to stand in it.
    "Tennessee, renew": ("us-tn/teacher-license", "renew", "60 6 5 1 10 20 15 30 2"),
    "Tennessee, advance": ("us-tn/teacher-license", "advance", "30 3"),
    "Arizona, computer science PreK-8": ("us-az/computer-science-prek-8", "endorse", "3 15"),
    "Arizona, computer science 6-12": ("us-az/computer-science-6-12", "endorse", "3 6 15"),
    "District of Columbia, earlier": ("us-dc/teacher-renewal.1", "renew", "45 15 4"),
    "District of Columbia, current": ("us-dc/teacher-renewal.2", "renew", "60 45"),
    "North Carolina, until June 2024": ("us-nc/teacher-renewal.1", "renew", "3 2 10 1.5"),
    "North Carolina, K-5": ("us-nc/teacher-renewal.2", "renew", "3 2 10 1.5"),
    "North Carolina, grades 6-12": ("us-nc/teacher-renewal-6-12", "renew", "4 10 1.5"),
    "North Carolina, RCS": ("us-nc-rcs/teacher-renewal", "renew", "3"),
    "Utah, renew": ("us-ut/license-renewal", "renew", "90 30 100 2"),
    "Utah, older licenses": ("us-ut/license-renewal-by-points", "renew", "35 105"),
    "Utah, half a credit": ("us-ut/usbe-credit", "half_a_credit", "0.5"),
    "Maryland, renew": ("us-md/certificate-renewal.2", "renew", "90 1 15 10"),
    "Maryland, older certificates": ("us-md/certificate-renewal.1", "renew", "6"),
    "Florida": ("us-fl/certificate-renewal", "renew_reading_subject", "120 20 40"),
    "Texas": ("us-tx/certificate-renewal", "renew", "150 25"),
    "Texas, HB 2424": ("us-tx/micro-credential-pathways", "recognize", "2424"),
    "Pennsylvania": ("us-pa/act-48", "renew", "180 50 2"),
    "South Carolina": ("us-sc/certificate-renewal", "renew", "120 60"),
    "New York": ("us-ny/ctle", "renew_language_teacher", "100 15 50"),
    "Michigan": ("us-mi/certificate-renewal", "renew", "150 25"),
    "Kentucky, Rank II": ("us-ky/rank-ii", "rank_ii", "8:030 161.1211 2018"),
    "Arkansas": ("us-ar/initial-license", "pedagogy", "60"),
    "Rhode Island, ESOL": ("us-ri/esol-excel", "complete_program", "12 $6000"),
    "Minnesota": ("us-mn/cte-license", "recommend_for_license", "8710.8000"),
    "Juab": ("us-ut-juab/teacher-leader", "teacher_leader", "12 $200 $3000 $40"),
    "Kettle Moraine": ("us-wi-kettle-moraine/micro-credential-pay", "award", "10 $100 $600"),
    "Port Washington": ("us-wi-port-washington/course-pay", "any_course", "$125 $500"),
    "Troy 30-C": ("us-il-troy/board-credit", "first_lane", "15 36 90"),
    "Madison": ("us-wi-madison/pay-levels", "level", "6"),
    "Aurora": ("us-co-aurora/salary-hours", "one_credit", "10 15"),
    "Augustana": ("augustana/graduate-credit", "graduate_credit", "1 $50"),
    "Augustana, master's degree": ("augustana/masters-credit", "as_many_as_can_be", "9 $50"),
    "Three universities with a Kentucky cooperative": ("us-ca-brandman/collaborative-coaching", "graduate_credit", ""),
    "The stack of Ms. Brown": ("example-university/class-structures-course", "college_course", "5"),
    "Surry County": ("us-nc-surry/quests", "printed_badge", ""),
    "Iowa": ("us-ia-district/remote-instruction", "complete", ""),
    "Wyoming": ("us-wy/license-renewal", "renew", "5"),
}  # fmt: skip

UNKNOWN = (
    "us-al us-ca-brandman us-ca-fresno-pacific us-ct us-de us-fl us-il us-in us-ks us-ky us-la us-nc us-nc-rcs "
    "us-or-portland-state us-ri us-tn us-tx us-ut us-wa us-wi us-wy us aasa"
)
"""Who is told to recognize micro-credentials for something, with a worth that nobody stated."""


def test_every_policy_has_cases_and_no_two_versions_clash() -> None:
    assert [path.name for path in FILES if not path.with_suffix(".cases.yaml").is_file()] == []
    assert conflicts([(path.name, policy) for path, policy in READ.items()]) == []


@pytest.mark.parametrize("row", FIGURES)
def test_a_rule_that_sources_tell_exactly_ships_with_its_figures(row: str) -> None:
    name, decision, figures = FIGURES[row]
    path = FOLDER / f"{name}.yaml"
    told = {word.strip(".,:") for word in re.split(r"[\s{}\[\]()-]+", path.read_text("utf-8"))}
    assert decision in READ[path].decisions
    assert set(figures.split()) - told == set()


def test_who_recognizes_without_a_stated_worth_is_on_record_as_unknown() -> None:
    unknown = {policy.key.split("/")[0] for policy in READ.values() if "unknown" in _worths(policy)}
    assert unknown == set(UNKNOWN.split())


def _worths(policy: Policy) -> set[str]:
    return {type(line.worth).__name__.lower() for line in policy.counts if line.record == "micro-credential"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_policy_is_named_for_its_file_cites_every_number_and_says_how_sure_it_is(path: Path) -> None:
    policy, findings = lint(path.read_text("utf-8"), path.name, PARENTS)
    assert policy is not None
    assert str(path.relative_to(FOLDER)) in (
        f"{policy.key}.yaml",
        f"{policy.key}.{policy.version.number}.yaml",
    )
    assert [str(finding) for finding in findings if finding.code != "W403"] == []
    assert policy.sources.keys() == policy.read.keys()
    assert set(policy.purposes) - set(PURPOSES) == set()
    assert policy.purposes
    assert path.read_text("utf-8").startswith("# ")


@pytest.mark.parametrize(("policy", "case"), CASES)
def test_case(policy: Policy, case: Case) -> None:
    assert failures(policy, case) == []
