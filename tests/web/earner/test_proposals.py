"""The teacher's side of a proposal: goals of her districts, writing with others, and nobody else's business."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cairn.domain.people.models import Person
from cairn.domain.plans.models import Proposal
from cairn.workflows import proposing
from tests.district import COURSE, District, founded
from tests.walk import LONG_AGO

HOME = "/proposals/"


@pytest.fixture
def district(db: None) -> District:
    return founded(panel=3, quorum=2)


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_goals_of_her_own_district_are_offered(district):
    assert "Every student is heard" in page(browser(district.teachers[0]), HOME)


def test_a_proposal_is_begun_saved_and_handed_in(district):
    client = browser(district.teachers[0])
    address = client.post(f"{HOME}begin/{district.goal.public_id}/")["Location"]
    client.post(address, {"title": "Half a thought", "activities": "We read.", "keep": "1"})
    assert "We read." in page(client, address)
    assert client.post(address, COURSE | {"hand_in": "1"}).status_code == 302
    assert Proposal.objects.get().state == "submitted"


def test_what_is_missing_is_said_at_its_field_and_the_rest_is_kept(district):
    client, draft = browser(district.teachers[0]), district.proposal()
    answer = client.post(
        f"{HOME}{draft.public_id}/", COURSE | {"evidence": "", "title": "New", "hand_in": "1"}
    )
    assert (answer.status_code, "Say what evidence each of you will bring." in answer.content.decode()) == (
        422,
        True,
    )
    draft.refresh_from_db()
    assert (draft.state, draft.title) == ("draft", "New")


@pytest.mark.parametrize("hours", ["many", "-1", "0.5"])
def test_hours_are_a_whole_number(district, hours):
    draft = district.proposal()
    told = COURSE | {"hours": hours, "keep": "1"}
    assert browser(district.teachers[0]).post(f"{HOME}{draft.public_id}/", told).status_code == 422


def test_any_of_the_group_writes_and_others_find_nothing(district):
    draft = district.proposal()
    address = f"{HOME}{draft.public_id}/"
    answers = [
        browser(each).get(address).status_code
        for each in (*district.teachers, district.coach, district.board)
    ]
    assert answers == [200, 200, 200, 404, 404]


@pytest.mark.parametrize(
    ("email", "told"),
    [
        ("nobody@kettle.example.org", "Nobody here has this address."),
        ("teacher.b@kettle.example.org", "Teacher B is in the group already."),
    ],
)
def test_whom_one_cannot_add_is_said_at_the_field(district, email, told):
    draft = district.proposal()
    answer = browser(district.teachers[0]).post(f"{HOME}{draft.public_id}/group/", {"email": email})
    assert (answer.status_code, told in answer.content.decode()) == (422, True)


def test_what_is_with_the_panel_is_read_and_taken_back(district):
    sent = proposing.submit(proposal=district.proposal(), by=district.teachers[0], at=LONG_AGO)
    client, address = browser(district.teachers[1]), f"{HOME}{sent.public_id}/"
    assert client.post(address, COURSE | {"keep": "1"}).status_code == 403
    assert "Take it back to change it" in page(client, address)
    client.post(f"{address}call-back/")
    sent.refresh_from_db()
    assert sent.state == "draft"


def test_what_cannot_be_done_any_more_is_refused_in_a_sentence(district):
    accepted = district.vote(district.in_vote(), "yes", "yes")
    answer = browser(district.teachers[0]).post(f"{HOME}{accepted.public_id}/call-back/")
    assert answer.status_code == 409


def test_more_proposals_take_no_more_queries(district):
    client = browser(district.teachers[0])

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(client, HOME)
        return len(captured)

    district.proposal()
    few = queries()
    for _ in range(3):
        district.in_vote()
    assert queries() == few
