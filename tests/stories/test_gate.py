"""A draft through the quality gate in a real browser: sent back once, mended, cleared and published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cairn.demo.material import contents, gate_answers
from cairn.demo.stage import Stage
from cairn.domain.catalog import operations as catalog
from cairn.domain.catalog.models import Draft
from cairn.domain.people.models import Person
from tests.stories.hands import Pointer
from tests.stories.telling import Story

TITLE = "Questions That Wait"
UNCLEAR = "Two of us read the first criterion in two ways. Say how long a pause is."


@pytest.fixture
def walk(new_context: Any, sign_in: Any, live_server: Any, empty_stage: Stage) -> Story:
    return Story(Pointer(), new_context, sign_in, live_server.url)


@pytest.fixture
def draft(empty_stage: Stage) -> Draft:
    """A draft in which everything stands that the template asks for."""
    janelle, now = empty_stage.people["janelle-wright"], datetime.now(UTC)
    begun = catalog.begin(
        organization=empty_stage.organizations["cedar-hollow"],
        key="questions-that-wait",
        title=TITLE,
        by=janelle,
        at=now,
    )
    document = {**contents()["wait-time"], "key": "questions-that-wait", "title": TITLE}
    return catalog.save_draft(draft=begun, document=document, revision=begun.revision, by=janelle, at=now)


@pytest.mark.console_errors("422")
def test_a_draft_is_sent_back_mended_cleared_and_published(
    walk: Story, empty_stage: Stage, draft: Draft
) -> None:
    janelle, hannah = empty_stage.people["janelle-wright"], empty_stage.people["hannah-kim"]
    nothing_unmet_is_published(walk, janelle, draft)
    answer_and_ask(walk, janelle, draft)
    ask_for_changes(walk, hannah)
    mend_and_ask_again(walk, janelle, draft)
    clear(walk, hannah)
    publish(walk, janelle, draft)
    everybody_sees_how_it_was_checked(walk, draft)


def nothing_unmet_is_published(walk: Story, janelle: Person, draft: Draft) -> None:
    page = walk.as_person(janelle, f"/authoring/{draft.public_id}/")
    walk.press(page, "button", "Publish")
    expect(page.get_by_role("alert")).to_contain_text("“One competency” waits for the author's answer.")


def answer_all(walk: Story, page: Page, said: Mapping[str, tuple[str, str]]) -> None:
    for key, (word, evidence) in said.items():
        walk.hand.choose(page.locator(f'input[name="{key}.answer"][value={word}]'))
        walk.hand.write(page.locator(f'[name="{key}.evidence"]'), evidence)


def look_again(walk: Story, page: Page) -> None:
    """Tick every standard whose part of the draft has changed since it was answered."""
    boxes = page.locator('input[name$=".again"]')
    expect(boxes.first).to_be_visible()
    for box in boxes.all():
        walk.hand.press(box)


def answer_and_ask(walk: Story, janelle: Person, draft: Draft) -> None:
    page = walk.as_person(janelle, f"/authoring/{draft.public_id}/gate/")
    answer_all(walk, page, gate_answers("author"))
    expect(page.locator("#owed")).to_contain_text("19 of 19 standards answered")
    walk.hand.press(page.get_by_role("checkbox", name="Hannah Kim"))
    walk.press(page, "button", "Ask for a review")
    expect(page.get_by_role("heading", name="With the reviewers")).to_be_visible()


def ask_for_changes(walk: Story, hannah: Person) -> None:
    page = walk.as_person(hannah, "/authoring/reviews/")
    walk.press(page, "link", TITLE)
    answer_all(walk, page, {**gate_answers("reviewer"), "rubric-clarity": ("not_met", UNCLEAR)})
    walk.press(page, "button", "Clear it")
    expect(page.get_by_role("alert")).to_contain_text("“A rubric that reads one way” is not met yet")
    walk.press(page, "button", "Ask for changes")
    expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()


def mend_and_ask_again(walk: Story, janelle: Person, draft: Draft) -> None:
    page = walk.as_person(janelle, f"/authoring/{draft.public_id}/gate/")
    expect(page.get_by_text(UNCLEAR)).to_be_visible()
    page.goto(f"{walk.address}/authoring/{draft.public_id}/#f-rubric.criteria.0.look_for")
    spot = page.locator('[name="rubric.criteria.0.look_for"]')
    walk.hand.write(spot, "A pause of three seconds or more before an answer, and again after it.")
    walk.hand.press(page.get_by_role("button", name="Save", exact=True))
    expect(page).to_have_url(f"{walk.address}/authoring/{draft.public_id}/")
    page.goto(f"{walk.address}/authoring/{draft.public_id}/gate/")
    look_again(walk, page)
    walk.hand.press(page.get_by_role("checkbox", name="Hannah Kim"))
    walk.press(page, "button", "Ask for a review")
    expect(page.get_by_role("heading", name="With the reviewers")).to_be_visible()


def clear(walk: Story, hannah: Person) -> None:
    page = walk.as_person(hannah, "/authoring/reviews/")
    walk.press(page, "link", TITLE)
    look_again(walk, page)
    answer_all(walk, page, {"rubric-clarity": gate_answers("reviewer")["rubric-clarity"]})
    walk.press(page, "button", "Clear it")
    expect(page.get_by_role("heading", name="You have decided")).to_be_visible()


def publish(walk: Story, janelle: Person, draft: Draft) -> None:
    page = walk.as_person(janelle, f"/authoring/{draft.public_id}/gate/")
    expect(page.get_by_role("heading", name="It passed the gate")).to_be_visible()
    walk.press(page, "button", "Publish")
    expect(page.get_by_text("Edition 1 is published.")).to_be_visible()


def everybody_sees_how_it_was_checked(walk: Story, draft: Draft) -> None:
    page = walk.as_visitor()
    page.goto(f"{walk.address}/micro-credentials/{draft.micro_credential.public_id}/")
    expect(page.get_by_role("heading", name="How it was checked")).to_be_visible()
    walk.hand.press(page.get_by_text("Every standard, and what was answered"))
    expect(page.get_by_text(gate_answers("reviewer")["student-privacy"][1])).to_be_visible()
    expect(page.get_by_text("Hannah")).to_have_count(0)
