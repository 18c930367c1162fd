"""What a slot asks of a whole log: each refusal says what is missing, and doing what it says is enough."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.domain.evidence.conditions import RULES, asked, days_in, fault, minutes_in, places_in, unmet

FIRST = date(2026, 3, 2)


@dataclass(frozen=True, slots=True)
class Visit:
    minutes: int = 45
    place: str = "A library"
    made_on: date | None = FIRST


visits = st.builds(
    Visit,
    minutes=st.integers(0, 90),
    place=st.sampled_from(["", "A library", "a  LIBRARY", "A lab", "A garden"]),
    made_on=st.none() | st.integers(0, 3).map(lambda days: FIRST + timedelta(days=days)),
)
logs = st.lists(visits, max_size=6)
small = st.integers(1, 5)


@given(logs, small, st.integers(1, 90))
def test_visits_are_enough_exactly_when_so_many_last_so_long(log: list[Visit], count: int, long: int) -> None:
    condition = {"rule": "visits", "count": count, "minutes": long}
    assert (fault(condition, log) == "") == (len([each for each in log if each.minutes >= long]) >= count)


@given(logs, st.integers(2, 5))
def test_places_and_days_are_counted_once_however_they_are_written(log: list[Visit], count: int) -> None:
    there = {each.place.lower().replace("  ", " ") for each in log} - {""}
    when = {each.made_on for each in log} - {None}
    assert (places_in(log), days_in(log)) == (len(there), len(when))
    assert (fault({"rule": "places", "count": count}, log) == "") == (len(there) >= count)
    assert (fault({"rule": "days", "count": count}, log) == "") == (len(when) >= count)


@given(logs, st.integers(1, 400))
def test_minutes_are_added_up(log: list[Visit], wanted: int) -> None:
    assert (fault({"rule": "total_minutes", "minutes": wanted}, log) == "") == (minutes_in(log) >= wanted)


@given(logs, visits)
def test_another_visit_never_unmakes_a_condition(log: list[Visit], more: Visit) -> None:
    conditions = [
        {"rule": "visits", "count": 2, "minutes": 40},
        {"rule": "places", "count": 2},
        {"rule": "total_minutes", "minutes": 90},
        {"rule": "days", "count": 2},
    ]
    assert {code for code, _ in unmet(conditions, [*log, more])} <= {
        code for code, _ in unmet(conditions, log)
    }


@pytest.mark.parametrize(
    ("condition", "log", "sentence"),
    [
        (
            {"rule": "visits", "count": 2, "minutes": 40},
            [Visit(45), Visit(30)],
            "1 of 2 visits lasts at least 40 minutes. Add one more.",
        ),
        (
            {"rule": "visits", "count": 3, "minutes": 1},
            [Visit(0)],
            "0 of 3 visits last at least 1 minute. Add 3 more.",
        ),
        (
            {"rule": "places", "count": 2},
            [Visit(), Visit()],
            "Your entries are from 1 place; 2 are asked for. Add an entry from another place.",
        ),
        (
            {"rule": "total_minutes", "minutes": 120},
            [Visit(45), Visit(30)],
            "Your entries come to 75 minutes of 120. Add 45 minutes more.",
        ),
        (
            {"rule": "days", "count": 4},
            [Visit(), Visit(made_on=None)],
            "Your entries are from 1 day; 4 are asked for. Add an entry from 3 other days.",
        ),
    ],
)
def test_a_sentence_says_what_is_missing_and_what_to_add(
    condition: dict[str, Any], log: list[Visit], sentence: str
) -> None:
    assert fault(condition, log) == sentence


def test_each_condition_is_asked_for_in_words() -> None:
    conditions = [
        {"rule": "visits", "count": 2, "minutes": 40},
        {"rule": "visits", "count": 1, "minutes": 1},
        {"rule": "places", "count": 2},
        {"rule": "total_minutes", "minutes": 120},
        {"rule": "days", "count": 3},
    ]
    assert [asked(each) for each in conditions] == [
        "At least 2 visits of at least 40 minutes each",
        "At least 1 visit of at least 1 minute",
        "In at least 2 different places",
        "At least 120 minutes in all",
        "On at least 3 different days",
    ]
    assert {each["rule"] for each in conditions} == RULES
