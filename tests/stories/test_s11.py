"""Story S11 in a real browser, from the catalog to the shared badge: once by pointer, once by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from cairn.demo.clip import make_clip
from cairn.demo.material import story
from cairn.demo.stage import Stage
from cairn.domain.people.models import Person
from tests.stories.hands import BOTH_HANDS, Keyboard
from tests.stories.telling import Story, work

ROUNDS = story()["rounds"]
FEEDBACK = story()["feedback"]
TITLE = "Morning Meeting for Social-Emotional Learning"
CRITERIA = ("structure", "skills", "voice", "climate", "purpose")


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clips") / "IMG_0412.mp4"
    make_clip(path, seconds=20, seed=1)
    return path


@pytest.fixture(params=BOTH_HANDS)
def walk(
    request: pytest.FixtureRequest, new_context: Any, sign_in: Any, live_server: Any, empty_stage: Stage
) -> Iterator[Story]:
    told = Story(request.param(), new_context, sign_in, live_server.url)
    yield told
    assert [used for used in told.pointed if used] == []


def test_ms_brown_earns_morning_meeting_and_shares_it(walk: Story, empty_stage: Stage, clip: Path) -> None:
    people = empty_stage.people
    dana = people["dana-brown"]
    find_it(walk)
    begin(walk, dana)
    work_on_it(walk, dana, clip)
    invite_a_coach(walk, dana)
    coach_comments(walk, people["marcus-bell"])
    check_and_submit(walk, dana)
    read_it(walk, people["luis-ortega"], ROUNDS[0])
    revise_what_fell_short(walk, dana, clip)
    read_it(walk, people["hannah-kim"], ROUNDS[1])
    see_the_badge_and_share_it(walk, dana)
    file_it(walk, people["ruth-delaney"])


def find_it(walk: Story) -> None:
    """Anyone finds it without signing in, with the rubric and what it is worth."""
    page = walk.as_visitor()
    walk.hand.write(page.get_by_role("searchbox"), "morning meet")
    expect(page.locator("#results h2").first).to_contain_text("1 micro-credential")
    walk.press(page, "link", TITLE)
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="The rubric evaluators use")).to_be_visible()
    expect(page.get_by_text("6 PDP")).to_be_visible()
    expect(page.get_by_role("link", name="Sign in to start")).to_be_visible()


def begin(walk: Story, dana: Person) -> None:
    page = walk.as_person(dana, "/?q=morning")
    walk.press(page, "link", TITLE)
    walk.press(page, "button", "Start")
    expect(page).to_have_url(re.compile(r"/work/[0-9a-f-]{36}/"))
    expect(page.get_by_role("heading", name="Parts, in any order")).to_be_visible()


def _open_part(walk: Story, page: Page, name: str) -> None:
    walk.hand.press(page.locator(".parts h3 a", has_text=name))
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


def _back(walk: Story, page: Page) -> None:
    walk.press(page, "link", "All parts")
    expect(page.get_by_role("heading", name="Parts, in any order")).to_be_visible()


def _write(walk: Story, page: Page, text: str) -> None:
    """Write words and see them saved, without pressing anything."""
    with page.expect_response(lambda answer: answer.request.headers.get("x-autosave") == "1") as saved:
        walk.hand.write(page.locator("#text"), text)
    assert saved.value.ok
    expect(page.get_by_text(re.compile("^Saved"))).to_be_visible()


def _upload(walk: Story, page: Page, clip: Path, count: int) -> None:
    before = page.locator(".piece").count()
    for number in range(1, count + 1):
        walk.hand.attach(page.locator("input[type=file][multiple]"), [clip])
        expect(page.locator(".piece")).to_have_count(before + number, timeout=30_000)


def _consent(walk: Story, piece: Locator) -> None:
    asked = piece.locator("details", has_text="Who agreed")
    if not asked.evaluate("element => element.open"):
        walk.hand.press(asked.locator("summary"))
    walk.hand.write(piece.get_by_label("Who agreed"), "The families of all 21 students")
    walk.hand.write(piece.get_by_label("By what form"), "District media release, in the school office")
    for use in ("Evaluators may see it", "A coach I invite"):
        box = piece.get_by_role("checkbox", name=re.compile(use))
        if not box.is_checked():
            walk.hand.press(box)
    walk.hand.enter_date(piece.get_by_label("Date of the form"), datetime.now(UTC).date())
    walk.hand.press(piece.get_by_role("button", name="Put consent on record"))


def _date(walk: Story, piece: Locator) -> None:
    """Say that it was made today."""
    today = datetime.now(ZoneInfo("America/Chicago")).date()
    walk.hand.enter_date(piece.get_by_label("When was it made?"), today)
    walk.hand.press(piece.get_by_role("button", name=re.compile("Save the date")))
    expect(piece.page.get_by_text("The date is saved.").first).to_be_visible()
    expect(piece.get_by_label("When was it made?")).to_have_value(today.isoformat())


def work_on_it(walk: Story, dana: Person, clip: Path) -> None:
    """Videos with consent, plans, a justification and a design; each save shows itself."""
    page = walk.pages[str(dana.pk)]
    told = ROUNDS[0]["parts"]
    slots = _slots(dana)
    _open_part(walk, page, slots["videos"])
    _upload(walk, page, clip, 3)
    for number in range(3):
        _consent(walk, page.locator(".piece").nth(number))
        expect(page.get_by_role("button", name=re.compile("Withdraw consent"))).to_have_count(number + 1)
        _date(walk, page.locator(".piece").nth(number))
    _back(walk, page)
    for key, text in (
        ("plans", "\n\n".join(plan["text"] for plan in told["plans"])),
        ("justification", told["justification"]),
        ("structure", told["structure"]),
    ):
        _open_part(walk, page, slots[key])
        _write(walk, page, text)
        _back(walk, page)


def _slots(dana: Person) -> dict[str, str]:
    edition = dana.attempts.get(micro_credential__key="morning-meeting").edition
    return {slot.key: slot.title for slot in edition.slots.all()}


def invite_a_coach(walk: Story, dana: Person) -> None:
    page = walk.pages[str(dana.pk)]
    walk.hand.press(page.locator("summary", has_text="Invite a coach"))
    walk.hand.pick(page.get_by_role("combobox", name="Coach"), "Marcus Bell")
    walk.press(page, "button", "Invite")
    expect(page.get_by_text("Marcus Bell").first).to_be_visible()


def coach_comments(walk: Story, coach: Person) -> None:
    page = walk.as_person(coach, "/coaching/")
    walk.press(page, "link", re.compile("Morning Meeting"))
    box = page.get_by_role("textbox").first
    walk.hand.write(box, story()["coach_comments"][0]["text"])
    walk.hand.press(
        page.get_by_role("button", name=re.compile("Send|Save|remark", re.I)).locator("visible=true").first
    )
    expect(page.get_by_text(story()["coach_comments"][0]["text"]).first).to_be_visible()


def check_and_submit(walk: Story, dana: Person) -> None:
    """She sees her work with the evaluator's eyes, declares it her own, and sends it."""
    attempt = dana.attempts.get(micro_credential__key="morning-meeting")
    page = walk.as_person(dana, f"/work/{attempt.public_id}/")
    walk.press(page, "link", "Check and submit")
    for key in CRITERIA:
        walk.hand.choose(page.locator(f'input[name="level-{key}"][value="proficient"]'))
    expect(page.get_by_text("Nothing is missing.")).to_be_visible()
    walk.hand.press(page.locator("input[name=declared]"))
    walk.press(page, "button", "Submit")
    expect(page.get_by_role("heading", name="What you sent")).to_be_visible()
    expect(page.get_by_role("button", name="Take it back")).to_be_enabled()
    work()


