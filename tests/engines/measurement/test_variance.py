"""Parts of variance and what they come to, against Brennan and lme4."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.engines.measurement import generalizability
from cairn.engines.measurement.components import EFFECTS, Design, anova, components
from cairn.engines.measurement.components.anova import Anova
from cairn.engines.measurement.ratings import Ratings
from tests.engines.measurement import published

Rows = list[tuple[dict[str, str], int]]


def analysed(design: str, rows: Rows) -> Anova:
    facets = {name: [levels[name] for levels, _ in rows] for name in rows[0][0]}
    return anova(Design.read(design), facets, [score for _, score in rows])


def items() -> Anova:
    rows = published.ITEMS.split()
    return analysed(
        "p, i, p i",
        [({"p": str(p), "i": str(i)}, int(x)) for p, row in enumerate(rows) for i, x in enumerate(row)],
    )


def nested(data: Mapping[str, tuple[str, ...]], outer: str, inner: str) -> Anova:
    return analysed(
        f"p, {outer}, {outer} {inner}, p {outer}, p {outer} {inner}",
        [
            ({"p": str(p), outer: name, inner: str(place)}, int(score))
            for name, columns in data.items()
            for place, column in enumerate(columns)
            for p, score in enumerate(column)
        ],
    )


def occasions(design: str) -> Anova:
    return analysed(
        design,
        [
            ({"p": str(p), "o": o, "i": i if "o" in design else o + i}, int(score))
            for (o, i), column in published.OCCASIONS.items()
            for p, score in enumerate(column)
        ],
    )


def parts(found: Anova) -> dict[str, float]:
    return {" ".join(effect): round(value, 4) for effect, value in found.values.items()}


def rounded(found: generalizability.Coefficients, digits: int) -> tuple[float, float]:
    return round(found.relative or 0, digits), round(found.absolute or 0, digits)


def sparse() -> Ratings:
    rows = [
        (f"s{number:02}", reading[0], f"c{place}", int(score))
        for number, readings in enumerate(published.SPARSE.replace("\n", "").split("|"))
        for reading in readings.split()
        for place, score in enumerate(reading[1:])
        if score != "-"
    ]
    return Ratings.of(rows, scale=(1, 2, 3, 4, 5))


def test_brennan_crossed_persons_by_items():
    found = items()
    assert parts(found) == published.ITEMS_PARTS
    for n, relative in published.ITEMS_RELATIVE.items():
        study = generalizability.d_study(found.design, found.values, {"i": n})
        # The figures handed down differ by one in the last digit, as rounded parts do.
        assert (study.relative, study.absolute) == pytest.approx(
            (relative, published.ITEMS_ABSOLUTE[n]), abs=1e-3
        )
    assert rounded(generalizability.g_study(found), 3) == (0.844, 0.773)


def test_brennan_crossed_with_occasions_random_and_with_items_fixed():
    found = occasions("p, i, o, p i, p o, i o, p i o")
    assert parts(found) == published.OCCASIONS_PARTS
    assert rounded(generalizability.g_study(found), 2) == (0.64, 0.55)
    assert rounded(generalizability.g_study(found, fixed=["i"]), 2) == (0.81, 0.79)


def test_brennan_items_within_persons():
    found = occasions("p, p i")
    assert parts(found) == published.WITHIN_PARTS
    assert rounded(generalizability.g_study(found), 2) == (0.71, 0.71)


def test_brennan_persons_by_raters_within_tasks():
    found = nested(published.TASKS, "t", "r")
    assert parts(found) == published.TASKS_PARTS
    assert rounded(generalizability.g_study(found), 2) == (0.55, 0.46)
    same = generalizability.d_study(found.design, found.values, {"t": 3, "r": 4})
    assert rounded(same, 6) == rounded(generalizability.g_study(found), 6)


def test_brennan_unbalanced_items_within_categories():
    found = nested(published.UNBALANCED, "h", "i")
    assert parts(found) == pytest.approx(published.UNBALANCED_PARTS, abs=2e-4)
    assert rounded(generalizability.g_study(found), 4) == (0.7157, 0.4277)


def test_a_design_that_the_data_cannot_hold_apart_is_refused_with_a_sentence():
    with pytest.raises(ValueError, match="apart"):
        analysed("p, i, p i", [({"p": "1", "i": "1"}, 3), ({"p": "2", "i": "1"}, 4)])


def test_sparse_reading_gives_the_parts_that_lme4_gives():
    found = components(sparse())
    assert found.undefined == ""
    for name, value in zip(EFFECTS, found.values, strict=True):
        assert value == pytest.approx(published.SPARSE_PARTS[name], abs=6e-5), name


def test_in_a_complete_design_reml_is_the_analysis_of_variance():
    """Brennan's set 3 with occasions as evaluators: no part is below zero, so both estimators agree."""
    rows = [
        (f"p{p}", o, i, int(x))
        for (o, i), column in published.OCCASIONS.items()
        for p, x in enumerate(column)
    ]
    found = components(Ratings.of(rows, scale=range(10)))
    order = ("p", "o", "i", "i p", "o p", "i o", "i o p")
    for value, effect in zip(found.values, order, strict=True):
        assert value == pytest.approx(published.OCCASIONS_PARTS[effect], abs=1e-4), effect


