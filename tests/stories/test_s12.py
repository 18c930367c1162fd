"""Story S12 in a real browser: what was observed at home, with peers and on two visits, with conditions that hold."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from cairn.demo.stage import SINGLY, Stage
from cairn.domain.catalog.models import Edition
from cairn.domain.evidence.models import Attempt, RoundPiece
from cairn.domain.people.models import Person
from tests.observing import offer
from tests.stories.examining import Examiner
from tests.stories.hands import Pointer
from tests.stories.telling import Story, work
from tests.walk import DAY

COMPONENTS = (
    (
        "Critical engagement",
        "A girl asked who had drawn the map, and the class looked for the name on its edge.",
    ),
    ("Differentiation", "Three ways in lay on the table, and nobody was told which one was hers."),
    ("Collaboration", "Parts were dealt out by cards, so the one who usually talks had to listen first."),
    (
        "Real-world connections",
        "A boy brought the bus plan of his street, and the groups read it for their own.",
    ),
    ("Assessment", "Slips came back with one question each and without a grade; not seen on the second day."),
)
SHORT = "1 of 2 visits lasts at least 40 minutes. Add one more."


def words(count: int) -> str:
    """So many words along the five components, in paragraphs."""
    told: list[str] = []
    while len(" ".join(told).split()) < count:
        told += [f"**{name}.** {seen}" for name, seen in COMPONENTS]
    return "\n\n".join(told)


@pytest.fixture
def edition(empty_stage: Stage) -> Edition:
    """The library's anti-bias instruction, offered by the university, which openly has it read by one."""
    return offer(
        empty_stage, at=datetime.now(UTC) - 30 * DAY, change=lambda whole: whole.update(judging=SINGLY)
    )


@pytest.fixture
def walk(new_context: Any, sign_in: Any, live_server: Any) -> Story:
    return Story(Pointer(), new_context, sign_in, live_server.url)


def test_what_was_observed_is_asked_for_in_full_read_blind_and_awarded(
    walk: Story, empty_stage: Stage, edition: Edition
) -> None:
    dana = empty_stage.people["dana-brown"]
    begin(walk, dana, edition)
    write(walk, dana, "own-space", 300)
    write(walk, dana, "peers", 150)
    too_short_a_visit_is_refused(walk, dana)
    a_longer_one_is_taken(walk, dana)
    write(walk, dana, "essay-observations", 500)
    write(walk, dana, "essay-application", 500)
    tick_and_submit(walk, dana)
    read_the_log(walk, empty_stage.people["luis-ortega"])
    see_the_badge(walk, dana)


def attempt_of(dana: Person) -> Attempt:
    return dana.attempts.get(micro_credential__key="anti-bias-instruction")


def begin(walk: Story, dana: Person, edition: Edition) -> None:
    page = walk.as_person(dana, f"/micro-credentials/{edition.micro_credential.public_id}/")
    walk.press(page, "button", "Start")
    expect(page).to_have_url(re.compile(r"/work/[0-9a-f-]{36}/"))


def part(walk: Story, dana: Person, slot: str) -> Page:
    return walk.as_person(dana, f"/work/{attempt_of(dana).public_id}/parts/{slot}/")


def write(walk: Story, dana: Person, slot: str, count: int) -> None:
    page = part(walk, dana, slot)
    with page.expect_response(lambda answer: answer.request.headers.get("x-autosave") == "1") as saved:
        walk.hand.write(page.locator("#text"), words(count))
    assert saved.value.ok
    expect(page.get_by_text("Nothing is missing", exact=False).or_(page.locator("#words"))).to_be_visible()


def too_short_a_visit_is_refused(walk: Story, dana: Person) -> None:
    """Two visits, one of half an hour: the log and the check say exactly what is missing, and nothing can be sent."""
    page = part(walk, dana, "visits")
    expect(page.get_by_text("Nothing observed yet")).to_be_visible()
    enter(walk, page, 0, days_ago=9, times=("09:00", "09:45"), place="A sixth grade in a rural district")
    enter(walk, page, 1, days_ago=4, times=("10:00", "10:30"), place="A library's homework hour")
    expect(page.locator("#log-standing")).to_contain_text(SHORT)
    check = walk.as_person(dana, f"/work/{attempt_of(dana).public_id}/check/")
    expect(check.get_by_text(SHORT)).to_be_visible()
    expect(check.get_by_role("button", name="Submit")).to_be_disabled()


