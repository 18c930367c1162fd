"""Filters say numbers and dates as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import timezone

from cairn.domain.catalog import states as credential
from cairn.domain.evaluation import states as reading
from cairn.domain.evidence import states as attempt
from cairn.domain.gating import states as review
from cairn.domain.issuing import states as award
from cairn.web.shared import icons
from cairn.web.shared.standing import COMMENT_KINDS, STANDINGS, level_rows, standing_of
from cairn.web.shared.templatetags import cairn as tags


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (65, "1:05"), (65.9, "1:05"), ("3725", "1:02:05")]
)
def test_seconds_read_as_a_clock(seconds, shown):
    assert tags.clock(seconds) == shown


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        ({"low": 6, "high": 9}, "6–9 hours"),
        ({"low": 4, "high": 4}, "About 4 hours"),
        ({"low": 1, "high": 1}, "About 1 hour"),
        (1.5, "1.5 hours"),
        (1, "1 hour"),
    ],
)
def test_hours_read_in_words(span, shown):
    assert tags.hours(span) == shown


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ({"cents": 4000, "currency": "USD"}, "$40"),
        ({"cents": 123450, "currency": "USD"}, "$1,234.50"),
        ({"cents": 0, "currency": "USD"}, "No fee"),
        ({"cents": 500, "currency": "EUR"}, "5 EUR"),
        (4050, "$40.50"),
    ],
)
def test_money_reads_as_people_write_it(amount, shown):
    assert tags.money(amount) == shown


def test_a_day_is_a_time_element_in_the_reader_s_zone():
    night = datetime(2026, 3, 2, 3, 30, tzinfo=UTC)
    with timezone.override("America/Chicago"):
        assert tags.day(night) == '<time datetime="2026-03-02T03:30:00+00:00">Mar 1, 2026</time>'
    assert tags.day(date(2026, 3, 2)) == '<time datetime="2026-03-02">Mar 2, 2026</time>'
    assert tags.day(None) == ""


def test_levels_take_their_tone_from_the_level_that_passes():
    levels = [{"key": key, "name": key.title()} for key in ("one", "two", "three", "four")]
    rows = level_rows(levels, {"one": "little"}, "three")
    assert [(row.number, row.tone, row.text) for row in rows] == [
        (1, "first", "little"),
        (2, "below", ""),
        (3, "pass", ""),
        (4, "above", ""),
    ]


def test_a_state_without_a_look_of_its_own_reads_as_its_name():
    assert standing_of("on_appeal").label == "On appeal"
    assert standing_of("revising").label == "Not yet"


def test_every_state_of_every_life_has_a_look_whose_icon_exists():
    lives = (attempt.LIFE, reading.LIFE, credential.LIFE, award.LIFE, review.LIFE)
    assert {state for life in lives for state in life.states} <= set(STANDINGS)
    looks = [*STANDINGS.values(), *COMMENT_KINDS.values()]
    assert [look.icon for look in looks if not icons.exists(look.icon)] == []


def test_an_attempt_stands_in_the_words_of_its_own_domain():
    assert {state: str(STANDINGS[state].label) for state in attempt.WORDS} == attempt.WORDS


def test_a_badge_has_an_address_that_draws_it(client, db):
    address = Template("{% load cairn %}{% art_url 'wait-time' 'discussion' 'hourglass' 2 %}").render(
        Context()
    )
    response = client.get(address)
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.content.startswith(b"<svg")


@pytest.mark.parametrize(
    "address", ["/art/pink/1/sun/k.svg", "/art/literacy/4/sun/k.svg", "/art/literacy/1/no-such/k.svg"]
)
def test_a_badge_that_cannot_be_drawn_is_not_found(client, db, address):
    assert client.get(address).status_code == 404
