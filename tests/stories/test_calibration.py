"""Becoming an evaluator in a real browser: invited, taught, corrected, tested, and seen by the lead."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cairn.demo.stage import Stage
from cairn.domain.calibration.lessons import LESSONS
from cairn.domain.calibration.models import Qualification, Sheet
from cairn.domain.people.models import Person
from cairn.workflows import calibrating
from tests.calibrated import calibrated_pool, newcomer
from tests.stories.hands import Pointer
from tests.stories.telling import Story


@pytest.fixture
def walk(new_context: Any, sign_in: Any, live_server: Any, empty_stage: Stage) -> Story:
    return Story(Pointer(), new_context, sign_in, live_server.url)


@pytest.mark.console_errors("422")
def test_who_is_invited_learns_practices_and_passes_the_gate(walk: Story, empty_stage: Stage) -> None:
    pool, ida = calibrated_pool(empty_stage), newcomer("Ida")
    lead = empty_stage.people["janelle-wright"]
    row = calibrating.invite(pool=pool, person=ida, by=lead, at=datetime.now(UTC))
    page = walk.as_person(ida, f"/evaluating/{row.public_id}/")
    a_wrong_answer_gets_a_hint(walk, page)
    declare(walk, page)
    for key in ("bias", "rubric"):
        learn(walk, page, key)
    practice(walk, page)
    pass_the_gate(walk, page, ida)
    the_lead_sees_it(walk, lead, row)


def answer(walk: Story, page: Page, key: str, *, wrongly: str = "") -> None:
    for question in LESSONS[key].questions:
        right = question.right if question.key != wrongly else question.options[0][0]
        walk.hand.choose(page.locator(f'input[name="{question.key}"][value="{right}"]'))
    walk.press(page, "button", "Finish the lesson")


def a_wrong_answer_gets_a_hint(walk: Story, page: Page) -> None:
    walk.press(page, "link", "Children are in it")
    answer(walk, page, "privacy", wrongly="cafe")
    expect(page.locator("#hint-cafe")).to_contain_text("Headphones do not hide faces.")
    answer(walk, page, "privacy")
    expect(page.locator(".part.done")).to_contain_text("Children are in it")


def declare(walk: Story, page: Page) -> None:
    walk.press(page, "link", "Whose work you skip")
    walk.hand.write(page.locator("#schools"), "Oak Grove Elementary")
    page.get_by_label("I promise this").check()
    walk.press(page, "button", "Declare")
    expect(page.get_by_role("heading", name="Next: training")).to_be_visible()


def learn(walk: Story, page: Page, key: str) -> None:
    walk.press(page, "link", LESSONS[key].title)
    answer(walk, page, key)


def rate(walk: Story, page: Page, levels: dict[str, str]) -> None:
    for criterion, level in levels.items():
        walk.hand.choose(page.locator(f'input[name="level-{criterion}"][value="{level}"]'))
    walk.press(page, "button", "Send the sheet")


def practice(walk: Story, page: Page) -> None:
    walk.press(page, "button", "Practice")
    rate(walk, page, {"question": "exemplary", "sorting": "developing", "adjustment": "proficient"})
    expect(page.locator(".correction").first).to_contain_text("You were more generous")
    expect(page.locator(".correction.same")).to_have_count(2)
    walk.press(page, "link", "Back to where you stand")


def pass_the_gate(walk: Story, page: Page, ida: Person) -> None:
    walk.press(page, "button", "Take the gate")
    for place in (1, 2):
        expect(page.get_by_text(f"Gate, {place} of 2")).to_be_visible()
        shown = page.url.split("/anchors/")[1].split("/")[0]
        sheet = Sheet.objects.get(public_id=shown, person=ida)
        rate(walk, page, {row.criterion.key: row.level.key for row in sheet.anchor.key.all()})
    expect(page.get_by_role("heading", name="Gate passed")).to_be_visible()
    expect(page.locator("h1 + .tags")).to_contain_text("On probation")


def the_lead_sees_it(walk: Story, lead: Person, row: Qualification) -> None:
    page = walk.as_person(lead, f"/calibration/pools/{row.pool.public_id}/")
    expect(page.locator(".part", has_text="Ida")).to_contain_text("On probation")
    walk.hand.pick(page.get_by_label("Micro-credential"), "Exit Tickets That Change Tomorrow")
    walk.press(page, "button", "Choose the badge")
    walk.hand.press(page.get_by_text("How this pool calibrates"))
    walk.hand.write(page.locator("#valid_months"), "6")
    walk.press(page, "button", "Set the rules")
    row.pool.refresh_from_db()
    assert (row.pool.rules.valid_months, row.pool.badge) == (
        6,
        row.pool.anchors.all()[0].edition.micro_credential,
    )