def read_it(walk: Story, evaluator: Person, told: dict[str, Any]) -> None:
    """Blind, from the queue: a comment at a moment of the video, a level for each criterion, feedback, send."""
    page = walk.as_person(evaluator, "/reviews/")
    walk.press(page, "button", re.compile("Next"))
    expect(page.get_by_role("heading", name="Score each part")).to_be_visible()
    body = page.locator("body")
    for secret in ("Dana", "Brown", "Oak Grove", "Cedar Hollow", "IMG_0412"):
        expect(body).not_to_contain_text(secret)
    _comment(walk, page, told["moments"][0]["text"])
    for number, (key, level) in enumerate(told["ratings"].items()):
        _rate(walk, page, number, key, level)
        met = "met" if level in {"proficient", "exemplary"} else "unmet"
        walk.hand.write(page.locator(f"#feedback-{key}"), FEEDBACK[key][met])
    walk.hand.write(page.locator("#summary"), told["strengths"])
    expected = "Earned" if set(told["ratings"].values()) <= {"proficient", "exemplary"} else "Not yet"
    expect(page.locator("#standing")).to_contain_text(f"Result: {expected}", timeout=15_000)
    walk.press(page, "button", "Send the result")
    expect(page.get_by_text(re.compile(r"Your reading of .+ is sent\."))).to_be_visible()
    work()


