"""Scoring in a real browser: how many keys it takes, and two windows of one evaluator that cannot collide."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cairn.demo import walking
from cairn.demo.stage import Stage, set_up
from cairn.domain.evaluation.models import Phrase, Rating, Reading
from cairn.domain.evidence.operations import attempts
from tests.walk import DAY, LONG_AGO

pytestmark = [pytest.mark.once, pytest.mark.slow]
AT_MOST = 12
OPENED = re.compile(r"/reviews/[0-9a-f-]{36}/\?window=")
WORDS = "At 0:20 two students are cut short."


class Keys:
    """A keyboard that counts what is pressed on it; words of a comment are typed apart."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, Counter[str]()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.pressed[key] += 1
            self.page.keyboard.press(key)

    def words(self, text: str) -> None:
        self.page.keyboard.insert_text(text)


@pytest.fixture
def sent(transactional_db: None) -> Stage:
    """Dana's work, which is read by four criteria, was sent yesterday."""
    now, stage = timezone.now(), set_up(at=LONG_AGO, only=("number-talks",), named=True)
    attempt = attempts.start(
        edition=stage.editions["number-talks"], by=stage.people["dana-brown"], at=now - 3 * DAY
    )
    walking.fill(attempt, at=now - 2 * DAY)
    walking.submit(attempt, at=now - DAY)
    return stage


@pytest.fixture
def page(new_context: Any, sign_in: Any, live_server: Any, sent: Stage) -> Page:
    """The queue of an evaluator, who has no pointer."""
    context = new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    sign_in(context, sent.people["luis-ortega"])
    page: Page = context.new_page()
    page.goto("/reviews/")
    return page


def levels_of(reading: Reading) -> list[str]:
    rows = Rating.objects.filter(reading=reading, level__isnull=False).order_by("criterion__position")
    return list(rows.values_list("level__key", flat=True))


def test_four_criteria_take_twelve_keys_from_the_queue_to_sent(page: Page):
    keys = Keys(page)
    keys.press("n")
    page.wait_for_url(OPENED)
    keys.press("3", "2")
    keys.words(WORDS)
    keys.press("Escape", "4", "3")
    expect(page.locator("[data-save-status]")).to_contain_text("Saved at")
    keys.press("s")
    page.wait_for_url("**/reviews/")
    reading = Reading.objects.get(state="concluded")
    assert levels_of(reading) == ["proficient", "developing", "exemplary", "proficient"]
    assert list(reading.ratings.exclude(feedback="").values_list("feedback", flat=True)) == [WORDS]
    assert keys.pressed.total() <= AT_MOST


@pytest.mark.console_errors("409", "422")
def test_two_windows_do_not_collide_and_no_word_is_lost(page: Page):
    page.keyboard.press("n")
    page.wait_for_url(OPENED)
    first = page.get_by_label("What did you see?").first
    first.fill("In the first window.")
    expect(page.locator("[data-save-status]")).to_contain_text("Saved at")
    reading = Reading.objects.get()

    other = page.context.new_page()
    other.goto(f"/reviews/{reading.public_id}/")
    expect(other.get_by_text("You look on: another window edits")).to_be_visible()
    expect(other.get_by_label("What did you see?")).to_have_count(0)
    other.get_by_role("button", name="Edit here").click()
    there = other.get_by_label("What did you see?").first
    expect(there).to_have_value("In the first window.")
    there.fill("In the second window.")
    expect(other.locator("[data-save-status]")).to_contain_text("Saved at")

    first.fill("Still in the first.")
    expect(page.get_by_text("Another window edits this sheet now").first).to_be_visible()
    assert (first.input_value(), first.is_editable()) == ("Still in the first.", False)
    assert reading.ratings.get().feedback == "In the second window."

    page.locator("#elsewhere").get_by_role("button", name="Edit here").click()
    both = page.get_by_label("Saved in another place: What did you see?")
    expect(both).to_have_value("In the second window.")
    page.get_by_role("button", name="Keep both, one below the other").click()
    expect(page.locator("[data-save-status]")).to_contain_text("Saved at")
    assert reading.ratings.get().feedback == "Still in the first.\n\nIn the second window."
    other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(other.get_by_text("Another window edits this sheet now").first).to_be_visible()


def test_the_bank_keeps_her_own_phrases_and_asks_to_finish_them(page: Page):
    page.keyboard.press("n")
    page.wait_for_url(OPENED)
    page.keyboard.press("b")
    bank = page.locator(".bank:popover-open")
    bank.get_by_label("A phrase of your own").fill("The clip shows three")
    bank.get_by_role("button", name="Keep").click()
    expect(bank.locator(".phrases li:visible").first).to_contain_text("The clip shows three")
    bank.get_by_label("Search your phrases").fill("clip")
    with page.expect_response("**/used/"):
        page.keyboard.press("Enter")
    words = page.get_by_label("What did you see?").first
    expect(words).to_have_value("The clip shows three ")
    page.locator("[data-criterion]").first.get_by_role("radio").nth(2).check()
    expect(page.locator("#standing")).to_contain_text("finish “The clip shows three”")
    assert Phrase.objects.get().used == 1
