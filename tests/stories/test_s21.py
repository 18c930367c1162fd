"""S21: a district's record of professional learning, filed by earners, checked by itself, printed, and taken by HR."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.catalog.models import Edition
from cairn.domain.issuing import operations as issuing
from cairn.domain.people.models import Person
from cairn.domain.records import operations as records
from cairn.workflows import sharing, tasks
from tests.stories.hands import Pointer
from tests.stories.telling import Story
from tests.walk import DAY

pytestmark = [pytest.mark.once, pytest.mark.slow]
NOW = datetime.now(UTC)
EARNED = ("exit-tickets", "wait-time")


@pytest.fixture
def walk(new_context: Any, sign_in: Any, live_server: Any) -> Story:
    return Story(Pointer(), new_context, sign_in, live_server.url)


def test_a_district_keeps_a_record_that_checks_itself_prints_as_a_transcript_and_goes_to_hr(
    walk: Story, empty_stage: Stage
) -> None:
    dana, office = empty_stage.people["dana-brown"], empty_stage.people["ruth-delaney"]
    for key in EARNED:
        walking.work_at(
            "awarded",
            edition=empty_stage.editions[key],
            earner=dana,
            evaluators=[empty_stage.people["tomasz-nowak"]],
            at=NOW - 40 * DAY,
        )
    for award in dana.awards.all():
        page = walk.as_person(dana, f"/portfolio/{award.public_id}/")
        where = page.get_by_role("combobox", name="Organization")
        walk.hand.pick(where, empty_stage.organizations["cedar-hollow"].name)
        walk.hand.press(page.locator("form", has=where).get_by_role("button", name="Send it to them"))
        expect(page.get_by_text("not filed yet")).to_be_visible()
    page = walk.as_person(office, "/recognizing/")
    for _ in EARNED:
        walk.press(page, "button", "File it")
        expect(page.get_by_text("is verified and on record. She was told.")).to_be_visible()
    _a_month_later_one_is_revoked(dana, office, empty_stage.editions["wait-time"])
    _printed(walk, page, dana)
    _taken_by_hr(page, empty_stage, dana)


def _a_month_later_one_is_revoked(dana: Person, office: Person, edition: Edition) -> None:
    """Nobody asks: the schedule finds it, and the office gets one letter."""
    assert sharing.check_what_is_due(at=NOW + 20 * DAY) == 0
    issuing.revoke(award=dana.awards.get(edition=edition), reason="A slip.", by=office, at=NOW)
    mail.outbox.clear()
    assert sharing.check_what_is_due(at=NOW + 31 * DAY) == len(EARNED)
    assert sharing.check_what_is_due(at=NOW + 32 * DAY) == 0
    tasks.run_all(NOW + 32 * DAY)
    told = [
        letter.to for letter in mail.outbox if letter.subject.startswith("A badge on your record changed")
    ]
    assert [office.email] in told
    assert len(told) == len({to[0] for to in told})


def _printed(walk: Story, page: Page, dana: Person) -> None:
    page.goto(f"{walk.address}/recognizing/")
    walk.press(page, "link", dana.name)
    expect(page.get_by_role("heading", name=dana.name, level=1)).to_be_visible()
    expect(page.get_by_text("2 badges on record, 11–18 hours")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("row", name="Wait Time")).to_contain_text("Revoked since")
    expect(page.get_by_role("row", name="Exit Tickets")).to_contain_text("Valid on")
    expect(page.get_by_role("navigation", name="Breadcrumb")).to_be_hidden()
    page.emulate_media(media="screen")


def _taken_by_hr(page: Page, stage: Stage, dana: Person) -> None:
    """A file with a number for each row; her address stands in it only once she is on the staff list."""

    def lines() -> list[dict[str, str]]:
        with page.expect_download() as download:
            page.get_by_role("link", name="Download CSV").click()
        return list(csv.DictReader(download.value.path().read_text("utf-8").splitlines()))

    before = lines()
    assert [(row["e-mail"], row["person"]) for row in before] == [("", dana.name)] * 2
    district = stage.organizations["cedar-hollow"]
    records.roster(
        organization=district, rows=[(dana, "")], on=NOW.date(), by=stage.people["ruth-delaney"], at=NOW
    )
    after = {row["micro-credential"][:4]: row for row in lines()}
    assert {row["e-mail"] for row in after.values()} == {dana.email}
    assert (after["Exit"]["result of last check"], after["Wait"]["result of last check"]) == (
        "valid",
        "revoked",
    )
    assert [row["record"] for row in before] == [row["record"] for row in after.values()]
