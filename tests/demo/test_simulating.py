"""Simulated judging: what is planted is found where the data suffice, and nothing is claimed where they do not."""

from __future__ import annotations

import html
import os
import random
import re
from random import Random

import pytest
from django.test import Client
from django.urls import reverse

from cairn.cli import main
from cairn.demo.simulating import PlanError, planned
from cairn.demo.simulating.running import run
from cairn.demo.simulating.telling import letters_of, told
from cairn.domain.evaluation.models import Reading

EVERYTHING = """
submissions: 206
evaluators: 5
severe: {1: 1.1}
drifting: {3: 1.4}
drift_from: 28
redundant: {4: 1}
biased: {3: 1.0}
rules: {launch: 54, random_percent: 0, near_cut: false, probation: 0}
seed: 27
"""
STRICT = "gives lower levels than others for the same work"
DRIFTED = re.compile(r"\d evaluators? (has|have) drifted\.")
TWICE = "“Criterion 4” and “Criterion 1” may ask for the same thing twice."
UNFAIR = re.compile(r"At equal quality, much harder for one group: [^.]*Criterion 3 \(B\)")


def _page(case, client, name):
    slug = [case.scene.organization.slug] if name == "organization:validity_report" else []
    shown = client.get(reverse(name, args=[*slug, case.scene.edition.public_id]))
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", shown.content.decode())))


@pytest.fixture
def same_lots(monkeypatch):
    """Ids and lots fall alike in every run: who reads what decides how clearly a planted fault shows."""
    dice = Random(27)
    monkeypatch.setattr(os, "urandom", dice.randbytes)
    monkeypatch.setattr(random, "_urandom", dice.randbytes)


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.usefixtures("same_lots")
def test_what_is_planted_stands_on_the_pages_at_the_sizes_it_takes_and_not_before():
    issuer, pages = Client(), {}

    def look(case):
        issuer.force_login(case.scene.lead)
        if case.reports and case.reports[-1].first_attempts not in pages:
            pages[case.reports[-1].first_attempts] = _page(case, issuer, "organization:validity_report")

    case = run(planned(EVERYTHING), tell=look)
    look(case)
    assert [(each.first_attempts, each.tier) for each in case.reports] == [
        (10, "raw"), (30, "provisional"), (50, "full"), (206, "full"),
    ]  # fmt: skip
    for place, round_ in enumerate(case.rounds):
        readers = Reading.objects.filter(round=round_, state="concluded").exclude(reason="adjudication")
        reasons = ["first", "launch"] if place < 54 else ["first"]
        assert sorted(readers.values_list("reason", flat=True)) == reasons
        assert len(set(readers.values_list("evaluator", flat=True))) == len(reasons)
    name = letters_of(case)[0]
    assert f"Evaluator {name} {STRICT}" in pages[206]
    assert TWICE in pages[206]
    assert UNFAIR.search(pages[206])
    assert DRIFTED.search(pages[206])
    assert UNFAIR.search(_page(case, Client(), "public:validity"))
    early = pages[10] + pages[30]
    assert STRICT not in early
    assert TWICE not in early
    assert not DRIFTED.search(pages[10])
    assert not UNFAIR.search(early + pages[50])
    assert "No evaluator has been watched on 10 readings yet, so drift cannot be seen." in pages[10]
    assert "It takes 50 first attempts to say how single criteria work." in pages[30]
    assert "Fairness takes 100 people in each group" in pages[50]
    assert [each.found for each in told(case).findings] == [True] * 4


@pytest.mark.django_db
def test_a_small_run_tells_what_readings_and_decisions_came_to_and_finds_nothing_yet():
    plan = planned("{submissions: 12, evaluators: 4, severe: {1: 0.8}, redundant: {4: 1}, biased: {3: 1}}")
    found = told(run(plan))
    assert (found.submissions, found.decided) == (12, 12)
    assert [(each.first_attempts, each.tier, each.verdict) for each in found.tiers] == [
        (10, "raw", "not_yet"), (12, "raw", "not_yet"),
    ]  # fmt: skip
    assert found.doubled["launch"] == 1
    assert found.readings == found.readings_each * 12 >= 24
    assert found.error == found.false_awards + found.false_denials
    assert [each.found for each in found.findings] == [None, None, None]
    assert found.unplanted == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("submissions: none", "Give “submissions” as a whole number from 1 to 20000."),
        ("severe: {9: 0.5}", "“severe” speaks of number 9, but there are 6 evaluators."),
        ("rules: {lunch: 0}", "There is no rule “lunch”."),
        ("severity_of: 1", "There is no “severity_of” in a plan."),
        ("redundant: {2: 2}", "Let “redundant” map a criterion to another one"),
        ("[", "The plan is no YAML"),
    ],
)
def test_what_is_wrong_in_a_plan_is_said(text, said):
    with pytest.raises(PlanError, match=re.escape(said)):
        planned(text)


def test_the_command_says_what_is_wrong_before_it_makes_anything(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "something").touch()
    for given, said in (
        (["--rules", "lunch=0"], "There is no rule “lunch”."),
        (["--rules", "launch"], "“launch” sets no rule. Write it as launch=0 or near_cut=false."),
        ([str(tmp_path / "none.yaml")], "cannot be read"),
        (["--keep", str(tmp_path / "full")], "is not empty. Choose a new folder with --keep."),
    ):
        assert main(["simulate", *given]) == 2
        assert said in capsys.readouterr().err
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/db")
    assert main(["simulate"]) == 2
    assert "Unset DATABASE_URL" in capsys.readouterr().err
