"""Captions are read as people have them, and written as browsers play them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.engines.captions import CaptionsError, Cue, read, webvtt

VTT = """WEBVTT Kind: captions

NOTE by the teacher

intro
00:05.000 --> 00:07.500 align:start
<v Ms. B>Good morning!</v>
Sit &amp; listen.

01:00:00.000 --> 01:00:02.000
The end
"""
SRT = (
    "1\r\n00:00:05,000 --> 00:00:07,500\r\nGood morning!\r\nSit & listen.\r\n\r\n"
    "2\r\n01:00:00,000 --> 01:00:02,000\r\nThe end\r\n"
)
SAID = (Cue(5.0, 7.5, "Good morning!\nSit & listen."), Cue(3600.0, 3602.0, "The end"))


@pytest.mark.parametrize("text", [VTT, SRT])
def test_webvtt_and_subrip_say_the_same(text: str) -> None:
    assert read(text) == SAID
    assert webvtt(read(text)) == (
        "WEBVTT\n\n00:00:05.000 --> 00:00:07.500\nGood morning!\nSit &amp; listen.\n\n"
        "01:00:00.000 --> 01:00:02.000\nThe end\n"
    )


def test_typed_lines_stay_until_the_next_but_not_long() -> None:
    assert read("0:05 Good morning\n[0:08] Who begins?\n\n1:30 Thank you") == (
        Cue(5.0, 8.0, "Good morning"), Cue(8.0, 14.0, "Who begins?"), Cue(90.0, 94.0, "Thank you"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "There are no captions"),
        ("Good morning", "“Good morning” has no time. Begin each line with one, such as 0:05."),
        ("WEBVTT\n\n00:07.000 --> 00:05.000\nBack", "ends before it begins"),
        ("WEBVTT\n\nsoon --> later\nWhen?", "“soon --> later” is no time"),
        ("0:01 a\n" * 60_000, "more than 300,000 characters"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(text: str, said: str) -> None:
    with pytest.raises(CaptionsError, match=said):
        read(text)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20).filter(
    lambda words: "-->" not in words
)


@given(
    st.lists(st.tuples(st.integers(0, 10**6), WORDS), min_size=1, max_size=9, unique_by=lambda row: row[0])
)
def test_what_is_written_is_read_as_the_same(rows: list[tuple[int, str]]) -> None:
    cues = tuple(Cue(at / 1000, (at + 900) / 1000, words) for at, words in sorted(rows))
    assert read(webvtt(cues)) == cues
