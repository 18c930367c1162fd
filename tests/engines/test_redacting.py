"""Names are taken out of words, and nothing else is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cairn.engines.redacting import without_names

NAMES = ("Dana Brown", "Oak Grove", "Ng")
WORDS = st.sampled_from(
    ["dana brown", "DANA", "Brown's", "brown", "Oak  Grove", "acorn", "Grove.", "Ng", "ing"]
)


def hidden(text: str) -> str:
    return without_names(text, NAMES, instead="[name]")


def test_a_name_and_its_parts_go_and_words_that_only_look_like_them_stay() -> None:
    told = "Ms. Brown (dana brown) of Oak  Grove saw brown bears singing with Ng; BROWN's class laughed."
    assert hidden(told) == (
        "Ms. [name] ([name]) of [name] saw brown bears singing with [name]; [name]'s class laughed."
    )


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_no_name_is_left_and_hiding_again_changes_nothing(text: str) -> None:
    once = hidden(text)
    left = {word.strip(".'s") for word in once.split()} & {"DANA", "Dana", "Brown", "Oak", "Grove", "Ng"}
    assert (left, hidden(once)) == (set(), once)
