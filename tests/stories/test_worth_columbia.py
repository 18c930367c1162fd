"""Hours in the District of Columbia, category by category; and what they and a badge bring after a move."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cairn.demo.stage import Stage
from cairn.domain.people.models import Person
from cairn.domain.records import operations as records
from tests.stories.hands import Pointer
from tests.stories.telling import Story
from tests.walk import DAY

pytestmark = [pytest.mark.once, pytest.mark.slow]
NOW = datetime.now(UTC)
TITLE = "Renew DC teaching credentials by contact hours"


@pytest.fixture
def walk(new_context: Any, sign_in: Any, live_server: Any) -> Story:
    return Story(Pointer(), new_context, sign_in, live_server.url)


def test_hours_fill_categories_in_dc_and_renew_in_tennessee_after_the_move(
    walk: Story, empty_stage: Stage
) -> None:
    dana = empty_stage.people["dana-brown"]
    page = walk.as_person(dana, "/worth/add/")
    page.get_by_label("Your state or district, and what it is").fill("columbia")
    walk.press(page, "link", TITLE)
    page.get_by_label("Date: application").fill(NOW.date().isoformat())
    page.get_by_label("Credential being renewed").fill("biology")
    walk.press(page, "button", "Add it")
    expect(page.get_by_text("120")).not_to_have_count(0)
    _took_courses(dana, (NOW - 200 * DAY).date())
    page.reload()
    expect(page.locator(".big-number")).to_have_text("110 of 120 contact hours")
    expect(
        page.get_by_role("progressbar", name="Subject for biology: 60 of 60 contact hours")
    ).to_be_visible()
    expect(page.get_by_role("progressbar", name="General: 50 of 60 contact hours")).to_be_visible()
    expect(page.get_by_text("10 contact hours to go").first).to_be_visible()
    _move_to_tennessee(walk, page)
    _what_a_badge_buys_there(walk, page, empty_stage)


def _took_courses(dana: Person, day: date) -> None:
    for title, hours, subject in (("Lab safety", 60, "biology"), ("Family talk", 50, "pedagogy")):
        records.add_record(
            kind="learning",
            title=title,
            amount=Fraction(hours),
            unit="hour",
            earned_on=day,
            details={"subject": subject},
            by=dana,
            at=NOW,
        )


def _move_to_tennessee(walk: Story, page: Page) -> None:
    """The same hours, no category asked for: they are enough there."""
    page.goto(f"{walk.address}/worth/")
    walk.press(page, "link", "Tennessee professional teacher license")
    expect(page.locator(".big-number")).to_have_text("110 of 60 PDP")
    expect(page.get_by_text("You have what it asks for")).to_be_visible()


def _what_a_badge_buys_there(walk: Story, page: Page, stage: Stage) -> None:
    row = stage.editions["exit-tickets"].micro_credential
    page.goto(f"{walk.address}/micro-credentials/{row.public_id}/")
    buys = page.locator("#buys")
    expect(buys.get_by_text("From 110 to 116 of 60 PDP")).to_be_visible()
    buys.get_by_label("In another state or district").select_option("us-wi-port-washington/course-pay")
    expect(page.locator("#buys [role=status]")).to_contain_text("It counts")
