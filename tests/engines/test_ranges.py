"""Byte ranges, as RFC 9110 has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.engines.ranges import Range, Unsatisfiable, parse_range, range_applies


@pytest.mark.parametrize(
    ("header", "answer"),
    [  # the examples of RFC 9110, 14.1.2, for its file of 10,000 bytes
        ("bytes=0-499", Range(0, 500, 10_000)),
        ("bytes=500-999", Range(500, 500, 10_000)),
        ("bytes=-500", Range(9_500, 500, 10_000)),
        ("bytes=9500-", Range(9_500, 500, 10_000)),
        ("bytes=0-0,-1", None),
        ("bytes= 0-999, 4500-5499, -1000", None),
        ("bytes= 0-999", Range(0, 1_000, 10_000)),
        ("Bytes=,0-0,", Range(0, 1, 10_000)),
        ("bytes=9999-123456789012345678901234567890", Range(9_999, 1, 10_000)),
        ("bytes=-99999", Range(0, 10_000, 10_000)),
        ("bytes=10000-", Unsatisfiable(10_000)),
        ("bytes=-0", Unsatisfiable(10_000)),
    ],
)
def test_ranges_are_read_as_the_standard_says(header: str, answer: object) -> None:
    assert parse_range(header, 10_000) == answer


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-4",
        "bytes=a-b",
        "lines=0-1",
        "bytes=0-1-2",
        "bytes=²-3",
    ],
)
def test_a_header_that_is_not_understood_is_ignored(header: str | None) -> None:
    assert parse_range(header, 10) is None


def test_an_empty_file_has_no_range() -> None:
    assert parse_range("bytes=0-", 0) == Unsatisfiable(0)
    assert parse_range("bytes=-5", 0) is None


def test_the_answers_carry_their_content_range() -> None:
    assert Range(5, 10, 100).content_range == "bytes 5-14/100"
    assert Unsatisfiable(100).content_range == "bytes */100"


@given(content=st.binary(min_size=1, max_size=40), first=st.integers(0, 60), last=st.integers(0, 60))
def test_a_range_is_the_slice_it_names(content: bytes, first: int, last: int) -> None:
    answer = parse_range(f"bytes={first}-{last}", len(content))
    if last < first:
        assert answer is None
    elif first >= len(content):
        assert answer == Unsatisfiable(len(content))
    else:
        assert isinstance(answer, Range)
        assert content[answer.start : answer.start + answer.length] == content[first : last + 1]


@given(content=st.binary(min_size=1, max_size=40), suffix=st.integers(1, 60))
def test_a_suffix_is_the_end_of_the_file(content: bytes, suffix: int) -> None:
    answer = parse_range(f"bytes=-{suffix}", len(content))
    assert isinstance(answer, Range)
    assert content[answer.start :] == content[-suffix:]
    assert answer.start + answer.length == len(content)


@given(header=st.text(max_size=60) | st.from_regex(r"bytes=[0-9, -]{0,40}"), size=st.integers(0, 10**15))
def test_whatever_the_header_a_range_lies_within_the_file(header: str, size: int) -> None:
    answer = parse_range(header, size)
    if isinstance(answer, Range):
        assert 0 <= answer.start < answer.start + answer.length <= size
    else:
        assert answer in (None, Unsatisfiable(size))


def test_a_range_of_another_version_of_the_file_does_not_apply() -> None:
    assert range_applies(None, '"a"')
    assert range_applies('"a"', '"a"')
    assert not range_applies('"b"', '"a"')
    assert not range_applies('W/"a"', 'W/"a"')
