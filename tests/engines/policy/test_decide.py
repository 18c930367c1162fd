"""What a policy decides, and the laws that hold for any records."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cairn.policies
from cairn.engines.policy import (
    Contradiction,
    Fact,
    NotInForce,
    Period,
    PolicyError,
    decide,
    failures,
    load,
    load_cases,
    number,
)

TEXT = (Path(cairn.policies.__file__).parent / "us-tn" / "teacher-license.yaml").read_text("utf-8")
TENNESSEE = load(TEXT)
TODAY = date(2026, 11, 21)
LICENSE = Period(date(2020, 1, 1), date(2027, 12, 31))
FAQ = "Tennessee Department of Education, Professional Development Points FAQ for Educators"

days = st.dates(date(2019, 1, 1), date(2027, 12, 31))
amounts = st.fractions(min_value=Fraction(1, 12), max_value=40, max_denominator=12)
kinds = st.sampled_from(["micro-credential", "learning", "ceu", "college credit", "evaluation", "juggling"])
levels = st.sampled_from(["5", "4", "3", "2"]).map(lambda level: {"level": level})


@st.composite
def records(draw: st.DrawFn) -> list[Fact]:
    count = draw(st.integers(0, 9))
    return [
        Fact(draw(kinds), draw(days), draw(amounts), f"record-{index}", draw(levels))
        for index in range(count)
    ]


def total(facts: list[Fact]) -> Fraction:
    return decide(TENNESSEE, facts, on=TODAY, decision="renew", period=LICENSE).total


def micro_credential(earned: date, reference: str = "mc-1") -> Fact:
    return Fact("micro-credential", earned, 1, reference)


def test_the_earner_s_page_can_say_how_many_points_and_why() -> None:
    facts = [micro_credential(date(2026, 3, 4))]
    decision = decide(TENNESSEE, facts, on=TODAY, decision="renew", period=LICENSE)
    assert decision.sentence == "6 of 60 PDP"
    assert decision.missing == 54
    assert [(line.clause, line.because) for line in decision.lines] == [
        (
            "counts.0",
            "Counted as 6 PDP: micro-credential, worth 6 for each award on the day it was earned, "
            f"March 4, 2026. Source: {FAQ}.",
        )
    ]
    assert decision.assumptions == (
        "This version of the policy is taken to start on January 1, 2024; that date is unconfirmed.",
        *TENNESSEE.assumptions,
        "The worth of 6 for micro-credential is taken to start on September 1, 2020; that date is unconfirmed.",
    )


def test_several_hours_are_told_with_the_rate_and_the_number() -> None:
    facts = [Fact("learning", date(2025, 5, 1), Fraction(5, 2), "workshop")]
    decision = decide(TENNESSEE, facts, on=TODAY, decision="renew", period=LICENSE)
    assert [line.because for line in decision.lines] == [
        f"Counted as 2.5 PDP: learning, worth 1 for each hour; this record has 2.5. Source: {FAQ}."
    ]


def test_without_the_license_dates_records_count_and_the_assumption_is_shown() -> None:
    decision = decide(TENNESSEE, [micro_credential(date(2018, 1, 1))], on=TODAY, decision="renew")
    assert decision.total == 5
    assert decision.assumptions[1] == (
        "The dates of the current license are not known, so records of any date are counted."
    )
    assert decision.tree.parts[1].text == (
        "2 years of experience within the current license: its dates are not known."
    )


@pytest.mark.parametrize(
    ("earned", "counted"),
    [
        (date(2019, 12, 31), False),
        (date(2020, 1, 1), True),
        (date(2024, 2, 29), True),
        (TODAY, True),
        (date(2026, 11, 22), False),
    ],
)
def test_both_ends_of_the_window_are_within_it(earned: date, counted: bool) -> None:
    decision = decide(TENNESSEE, [micro_credential(earned)], on=TODAY, decision="renew", period=LICENSE)
    assert [line.counted for line in decision.lines] == [counted]


def test_a_record_from_after_the_license_ended_does_not_count() -> None:
    period = Period(date(2020, 1, 1), date(2025, 12, 31))
    decision = decide(
        TENNESSEE, [micro_credential(date(2026, 1, 1))], on=TODAY, decision="renew", period=period
    )
    assert [line.because for line in decision.lines] == [
        "Not counted: earned January 1, 2026; the license period ended December 31, 2025."
    ]


def test_a_value_with_no_worth_yet_is_told_and_not_counted() -> None:
    decision = decide(TENNESSEE, [micro_credential(date(2016, 5, 1))], on=TODAY, decision="renew")
    assert [line.because for line in decision.lines] == [
        "Not counted: no worth is known before January 27, 2017, and May 1, 2016 is the day that decides."
    ]


def test_priced_on_the_decision_date_an_old_record_has_the_new_worth() -> None:
    retroactive = load(TEXT.replace("priced_on: date earned", "priced_on: decision date"))
    facts = [micro_credential(date(2020, 8, 31))]
    assert decide(TENNESSEE, facts, on=TODAY, decision="renew").total == 5
    assert decide(retroactive, facts, on=TODAY, decision="renew").total == 6


def test_an_unknown_start_counts_from_the_day_first_seen_in_force() -> None:
    unknown = load(
        TEXT.replace(
            "{number: 1, from: 2024-01-01, date_certain: no,",
            "{number: 1, from: unknown, seen_in_force: [2025-02-01, 2024-06-01],",
        )
    )
    assert (unknown.version.start.on, unknown.version.start.doubt) == (
        date(2024, 6, 1),
        "This version of the policy has no known start; it counts from June 1, 2024, when it was first seen in force.",
    )


def test_an_unknown_start_never_seen_in_force_counts_from_the_day_it_was_checked() -> None:
    unknown = load(TEXT.replace("from: 2024-01-01, date_certain: no,", "from: unknown,"))
    assert unknown.version.start.on == date(2026, 11, 21)
    assert decide(unknown, [], on=TODAY, decision="renew").assumptions[0] == (
        "This version of the policy has no known start; it counts from November 21, 2026, when it was last checked."
    )


def test_a_day_before_the_policy_and_a_decision_it_does_not_know_are_refused() -> None:
    with pytest.raises(NotInForce, match="this one starts on January 1, 2024"):
        decide(TENNESSEE, [], on=date(2023, 12, 31), decision="renew")
    with pytest.raises(NotInForce, match="one of: advance, renew"):
        decide(TENNESSEE, [], on=TODAY, decision="retire")


def test_two_different_records_under_one_reference_are_refused() -> None:
    facts = [micro_credential(date(2025, 1, 1)), micro_credential(date(2025, 1, 2))]
    with pytest.raises(Contradiction, match="mc-1"):
        decide(TENNESSEE, facts, on=TODAY, decision="renew")


def test_an_approval_by_the_director_stands_in_for_points() -> None:
    facts = [
        Fact("experience", date(2026, 5, 31), 3, "years"),
        Fact("approval", date(2026, 6, 1), 1, "letter", {"by": "director of schools"}),
    ]
    decision = decide(TENNESSEE, facts, on=TODAY, decision="advance", period=LICENSE)
    assert (decision.met, decision.sentence, decision.lines) == (True, "0 of 30 PDP", ())


@pytest.mark.parametrize("amount", [0, -1, Fraction(-1, 2)])
def test_an_amount_is_above_zero(amount: Fraction | int) -> None:
    with pytest.raises(ValueError, match="above zero"):
        Fact("learning", TODAY, amount, "workshop")


def test_an_amount_is_exact() -> None:
    with pytest.raises(TypeError, match="Fraction"):
        Fact("learning", TODAY, 0.1, "workshop")  # type: ignore[arg-type]


@given(records())
def test_duplicates_never_count_twice(facts: list[Fact]) -> None:
    assert total(facts + facts) == total(facts)


@given(records(), st.randoms(use_true_random=False))
def test_the_order_of_records_is_irrelevant(facts: list[Fact], dice: object) -> None:
    shuffled = list(facts)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    told = [
        decide(TENNESSEE, given_facts, on=TODAY, decision="renew", period=LICENSE)
        for given_facts in (facts, shuffled)
    ]
    assert told[0] == told[1]


@pytest.mark.slow
@given(records(), kinds, days, amounts, levels)
def test_a_further_record_never_lowers_the_total(
    facts: list[Fact], kind: str, earned: date, amount: Fraction, details: dict[str, str]
) -> None:
    further = Fact(kind, earned, amount, "further", details)
    assert total([*facts, further]) >= total(facts)


@given(st.lists(amounts, max_size=8))
def test_totals_are_exact(parts: list[Fraction]) -> None:
    facts = [Fact("ceu", date(2025, 5, 1), part, f"ceu-{index}") for index, part in enumerate(parts)]
    assert total(facts) == 5 * sum(parts, Fraction(0))


@pytest.mark.slow
@given(records())
def test_every_record_gets_a_line_and_the_lines_add_up(facts: list[Fact]) -> None:
    decision = decide(TENNESSEE, facts, on=TODAY, decision="renew", period=LICENSE)
    assert sorted(line.fact.reference for line in decision.lines) == sorted(fact.reference for fact in facts)
    assert sum((line.points for line in decision.counted), Fraction(0)) == decision.total
    assert {line.points for line in decision.not_counted} <= {Fraction(0)}


@given(st.fractions(min_value=0, max_value=1000))
def test_an_amount_in_figures_is_that_amount(amount: Fraction) -> None:
    whole, _, rest = number(amount).partition(" ")
    assert Fraction(whole) + Fraction(rest or 0) == amount


def test_amounts_in_figures_are_short() -> None:
    amounts = [Fraction(6), Fraction(3, 2), Fraction(1, 3), Fraction(22, 3), Fraction(1, 8)]
    assert [number(amount) for amount in amounts] == ["6", "1.5", "1/3", "7 1/3", "0.125"]


def test_a_case_that_does_not_hold_says_how() -> None:
    text = """