def enter(walk: Story, page: Page, number: int, *, days_ago: int, times: tuple[str, str], place: str) -> None:
    """Add an entry and see it save itself."""
    walk.press(page, "button", re.compile("Add (the first|another) entry"))
    entry = page.locator(".entry").nth(number)
    expect(entry).to_be_visible()
    walk.hand.enter_date(entry.get_by_label("Date"), today() - timedelta(days=days_ago))
    for label, time in zip(("Start", "End"), times, strict=True):
        entry.get_by_label(label).fill(time)
    walk.hand.write(entry.get_by_label("Place"), place)
    walk.hand.write(entry.get_by_label("Notes"), words(200))
    expect_saved(entry)


def expect_saved(entry: Locator) -> None:
    expect(entry.locator("[data-save-status]")).to_have_attribute("data-state", "saved", timeout=15_000)


def today() -> date:
    return datetime.now(ZoneInfo("America/Chicago")).date()


def a_longer_one_is_taken(walk: Story, dana: Person) -> None:
    page = part(walk, dana, "visits")
    entry = page.locator(".entry").nth(1)
    entry.get_by_label("End").fill("10:40")
    expect_saved(entry)
    expect(page.locator("#log-standing .conditions .met")).to_have_count(1)
    expect(page.locator("#log-standing")).to_contain_text("1 h 25 min in all")
    expect(page.locator("#log-standing")).to_contain_text("2 places")


def tick_and_submit(walk: Story, dana: Person) -> None:
    """What was done is ticked apart from how well; then it is sent as it stands."""
    attempt = attempt_of(dana)
    page = walk.as_person(dana, f"/work/{attempt.public_id}/check/")
    indicators = attempt.edition.document["completion"]
    for each in indicators:
        walk.hand.press(page.get_by_role("checkbox", name=each))
    walk.hand.press(page.locator("input[name=declared]"))
    walk.press(page, "button", "Submit")
    expect(page.get_by_role("heading", name="What you sent")).to_be_visible()
    assert attempt.rounds.get().completed == indicators
    frozen = RoundPiece.objects.filter(round__attempt=attempt, kind="entry").order_by("position")
    assert [piece.minutes for piece in frozen] == [45, 40]
    work()


def read_the_log(walk: Story, evaluator: Person) -> None:
    """The evaluator sees the log as one table with its totals, and knows neither name nor school."""
    page = walk.as_person(evaluator, "/reviews/")
    walk.press(page, "button", re.compile("Next"))
    walk.press(page, "tab", "Visits to a new environment")
    table = page.get_by_role("table", name="Visits to a new environment")
    expect(table.get_by_role("row")).to_have_count(4)
    expect(table).to_contain_text("A library's homework hour")
    expect(table).to_contain_text("1 h 25 min")
    expect(page.get_by_text("At least 2 visits of at least 40 minutes each")).to_be_visible()
    expect(page.get_by_role("heading", name="Done, the teacher says")).to_be_visible()
    for secret in ("Dana", "Brown", "Oak Grove", "Cedar Hollow"):
        expect(page.locator("body")).not_to_contain_text(secret)
    for key in ("seeing", "lenses", "analysis", "application"):
        walk.hand.choose(page.locator(f'input[name="level-{key}"][value="proficient"]'))
        walk.hand.write(page.locator(f"#feedback-{key}"), "I saw this in the second visit.")
    expect(page.locator("#standing")).to_contain_text("Result: Earned", timeout=15_000)
    walk.press(page, "button", "Send the result")
    expect(page.get_by_text(re.compile(r"Your reading of .+ is sent\."))).to_be_visible()
    work()


def see_the_badge(walk: Story, dana: Person) -> None:
    page = walk.as_person(dana, "/portfolio/")
    expect(page.get_by_role("link", name=re.compile("Seeing Anti-Bias Instruction")).first).to_be_visible()
    assert dana.awards.get().state == "issued"


@pytest.mark.once
def test_the_log_is_for_everybody_on_every_width(
    walk: Story, empty_stage: Stage, edition: Edition, examiner: Examiner
) -> None:
    dana = empty_stage.people["dana-brown"]
    begin(walk, dana, edition)
    page = part(walk, dana, "visits")
    enter(walk, page, 0, days_ago=9, times=("09:00", "09:45"), place="Oak Grove Elementary")
    expect(page.locator("#log-standing")).to_contain_text("Entry 1 may name a school")
    assert "\n".join(examiner.faults(page)) == ""
