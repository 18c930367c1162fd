"""Charts against Montgomery and their own theory; Mantel-Haenszel against Berkeley and R."""

from __future__ import annotations

import numpy as np
import pytest

from cairn.engines.measurement import drift, fairness
from cairn.engines.measurement.ratings import Ratings
from tests.engines.measurement import published


def test_montgomerys_cusum_sounds_at_29_and_dates_the_shift_to_23():
    found = drift.cusum(np.array(published.MONTGOMERY) - 10, h=5)
    assert found.upper.round(2).tolist() == published.MONTGOMERY_UPPER
    assert found.runs_upper[28] == 7
    assert found.alarm == (28, True, 22)
    assert drift.change_point(np.array(published.MONTGOMERY) - 10, 28) == 22


def test_the_moving_average_follows_its_formula_and_sounds_on_the_same_shift():
    z = np.array(published.MONTGOMERY) - 10
    found = drift.ewma(z)
    weights = 0.1 * 0.9 ** np.arange(29, -1, -1)
    assert found.average[-1] == pytest.approx(float(weights @ z))
    assert found.limits[-1] == pytest.approx(2.7 * (0.1 / 1.9) ** 0.5, abs=1e-3)
    assert found.alarm is not None
    assert (found.alarm.place, found.alarm.upward) == (28, True)


@pytest.mark.parametrize(("shift", "length"), [(0, 167.7), (0.5, 26.6), (1, 8.38)])
def test_average_run_lengths_are_those_in_print(shift, length):
    """Montgomery (2009), table 9.3, h = 4: 168, 26.6, 8.38."""
    assert drift.run_length(shift) == pytest.approx(length, abs=0.05)
    assert drift.siegmund(shift) == pytest.approx(length, rel=0.02)


def test_the_chance_of_an_alarm_adds_up_to_the_run_length():
    quiet = [1 - drift.alarm_chance(n, 1.0, sided=1) for n in range(80)]
    assert sum(quiet) == pytest.approx(drift.run_length(1.0, sided=1), abs=1e-3)


def test_all_runs_at_once_sound_where_each_alone_does():
    z = np.random.default_rng(3).normal(0.4, 1, (20, 60))
    up, down = drift.first_alarms(z)
    for row, upward, downward in zip(z, up, down, strict=True):
        alarm = drift.cusum(row).alarm
        first = min((place for place in (upward, downward) if place >= 0), default=-1)
        assert (alarm.place if alarm else -1) == first


def test_under_ten_monitored_readings_nobody_drifts():
    readings = [drift.Monitored("eva", "seed", r) for r in (0, 1, 0, 1, 5, 6, 5, 6, 5)]
    (few,) = drift.strips(readings)
    assert (few.undefined, few.alarm, few.drifts, few.beyond) == ("too_few", None, "", ())
    (enough,) = drift.strips([*readings, drift.Monitored("eva", "seed", 6.0)])
    assert (enough.undefined, enough.drifts, enough.changed) == ("", "lenient", 4)


def test_a_severe_evaluator_does_not_drift_and_a_shift_that_passed_is_no_drift():
    rng = np.random.default_rng(6)
    steady = rng.normal(-2, 1, 60)
    passing = steady + np.where((np.arange(60) >= 30) & (np.arange(60) < 34), 2.5, 0)
    lasting = steady + np.where(np.arange(60) >= 30, 2.5, 0)
    told = drift.strips(
        [
            drift.Monitored(name, "pair", float(r))
            for name, series in (("lasting", lasting), ("passing", passing), ("steady", steady))
            for r in series
        ]
    )
    assert [(s.evaluator, s.drifts, bool(s.alarms)) for s in told] == [
        ("lasting", "lenient", True),
        ("passing", "", True),
        ("steady", "", False),
    ]
    assert abs((told[0].changed or 0) - 30) <= 1
    assert told[0].shift == pytest.approx(2.5, abs=0.6)


def test_berkeley_as_r_has_it():
    found = fairness.mantel_haenszel(np.array(published.BERKELEY))
    odds = (found.odds.value, found.odds.low, found.odds.high)
    assert tuple(round(each or 0, 7) for each in odds) == published.BERKELEY_ODDS
    assert round(found.chi_squared or 0, 4) == published.BERKELEY_CHI_SQUARED
    assert round(found.p or 0, 4) == published.BERKELEY_P
    assert (round(found.delta.value or 0, 3), found.ets) == (0.235, "A")


@pytest.mark.parametrize(
    ("delta", "se", "p", "ets"),
    [
        (0.9, 0.1, 0.001, "A"),
        (-2.0, 0.9, 0.06, "A"),
        (-1.2, 0.1, 0.001, "B"),
        (1.6, 0.5, 0.01, "B"),
        (1.6, 0.2, 0.01, "C"),
        (-3.0, 0.4, 0.001, "C"),
    ],
)
def test_ets_classes_need_size_and_certainty(delta, se, p, ets):
    assert fairness.ets_class(delta, se, p) == ets


def test_few_people_are_insufficient_data_and_never_no_bias():
    rows = [(f"s{n:03}", "eva", c, 1 + (n + k) % 4) for n in range(198) for k, c in enumerate(("a", "b"))]
    groups = {f"s{n:03}": "yes" if n % 2 else "no" for n in range(198)}
    ratings = Ratings.of(rows, scale=(1, 2, 3, 4))
    found = fairness.by_criterion(ratings, groups, {"a": 3, "b": 3})
    assert {each.sizes for each in found} == {(99, 99)}
    assert {(each.test.odds.undefined, each.test.ets, each.test.p) for each in found} == {
        ("too_few", "", None)
    }
    assert fairness.by_criterion(ratings, {"s000": "yes"}, {"a": 3, "b": 3}) == ()


def test_power_grows_with_people_and_with_the_gap():
    table = [[fairness.power(n // 2, n // 2, odds) for odds in (1.5, 3.0)] for n in (50, 200, 400)]
    assert np.diff(table, axis=0).min() > 0
    assert np.diff(table, axis=1).min() > 0
    assert fairness.power(200, 200, 1.0) == pytest.approx(0.05, abs=1e-3)


def test_an_evaluator_who_favors_one_group_is_told_from_one_who_is_merely_lenient():
    rng = np.random.default_rng(5)
    rows = []
    for n in range(120):
        level = int(rng.integers(1, 4))
        focal = n % 2 == 1
        rows += [(f"s{n:03}", "fair", "c", level), (f"s{n:03}", "partial", "c", level + focal)]
    groups = {f"s{n:03}": "focal" if n % 2 else "reference" for n in range(120)}
    ratings = Ratings.of(rows, scale=(1, 2, 3, 4))
    found = fairness.by_evaluator(ratings, groups, reference="reference", focal="focal")
    assert [(e.name, e.value) for e in found] == [("fair", -1.0), ("partial", 1.0)]