policy: us-tn/teacher-license
cases:
  - name: Wrong in every way
    on: 2026-11-21
    decision: renew
    license: {from: 2022-09-01}
    records:
      - {record: micro-credential, earned: 2026-03-04, reference: mc-1}
      - {record: juggling, earned: 2026-03-04, reference: balls}
      - {record: micro-credential, earned: 2021-03-04, reference: mc-2}
    expect: {state: met, total: 5, not_counted: {mc-1: because, mc-2: it rained}}
"""
    (case,) = load_cases(text)
    assert failures(TENNESSEE, case) == [
        "The total is 6 and should be 5.",
        "The decision is not yet and should be met.",
        "balls should count. Not counted: this policy gives no worth to a record of the kind “juggling”.",
        "mc-1 counts and should not.",
        "mc-2 should say “it rained”. Not counted: earned March 4, 2021; the license period began September 1, 2022.",
    ]


def test_a_case_whose_license_ends_before_it_starts_is_an_error() -> None:
    text = """
policy: us-tn/teacher-license
cases:
  - name: Backward
    on: 2026-01-01
    decision: renew
    license: {from: 2026-01-02, until: 2026-01-01}
    expect: {state: met, total: 0}
"""
    with pytest.raises(PolicyError, match="Put the dates in order"):
        load_cases(text)
