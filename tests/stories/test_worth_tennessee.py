"""A teacher in Tennessee sees how far her renewal is, why one badge does not count, and how to finish."""

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

pytestmark = [pytest.mark.once, pytest.mark.slow]
BADGES = {
    "Exit tickets": date(2020, 8, 15),
    "Number talks": date(2021, 5, 3),
    "Wait time": date(2022, 11, 20),
    "Reading conferences": date(2024, 2, 11),
}


@pytest.fixture
def walk(new_context: Any, sign_in: Any, live_server: Any) -> Story:
    return Story(Pointer(), new_context, sign_in, live_server.url)


def test_a_tennessee_teacher_sees_45_of_60_and_what_finishes_it(walk: Story, empty_stage: Stage) -> None:
    dana = empty_stage.people["dana-brown"]
    _badges_from_elsewhere(dana)
    page = walk.as_person(dana, "/worth/")
    walk.press(page, "link", "Tennessee professional teacher license")
    _say_when_the_license_began(walk, page)
    _add(walk, page, "Yearly evaluation", title="2023 evaluation", day="2023-05-30", choose=("Level", "4"))
    _add(walk, page, "Hours of learning", title="Twelve hours", day="2025-10-10", amount="12")
    page.goto(f"{walk.address}/worth/")
    walk.press(page, "link", "Tennessee professional teacher license")
    expect(page.locator(".big-number")).to_have_text("45 of 60 PDP")
    expect(page.get_by_text("15 PDP to go")).to_be_visible()
    expect(page.get_by_role("heading", name="Counted (5)")).to_be_visible()
    expect(page.get_by_role("heading", name="Not counted here (1)")).to_be_visible()
    expect(
        page.get_by_text("Earned August 15, 2020; the license period began September 1, 2020")
    ).to_be_visible()
    for way in ("3 badges of the catalog", "15 hours", "2 years' experience this license"):
        expect(page.get_by_text(way, exact=True)).to_be_visible()
    _remove_and_undo(walk, page)


def _badges_from_elsewhere(dana: Person) -> None:
    for title, day in BADGES.items():
        records.add_record(
            kind="micro-credential",
            title=title,
            amount=Fraction(1),
            unit="",
            earned_on=day,
            details={"issuer": "Lakeside University"},
            by=dana,
            at=datetime.now(UTC),
        )


def _say_when_the_license_began(walk: Story, page: Page) -> None:
    walk.press(page, "link", "Change dates")
    page.get_by_label("First day of this license").fill("2020-09-01")
    page.get_by_label("Last day of this license").fill("2030-08-31")
    walk.press(page, "button", "Save")
    expect(page.locator(".big-number")).to_have_text("18 of 60 PDP")


def _add(
    walk: Story,
    page: Page,
    kind: str,
    *,
    title: str,
    day: str,
    amount: str = "",
    choose: tuple[str, str] | None = None,
) -> None:
    page.goto(f"{walk.address}/worth/records/add/")
    walk.press(page, "link", kind)
    page.get_by_label("What was it?").fill(title)
    page.get_by_label("On which day was it done?").fill(day)
    if amount:
        page.get_by_label("How many hours?").fill(amount)
    if choose:
        page.get_by_label(choose[0]).select_option(label=choose[1])
    walk.press(page, "button", "Add it")
    expect(page.get_by_text("Added. It is counted wherever a rule takes it.")).to_be_visible()


def _remove_and_undo(walk: Story, page: Page) -> None:
    walk.press(page, "button", "Remove")
    expect(page.get_by_text("What do you hold, or want to reach?")).to_be_visible()
    walk.press(page, "button", "Undo")
    expect(page.locator(".big-number")).to_have_text("45 of 60 PDP")
