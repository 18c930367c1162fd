"""A badge is issued again with a corrected name, and another organization vouches for it, in a real browser."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.issuing.models import Award
from cairn.domain.portfolios.operations import show
from tests.stories.hands import Pointer
from tests.stories.telling import Story
from tests.walk import DAY

RIGHT = "Dana Brown-Reyes"
WORDS = "Our graduate program counts this toward a course in assessment."


@pytest.fixture
def walk(new_context: Any, sign_in: Any, live_server: Any, empty_stage: Stage) -> Story:
    return Story(Pointer(), new_context, sign_in, live_server.url)


@pytest.fixture
def award(empty_stage: Stage) -> Award:
    """Dana's badge, with her name on its page."""
    dana, at = empty_stage.people["dana-brown"], datetime.now(UTC) - 20 * DAY
    edition, reader = empty_stage.editions["exit-tickets"], empty_stage.people["aisha-rahman"]
    walking.work_at("awarded", edition=edition, earner=dana, evaluators=[reader], at=at)
    found = Award.objects.get(earner=dana)
    show(badge=found, audience="public", named=True, by=dana, at=at + DAY)
    return found


def test_a_badge_is_corrected_and_vouched_for(walk: Story, empty_stage: Stage, award: Award) -> None:
    janelle, voss = empty_stage.people["janelle-wright"], empty_stage.people["eleanor-voss"]
    page = walk.as_person(janelle, f"/organizations/cedar-hollow/awards/{award.public_id}/")
    walk.press(page, "link", "Issue it again")
    walk.hand.write(page.get_by_label("Name", exact=True), RIGHT)
    walk.hand.write(page.get_by_label("What was wrong?"), "Her name is written in full.")
    walk.press(page, "button", "Sign it again")
    expect(page.get_by_text("Issued again.")).to_be_visible()
    expect(page.get_by_text("Her name is written in full.")).to_be_visible()

    page = walk.as_person(voss, f"/badges/{award.public_id}/")
    expect(page.get_by_text(f"Earned by {RIGHT}")).to_be_visible()
    walk.press(page, "link", "Endorse it in your organization's name")
    walk.hand.write(page.get_by_label("What do you vouch for?"), WORDS)
    walk.press(page, "button", "Sign and publish")
    expect(page.get_by_text("Signed in your organization's name")).to_be_visible()

    page = walk.as_visitor()
    page.goto(f"{walk.address}/badges/{award.public_id}/")
    expect(page.get_by_text(WORDS)).to_be_visible()
    signed = page.get_by_role("link", name="signed by them").get_attribute("href")
    with urlopen(f"{walk.address}{signed}") as answer:
        said = json.load(answer)
    assert (said["credentialSubject"]["id"].endswith(f"/badges/{award.public_id}"), len(said["proof"])) == (
        True,
        1,
    )
