"""Finding with a slip of the finger, filtering, comparing, keeping a search: by pointer, and by keyboard alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.stories.hands import Keyboard, Pointer

pytestmark = [pytest.mark.once, pytest.mark.slow]


@pytest.mark.parametrize("hand", [Pointer(), Keyboard()], ids=["pointer", "keyboard"])
def test_finding_filtering_comparing_and_keeping_a_search(hand, world, new_context, sign_in, live_server):
    context = new_context(base_url=live_server.url)
    sign_in(context, world.person("dana-brown"))
    page = context.new_page()
    page.goto("/")

    hand.write(page.get_by_label("Search micro-credentials"), "mroning")
    expect(page.get_by_text("Showing results for “morning”.")).to_be_visible()
    expect(page.get_by_label("Search micro-credentials")).to_be_focused()
    expect(page).to_have_url(re.compile(r"/\?q=mroning"))
    hand.write(page.get_by_label("Search micro-credentials"), "")
    expect(page.get_by_role("heading", name="3 micro-credentials")).to_be_visible()

    hand.pick(page.get_by_label("Sort by"), "Title")
    expect(page).to_have_url(re.compile(r"sort=title"))
    hand.press(page.get_by_role("checkbox", name="Assessment"))
    expect(page.get_by_role("link", name="Remove the filter Assessment")).to_be_visible()
    hand.press(page.get_by_role("link", name="Compare Exit Tickets That Change Tomorrow", exact=True))
    expect(page.get_by_text("Choose up to three more.")).to_be_visible()
    hand.press(page.get_by_role("link", name="Remove the filter Assessment"))
    expect(page.get_by_role("heading", name="3 micro-credentials")).to_be_visible()
    hand.press(
        page.get_by_role("link", name="Compare Morning Meeting for Social-Emotional Learning", exact=True)
    )
    hand.press(page.get_by_role("link", name="Compare side by side"))
    expect(page.get_by_role("columnheader")).to_have_count(2)
    expect(page.get_by_role("row", name="What evaluators look for")).to_be_visible()

    page.goto("/?q=exit")
    hand.press(page.get_by_text("Save this search"))
    hand.write(page.get_by_label("Its name"), "Exit tickets")
    # Leaving the field is no new question: it would shut what is being written.
    page.keyboard.press("Tab")
    page.wait_for_timeout(500)
    hand.press(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_text("“Exit tickets” is saved.")).to_be_visible()
    hand.press(page.get_by_role("link", name="Your saved searches"))
    hand.press(page.get_by_role("button", name="Remove Exit tickets"))
    hand.press(page.get_by_role("button", name="Undo"))
    hand.press(page.get_by_role("link", name="Exit tickets", exact=True))
    expect(page.get_by_role("heading", name="1 micro-credential for “exit”")).to_be_visible()


def test_what_is_found_and_compared_is_accessible(world, new_context, sign_in, live_server, examiner):
    context: Any = new_context(base_url=live_server.url)
    sign_in(context, world.person("dana-brown"))
    page = context.new_page()
    ids = [edition.micro_credential.public_id for edition in world.stage.editions.values()]
    compared = "&".join(f"vs={each}" for each in ids)
    side_by_side = "&".join(f"id={each}" for each in ids)
    found = []
    for address in (f"/?q=mroning&{compared}", f"/compare/?{side_by_side}"):
        page.goto(address)
        found += [f"{address} {fault}" for fault in examiner.faults(page)]
    assert "\n".join(found) == ""
