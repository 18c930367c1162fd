"""What holds for every statistic of agreement, whatever the scores."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.engines.measurement import agreement, gwet, icc, kappa, krippendorff
from cairn.engines.measurement.estimates import SENTENCES, Estimate
from cairn.engines.measurement.ratings import Ratings
from cairn.engines.measurement.registry import Scores
from cairn.engines.measurement.registry.agreement import ROWS

SCALE = (1, 2, 3, 4)
Row = tuple[str, str, str, int]

# The variance components of sparse correlations are too slow to be asked often; they have a test of their own.
ASKED = [row for row in ROWS if not row.name.startswith("icc")]
few = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def sparse(draw: st.DrawFn) -> list[Row]:
    """Scores of up to six submissions by up to four evaluators on up to three criteria, any of them missing."""
    units, raters, items = draw(st.integers(1, 6)), draw(st.integers(1, 4)), draw(st.integers(1, 3))
    levels = draw(st.integers(1, 4))
    places = list(product(range(units), range(raters), range(items)))
    scores = draw(st.lists(st.integers(0, levels), min_size=len(places), max_size=len(places)))
    return [
        (f"s{unit}", f"e{rater}", f"c{item}", score)
        for (unit, rater, item), score in zip(places, scores, strict=True)
        if score
    ]


def chosen(row: Any) -> dict[str, Any]:
    """The defaults of a row's options, with few draws and level 3 as the cut."""
    return {option.name: option.default for option in row.options} | {
        name: value
        for name, value in {"draws": 20, "cut": 3}.items()
        if name in {option.name for option in row.options}
    }


def estimates(result: Any, path: str = "") -> Iterator[tuple[str, Estimate]]:
    if isinstance(result, Estimate):
        yield path, result
    else:
        for name, each in result.items():
            yield from estimates(each, f"{path}/{name}")


def computed(row: Any, rows: list[Row]) -> dict[str, Estimate]:
    return dict(estimates(row.run(Scores(Ratings.of(rows, scale=SCALE), {}), chosen(row))))


def is_sound(found: Estimate) -> bool:
    """A finite value or a known reason, ends in order, and a sentence for every key."""
    numbers = [number for number in (found.value, found.low, found.high, found.se) if number is not None]
    known = {*found.cautions, found.undefined} <= {*SENTENCES, ""}
    ordered = found.low is None or (found.high is not None and found.low <= found.high)
    return (
        bool(np.isfinite(numbers).all())
        and known
        and ordered
        and (found.value is None) == bool(found.undefined)
    )


@few
@given(rows=sparse())
def test_no_scores_are_too_few_or_too_equal_for_an_answer(rows):
    unsound = [
        (row.name, path, found)
        for row in ASKED
        for path, found in computed(row, rows).items()
        if not is_sound(found)
    ]
    assert unsound == []


@settings(few, max_examples=6)
@given(rows=sparse())
def test_correlations_have_an_answer_for_whatever_scores(rows):
    [row] = [row for row in ROWS if row.name == "icc-all"]
    unsound = [(path, found) for path, found in computed(row, rows).items() if not is_sound(found)]
    assert unsound == []


@few
@given(rows=sparse(), shuffle=st.randoms(use_true_random=False))
def test_who_is_called_what_changes_nothing(rows, shuffle):
    def renamed(place: int) -> dict[str, str]:
        old = sorted({str(row[place]) for row in rows})
        return dict(
            zip(
                old, shuffle.sample([f"{chr(97 + place)}{n}" for n in range(len(old))], len(old)), strict=True
            )
        )

    units, raters = renamed(0), renamed(1)
    other = [(units[unit], raters[rater], item, score) for unit, rater, item, score in rows]
    shuffle.shuffle(other)
    differing = []
    for row in ASKED:
        after = computed(row, other)
        for path, found in computed(row, rows).items():
            same = (found.value is None) == (after[path].value is None)
            if not same or abs((found.value or 0) - (after[path].value or 0)) > 1e-6:
                differing.append((row.name, path, found, after[path]))
    assert differing == []


@few
@given(levels=st.lists(st.sampled_from(SCALE), min_size=3, max_size=8), raters=st.integers(2, 4))
def test_perfect_agreement_is_one_or_has_no_variance(levels, raters):
    table = np.repeat(np.array(levels, float)[:, None], raters, axis=1)
    found = [
        agreement.exact(table, SCALE),
        kappa.cohen(table, SCALE),
        kappa.cohen(table, SCALE, weight="quadratic"),
        kappa.fleiss(table, SCALE),
        gwet.ac(table, SCALE),
        krippendorff.alpha(table, SCALE),
        *(icc.icc(table, form=form) for form in icc.FORMS),
    ]
    assert {round(each.value, 9) if each.value is not None else each.undefined for each in found} <= {
        1,
        "no_variance",
    }
    varied = len(set(levels)) > 1
    assert [each.undefined for each in found if each.undefined] == ([] if varied else ["no_variance"] * 10)


