"""From sheets to one answer: the order of readers never counts, and only a real difference is disputed."""

from __future__ import annotations

from collections.abc import Collection
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


def every(keys: Collection[str]) -> bool:
    """The usual rule: all criteria are asked for."""
    return set(keys) == set(KEYS)


def met(sheet_: Sheet, bar: int) -> set[str]:
    return {key for key, rank in sheet_.items() if rank >= bar}


@given(sheets, passing, st.randoms(use_true_random=False))
def test_the_order_of_the_sheets_does_not_matter(many: list[Sheet], bar: int, dice: Random) -> None:
    shuffled = list(many)
    dice.shuffle(shuffled)
    one, other = (combine(each, passing=bar, enough=every) for each in (many, shuffled))
    assert (one.ranks, set(one.disputed), one.by_lead) == (other.ranks, set(other.disputed), other.by_lead)


@given(sheet, sheet, passing, st.integers(1, 4))
def test_two_readers_dispute_what_changes_the_result_and_what_they_see_far_apart(
    one: Sheet, other: Sheet, bar: int, apart: int
) -> None:
    combined = combine([one, other], passing=bar, enough=every, apart=apart)
    unlike = met(one, bar) ^ met(other, bar)
    far = {key for key in KEYS if abs(one[key] - other[key]) >= apart}
    assert set(combined.disputed) == unlike | far
    both_deny = not every(met(one, bar)) and not every(met(other, bar))
    assert combined.by_lead == (both_deny and bool(combined.disputed))


@given(st.lists(sheet, min_size=1, max_size=5).filter(lambda many: len(many) % 2 == 1), passing)
def test_among_an_odd_number_the_majority_decides_and_nothing_is_disputed(
    many: list[Sheet], bar: int
) -> None:
    combined = combine(many, passing=bar, enough=every)
    assert combined.disputed == ()
    for key, rank in combined.ranks.items():
        assert rank in {each[key] for each in many}
        assert (rank >= bar) == (2 * sum(each[key] >= bar for each in many) > len(many))


@given(sheet, sheet, sheet, passing)
def test_a_third_reading_decides_what_is_disputed_and_nothing_else(
    one: Sheet, other: Sheet, ruling: Sheet, bar: int
) -> None:
    before = combine([one, other], passing=bar, enough=every)
    third = {key: ruling[key] for key in before.disputed}
    after = combine([one, other], deciding=[third], passing=bar, enough=every)
    assert after.disputed == ()
    assert {key: after.ranks[key] for key in before.ranks} == before.ranks
    middle = {key: sorted([one[key], other[key], third[key]])[1] for key in third}
    assert {key: after.ranks[key] for key in third} == middle


def test_a_panel_that_is_split_is_settled_by_a_lead_and_two_who_would_both_award_settle_nothing() -> None:
    split = [{"voice": 3}, {"voice": 2}, {"voice": 3}, {"voice": 2}]
    told = combine(split, passing=3, enough=lambda keys: bool(keys), panel=True)
    assert (told.disputed, told.by_lead) == (("voice",), True)
    one, other = {"voice": 3, "skills": 2}, {"voice": 3, "skills": 3}
    either = combine([one, other], passing=3, enough=lambda keys: bool(keys))
    assert either.ranks == {"voice": 3, "skills": 2}


@given(sheet, passing)
def test_a_single_reader_is_taken_at_her_word(only: Sheet, bar: int) -> None:
    assert combine([only], passing=bar, enough=every).ranks == only


@pytest.mark.parametrize(
    ("ranks", "agreed"), [((3, 4), 3), ((4, 3), 3), ((3, 3, 4), 3), ((3, 4, 4), 4), ((1, 2), 1)]
)
def test_feedback_never_claims_more_than_the_middle_reader_saw(ranks: tuple[int, ...], agreed: int) -> None:
    sheets_ = [{"voice": rank} for rank in ranks]
    assert combine(sheets_, passing=3, enough=lambda keys: bool(keys)).ranks == {"voice": agreed}


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