def _comment(walk: Story, page: Page, text: str) -> None:
    page.locator("video").first.evaluate("video => { video.currentTime = 4; }")
    if isinstance(walk.hand, Keyboard):
        page.keyboard.press("c")
    else:
        walk.hand.press(page.locator("[data-comment-here]").first)
    composer = page.locator("[data-composer]").first
    walk.hand.write(composer.locator("textarea"), text)
    walk.hand.press(composer.get_by_role("button", name="Save the comment"))
    expect(page.locator("[data-comments], .comments").first).to_contain_text(text)


def _rate(walk: Story, page: Page, number: int, key: str, level: str) -> None:
    target = page.locator(f'input[name="level-{key}"][value="{level}"]')
    if isinstance(walk.hand, Keyboard):
        page.evaluate("document.activeElement.blur()")
        if number:
            page.keyboard.press("j")
        page.keyboard.press(str(["emerging", "developing", "proficient", "exemplary"].index(level) + 1))
    else:
        walk.hand.choose(target)
    expect(target).to_be_checked()


def revise_what_fell_short(walk: Story, dana: Person, clip: Path) -> None:
    """Strengths first, exactly what fell short, and only those parts open; one new video, new plans."""
    attempt = dana.attempts.get(micro_credential__key="morning-meeting")
    page = walk.as_person(dana, f"/work/{attempt.public_id}/result/")
    headings = page.get_by_role("heading", level=2).all_inner_texts()
    assert headings.index("What you do well") < headings.index("What needs new evidence")
    expect(page.get_by_text(FEEDBACK["voice"]["unmet"]).first).to_be_visible()
    slots = _slots(dana)
    walk.press(page, "link", f"Revise “{slots['videos']}”")
    expect(page.get_by_role("heading", name=slots["videos"], level=1)).to_be_visible()
    _upload(walk, page, clip, 1)
    _consent(walk, page.locator(".piece").last)
    _date(walk, page.locator(".piece").last)
    _back(walk, page)
    expect(page.get_by_text("Locked: this part is met, so nothing more is asked of you.")).to_have_count(2)
    _open_part(walk, page, slots["plans"])
    _write(walk, page, "\n\n".join(plan["text"] for plan in ROUNDS[1]["parts"]["plans"]))
    page = walk.as_person(dana, f"/work/{attempt.public_id}/check/")
    walk.hand.write(page.locator("#note"), "A turn for everyone in each plan, and one new video.")
    walk.hand.press(page.locator("input[name=declared]"))
    walk.press(page, "button", "Submit")
    expect(page.get_by_role("heading", name="What you sent")).to_be_visible()
    work()


def see_the_badge_and_share_it(walk: Story, dana: Person) -> None:
    """The badge, Tennessee's six points, a public page that says it is valid today, and a share with the district."""
    page = walk.as_person(dana, "/portfolio/")
    expect(page.get_by_text("6 of 60 PDP").first).to_be_visible()
    expect(page.get_by_text(re.compile("Counted as 6 PDP")).first).to_be_visible()
    walk.press(page, "link", re.compile(TITLE))
    award = dana.awards.get()
    walk.hand.choose(page.get_by_role("radio", name="Everybody"))
    walk.press(page, "button", "Save this choice")
    expect(page.get_by_text("Everybody sees this badge now.")).to_be_visible()
    walk.hand.pick(
        page.get_by_role("combobox", name="Organization"),
        "Cedar Hollow School District",
    )
    walk.press(page, "button", "Send it to them")
    expect(page.get_by_text("not filed yet")).to_be_visible()
    public = walk.as_visitor()
    public.goto(f"{walk.address}/badges/{award.public_id}/")
    expect(public.get_by_text(re.compile("Valid today")).first).to_be_visible()
    expect(public.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    work()


def file_it(walk: Story, office: Person) -> None:
    """The district verifies and files it; no evidence goes along."""
    page = walk.as_person(office, "/recognizing/")
    expect(page.get_by_text("Dana Brown").first).to_be_visible()
    walk.press(page, "button", re.compile("File"))
    expect(page.locator("table.record")).to_contain_text("Valid on")
    assert page.locator("video").count() == 0
