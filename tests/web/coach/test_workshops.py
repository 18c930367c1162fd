"""Workshops by their pages: set in the organization's own time, suggested after, joined by a code, and undone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cairn.demo.stage import Stage
from cairn.domain.people.models import Person
from cairn.domain.workshops import operations
from cairn.domain.workshops.models import Attendance, Workshop
from cairn.web.coach.workshops import picture_of
from cairn.workflows import addresses, tasks
from tests.walk import LONG_AGO, stage

__all__ = ["stage"]

HOUR = timedelta(hours=1)
TOLD = {
    "organization": "cedar-hollow",
    "title": "Talk",
    "day": "2026-07-06",
    "begins": "15:30",
    "ends": "17:00",
    "place": "The library",
    "link": "",
    "words": "",
}


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def marcus(stage: Stage) -> Client:
    """A browser in which a coach is signed in."""
    return browser(stage.people["marcus-bell"])


@pytest.fixture
def dana(stage: Stage) -> Client:
    return browser(stage.people["dana-brown"])


def held(stage: Stage, title: str = "Talk", begins: datetime | None = None) -> Workshop:
    """A workshop that Marcus holds; it has just begun unless told otherwise."""
    begins = begins or timezone.now() - HOUR / 2
    return operations.make(
        organization=stage.organizations["cedar-hollow"],
        title=title,
        words="",
        place="The library",
        link="",
        begins=begins,
        ends=begins + HOUR,
        by=stage.people["marcus-bell"],
        at=LONG_AGO,
    )


def test_a_workshop_is_set_and_changed_in_the_time_of_its_organization(marcus: Client):
    address = marcus.post("/workshops/new/", TOLD)["Location"]
    made = Workshop.objects.get()
    assert (made.begins, made.ends) == (
        datetime(2026, 7, 6, 20, 30, tzinfo=UTC),
        datetime(2026, 7, 6, 22, 0, tzinfo=UTC),
    )
    assert "Monday, Jul 6, 2026, 3:30 PM–5:00 PM CDT" in marcus.get(address).content.decode()
    assert 'value="15:30"' in marcus.get(f"{address}edit/").content.decode()
    marcus.post(f"{address}edit/", TOLD | {"begins": "16:00"})
    made.refresh_from_db()
    assert made.begins == datetime(2026, 7, 6, 21, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"ends": "15:30"}, "Give an end that comes after the start."),
        ({"place": ""}, "Say where it is held: a place, a link, or both."),
        ({"begins": "half past three"}, "Give the time as 3:30 PM or 15:30."),
        ({"title": ""}, "Give the workshop a title."),
        ({"link": "room"}, "Write the whole address"),
    ],
)
def test_what_is_amiss_is_said_at_its_field_and_nothing_is_made(marcus: Client, changes, told):
    answer = marcus.post("/workshops/new/", TOLD | changes)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert Workshop.objects.count() == 0


def test_a_code_is_typed_in_any_way_and_a_wrong_one_says_so(dana: Client, stage: Stage):
    code = held(stage).code
    typed = dana.get("/join/", {"code": f" {code[:3].lower()}-{code[3:]} "})
    assert typed["Location"] == f"/join/{code}/"
    wrong = dana.get("/join/", {"code": "NOSUCH"})
    assert (wrong.status_code, "No workshop has this code." in wrong.content.decode()) == (404, True)


def test_opening_the_page_of_a_code_notes_nobody_and_pushing_its_button_does(dana: Client, stage: Stage):
    workshop = held(stage)
    dana.get(f"/join/{workshop.code}/")
    before = Attendance.objects.count()
    answer = dana.post(f"/join/{workshop.code}/")
    assert (before, answer["Location"]) == (0, f"/my/workshops/{workshop.public_id}/")
    assert [each.person for each in Attendance.objects.all()] == [stage.people["dana-brown"]]
    dana.post(f"/my/workshops/{workshop.public_id}/leave/")
    assert Attendance.objects.count() == 0


def test_a_code_opens_no_list_before_its_time(dana: Client, stage: Stage):
    workshop = held(stage, begins=timezone.now() + 2 * HOUR)
    answer = dana.post(f"/join/{workshop.code}/", follow=True)
    assert "It has not begun yet." in answer.content.decode()
    assert Attendance.objects.count() == 0


def test_whom_the_coach_notes_gets_a_letter_and_whom_nobody_finds_is_said(marcus: Client, stage: Stage):
    workshop = held(stage)
    address = f"/workshops/{workshop.public_id}/"
    wait = stage.editions["wait-time"].micro_credential
    marcus.post(f"{address}suggest/", {"micro_credential": str(wait.public_id)})
    assert marcus.post(f"{address}here/", {"who": "nobody at all"}).status_code == 422
    marcus.post(f"{address}here/", {"who": "dana.brown@cedarhollow.example.org"})
    marcus.post(f"{address}here/", {"who": "Dana Brown"})
    tasks.run_all(timezone.now())
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["dana.brown@cedarhollow.example.org"], "You were at a workshop: Talk")
    ]
    assert "Wait Time and Follow-Up Questions" in str(mail.outbox[0].body)
    marcus.post(f"{address}here/{Attendance.objects.get().public_id}/strike/")
    assert Attendance.objects.count() == 0


def test_a_micro_credential_says_at_which_of_her_workshops_it_was_suggested(
    marcus: Client, dana: Client, client: Client, stage: Stage
):
    workshop, wait = held(stage), stage.editions["wait-time"].micro_credential
    marcus.post(f"/workshops/{workshop.public_id}/suggest/", {"micro_credential": str(wait.public_id)})
    dana.post(f"/join/{workshop.code}/")
    page = f"/micro-credentials/{wait.public_id}/"
    told = ["Suggested at a workshop" in one.get(page).content.decode() for one in (dana, marcus, client)]
    assert told == [True, False, False]


def test_workshops_more_or_fewer_take_the_same_queries(marcus: Client, dana: Client, stage: Stage):
    def queries(client: Client, address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    asked = [(marcus, "/workshops/"), (dana, "/my/workshops/"), (dana, "/work/")]
    seen = []
    for number, key in enumerate(("wait-time", "exit-tickets", "morning-meeting")):
        workshop = held(stage, f"Talk {number}")
        row = stage.editions[key].micro_credential
        by = stage.people["marcus-bell"]
        operations.suggest(workshop=workshop, micro_credential=row, by=by, at=timezone.now())
        operations.join(workshop=workshop, by=stage.people["dana-brown"], at=timezone.now())
        seen.append([queries(client, address) for client, address in asked])
    assert seen[0] == seen[2]


def test_the_sheet_for_the_wall_draws_its_address_for_a_camera_and_needs_no_style(
    marcus: Client, stage: Stage
):
    workshop = held(stage)
    sheet = marcus.get(f"/workshops/{workshop.public_id}/sheet/").content.decode()
    address = addresses.absolute(addresses.join(workshop.code))
    picture = sheet.partition('class="qr"')[2].partition("</svg>")[0]
    assert (picture.partition("<svg")[2] + "</svg>" in picture_of(address), "style=" in picture) == (
        True,
        False,
    )


def test_an_organization_with_workshops_leads_whoever_runs_them_to_its_own(stage: Stage):
    tab = 'href="/workshops/?organization=cedar-hollow"'
    ruth, hannah = browser(stage.people["ruth-delaney"]), browser(stage.people["hannah-kim"])

    def seen() -> list[bool]:
        return [
            tab in one.get("/organizations/cedar-hollow/people/").content.decode() for one in (ruth, hannah)
        ]

    before, workshop = seen(), held(stage)
    listed = [
        workshop.title in ruth.get(f"/workshops/?organization={slug}").content.decode()
        for slug in ("cedar-hollow", "nowhere")
    ]
    assert (before, seen(), listed) == ([False, False], [True, False], [True, True])
