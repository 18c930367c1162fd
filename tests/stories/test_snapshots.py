"""What a screen reader is told of the components that carry the main job."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.once


@pytest.fixture
def opened(new_context: Any, sign_in: Any, live_server: Any, world: Any) -> Any:
    def page_at(who: str, name: str, *arguments: Any) -> Page:
        context = new_context(reduced_motion="reduce")
        if who:
            sign_in(context, world.person(who))
        page: Page = context.new_page()
        page.goto(live_server.url + reverse(name, args=arguments))
        return page

    return page_at


def test_a_card_of_the_catalog_says_what_why_and_how_long(opened):
    card = opened("", "public:catalog").locator("li.card", has_text="Morning Meeting")
    expect(card).to_match_aria_snapshot("""
      - listitem:
        - text: Well-being
        - heading "Morning Meeting for Social-Emotional Learning" [level=3]:
          - link "Morning Meeting for Social-Emotional Learning"
        - paragraph: /^You lead a daily class meeting/
        - list:
          - listitem: 15–20 hours
          - listitem: Grades K–5
          - listitem: Video
          - listitem: Plan
          - listitem: Written reflection
          - listitem: Document
        - text: /Harpeth State University · \\d+ earned/
    """)


def test_a_criterion_is_a_group_with_its_levels_and_a_place_for_words(opened, world):
    page = opened("aisha-rahman", "evaluator:sheet", world.held.public_id)
    expect(page.locator("[data-criterion]").first).to_match_aria_snapshot("""
      - group "1 Two real pauses":
        - heading "1 Two real pauses" [level=3]
        - paragraph: Measured pauses in the later recording, compared with the baseline.
        - radio /^Emerging Questions come in quick succession/
        - radio /^Developing Some pauses reach three seconds/
        - radio /^Proficient Most open questions/
        - radio /^Exemplary Students use the pause/
        - textbox "What did you see? Two real pauses"
        - button "Comment bank Two real pauses"
        - button "Insert time or page Two real pauses"
    """)


def test_a_part_has_its_words_what_is_missing_and_its_guidance(opened, world):
    page = opened("dana-brown", "earner:part", world.begun.public_id, "reflection")
    expect(page.locator("main")).to_match_aria_snapshot("""
      - main:
        - navigation "Breadcrumb"
        - heading "What changed, and what did not" [level=1]
        - text: Not begun
        - paragraph: /Quote at least two student answers/
        - region "Your words":
          - heading "Your words" [level=2]
          - textbox "What changed, and what did not"
          - text: 0 words, 150 to go
          - status: Saves by itself as you write
          - button "Save"
        - region "What this part holds"
        - link "All parts"
        - complementary "Guidance":
          - heading "What fits here" [level=2]
          - heading "How it is judged" [level=2]
          - group:
            - text: Noticing the difference
            - term: Emerging
            - term: Proficient (what it takes)
    """)
