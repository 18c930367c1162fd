"""From sheets to one answer: the order of readers never counts, and only a real difference is disputed."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.domain.evaluation.combining import combine, passes

KEYS = ("structure", "skills", "voice")
Sheet = dict[str, int]
sheet = st.fixed_dictionaries({key: st.integers(1, 5) for key in KEYS})
sheets = st.lists(sheet, min_size=1, max_size=5)
passing = st.integers(2, 5)


def differ(given_: list[int], bar: int) -> bool:
    return len({rank >= bar for rank in given_}) == 2


@given(sheets, passing, st.randoms(use_true_random=False))
def test_the_order_of_the_sheets_does_not_matter(many: list[Sheet], bar: int, dice: Random) -> None:
    shuffled = list(many)
    dice.shuffle(shuffled)
    one, other = combine(shuffled, passing=bar), combine(many, passing=bar)
    assert (one.ranks, set(one.disputed)) == (other.ranks, set(other.disputed))


@given(sheets, passing)
def test_exactly_those_criteria_are_disputed_on_whose_being_met_the_readers_differ(
    many: list[Sheet], bar: int
) -> None:
    combined = combine(many, passing=bar)
    assert set(combined.disputed) == {key for key in KEYS if differ([each[key] for each in many], bar)}
    assert set(combined.ranks) == set(KEYS) - set(combined.disputed)


@given(sheets, passing)
def test_what_is_agreed_was_given_by_a_reader_and_keeps_its_side_of_the_bar(
    many: list[Sheet], bar: int
) -> None:
    for key, rank in combine(many, passing=bar).ranks.items():
        assert rank in {each[key] for each in many}
        assert {each[key] >= bar for each in many} == {rank >= bar}


@given(sheets, passing, sheet)
def test_an_adjudication_decides_what_is_disputed_and_nothing_else(
    many: list[Sheet], bar: int, ruling: Sheet
) -> None:
    before, after = combine(many, passing=bar), combine(many, passing=bar, adjudicated=ruling)
    assert after.disputed == ()
    assert after.ranks == {**before.ranks, **{key: ruling[key] for key in before.disputed}}


@given(sheet, passing)
def test_a_single_reader_is_taken_at_her_word(only: Sheet, bar: int) -> None:
    assert combine([only], passing=bar).ranks == only


@pytest.mark.parametrize(
    ("ranks", "agreed"), [((3, 4), 3), ((4, 3), 3), ((3, 3, 4), 3), ((3, 4, 4), 4), ((1, 2), 1)]
)
def test_feedback_never_claims_more_than_the_middle_reader_saw(ranks: tuple[int, ...], agreed: int) -> None:
    assert combine([{"voice": rank} for rank in ranks], passing=3).ranks == {"voice": agreed}


def rubric(**rule: object) -> dict[str, object]:
    return {"criteria": [{"key": key} for key in KEYS], **({"rule": rule} if rule else {})}


@pytest.mark.parametrize(
    ("asked", "met", "enough"),
    [
        (rubric(), KEYS, True),
        (rubric(), KEYS[:2], False),
        (rubric(rule="all"), KEYS, True),
        (rubric(rule="all"), KEYS[1:], False),
        (rubric(rule="count", count=2, required=[]), ["structure", "voice"], True),
        (rubric(rule="count", count=2, required=[]), ["voice"], False),
        (rubric(rule="count", count=2, required=["skills"]), ["structure", "voice"], False),
        (rubric(rule="count", count=2, required=["skills"]), ["skills", "voice"], True),
        (rubric(rule="count", count=2, required=[]), ["skills", "charm"], False),
    ],
)
def test_a_rule_says_how_many_criteria_must_be_met_and_which_in_any_case(
    asked: dict[str, object], met: list[str], enough: bool
) -> None:
    assert passes(asked, met) is enough
