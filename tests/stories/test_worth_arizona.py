"""Arizona's endorsement asks for topics and for an approval: what waits is told apart from what does not count."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.approvals import operations as approvals
from cairn.domain.approvals.operations import Link, Request
from cairn.domain.records.models import OtherRecord
from tests.stories.hands import Pointer
from tests.stories.telling import Story
from tests.walk import DAY

pytestmark = [pytest.mark.once, pytest.mark.slow]
NOW = datetime.now(UTC)
PROGRAMMING = "programming for educators"


@pytest.fixture
def walk(new_context: Any, sign_in: Any, live_server: Any) -> Story:
    return Story(Pointer(), new_context, sign_in, live_server.url)


def test_topics_and_an_approval_bring_arizonas_endorsement_nearer(walk: Story, empty_stage: Stage) -> None:
    dana = empty_stage.people["dana-brown"]
    walking.work_at(
        "awarded",
        edition=empty_stage.editions["exit-tickets"],
        earner=dana,
        evaluators=[empty_stage.people["tomasz-nowak"]],
        at=NOW - 30 * DAY,
    )
    page = walk.as_person(dana, "/worth/add/?q=arizona+prek")
    walk.press(page, "link", "Add the Arizona Computer Science PreK-8 endorsement")
    walk.press(page, "button", "Add it")
    goal = page.url
    _add_the_training(walk, page)
    page.goto(goal)
    expect(page.get_by_role("heading", name="Waiting, and not held against you (2)")).to_be_visible()
    expect(page.get_by_role("progressbar", name="Programming: 0 of 3 semester hours")).to_be_visible()
    _say_what_the_badge_was_verified_as(walk, page)
    _the_superintendent_approves(empty_stage)
    page.goto(goal)
    expect(page.get_by_role("progressbar", name="Programming: 3 of 3 semester hours")).to_be_visible()
    expect(page.get_by_role("progressbar", name="Foundations: 3 of 3 semester hours")).to_be_visible()
    expect(page.get_by_role("heading", name="Counted (2)")).to_be_visible()


def _add_the_training(walk: Story, page: Page) -> None:
    page.goto(f"{walk.address}/worth/records/add/?kind=training")
    page.get_by_label("What was it?").fill("Python for teachers")
    page.get_by_label("How many hours?").fill("45")
    page.get_by_label("On which day was it done?").fill("2025-05-01")
    page.get_by_label(PROGRAMMING).check()
    walk.press(page, "button", "Add it")


def _say_what_the_badge_was_verified_as(walk: Story, page: Page) -> None:
    """Its superintendent said how many equivalent hours it stands for, and in which topic."""
    walk.press(page, "link", re.compile("Add what was stated of it"))
    page.get_by_label("How many?").fill("45")
    page.get_by_label("foundations of teaching computer science").check()
    walk.press(page, "button", "Add it")


def _the_superintendent_approves(stage: Stage) -> None:
    """How she is asked and answers is told in the stories of pay."""
    dana, office = stage.people["dana-brown"], stage.people["walter-finch"]
    district, now = stage.organizations["cedar-hollow"], datetime.now(UTC)
    approvals.name_approver(organization=district, person=office, role="superintendent", by=None, at=now)
    for record in OtherRecord.objects.filter(person=dana):
        link, request = Link(district, "superintendent"), Request(record.title)
        for asked in approvals.ask(thing=record, links=[link], request=request, by=dana, at=now):
            approvals.approve(approval=asked, reason="", by=office, at=now)
