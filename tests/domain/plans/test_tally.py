"""Counting votes: who wins, when it is decided, and that the order of votes does not matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.domain.plans.money import dollars
from cairn.domain.plans.tally import ACCEPT, CHANGE, DECLINE, Tally

NUMBERS = st.integers(0, 12)


def tally(yes: int, no: int, changes: int, seats: int = 10, quorum: int = 6, majority: int = 50) -> Tally:
    return Tally(yes, no, changes, seats, quorum, majority)


@pytest.mark.parametrize(
    ("votes", "move"),
    [
        ((6, 0, 0), ACCEPT),  # the other four cannot change it
        ((5, 0, 0), ""),
        ((5, 5, 0), DECLINE),
        ((5, 2, 3), CHANGE),
        ((5, 3, 2), DECLINE),
        ((0, 9, 0), ""),  # nobody closed it, and one may still speak
        ((0, 10, 0), DECLINE),
        ((0, 0, 0), ""),
    ],
)
def test_a_panel_of_ten_decides_by_more_than_half(votes, move):
    assert tally(*votes).by_itself == move


@pytest.mark.parametrize(("yes", "move"), [(6, DECLINE), (7, ACCEPT)])
def test_two_thirds_ask_for_more(yes, move):
    assert tally(yes, 10 - yes, 0, majority=66).outcome == move


def test_a_panel_smaller_than_its_quorum_decides_when_all_have_voted():
    assert [tally(yes, 0, 0, seats=2).by_itself for yes in (1, 2)] == ["", ACCEPT]


def test_an_empty_panel_decides_nothing():
    assert (tally(0, 0, 0, seats=0).reached, tally(0, 0, 0, seats=0).by_itself) == (False, "")


@given(NUMBERS, NUMBERS, NUMBERS, st.integers(1, 12), st.integers(50, 99))
def test_what_is_decided_early_is_what_the_whole_panel_would_decide(yes, no, changes, quorum, majority):
    seats = yes + no + changes + 3
    early = Tally(yes, no, changes, seats, quorum, majority).by_itself
    others = [
        Tally(yes + y, no + n, changes + 3 - y - n, seats, quorum, majority)
        for y in range(4)
        for n in range(4 - y)
    ]
    assert early == "" or {each.by_itself for each in others} == {early}


@given(NUMBERS, NUMBERS, NUMBERS, st.integers(50, 99))
def test_more_yes_never_turns_a_yes_into_a_no(yes, no, changes, majority):
    now, more = (Tally(yes + plus, no, changes, 40, 1, majority).outcome for plus in (0, 1))
    assert now != ACCEPT or more == ACCEPT


@pytest.mark.parametrize(
    ("cents", "words"), [(0, "$0"), (10_000, "$100"), (123_456, "$1,234.56"), (5, "$0.05")]
)
def test_sums_are_said_in_dollars(cents, words):
    assert dollars(cents) == words
