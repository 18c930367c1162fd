"""An administrator adds a standard of the board's own, by keyboard alone; the next author meets it at the gate."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from cairn.demo.stage import Stage
from cairn.domain.catalog import operations as catalog
from tests.stories.hands import Keyboard
from tests.stories.telling import Story

GOAL = "Which goal of the board is it, and how will we see it move?"


@pytest.mark.console_errors("409")
def test_a_standard_of_ones_own_is_written_and_met(
    new_context: Any, sign_in: Any, live_server: Any, empty_stage: Stage
) -> None:
    people, place = empty_stage.people, empty_stage.organizations["cedar-hollow"]
    walk = Story(Keyboard(), new_context, sign_in, live_server.url)
    page = walk.as_person(people["ruth-delaney"], "/organizations/cedar-hollow/")
    walk.press(page, "link", "Standards")
    walk.press(page, "link", "Change the standards")
    walk.press(page, "link", "Add a standard")
    walk.hand.write(page.get_by_role("textbox", name="Title"), "Serves the board's goal")
    walk.hand.write(page.get_by_label("What must hold"), "It moves a goal that our board has set.")
    walk.hand.write(page.get_by_label("Question to answer with evidence"), GOAL)
    walk.press(page, "button", "Add it")
    walk.press(page, "button", "Move “Serves the board's goal” up")
    walk.press(page, "link", "Look at it and put it in force")
    walk.press(page, "button", "Put version 1 in force")
    expect(page.get_by_text("Version 1 is in force.")).to_be_visible()
    janelle, now = people["janelle-wright"], datetime.now(UTC)
    draft = catalog.begin(organization=place, key="fresh", title="Fresh", by=janelle, at=now)
    gate = walk.as_person(janelle, f"/authoring/{draft.public_id}/gate/")
    walk.hand.write(gate.get_by_role("textbox", name=GOAL, exact=True), "The second one.")
    expect(gate.locator("[data-save-status]")).to_contain_text("Saved at")
    two_tabs_disagree(walk, gate)


def two_tabs_disagree(walk: Story, first: Any) -> None:
    """The same answer is written in two places: both texts are shown, and one click keeps both."""
    second = first.context.new_page()
    second.goto(first.url)
    walk.hand.write(second.get_by_role("textbox", name=GOAL, exact=True), "The third one.")
    expect(second.locator("[data-save-status]")).to_contain_text("Saved at")
    walk.hand.write(first.get_by_role("textbox", name=GOAL, exact=True), "The fourth one.")
    expect(first.get_by_label(f"Saved in another place: {GOAL}")).to_have_value("The third one.")
    walk.press(first, "button", "Keep both, one below the other")
    expect(first.locator("[data-save-status]")).to_contain_text("Saved at")
    first.reload()
    expect(first.get_by_role("textbox", name=GOAL, exact=True)).to_have_value(
        "The fourth one.\n\nThe third one."
    )
