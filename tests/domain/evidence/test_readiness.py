"""Whether a part is ready: general rules over plain values."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.domain.evidence.kinds import NEEDS_CONSENT, TAKES, USES, WAYS, choices_of, words_in
from cairn.domain.evidence.readiness import Held, gaps, months_before

SLOT: dict[str, Any] = {
    "key": "talk", "kind": "video", "title": "Your talk", "instructions": "", "at_least": 1, "at_most": 2,
    "min_words": None, "max_words": None, "max_minutes": 15, "max_age_months": None,
}  # fmt: skip
REFLECTION = SLOT | {"kind": "reflection", "min_words": 3, "max_words": 5, "max_minutes": None}
words = st.lists(st.text("abcé-’", min_size=1, max_size=6), max_size=8)
counts = st.integers(0, 6)


def codes(slot: dict[str, Any], *held: Held) -> list[str]:
    return [gap.code for gap in gaps(slot, held)]


@given(words, st.sampled_from([" ", "  ", "\n", " \t "]))
def test_words_are_counted_however_they_are_spaced(many: list[str], space: str) -> None:
    assert words_in(space.join(many) + space) == len(many)


@given(counts, counts, counts)
def test_a_part_is_ready_exactly_when_its_number_of_pieces_is_within_bounds(a: int, b: int, n: int) -> None:
    slot = SLOT | {"at_least": min(a, b), "at_most": max(a, b)}
    found = codes(slot, *[Held("file", label="Clip")] * n)
    assert found == ["too_few"] * (n < min(a, b)) + ["too_many"] * (n > max(a, b))


@given(words)
def test_words_within_bounds_are_ready_and_each_bound_has_its_code(many: list[str]) -> None:
    expected = ["too_few"] if not many else ["too_short"] * (len(many) < 3) + ["too_long"] * (len(many) > 5)
    assert codes(REFLECTION, Held("text", text=" ".join(many))) == expected


@given(words, words)
def test_more_words_never_make_a_text_too_short(first: list[str], more: list[str]) -> None:
    before = codes(REFLECTION, Held("text", text=" ".join(first)))
    after = codes(REFLECTION, Held("text", text=" ".join([*first, *more])))
    assert "too_short" not in after or before in (["too_few"], ["too_short"])


@given(
    st.lists(st.builds(Held, kind=st.just("file"), consented=st.booleans(), label=st.just("x")), max_size=5)
)
def test_each_piece_without_consent_is_named_once(held: list[Held]) -> None:
    assert codes(SLOT, *held).count("no_consent") == sum(not piece.consented for piece in held)


def test_blank_words_are_no_piece() -> None:
    assert codes(REFLECTION, Held("text", text=" \n ")) == ["too_few"]


def test_a_sentence_says_what_is_missing_and_by_how_much() -> None:
    (gap,) = gaps(REFLECTION, [Held("text", text="One.")])
    assert gap.text == "“Your talk” has 1 word and needs 3. Write 2 more."


def test_a_clip_may_run_a_few_seconds_over_and_no_more() -> None:
    assert codes(SLOT, Held("file", seconds=905.0)) == []
    assert codes(SLOT, Held("file", seconds=905.1)) == ["too_long"]


def test_a_file_with_a_problem_says_so() -> None:
    (gap,) = gaps(SLOT, [Held("file", problem="It is empty.", label="Clip")])
    assert gap.text == "“Clip” in “Your talk” cannot be used: It is empty."


def test_a_plan_needs_no_consent() -> None:
    assert codes(SLOT | {"kind": "plan"}, Held("file", consented=False)) == []


def test_every_kind_of_slot_that_takes_files_says_which() -> None:
    assert {kind for kind, ways in WAYS.items() if "file" in ways} == set(TAKES)
    assert set(TAKES) >= NEEDS_CONSENT
    assert set(USES) == {"evaluation", "coaching", "sharing", "public", "example", "training"}


# --- Logs, ages and other ways -------------------------------------------------------------------------------

TODAY = date(2026, 3, 31)
LOG: dict[str, Any] = {
    "key": "visits", "kind": "observation_log", "title": "Visits", "instructions": "Visit.", "at_least": 2,
    "at_most": 4, "min_words": 3, "max_words": 5, "max_minutes": None, "max_age_months": 12,
    "alternatives": [{"kind": "document", "instructions": "Write it up."}],
    "conditions": [{"rule": "visits", "count": 2, "minutes": 40}],
}  # fmt: skip


def entry(number: int = 1, **other: Any) -> Held:
    told: dict[str, Any] = {"made_on": TODAY, "minutes": 45, "place": "A library", "text": "What I saw"}
    return Held("entry", label=f"Entry {number}", **told | other)


def sentences(slot: dict[str, Any], *held: Held, **more: Any) -> list[str]:
    return [gap.text for gap in gaps(slot, held, on=TODAY, **more)]


def test_a_full_log_is_ready() -> None:
    assert sentences(LOG, entry(1), entry(2)) == []


def test_an_empty_log_asks_for_entries_and_says_nothing_of_conditions_yet() -> None:
    assert sentences(LOG, Held("entry", blank=True)) == ["“Visits” needs 2 entries."]
    assert sentences(LOG, entry()) == [
        "“Visits” needs 1 more entry.",
        "1 of 2 visits lasts at least 40 minutes. Add one more.",
    ]


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"minutes": 0, "place": " "}, "Entry 2 still needs a start and an end and a place."),
        ({"made_on": None}, "Entry 2 still needs a date."),
        ({"text": " "}, "Entry 2 still needs notes."),
        ({"text": "Little"}, "Entry 2: the notes have 1 word and need 3. Write 2 more."),
        ({"text": "a b c d e f"}, "Entry 2: the notes have 6 words; 5 is the most. Cut 1."),
        ({"made_on": date(2026, 4, 1)}, "Entry 2 is dated in the future. Correct its date."),
        ({"made_on": date(2025, 3, 30)}, "Entry 2 is older than 12 months. Show newer evidence."),
    ],
)
def test_what_an_entry_lacks_is_said_of_that_entry(other: dict[str, Any], sentence: str) -> None:
    slot = LOG | {"conditions": []}
    assert sentences(slot, entry(1), entry(2, **other)) == [sentence]


def test_a_log_shown_as_a_document_is_one_document_without_the_conditions_of_a_log() -> None:
    words = Held("text", text="What I saw there")
    assert sentences(LOG, words, instead="document") == []
    assert sentences(LOG, Held("text", text="Too little"), instead="document") == [
        "“Visits” has 2 words and needs 3. Write 1 more."
    ]


def test_consent_and_words_follow_the_kind_that_is_used() -> None:
    clip = Held("file", label="Talk", consented=False, made_on=TODAY)
    assert [gap.code for gap in gaps(REFLECTION, [clip], instead="audio", on=TODAY)] == ["no_consent"]
    assert sentences(REFLECTION, Held("text", text="print(1)"), instead="code") == []


def test_a_file_says_when_it_was_made_only_where_its_age_matters() -> None:
    clip, yearly = Held("file", label="Talk"), SLOT | {"max_age_months": 12}
    assert sentences(SLOT, clip) == []
    assert sentences(yearly, clip) == ["Say when “Talk” was made."]
    assert codes(yearly, clip) == []  # without a day no date is looked at


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(0, 240))
def test_months_before_a_day_stay_on_that_day_or_end_their_month(day: date, months: int) -> None:
    then = months_before(day, months)
    assert (day.year - then.year) * 12 + day.month - then.month == months
    assert then.day == min(day.day, monthrange(then.year, then.month)[1])


def test_the_ways_to_show_a_slot_begin_with_its_own() -> None:
    assert choices_of(LOG) == {"observation_log": "Visit.", "document": "Write it up."}
    assert choices_of(SLOT) == {"video": ""}
