"""A worked example in a real browser: asked for, allowed by pieces, read by everybody, and gone when taken back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cairn.demo import exemplifying, walking
from cairn.demo.stage import Stage
from cairn.domain.evidence.models import Attempt, Consent
from cairn.domain.evidence.operations import attempts, pieces
from cairn.domain.examples.models import Example
from cairn.workflows import tasks
from tests.stories.hands import Pointer
from tests.stories.telling import Story
from tests.walk import DAY

EXAMPLES = "/organizations/cedar-hollow/examples/"
TOLD = "I am Dana Brown, and my class at Oak Grove sorted its tickets each noon. Mr. Finch helped. " * 12
NAMES = ("Dana", "Brown", "Oak Grove", "Finch", "Tomasz")


@pytest.fixture
def walk(new_context: Any, sign_in: Any, live_server: Any, empty_stage: Stage) -> Story:
    return Story(Pointer(), new_context, sign_in, live_server.url)


def test_everybody_reads_what_a_teacher_allows_and_nothing_once_she_takes_it_back(
    walk: Story, empty_stage: Stage
) -> None:
    attempt = awarded(empty_stage)
    row = f"/micro-credentials/{attempt.micro_credential.public_id}/"
    author, dana = empty_stage.people["janelle-wright"], attempt.earner

    desk = walk.as_person(author, EXAMPLES)
    expect(desk.locator("main")).not_to_contain_text("Dana")
    walk.press(desk, "button", "Ask the teacher")
    expect(desk.get_by_text("Waits for the teacher")).to_be_visible()
    example = Example.objects.get()

    own = walk.as_person(dana, f"/work/{attempt.public_id}/result/")
    walk.press(own, "link", "Look, and choose")
    expect(own.get_by_text("Consent on record does not cover a worked example")).to_have_count(2)
    choose(walk, own, "What the piles told you", "Next-day plans, before and after 1")

    desk.goto(f"{walk.address}{EXAMPLES}{example.public_id}/")
    walk.hand.write(desk.get_by_label("More names to take out"), "Oak Grove\nFinch")
    walk.press(desk, "button", "Take them out")
    walk.press(desk, "button", "It names nobody: publish")

    anybody = walk.as_visitor()
    anybody.goto(f"{walk.address}{row}")
    walk.press(anybody, "link", re.compile("Example 1"))
    shown = anybody.locator("main")
    expect(shown).to_contain_text(
        "I am [name], and my class at [name] sorted its tickets each noon. Mr. [name]"
    )
    expect(shown).to_contain_text("2 pieces of this part are not shown")
    expect(shown.get_by_text("(given here)")).to_have_count(3)
    assert [name for name in NAMES if name in anybody.content()] == []
    paper = shown.get_by_role("link", name="Next-day plans, before and after 1").get_attribute("href")
    assert status(anybody, walk, paper) == 200

    picture = pictured(walk, own, desk, anybody, example)
    [first, _] = Consent.objects.filter(form__startswith="A separate form").order_by("pk")
    pieces.withdraw_consent(consent=first, by=dana, at=timezone.now())
    gone = [status(anybody, walk, picture), status(anybody, walk, paper)]
    own.goto(f"{walk.address}/work/{attempt.public_id}/example/")
    walk.press(own, "button", "Take everything back")
    expect(own.get_by_text("Nobody is shown any of it.")).to_be_visible()
    after = [status(anybody, walk, each) for each in (f"/examples/{example.public_id}/", paper)]
    assert (gone, after) == ([404, 200], [404, 404])
    anybody.goto(f"{walk.address}{row}")
    expect(anybody.get_by_role("link", name=re.compile("Example 1"))).to_have_count(0)


def awarded(stage: Stage) -> Attempt:
    """Dana's awarded exit tickets, in whose reflection she names herself and others."""
    dana, then = stage.people["dana-brown"], timezone.now() - 9 * DAY
    attempt = attempts.start(edition=stage.editions["exit-tickets"], by=dana, at=then)
    walking.fill(attempt, at=then)
    part = attempt.parts.get(slot__kind="reflection")
    pieces.write(part=part, text=TOLD, revision=1, by=dana, at=then)
    walking.submit(attempt, at=then)
    reader = stage.people["tomasz-nowak"]
    said = {"question": "Dana, your question fits. Tomasz Nowak"}
    walking.read(attempt, reader, words=said, at=then + DAY)
    tasks.run_all(then + 2 * DAY)
    attempt.refresh_from_db()
    assert attempt.state == "awarded"
    return attempt


def choose(walk: Story, page: Page, *titles: str) -> None:
    for title in titles:
        page.get_by_label(re.compile(f"Everybody may see “{title}")).first.check()
    page.get_by_label(re.compile("I looked through what I chose")).check()
    walk.press(page, "button", re.compile("what I chose"))
    expect(page.get_by_text("Thank you. It is looked through once more")).to_be_visible()


def pictured(walk: Story, own: Page, desk: Page, anybody: Page, example: Example) -> str:
    """Once the class agrees, its teacher adds a picture of her students' work; where everybody finds it."""
    exemplifying.agree(example.round, at=timezone.now())
    own.reload()
    choose(walk, own, "Sorted student work 1")
    assert status(anybody, walk, f"/examples/{example.public_id}/") == 404
    desk.reload()
    walk.press(desk, "button", "It names nobody: publish")
    anybody.goto(f"{walk.address}/examples/{example.public_id}/")
    picture = anybody.locator("main figure img").first.get_attribute("src")
    assert picture and status(anybody, walk, picture) == 200
    return picture


def status(page: Page, walk: Story, path: str | None) -> int:
    """What a request for a path is answered, nothing remembered."""
    return page.request.get(f"{walk.address}{path}").status
