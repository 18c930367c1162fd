"""Whether a part is ready: general rules over plain values."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cairn.domain.evidence.kinds import NEEDS_CONSENT, TAKES, USES, WAYS, words_in
from cairn.domain.evidence.readiness import Held, gaps

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
    assert set(USES) == {"evaluation", "coaching", "sharing"}