def test_a_submissions_influence_foretells_the_fit_without_it():
    ratings = sparse()
    whole = components(ratings)
    shift, influence = whole._influence
    assert np.abs(shift).max() < 1e-3
    for unit in (1, 7):
        kept = [
            (ratings.units[u], ratings.raters[r], ratings.items[i], int(x))
            for u, r, i, x in zip(ratings.unit, ratings.rater, ratings.item, ratings.score, strict=True)
            if u != unit
        ]
        without = components(Ratings.of(kept, scale=ratings.scale)).values - whole.values
        assert without == pytest.approx(-influence[unit], abs=0.012)


def test_a_submission_without_scores_changes_nothing():
    ratings = sparse()
    wider = replace(ratings, units=(*ratings.units, "s99"))
    assert components(wider).values.tolist() == components(ratings).values.tolist()
    assert components(wider).draws(5, np.random.default_rng(1)).shape == (5, 7)


def test_intervals_hold_the_estimate_and_widen_for_evaluators_when_they_are_few():
    found = components(sparse())
    estimates = found.estimates(found.draws(500, np.random.default_rng(1)))
    assert all((e.low or 0.0) <= (e.value or 0.0) <= (e.high or 0.0) for e in estimates)
    evaluator = estimates[EFFECTS.index("evaluator")]
    assert (evaluator.high or 0) > 4 * (evaluator.value or 0)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "no_data"),
        ([("s", "a", "c", 1), ("t", "a", "c", 2)], "one_rater"),
        ([("s", "a", "c", 1), ("t", "b", "c", 2)], "no_pairs"),
        ([("s", "a", "c", 2), ("s", "b", "c", 2)], "no_variance"),
    ],
)
def test_where_nothing_can_be_known_the_answer_says_why(rows, reason):
    found = components(Ratings.of(rows, scale=(1, 2, 3)))
    study = generalizability.study(Ratings.of(rows, scale=(1, 2, 3)), draws=10, rng=np.random.default_rng(1))
    assert (found.undefined, study.undefined, study.contour) == (reason, reason, ())
    assert {part.undefined for part in study.parts} == {reason}


@given(st.lists(st.floats(0, 2), min_size=7, max_size=7), st.integers(1, 4), st.integers(1, 6))
def test_another_evaluator_or_criterion_never_lowers_dependability(values, evaluators, criteria):
    variances = np.array([values])
    here, reader, criterion = (
        generalizability.absolute_of(variances, evaluators + e, criteria + c)[0]
        for e, c in ((0, 0), (1, 0), (0, 1))
    )
    relative = generalizability.relative_of(variances, evaluators, criteria)[0]
    assert np.isnan(here) or (
        here <= reader + 1e-12 and here <= criterion + 1e-12 and here <= relative + 1e-12
    )
