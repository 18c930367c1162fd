"""Story S09 in a real browser: a stack is built, its last part brings its badge, and the last stack a master's.

Her badge links to the work itself, as far as she shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cairn.demo import walking
from cairn.demo.stage import Stage, set_up
from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Person
from cairn.workflows import stacking
from tests.domain.stacks.examples import document, mc
from tests.stories.hands import Keyboard
from tests.stories.telling import Story, work
from tests.walk import DAY, SMALL

TITLES = {
    "exit-tickets": "Exit Tickets That Change Tomorrow",
    "wait-time": "Wait Time and Follow-Up Questions",
    "checking-sources": "Checking Sources by Reading Laterally",
}
READERS = {"exit-tickets": "tomasz-nowak", "wait-time": "aisha-rahman", "checking-sources": "tomasz-nowak"}


@pytest.fixture
def stage(transactional_db: None) -> Stage:
    return set_up(at=datetime.now(UTC) - 300 * DAY, only=(*SMALL, "checking-sources"), named=True)


@pytest.fixture
def walk(new_context: Any, sign_in: Any, live_server: Any, stage: Stage) -> Iterator[Story]:
    told = Story(Keyboard(), new_context, sign_in, live_server.url)
    yield told
    assert [used for used in told.pointed if used] == []


def earn(stage: Stage, key: str, days_ago: int) -> None:
    """Dana's way to one part; what its pages look like is the story of S11."""
    walking.work_at(
        "awarded",
        edition=stage.editions[key],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people[READERS[key]]],
        at=datetime.now(UTC) - days_ago * DAY,
    )


def test_the_last_part_brings_the_stack_and_the_last_stack_the_master(walk: Story, stage: Stage) -> None:
    dana = stage.people["dana-brown"]
    build_the_stack(walk, stage.people["janelle-wright"])
    offer_the_rest(stage)
    earn(stage, "exit-tickets", 60)
    earn(stage, "wait-time", 50)
    see_what_comes_next(walk, dana)
    earn(stage, "checking-sources", 40)
    work()
    see_the_badge_that_came_by_itself(walk, dana)
    show_the_badges_and_the_work(walk, dana)
    anyone_reads_what_it_is_made_of(walk)


def build_the_stack(walk: Story, author: Person) -> None:
    """An author builds it from a title and three parts, puts them in order, and offers it."""
    page = walk.as_person(author, "/authoring/")
    walk.press(page, "link", "Build a stack of micro-credentials")
    walk.hand.write(page.get_by_label("Title"), "Seeing What Students Think")
    walk.press(page, "button", "Begin")
    walk.hand.write(page.get_by_label("What its badge says"), "You see what students think, and act on it.")
    for key in ("wait-time", "exit-tickets", "checking-sources"):
        walk.hand.pick(page.get_by_label("Add a part"), TITLES[key])
        walk.press(page, "button", "Add")
        expect(page.locator(".builder li", has_text=TITLES[key])).to_be_visible()
    walk.press(page, "button", f"Move up: {TITLES['exit-tickets']}")
    expect(page.locator(".builder li").first).to_contain_text(TITLES["exit-tickets"])
    expect(page.get_by_role("img", name=re.compile("The path"))).to_be_visible()
    walk.hand.pick(page.get_by_label("What its page says"), "Offered")
    walk.press(page, "button", "Save and show it")
    expect(page.get_by_text("Everybody sees it now: offered.")).to_be_visible()


def offer_the_rest(stage: Stage) -> None:
    """A second stack, and the one that holds both."""
    place, at = stage.organizations["cedar-hollow"], datetime.now(UTC) - 200 * DAY
    for told in (
        document("asking-well", mc("cedar-hollow/wait-time"), title="Asking Well"),
        document(
            "master",
            title="Master of Evidence",
            rule={
                "all": [
                    {"stack": "cedar-hollow/seeing-what-students-think"},
                    {"stack": "cedar-hollow/asking-well"},
                ],
                "ordered": False,
            },
        ),
    ):
        stacking.load(organization=place, document=told, by=None, at=at)


def see_what_comes_next(walk: Story, dana: Person) -> None:
    """Two of three are laid; her own page names the third, and the stack's page shows the path."""
    work()
    page = walk.as_person(dana, "/work/")
    named = page.get_by_role("heading", name="Seeing What Students Think")
    card = page.locator(".stack-card", has=named)
    expect(card).to_contain_text("2 of 3 parts.")
    expect(card).to_contain_text(f"Next stone: {TITLES['checking-sources']}")
    walk.press(page, "link", "Seeing What Students Think")
    expect(page.get_by_role("heading", name="You are on your way")).to_be_visible()
    expect(page.locator(".part.done")).to_have_count(2)
    expect(page.get_by_role("img", name=re.compile("2 of 3 parts"))).to_be_visible()
    walk.press(page, "link", "Look at the next stone")
    expect(page.get_by_role("heading", name=TITLES["checking-sources"], level=1)).to_be_visible()


def see_the_badge_that_came_by_itself(walk: Story, dana: Person) -> None:
    """Nobody judged the stack: its badge, and the master's, stand in her portfolio."""
    page = walk.as_person(dana, "/portfolio/")
    for title in ("Seeing What Students Think", "Asking Well", "Master of Evidence"):
        expect(page.get_by_role("link", name=title)).to_be_visible()
    walk.press(page, "link", "Master of Evidence")
    expect(page.get_by_role("heading", name="Its stones")).to_be_visible()
    expect(page.get_by_role("link", name="Seeing What Students Think")).to_be_visible()


def show_the_badges_and_the_work(walk: Story, dana: Person) -> None:
    """She shows the master's badge and the stack's to everybody, and with one part the words she was judged by."""
    for key in ("master", "seeing-what-students-think"):
        page = walk.as_person(dana, f"/portfolio/{Award.objects.get(stack__key=key).public_id}/")
        walk.hand.choose(page.get_by_role("radio", name="Everybody"))
        walk.press(page, "button", "Save this choice")
        expect(page.get_by_text("Everybody sees this badge now.")).to_be_visible()
    part = Award.objects.get(edition__title=TITLES["exit-tickets"])
    page = walk.as_person(dana, f"/portfolio/{part.public_id}/")
    piece = page.get_by_role("group", name=re.compile("What the piles told you"))
    walk.hand.choose(piece.get_by_role("radio", name="Whoever sees the badge"))
    walk.press(page, "button", "Save what is shown")
    walk.press(page, "link", "See it as a visitor does")
    expect(page.get_by_text("This is what everybody sees who comes without your link.")).to_be_visible()
    expect(page.get_by_role("heading", name="The work itself")).to_be_visible()


def anyone_reads_what_it_is_made_of(walk: Story) -> None:
    """A visitor follows the master's badge to its stacks, and the stack's badge to its three parts."""
    page = walk.as_visitor()
    master = Award.objects.get(stack__key="master")
    page.goto(f"{walk.address}/badges/{master.public_id}/")
    expect(page.get_by_text("Valid today, issued by Cedar Hollow School District")).to_be_visible()
    expect(page.locator(".stones-list li")).to_have_count(2)
    walk.press(page, "link", "Seeing What Students Think")
    expect(page.locator(".stones-list li")).to_have_count(3)
    _valid(page)
    walk.press(page, "link", TITLES["exit-tickets"])
    _valid(page)
    expect(page.get_by_role("heading", name="The work itself")).to_be_visible()
    expect(page.locator(".shown .text-evidence")).to_have_count(1)


def _valid(page: Page) -> None:
    expect(page.get_by_text("Valid today, issued by Cedar Hollow School District")).to_be_visible()
