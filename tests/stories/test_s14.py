"""Story S14 in a real browser: a cooperative's stack says what is offered, in review and in development, and a
university confirms graduate credit for the part that is offered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from cairn.demo import gating, walking
from cairn.demo.material import contents
from cairn.demo.stage import SINGLY, Stage
from cairn.domain.catalog import operations as catalog
from cairn.domain.catalog.document import lifted
from cairn.domain.catalog.models import Edition
from cairn.domain.people import operations as people
from cairn.domain.people.models import Organization, Person, Role
from cairn.workflows import publishing, stacking
from tests.domain.stacks.examples import document, mc, offer
from tests.stories.hands import Keyboard
from tests.stories.telling import Story, work
from tests.walk import DAY

OFFERED = "Coaching Conversations That Lead to a Try"
IN_REVIEW = {
    "assessment-literacy": "Assessment Literacy",
    "data-with-a-purpose": "Data With a Purpose",
    "time-well-spent": "Time Well Spent",
}
PLACE = "hollow-creek-cooperative"


@pytest.fixture
def walk(new_context: Any, sign_in: Any, live_server: Any, empty_stage: Stage) -> Iterator[Story]:
    told = Story(Keyboard(), new_context, sign_in, live_server.url)
    yield told
    assert [used for used in told.pointed if used] == []


@pytest.fixture
def offered(empty_stage: Stage) -> Edition:
    """The cooperative with its people: one part published, three at the gate, and a stack of them and one more."""
    at = datetime.now(UTC) - 200 * DAY
    place = people.found(
        slug=PLACE, name="Hollow Creek Educational Cooperative", kind="regional", about="", by=None, at=at
    )
    for key, role in (
        ("priya-raman", Role.AUTHOR),
        ("hannah-kim", Role.REVIEWER),
        ("luis-ortega", Role.EVALUATOR),
    ):
        people.take_role(person=empty_stage.people[key], organization=place, role=role, by=None, at=at)
    registrar = empty_stage.people["sam-whitaker"]
    university = empty_stage.organizations["harpeth-state"]
    people.take_role(person=registrar, organization=university, role=Role.RECOGNIZER, by=None, at=at)
    edition = _publish(empty_stage, place, at)
    for key, title in IN_REVIEW.items():
        _ask_for_review(empty_stage, place, key, title, at)
    stacking.load(organization=place, document=_stack(), by=None, at=at)
    return edition


def _publish(stage: Stage, place: Organization, at: datetime) -> Edition:
    told = lifted(contents()["coaching-conversations"]) | {"readings": 1, "judging": SINGLY}
    author, reviewer = stage.people["priya-raman"], stage.people["hannah-kim"]
    draft = catalog.begin(
        organization=place, key="coaching-conversations", title=told["title"], by=author, at=at
    )
    draft = catalog.save_draft(draft=draft, document=told, revision=1, by=author, at=at)
    gating.clear(draft, author=author, reviewer=reviewer, at=at)
    return publishing.publish(draft=draft, by=author, at=at)


def _ask_for_review(stage: Stage, place: Organization, key: str, title: str, at: datetime) -> None:
    told = contents()["coaching-conversations"] | {"key": key, "title": title}
    author = stage.people["priya-raman"]
    draft = catalog.begin(organization=place, key=key, title=title, by=author, at=at)
    draft = catalog.save_draft(draft=draft, document=told, revision=1, by=author, at=at)
    gating.ask(draft, author=author, reviewer=stage.people["hannah-kim"], at=at)


def _stack() -> dict[str, Any]:
    first = f"{PLACE}/coaching-conversations"
    universities = ("harpeth-state", "Bramble Ridge University", "Saint Odile College")
    return document(
        "shared-leadership",
        mc(first),
        *(mc(f"{PLACE}/{key}") for key in IN_REVIEW),
        mc(f"{PLACE}/growing-teacher-leaders", title="Growing Teacher Leaders"),
        title="Shared Leadership",
        topic="leadership",
        public_state="in_development",
        offers=[
            offer(
                name,
                course="EDL 561: Practicum in Peer Coaching",
                credits={"numerator": 3, "denominator": 2},
                window_days=365,
                part=first,
            )
            for name in universities
        ],
    )


def test_a_cooperative_shows_its_stack_and_a_university_confirms_credit(
    walk: Story, empty_stage: Stage, offered: Edition
) -> None:
    dana = empty_stage.people["dana-brown"]
    anyone_sees_where_each_part_stands(walk)
    walking.work_at(
        "awarded",
        edition=offered,
        earner=dana,
        evaluators=[empty_stage.people["luis-ortega"]],
        at=datetime.now(UTC) - 30 * DAY,
    )
    work()
    ask_for_the_credit(walk, dana)
    confirm_it(walk, empty_stage.people["sam-whitaker"])
    see_it_confirmed(walk, dana)


def anyone_sees_where_each_part_stands(walk: Story) -> None:
    page = walk.as_visitor()
    page.goto(f"{walk.address}/stacks/")
    walk.press(page, "link", "In development")
    walk.press(page, "link", "Shared Leadership")
    expect(page.get_by_role("heading", name="Shared Leadership", level=1)).to_be_visible()
    expect(page.get_by_text("This stack is in development")).to_be_visible()
    parts = page.locator(".path-parts > .part")
    shown = [(part.locator("h3").inner_text(), part.locator(".tag").inner_text()) for part in parts.all()]
    assert shown == [
        (OFFERED, "Offered"),
        *[(title, "In review") for title in IN_REVIEW.values()],
        ("Growing Teacher Leaders", "In development"),
    ]
    facts = page.locator("article .facts").first
    expect(facts).to_contain_text(re.compile("1 offered.*3 in review.*1 in development", re.DOTALL))
    expect(page.locator(".offers li")).to_have_count(3)
    expect(page.locator(".offers li").first).to_contain_text("3/2 credits")
    walk.press(page, "link", OFFERED)
    expect(page.get_by_role("heading", name=OFFERED, level=1)).to_be_visible()


def ask_for_the_credit(walk: Story, dana: Person) -> None:
    """One university is on this site and is asked here; the others she asks directly."""
    page = walk.as_person(dana, "/portfolio/")
    walk.press(page, "link", OFFERED)
    credit = page.locator(".offers > li")
    expect(credit).to_have_count(3)
    expect(credit.first).to_contain_text("Enroll by")
    expect(credit.nth(1)).to_contain_text("Bramble Ridge University is not on this site.")
    walk.hand.write(credit.first.get_by_label("A word to the registrar"), "For my master's degree.")
    walk.hand.press(credit.first.get_by_role("button", name=re.compile("Ask for the credit")))
    expect(page.get_by_text("Harpeth State University has your request.")).to_be_visible()
    work()


def confirm_it(walk: Story, registrar: Person) -> None:
    page = walk.as_person(registrar, "/recognizing/credit/")
    expect(page.get_by_text("For my master's degree.")).to_be_visible()
    walk.press(page, "button", re.compile("Confirm the credit"))
    expect(page.get_by_text("is confirmed for Dana Brown")).to_be_visible()
    work()


def see_it_confirmed(walk: Story, dana: Person) -> None:
    page = walk.as_person(dana, "/portfolio/")
    walk.press(page, "link", OFFERED)
    expect(page.get_by_text("Confirmed by the registrar")).to_be_visible()
