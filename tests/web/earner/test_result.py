"""The result: strengths first, then what fell short and where, and never who judged."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evaluation.models import Reading
from cairn.domain.evidence.models import Attempt
from tests.walk import DAY, LONG_AGO
from tests.web.earner.conftest import reader_of
from tests.web.earner.test_work import address, text_of


@pytest.fixture
def met(stage: Stage, submitted: Attempt) -> Attempt:
    """Dana's attempt, met at the first try."""
    walking.read(submitted, reader_of(stage, submitted), at=LONG_AGO + 3 * DAY)
    return submitted


def test_there_is_no_result_while_the_work_is_read(stage: Stage, dana: Client, submitted):
    reading = walking.claim(submitted, reader_of(stage, submitted), at=LONG_AGO + 3 * DAY)
    walking.rate(reading, at=LONG_AGO + 3 * DAY, words={"voice": "A sealed remark."})
    walking.comment(reading, at=LONG_AGO + 3 * DAY, text="A sealed moment.")
    answer = dana.get(address("result", submitted))
    assert answer.headers["Location"] == address("attempt", submitted)
    assert "sealed" not in text_of(dana.get(address("attempt", submitted)))


def test_strengths_come_before_what_fell_short(dana, returned):
    page = text_of(dana.get(address("result", returned)))
    places = [
        page.index(words) for words in ("What you do well", "Your meetings are calm.", "A safe and steady")
    ]
    assert places == sorted(places)
    assert page.index("What needs new evidence") > places[-1]


def test_each_shortfall_says_what_it_takes_and_leads_to_the_very_parts(dana, returned):
    page = text_of(dana.get(address("result", returned)))
    assert "4 of 5 criteria are met, and they stay met." in page
    assert "Let every student share. Send one new video." in page
    short = page[page.index("What needs new evidence") :]
    for slot in ("videos", "plans"):
        assert f'href="{address("part", returned, slot)}"' in short
    assert address("part", returned, "justification") not in short


def test_a_comment_stands_at_its_moment_beside_the_video(dana, returned):
    page = text_of(dana.get(address("result", returned)))
    assert 'data-seek="7.0"' in page
    assert "<video" in page


def test_nobody_learns_who_judged(dana, returned):
    evaluator = Reading.objects.get(round__attempt=returned).evaluator
    assert evaluator is not None
    pages = [address(name, returned) for name in ("result", "attempt", "check")]
    pages += [address("part", returned, slot) for slot in ("videos", "justification")]
    for page in pages:
        text = text_of(dana.get(page))
        assert evaluator.name not in text
        assert str(evaluator.public_id) not in text


def test_the_old_version_stands_beside_the_new(dana, returned):
    part = returned.parts.get(slot__key="plans")
    what = walking.sample("pdf", 3)
    walking.hand_in(part=part, what=what, title="The better plan", by=returned.earner, at=LONG_AGO + 4 * DAY)
    page = text_of(dana.get(address("result", returned)))
    then_and_now = page[page.index("Then and now") :]
    assert "The better plan" in then_and_now
    assert "Changed since your feedback" in then_and_now


def test_what_is_met_is_celebrated_and_leads_to_the_badge_once_it_is_signed(dana, met, run_outbox):
    assert "Your badge is being signed." in text_of(dana.get(address("result", met)))
    run_outbox()
    page = text_of(dana.get(address("result", met)))
    assert "You earned it" in page
    assert reverse("earner:award", args=[Attempt.objects.get(pk=met.pk).award.public_id]) in page


def test_a_result_takes_the_same_queries_however_much_was_said(
    dana, stage: Stage, submitted, django_assert_num_queries, django_assert_max_num_queries
):
    reading = walking.claim(submitted, reader_of(stage, submitted), at=LONG_AGO + 3 * DAY)
    walking.comment(reading, at=LONG_AGO + 3 * DAY, text="One.")
    walking.rate(reading, at=LONG_AGO + 3 * DAY, levels={"voice": "developing"})
    walking.send(reading, summary="", at=LONG_AGO + 3 * DAY)
    dana.get(address("result", submitted))
    with django_assert_max_num_queries(40) as one:
        dana.get(address("result", submitted))
    piece = reading.moments.get().piece
    for number in (1, 2, 3):
        reading.moments.create(
            piece=piece,
            at_seconds=number,
            kind="question",
            text="More.",
            said_at=LONG_AGO + 3 * DAY,
        )
    with django_assert_num_queries(len(one)):
        dana.get(address("result", submitted))
