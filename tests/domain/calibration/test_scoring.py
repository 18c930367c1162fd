"""How experts' ranks become a key, and when a try at the gate is passed."""

from __future__ import annotations

from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.domain.calibration.agreeing import agreed_rank, spread
from cairn.domain.calibration.rules import Rules, departures, rules_in
from cairn.domain.calibration.scoring import Judgment, result_of
from cairn.engines.measurement.within_group import average_deviation

SCALE = (1, 2, 3, 4)


@given(st.lists(st.sampled_from(SCALE), min_size=3, max_size=9))
def test_the_spread_is_the_average_deviation_of_the_measurement_engine(ranks: list[int]) -> None:
    value = average_deviation(np.array([ranks], dtype=float), SCALE).value
    assert value is not None
    assert spread(ranks) == ceil(100 * value - 1e-6)


@pytest.mark.parametrize(
    ("ranks", "key", "agreed"),
    [
        ([2, 3, 3], 3, True),
        ([2, 3, 4], 3, True),
        ([2, 2, 4], 2, False),
        ([1, 2], 1, True),
        ([1, 1, 1, 4], 1, False),
    ],
)
def test_the_key_is_the_lower_median_where_experts_are_close(
    ranks: list[int], key: int, agreed: bool
) -> None:
    assert (agreed_rank(ranks), spread(ranks) <= Rules().anchor_spread) == (key, agreed)


def tried(*, exact: int, wide: int = 0, awards: int = 10) -> bool:
    """A try at ten anchors of four criteria: so many judgments just as the experts', so many two levels off."""
    near = 40 - exact - wide
    gaps = [0] * exact + [2] * wide + [1] * near
    judgments = [Judgment(f"Criterion {number % 4}", 1 + gap, 1) for number, gap in enumerate(gaps)]
    results = [(True, True)] * awards + [(True, False)] * (10 - awards)
    return result_of(judgments, results, Rules()).passed


def test_the_gate_is_passed_at_its_thresholds_and_not_below() -> None:
    assert (tried(exact=30), tried(exact=29)) == (True, False)
    assert (tried(exact=40, awards=8), tried(exact=40, awards=7)) == (True, False)
    assert (tried(exact=38, wide=2), tried(exact=37, wide=3)) == (True, False)


def test_what_to_practice_is_said_in_words() -> None:
    judgments = [Judgment("Wait time", 3, 2), Judgment("Wait time", 4, 2), Judgment("Talk", 2, 2)]
    assert result_of(judgments, [(True, False), (True, True)], Rules()).advice == (
        "You rated higher than the experts 2 times. Ask of each rating: what in the evidence shows it?",
        "Practice “Wait time”: 2 of 2 ratings differ from the experts'.",
        "In 1 of 2 anchors your result was not the experts'. Reread the pass level.",
    )


def test_only_what_departs_from_the_default_is_told() -> None:
    assert departures(rules_in({"anchors": 12, "seeds": 10, "unheard_of": 1})) == {"anchors": 12}
