"""The verdict with its rules, overlaps, granularity, advice and the bootstrap."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from cairn.engines.measurement import bootstrap, verdicts
from cairn.engines.measurement.advisor import Effort, advise
from cairn.engines.measurement.components import Design, anova
from cairn.engines.measurement.estimates import Estimate, undefined
from cairn.engines.measurement.generalizability import study
from cairn.engines.measurement.granularity import granularity
from cairn.engines.measurement.ratings import Ratings
from cairn.engines.measurement.redundancy import Attempt, overlap
from cairn.engines.measurement.simulation import Setup, simulate
from cairn.engines.measurement.verdicts import Facts, judge


def reached(value: float, low: float, high: float) -> Estimate:
    return Estimate("", value, low, high, 60)


GOOD = Facts(
    first_attempts=60,
    double_read=60,
    alpha=reached(0.82, 0.74, 0.88),
    decision=reached(0.9, 0.8, 0.95),
    phi=reached(0.75, 0.65, 0.8),
    completeness=0.98,
    calibrated=True,
    drifting=0,
    monitored=4,
)


@pytest.mark.parametrize(
    ("first_attempts", "tier"),
    [(9, "counts"), (10, "raw"), (29, "raw"), (30, "provisional"), (49, "provisional"), (50, "full")],
)
def test_the_tier_changes_at_10_30_and_50(first_attempts, tier):
    assert verdicts.tier(first_attempts, first_attempts) == tier
    assert verdicts.tier(500, double_read=first_attempts) == tier


@pytest.mark.parametrize(
    ("change", "verdict", "open_rules"),
    [
        ({}, "supported", {"fairness"}),
        ({"fairness_known": True}, "supported", set()),
        ({"first_attempts": 40, "double_read": 40}, "provisional", {"attempts", "double_read", "fairness"}),
        ({"first_attempts": 29}, "not_yet", {"attempts", "fairness"}),
        ({"calibrated": None}, "provisional", {"calibrated", "fairness"}),
        ({"calibrated": False}, "provisional", {"calibrated", "fairness"}),
        ({"completeness": 0.9}, "provisional", {"completeness", "fairness"}),
        ({"phi": reached(0.5, 0.3, 0.6)}, "provisional", {"phi", "fairness"}),
        ({"alpha": reached(0.6, 0.45, 0.72)}, "provisional", {"alpha", "fairness"}),
        ({"alpha": reached(0.5, 0.4, 0.6)}, "concern", {"alpha", "fairness"}),
        ({"alpha": undefined("alpha", "no_variance", 60)}, "provisional", {"alpha", "fairness"}),
        ({"drifting": 1}, "concern", {"drift", "fairness"}),
        ({"biased": ("plan",)}, "concern", {"fairness"}),
        ({"biased": ("plan",), "first_attempts": 12}, "concern", {"attempts", "fairness"}),
    ],
)
def test_the_verdict_follows_from_the_rules_that_are_shown(change, verdict, open_rules):
    found = judge(replace(GOOD, **change))
    assert (found.verdict, {rule.key for rule in found.missing}) == (verdict, open_rules)
    assert all(rule.asked and rule.found for rule in found.rules)


def people(*answers: tuple[bool, bool], each: int = 10) -> tuple[dict[str, Attempt], dict[str, Attempt]]:
    pairs = [(f"p{number:03}", both) for number, both in enumerate(list(answers) * each)]
    return (
        {name: Attempt(a, 2.0 + a + int(name[1:]) % 3, 10) for name, (a, _) in pairs},
        {name: Attempt(b, 2.0 + b + int(name[1:]) % 3, 40) for name, (_, b) in pairs},
    )


def test_overlap_is_about_people_who_attempted_both():
    a, b = people((True, True), (True, True), (True, False), (False, False))
    alone = {**a, "only-a": Attempt(True)}
    found = overlap(alone, b, reliability=(0.8, 0.8))
    assert (found.people, found.lag) == (40, 30)
    assert (found.b_given_a.value, found.b_given_a.n) == (20 / 30, 30)
    assert found.a_given_b.value == 1.0
    assert found.jaccard.value == 20 / 30
    assert found.phi.value == pytest.approx(1 / 3**0.5)
    assert found.corrected.value == pytest.approx((found.correlation.value or 0) / 0.8)
    few = overlap(*people((True, True), (False, True), each=14))
    assert (few.people, few.redundant) == (28, None)
    assert {few.b_given_a.undefined, few.phi.undefined, few.corrected.undefined} == {"too_few"}


@pytest.mark.parametrize(
    ("between", "within", "advice"), [(0.005, 0.1, "merge"), (0.6, 0.2, "keep"), (0.05, 3.0, "split")]
)
def test_how_micro_follows_from_what_was_planted(between, within, advice):
    rng = np.random.default_rng(1)
    persons = rng.normal(0, 0.8, 250)

    def credential() -> dict[str, list[float]]:
        own = persons + rng.normal(0, between**0.5, 250)
        return {str(p): [3 + own[p] + x for x in rng.normal(0, within**0.5, 4)] for p in range(250)}

    scores = {"a": credential(), "b": credential()}
    found = granularity(scores, noise=0.05, draws=300, rng=rng)
    assert found.advice == advice
    assert found.parts[0].value == pytest.approx(0.64, abs=0.25)
    assert (found.parts[2].value or 0) + 0.05 == pytest.approx(within, rel=0.2)
    few = {name: {p: row for p, row in given.items() if int(p) < 99} for name, given in scores.items()}
    assert granularity(few, draws=5, rng=rng).advice == "not_enough"


def test_the_covariances_give_what_the_analysis_of_variance_gives():
    rng = np.random.default_rng(7)
    table = rng.normal(0, 1, (110, 1, 1)) + rng.normal(0, 0.6, (110, 2, 1)) + rng.normal(0, 0.8, (110, 2, 3))
    table = table + rng.normal(0, 0.5, (2, 3))
    scores = {k: {str(p): table[p, n].tolist() for p in range(110)} for n, k in enumerate("ab")}
    found = granularity(scores, draws=5, rng=rng)
    places = list(product(range(110), range(2), range(3)))
    facets = {"p": [x[0] for x in places], "k": [x[1] for x in places], "c": [x[2] for x in places]}
    whole = anova(Design.read("p, k, c k, p k, c k p"), facets, [table[x] for x in places]).values
    want = (whole[("p",)], whole[("k", "p")], whole[("c", "k", "p")], whole[("c", "k")])
    assert [part.value for part in found.parts] == pytest.approx(list(want))


def test_advice_names_what_another_reader_buys_and_its_hours():
    world = simulate(Setup(submissions=120), np.random.default_rng(2))
    found = study(world.ratings(), draws=100, rng=np.random.default_rng(3))
    advice = advise(found, Effort(minutes=30, submissions=200))
    assert [(option.evaluators, option.hours, option.more) for option in advice.options] == [
        (1, 100.0, 0.0),
        (2, 200.0, 100.0),
        (3, 300.0, 200.0),
    ]
    one, two = (option.phi.value or 0 for option in advice.options[:2])
    assert f"phi) is {one:.2f}" in advice.text
    assert f"A second evaluator raises it to {two:.2f} for 100 hours a year." in advice.text
    silent = study(Ratings.of([], scale=(1, 2)), draws=1, rng=np.random.default_rng(1))
    assert advise(silent, Effort(30, 200)).sentences == (
        "There is no advice yet. Nothing has been scored yet.",
    )


def test_a_bootstrap_draws_submissions_and_both_intervals_cover_the_mean():
    rng = np.random.default_rng(1)
    values = rng.exponential(1, 80)
    samples = bootstrap.bootstrap(lambda weights: weights @ values / 80, 80, 4000, rng)[:, 0]
    assert samples.std() == pytest.approx(values.std() / 80**0.5, rel=0.05)
    plain = bootstrap.percentile(samples)
    leaning = bootstrap.bca(float(values.mean()), samples, values - values.mean())
    assert plain[0] is not None and leaning[0] is not None
    assert leaning[0] > plain[0]  # the mean of a skewed law is more likely too low than too high
    assert bootstrap.percentile(np.array([np.nan, np.nan, 1.0])) == (None, None)
    blocks = list(bootstrap.weights(3_000_000, 2, np.random.default_rng(1)))
    assert [block.shape for block in blocks] == [(1, 3_000_000)] * 2
    assert {block.sum() for block in blocks} == {3_000_000.0}
