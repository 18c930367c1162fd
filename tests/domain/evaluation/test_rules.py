"""The rules of judging: defaults, what a document sets otherwise, and which rounds are read twice."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.domain.catalog.document import blank, canonical, problems
from cairn.domain.catalog.document_judging import JUDGING, Number
from cairn.domain.catalog.exchange.reading import from_yaml
from cairn.domain.catalog.exchange.spreadsheet_in import from_spreadsheet
from cairn.domain.catalog.exchange.spreadsheet_out import to_spreadsheet
from cairn.domain.catalog.exchange.writing import to_yaml
from cairn.domain.evaluation.calendars import after
from cairn.domain.evaluation.doubling import drawn, near_cut, reasons
from cairn.domain.evaluation.rules import DEFAULT, Rules, departures, rules_in

SEED = UUID("8f14e45f-ceea-467f-9a0b-0c1d2e3f4a5b")


def test_every_rule_can_be_set_in_a_document_and_every_default_lies_within_its_bounds() -> None:
    assert {field.name for field in fields(Rules)} - {"readings"} == set(JUDGING)
    for name, setting in JUDGING.items():
        if isinstance(setting, Number):
            assert setting.least <= getattr(DEFAULT, name) <= setting.most


def test_a_document_that_says_nothing_is_judged_by_the_defaults_and_keeps_its_bytes() -> None:
    document = blank("wait-time", "Wait Time")
    assert (rules_in(document), departures(rules_in(document))) == (DEFAULT, ())
    assert "judging" not in canonical(from_yaml(to_yaml(document)))


def test_what_a_document_sets_survives_its_files_and_is_told_as_a_departure() -> None:
    document = blank("wait-time", "Wait Time") | {"judging": {"launch": 10, "near_cut": False}, "readings": 2}
    for brought in (from_yaml(to_yaml(document)), from_spreadsheet(to_spreadsheet(document))):
        assert brought["judging"] == document["judging"]
    rules = rules_in(document)
    assert (rules.readings, rules.launch, rules.near_cut) == (2, 10, False)
    told = [(each.name, each.usual, each.value) for each in departures(rules)]
    assert told == [("launch", 50, 10), ("near_cut", True, False)]


def test_unknown_settings_and_values_out_of_bounds_hinder_publishing() -> None:
    document = blank("k", "T") | {"judging": {"launch": -1, "near_cut": 3, "charm": 1}}
    found = [(each.path, each.code) for each in problems(document) if each.path.startswith("judging")]
    assert sorted(found) == [
        ("judging.charm", "unknown_key"),
        ("judging.launch", "out_of_range"),
        ("judging.near_cut", "wrong_type"),
    ]


@pytest.mark.parametrize(
    ("rules", "number", "launching", "lot", "asked"),
    [
        (Rules(), 1, True, False, ("first", "launch")),
        (Rules(), 1, False, False, ("first",)),
        (Rules(), 1, False, True, ("first", "random")),
        (Rules(), 2, False, False, ("first",)),
        (Rules(), 2, False, True, ("first", "random")),
        (Rules(), 3, False, True, ("first", "resubmission")),
        (Rules(readings=2), 1, False, False, ("first", "random")),
        (Rules(readings=3), 1, True, False, ("first", "launch", "launch")),
        (Rules(panel=3), 1, True, True, ("panel", "panel", "panel")),
    ],
)
def test_each_reading_has_its_reason_when_work_is_submitted(
    rules: Rules, number: int, launching: bool, lot: bool, asked: tuple[str, ...]
) -> None:
    assert reasons(rules, number=number, launching=launching, lot=lot) == asked


def test_a_draw_can_be_repeated_and_takes_about_as_many_as_it_says() -> None:
    rounds = [uuid5(SEED, str(number)) for number in range(4000)]
    taken = [each for each in rounds if drawn(SEED, each, percent=20)]
    assert taken == [each for each in rounds if drawn(SEED, each, percent=20)]
    # Four standard deviations of a binomial of 4,000 at one in five.
    assert abs(len(taken) - 800) < 4 * (4000 * 0.2 * 0.8) ** 0.5
    assert not any(drawn(SEED, each, percent=0) for each in rounds)
    assert all(drawn(SEED, each, percent=100) for each in rounds)


RUBRIC = {"criteria": [{"key": key} for key in "abcd"]}


@pytest.mark.parametrize(
    ("ranks", "met", "close"),
    [
        ({"a": 4, "b": 4, "c": 4, "d": 2}, [], True),
        ({"a": 4, "b": 4, "c": 2, "d": 2}, [], False),
        ({"a": 3, "b": 3, "c": 3, "d": 4}, [], True),
        ({"a": 3, "b": 3, "c": 4, "d": 4}, [], False),
        ({"d": 2}, ["a", "b", "c"], True),
        ({"d": 4}, ["a", "b", "c"], False),
    ],
)
def test_near_the_line_is_one_unmet_or_three_that_just_pass(
    ranks: dict[str, int], met: list[str], close: bool
) -> None:
    assert near_cut(RUBRIC, met=met, ranks=ranks, passing=3, bare=3) is close


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))


@given(moments, st.integers(0, 30), st.integers(0, 30))
def test_business_days_add_up_and_never_end_on_a_weekend(at: datetime, some: int, more: int) -> None:
    due = after(at, some + more, zone="UTC")
    assert due == after(after(at, some, zone="UTC"), more, zone="UTC")
    assert due.weekday() < 5
    weekdays = sum(
        (at.date().toordinal() + n) % 7 not in {6, 0} for n in range(1, (due.date() - at.date()).days + 1)
    )
    assert weekdays == some + more + (at.weekday() >= 5)


def test_the_organizations_own_clock_counts_the_days() -> None:
    late_on_friday = datetime(2026, 3, 7, 2, 0, tzinfo=UTC)
    assert after(late_on_friday, 1, zone="America/Chicago") == datetime(2026, 3, 10, 1, 0, tzinfo=UTC)
    assert after(late_on_friday, 1, zone="UTC") == datetime(2026, 3, 10, 0, 0, tzinfo=UTC)