def test_scores_of_one_submission_count_together():
    # Four criteria that are always scored alike tell no more about the evaluators than one of them.
    rng = np.random.default_rng(5)
    once = np.clip(rng.integers(1, 5, (60, 1)) + rng.integers(-1, 2, (60, 2)), 1, 4).astype(float)
    fourfold, units = np.tile(once, (4, 1)), np.tile(np.arange(60), 4)
    alone, together = agreement.exact(once, SCALE), agreement.exact(fourfold, SCALE, units=units)
    assert together.n == 60
    assert [together.low, together.high] == pytest.approx([alone.low, alone.high])
    assert kappa.cohen(fourfold, SCALE, units=units).se == pytest.approx(kappa.cohen(once, SCALE).se)
    assert gwet.ac(fourfold, SCALE, units=units).se == pytest.approx(gwet.ac(once, SCALE).se)

    def width(table: Any, units: Any) -> float:
        found = krippendorff.alpha(table, SCALE, units=units, rng=np.random.default_rng(1), draws=4000)
        return (found.high or 0) - (found.low or 0)

    assert width(fourfold, units) / width(once, None) == pytest.approx(1.0, abs=0.05)
    assert width(fourfold, None) / width(once, None) == pytest.approx(0.5, abs=0.05)


def test_pairs_without_order_have_the_kappa_of_fleiss():
    rng = np.random.default_rng(6)
    table = np.full((40, 3), np.nan)
    for row in table:
        row[rng.choice(3, 2, replace=False)] = rng.integers(1, 5, 2)
    assert kappa.cohen(table, SCALE).value == pytest.approx(kappa.fleiss(table, SCALE).value)


def test_below_its_minimum_a_figure_has_no_label_and_pages_stay_silent():
    rng = np.random.default_rng(7)
    table = np.repeat(rng.integers(1, 5, (30, 1)), 2, axis=1).astype(float)
    table[0, 0] = 5 - table[0, 0]
    enough, few = krippendorff.alpha(table, SCALE), krippendorff.alpha(table[:29], SCALE)
    assert (enough.band, "below_minimum" in enough.cautions, enough.enough) == ("reliable", False, True)
    assert (few.band, few.cautions[0], few.enough) == ("", "below_minimum", False)
    assert (few.withheld().value, few.withheld().undefined, enough.withheld()) == (None, "too_few", enough)


def test_numbers_that_are_none_never_leave():
    lost = Estimate("lost", float("nan"), 0.0, 1.0, 3)
    half = Estimate("half", np.float64(0.5), 0.1, float("inf"), 3)
    assert (lost.value, lost.low, lost.undefined) == (None, None, "not_defined")
    assert (half.value, half.low, half.high, type(half.value)) == (0.5, None, None, float)


def test_scores_are_kept_by_submission_evaluator_and_criterion():
    rows = [
        ("s2", "e1", "c", 3),
        ("s1", "e2", "c", 2),
        ("s1", "e1", "c", 1),
        ("s1", "e3", "c", 4),
        ("s2", "e1", "d", 4),
    ]
    ratings = Ratings.of(rows, scale=SCALE)
    assert np.array_equal(ratings.table("c"), np.array([[1, 2, 4], [3, np.nan, np.nan]]), equal_nan=True)
    assert np.array_equal(ratings.profile(), np.array([[7 / 3, np.nan], [3, 4]]), equal_nan=True)
    assert (ratings.double_read, len(ratings), ratings.pooled()[1].tolist()) == (1, 5, [0, 1, 0, 1])
    pairs = ratings.pairs("c")
    told = set(
        zip(
            pairs.left_rater.tolist(),
            pairs.right_rater.tolist(),
            pairs.left.tolist(),
            pairs.right.tolist(),
            strict=True,
        )
    )
    assert told == {(0, 1, 1, 2), (0, 2, 1, 4), (1, 2, 2, 4)}


@pytest.mark.parametrize(
    ("rows", "scale", "sentence"),
    [
        ([("s", "e", "c", 5)], SCALE, "5 is not on the scale [1, 2, 3, 4] (submission s, criterion c)."),
        ([("s", "e", "c", 1), ("s", "e", "c", 2)], SCALE, "e scored criterion c of submission s twice."),
        ([], (2, 1), "The scale must list its ranks once each, in rising order."),
    ],
)
def test_scores_that_cannot_be_are_refused(rows, scale, sentence):
    with pytest.raises(ValueError) as refused:
        Ratings.of(rows, scale=scale)
    assert str(refused.value) == sentence
