"""Where no script runs, everything is a form that is posted and a page that comes back."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cairn.domain.evaluation.models import Rating, Reading
from cairn.domain.evidence.models import Piece
from tests.stories.world import World

pytestmark = pytest.mark.once


@pytest.fixture
def plain(new_context: Any, sign_in: Any, live_server: Any, world: World) -> Any:
    """A page in a browser that runs no script."""

    def page_of(who: str = "") -> Page:
        context = new_context(java_script_enabled=False, base_url=live_server.url)
        if who:
            sign_in(context, world.person(who))
        page: Page = context.new_page()
        return page

    return page_of


def test_the_catalog_is_searched_and_narrowed_by_submitting_its_form(plain):
    page = plain()
    page.goto("/")
    page.get_by_role("searchbox").fill("wait")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("li.card")).to_have_count(1)
    expect(page.get_by_role("heading", name="1 micro-credential for “wait”")).to_be_visible()
    page.goto("/")
    page.get_by_role("checkbox", name="Well-being").check()
    page.get_by_role("button", name="Show results").click()
    expect(page.locator("li.card")).to_have_count(1)


def test_words_are_kept_by_a_button(plain, world):
    page = plain("dana-brown")
    page.goto(reverse("earner:part", args=[world.begun.public_id, "reflection"]))
    page.get_by_role("textbox").fill("I waited four seconds. “Maybe both,” said one of them.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    kept = Piece.objects.get(part__attempt=world.begun, part__slot__key="reflection")
    assert kept.text == "I waited four seconds. “Maybe both,” said one of them."


def test_a_reading_is_rated_and_sent_by_buttons(plain, world):
    page = plain("aisha-rahman")
    page.goto(reverse("evaluator:sheet", args=[world.held.public_id]))
    criteria = page.locator("[data-criterion]")
    number = criteria.count()
    for place in range(number):
        criteria.nth(place).get_by_role("radio").nth(2).check(force=True)
        criteria.nth(place).get_by_role("textbox").fill("The pauses are there, and answers grow longer.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(f"{number} of {number} scored")).to_be_visible()
    kept = Rating.objects.filter(reading=world.held).values_list("level__key", flat=True)
    assert list(kept) == ["proficient"] * number
    page.get_by_role("button", name="Send the result").click()
    expect(page.get_by_role("heading", name="Reviews")).to_be_visible()
    assert Reading.objects.get(pk=world.held.pk).state == "concluded"
