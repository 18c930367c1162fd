"""Story S07 in a real browser: a workshop leads on to a micro-credential, and a stack makes a teacher a leader."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from playwright.sync_api import expect

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.queries import whole_attempt
from cairn.domain.issuing.models import Award
from cairn.domain.stacks.models import Stack
from cairn.domain.workshops.models import Workshop
from cairn.workflows import tasks
from tests.stories.hands import Pointer
from tests.stories.telling import Story, work
from tests.walk import DAY

pytestmark = [pytest.mark.once, pytest.mark.slow]
WAIT, TICKETS = "Wait Time and Follow-Up Questions", "Exit Tickets That Change Tomorrow"


@pytest.fixture
def walk(new_context: Any, sign_in: Any, live_server: Any) -> Story:
    return Story(Pointer(), new_context, sign_in, live_server.url)


@pytest.mark.console_errors("404", "422")
def test_a_workshop_leads_on_and_a_stack_is_agreed_amended_handed_over_and_earned(
    walk: Story, empty_stage: Stage
):
    a_coach_holds_a_workshop(walk, empty_stage)
    a_teacher_is_there_and_starts_what_was_suggested(walk, empty_stage)
    she_proposes_a_stack_to_her_principal(walk, empty_stage)
    he_asks_for_less_and_she_agrees(walk, empty_stage)
    a_new_principal_takes_over(walk, empty_stage)
    the_last_part_brings_the_badge(walk, empty_stage)


def a_coach_holds_a_workshop(walk: Story, stage: Stage) -> None:
    """All of today, so that the doors are open whenever this runs."""
    page = walk.as_person(stage.people["marcus-bell"], "/coaching/")
    walk.press(page, "link", "Workshops")
    walk.press(page, "link", "Set the first one")
    page.get_by_label("Title").fill("Talk that reaches everyone")
    page.get_by_label("Date").fill(datetime.now(ZoneInfo("America/Chicago")).date().isoformat())
    page.get_by_label("Start").fill("00:00")
    page.get_by_label("End").fill("23:59")
    walk.press(page, "button", "Set it")
    expect(page.get_by_text("Say where it is held: a place, a link, or both.")).to_be_visible()
    page.get_by_label("Place").fill("The library at Oak Grove")
    walk.press(page, "button", "Set it")
    page.get_by_label("Find something to suggest").fill("wait time")
    walk.press(page, "button", "Find")
    walk.press(page, "button", f"Suggest {WAIT}")
    expect(page.get_by_role("button", name=f"Take back: {WAIT}")).to_be_visible()
    page.get_by_label("Name or e-mail address").fill("aisha")
    walk.press(page, "button", "Put on the list")
    expect(page.get_by_text("noted by Marcus Bell")).to_be_visible()


def a_teacher_is_there_and_starts_what_was_suggested(walk: Story, stage: Stage) -> None:
    page = walk.as_person(stage.people["dana-brown"], "/work/")
    walk.press(page, "link", "Workshops")
    page.get_by_label("Code").fill(Workshop.objects.get().code.lower())
    walk.press(page, "button", "Go on")
    walk.press(page, "button", "I am here")
    expect(page.get_by_text("You are on the list.")).to_be_visible()
    page.goto(f"{walk.address}/work/")
    expect(page.get_by_role("heading", name="Suggested at a workshop")).to_be_visible()
    walk.press(page, "button", f"Start {WAIT}")
    expect(page.get_by_role("heading", name=WAIT, level=1)).to_be_visible()
    assert Award.objects.count() == 0


def she_proposes_a_stack_to_her_principal(walk: Story, stage: Stage) -> None:
    page = walk.as_person(stage.people["dana-brown"], "/work/")
    walk.press(page, "link", "Stacks you agree on")
    page.get_by_label("Title").fill("Leading Talk at Oak Grove")
    page.get_by_label("With").select_option(label="Walter Finch, Cedar Hollow School District")
    walk.press(page, "button", "Begin")
    page.get_by_label("What its badge says").fill("You lead your grade in talk, and help others to try it.")
    page.get_by_label("Duties").fill("Mentors two new teachers.")
    page.get_by_label("Pay").fill("$4,000 a year.")
    for words, title in (("exit", TICKETS), ("wait", WAIT)):
        page.get_by_label("Find a part").fill(words)
        walk.press(page, "button", "Find")
        walk.press(page, "button", f"Add {title}")
        expect(page.locator(".builder li", has_text=title)).to_be_visible()
    walk.press(page, "button", "Save and propose")
    expect(page.get_by_text("Proposed. Walter Finch gets a letter.")).to_be_visible()
    work()
    assert [letter.to for letter in mail.outbox if "proposes a stack" in letter.subject] == [
        ["walter.finch@cedarhollow.example.org"]
    ]


def he_asks_for_less_and_she_agrees(walk: Story, stage: Stage) -> None:
    """He proposes it back with other pay; she sees that and nothing else, and agrees."""
    page = walk.as_person(stage.people["walter-finch"], "/recognizing/")
    walk.press(page, "link", re.compile("Read it"))
    expect(page.get_by_text("$4,000 a year.")).to_be_visible()
    walk.press(page, "button", "Agree")
    expect(page.get_by_text("You have both agreed.")).to_be_visible()
    walk.press(page, "link", "Propose a change")
    page.get_by_label("Pay").fill("$3,000 a year.")
    walk.press(page, "button", "Save and propose")
    hers = walk.as_person(stage.people["dana-brown"], "/work/")
    walk.press(hers, "link", re.compile("Read it"))
    expect(hers.locator(".changes li")).to_have_count(1)
    expect(hers.locator(".changes del")).to_have_text("$4,000 a year.")
    expect(hers.locator(".changes ins")).to_have_text("$3,000 a year.")
    walk.press(hers, "button", "Agree")
    expect(hers.get_by_text("Edition 2")).to_be_visible()
    expect(hers.locator(".facts-table")).to_contain_text("$3,000 a year.")


def a_new_principal_takes_over(walk: Story, stage: Stage) -> None:
    """She finds what was agreed; the one before finds nothing any more."""
    own = f"/my/stacks/{Stack.objects.get().public_id}/"
    page = walk.as_person(stage.people["walter-finch"], own)
    walk.hand.press(page.get_by_text("Hand over to a new principal"))
    page.get_by_label("The new principal").select_option(label="Ruth Delaney")
    walk.press(page, "button", "Hand over")
    expect(page.get_by_text("Ruth Delaney takes over.")).to_be_visible()
    page.goto(f"{walk.address}{own}")
    expect(page.get_by_text("$3,000 a year.")).to_have_count(0)
    page = walk.as_person(stage.people["ruth-delaney"], "/my/stacks/")
    walk.press(page, "link", "Leading Talk at Oak Grove")
    expect(page.get_by_text("0 of 2 parts.").first).to_be_visible()
    expect(page.locator(".facts-table")).to_contain_text("$3,000 a year.")


def the_last_part_brings_the_badge(walk: Story, stage: Stage) -> None:
    """Dana earns what she started at the workshop last; nobody judges the stack."""
    dana, now = stage.people["dana-brown"], datetime.now(UTC)
    walking.work_at(
        "awarded",
        edition=stage.editions["exit-tickets"],
        earner=dana,
        evaluators=[stage.people["tomasz-nowak"]],
        at=now - 40 * DAY,
    )
    work()
    assert Award.objects.filter(stack__isnull=False).count() == 0
    begun = whole_attempt().get(pk=Attempt.objects.get(edition=stage.editions["wait-time"]).pk)
    walking.fill(begun, at=now)
    walking.submit(begun, at=now)
    walking.read(begun, stage.people["aisha-rahman"], at=now)
    tasks.run_all(now + DAY)
    assert [award.earner for award in Award.objects.filter(stack__isnull=False)] == [dana]
    page = walk.as_person(dana, "/my/stacks/")
    walk.press(page, "link", "Leading Talk at Oak Grove")
    walk.press(page, "link", "See your badge")
    expect(page.get_by_role("heading", name="Leading Talk at Oak Grove", level=1)).to_be_visible()
    ruth = walk.as_person(stage.people["ruth-delaney"], f"/my/stacks/{Stack.objects.get().public_id}/")
    expect(ruth.get_by_role("heading", name="It is completed")).to_be_visible()
