"""Leading judges in a real browser: a dispute is settled, feedback looked at, and drift answered step by step."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.calibration.models import Signal
from cairn.domain.evaluation.models import BackRead, Reading
from cairn.workflows import watching
from tests.judging import NOW, evaluator, read, sent, under
from tests.stories.hands import Pointer
from tests.stories.telling import Story
from tests.workflows.drifting import invented

HOME = "/organizations/cedar-hollow/judging/"


@pytest.fixture
def walk(new_context: Any, sign_in: Any, live_server: Any, empty_stage: Stage) -> Story:
    return Story(Pointer(), new_context, sign_in, live_server.url)


def test_a_lead_settles_a_dispute_looks_at_feedback_and_answers_drift(
    walk: Story, empty_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, organization = empty_stage, empty_stage.organizations["cedar-hollow"]
    edition = under(stage, readings=2, back_read_percent=100)
    attempt = sent(edition, stage.people["dana-brown"])
    hannah, ruth = evaluator(stage, "hannah-kim"), evaluator(stage, "ruth-delaney")
    lead = evaluator(stage, "deshawn-carter", role="lead")
    read(attempt, hannah, sorting="developing")
    read(attempt, ruth, adjustment="developing")

    page = walk.as_person(lead, f"{HOME}disputes/")
    both_sides_are_seen(walk, page)
    mine = Reading.objects.get(evaluator=lead)
    walking.rate(mine, at=NOW, levels={"sorting": "developing", "adjustment": "proficient"})
    walking.send(mine, summary="", at=NOW)

    rows = invented({hannah.pk: -1.5, ruth.pk: 0.0, lead.pk: 0.0}, until=NOW + timedelta(hours=1))
    monkeypatch.setattr(watching, "compared", lambda *_, **__: rows)
    [signal] = watching.watch(organization=organization, at=NOW + timedelta(hours=2))
    assert (signal.evaluator, signal.way) == (hannah, "severe")
    feedback_is_looked_at(walk, page)
    drift_is_answered(walk, page)
    assert Reading.objects.filter(reason="reread").count() == 2
    assert Signal.objects.get().outcome == "coached"


def both_sides_are_seen(walk: Story, page: Page) -> None:
    walk.press(page, "button", "Settle")
    expect(page.locator(".sides.disputed")).to_have_count(2)
    expect(page.locator(".sides").first).to_contain_text("Disputed")
    expect(page.locator("main")).not_to_contain_text("Hannah")
    expect(page.get_by_role("link", name="Rate the disputed criteria")).to_be_visible()


def feedback_is_looked_at(walk: Story, page: Page) -> None:
    page.goto(f"{walk.address}{HOME}feedback/")
    page.get_by_label("It should point to the evidence").first.check()
    walk.hand.write(page.get_by_label("Note to the evaluator").first, "Name the page you mean.")
    walk.press(page, "button", "Save")
    assert BackRead.objects.get(finding="vague").note == "Name the page you mean."
    walk.press(page, "button", "Take back")
    expect(page.get_by_text("It waits for a look again")).to_be_visible()


def drift_is_answered(walk: Story, page: Page) -> None:
    page.goto(f"{walk.address}{HOME}drift/")
    expect(page.get_by_role("heading", name="Hannah Kim", exact=True).first).to_be_visible()
    walk.hand.write(page.get_by_label("What should she look at?"), "Look at “Proficient” again.")
    walk.press(page, "button", "Send")
    walk.press(page, "button", "Have them read afresh")
    expect(page.get_by_text("Given to others")).to_be_visible()
    page.get_by_label("Settled by coaching").check()
    walk.hand.write(page.get_by_label("In a sentence"), "We read three anchors together.")
    walk.press(page, "button", "Close")
    page.goto(f"{walk.address}{HOME}log/?kind=drift")
    expect(page.get_by_role("table")).to_contain_text("A signal about an evaluator was closed.")
