"""Reading a policy: what is wrong is told with its line, its path and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import cairn.policies
from cairn.engines.policy import PolicyError, load

TEXT = (Path(cairn.policies.__file__).parent / "us-tn" / "teacher-license.yaml").read_text("utf-8")


def told(text: str) -> str:
    with pytest.raises(PolicyError) as caught:
        load(text)
    return f"{caught.value.path}: {caught.value.text}"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "title: Advance",
            "titel: Advance",
            "titel: Remove “titel”, which is not known here. Did you mean title?",
        ),
        ("unit: PDP\n", "", ": Add “unit”."),
        (
            "checked: 2026-11-21",
            "checked: last week",
            "checked: Write a date as YEAR-MONTH-DAY, such as 2026-03-01, in place of “last week”.",
        ),
        (
            "checked: 2026-11-21",
            "checked: 2026-W47-6",
            "checked: Write a date as YEAR-MONTH-DAY, such as 2026-03-01, in place of “2026-W47-6”.",
        ),
        (
            "worth: $micro_credential",
            "worth: $micro_credentail",
            "counts.0.worth: Choose one of: $micro_credential; “$micro_credentail” is not one of them. "
            "Did you mean $micro_credential?",
        ),
        (
            "source: county",
            "source: rumor",
            "decisions.renew.any.1.source: Choose one of: faq, county, slides, copy; “rumor” is not one of them.",
        ),
        (
            "from: 2020-09-01, is: 6",
            "from: 2017-01-27, is: 6",
            "values.micro_credential.1: Keep one: two values of micro_credential start on January 27, 2017.",
        ),
        (
            "is: 6",
            "is: six",
            "values.micro_credential.1.is: Write a number such as 6, 1.5 or 1/3 in place of “six”.",
        ),
        ("is: 6", "is: -6", "values.micro_credential.1.is: Write a number above zero."),
        (
            "priced_on: date earned\n",
            "",
            "values: Add “priced_on: date earned” or “priced_on: decision date”: a value changes over time.",
        ),
        (
            "at_most: 1 per year",
            "at_most: one per year",
            "counts.5.at_most: Write a whole number and then “per year” in place of “one per year”.",
        ),
        (
            "worth: 1, each: hour",
            "worth: 1",
            "counts.1: Add “each”: the unit that is worth this much, such as hour.",
        ),
        ("worth: 1, each: hour", "each: hour", "counts.1: Say either “worth” or “worth_by”, and not both."),
        (
            "worth: 1, each: hour",
            "worth: 1, each: 0 hours",
            "counts.1.each: Write a whole number and then “hours” in place of “0 hours”.",
        ),
        (
            "each record: once",
            "each record: twice",
            "use.each record: Choose one of: once, shared; “twice” is not one of them.",
        ),
        (
            "experience: 2 years",
            "experience: two years",
            "decisions.renew.any.1.experience: Write a whole number and then “years” in place of “two years”.",
        ),
        (
            "{points: 60, source: faq}",
            "{pionts: 60}",
            "decisions.renew.any.0: Say one of: all, any, points, cover, experience, approved_by, decided_by, has, "
            "at_least, every.",
        ),
        (
            "{points: 60, source: faq}",
            "{points: 60 CEU, source: faq}",
            "decisions.renew.any.0.points: Give a conversion: “CEU” cannot be added to “PDP”.",
        ),
        ("unit: PDP", "unit: PDP\nunit: CEU", "unit: Keep one of the two entries named “unit”."),
        (
            "record: learning",
            "record: experience",
            "counts.1.record: Name another kind of record: experience is a condition and carries no points.",
        ),
        ("unit: PDP", "unit: [PDP]", "unit: Write some text here."),
        (
            "date_certain: no, chosen_by",
            "date_certain: perhaps, chosen_by",
            "version.date_certain: Choose one of: yes, no; “perhaps” is not one of them.",
        ),
    ],
)
def test_a_mistake_is_told_at_its_path_with_what_to_do(old: str, new: str, message: str) -> None:
    assert old in TEXT
    assert told(TEXT.replace(old, new, 1)) == message


def test_the_line_of_a_mistake_is_told() -> None:
    line = TEXT.splitlines().index("unit: PDP") + 1
    with pytest.raises(PolicyError) as caught:
        load(TEXT.replace("unit: PDP", "unti: PDP"))
    assert str(caught.value).startswith(f"line {line}, unti: ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", ": Write a policy here: the file is empty."),
        ("- a\n- b", ": Write this as fields with names."),
        ("a: [1", ": Mend the YAML here: expected ',' or ']', but got '<stream end>'."),
        ("[" * 5000, ": Write this as YAML text of ordinary depth, without control characters."),
        ("\x00", ": Write this as YAML text of ordinary depth, without control characters."),
    ],
)
def test_what_is_no_policy_at_all_is_told(text: str, message: str) -> None:
    assert told(text) == message


def test_a_file_that_refers_to_itself_ends() -> None:
    head = TEXT[: TEXT.index("decisions:")]
    assert told(head + "decisions:\n  renew: &loop\n    all: [*loop]\n").endswith(
        "it repeats itself without end or is too large."
    )


def test_words_that_other_readers_turn_into_values_stay_words() -> None:
    policy = load(
        TEXT.replace("unit: PDP", "unit: on").replace("by: us-tn/department-of-education", "by: 5:30")
    )
    assert (policy.unit, policy.by) == ("on", "5:30")


@given(st.text(max_size=60), st.integers(0, len(TEXT)), st.integers(0, 40))
@example("{", 0, 0)
@example("decisions: ", 0, 40)
def test_a_damaged_policy_is_read_or_refused_and_never_crashes(noise: str, at: int, cut: int) -> None:
    try:
        policy = load(TEXT[:at] + noise + TEXT[at + cut :])
    except PolicyError as error:
        assert error.text.endswith((".", "?"))
        assert error.line >= 1
    else:
        assert policy.decisions
