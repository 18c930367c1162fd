"""The board's goals and the panel's side: bounds, seats, sealed votes, and what an author begins."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cairn.domain.people.models import Person
from cairn.domain.plans.models import Goal, Seat
from cairn.workflows import proposing
from tests.district import District, founded
from tests.walk import LONG_AGO

GOALS = "/organizations/kettle/goals/"
GOAL = {"title": "Reading everywhere", "lowest": "100", "highest": "600.50", "quorum": "6", "majority": "66"}


@pytest.fixture
def district(db: None) -> District:
    return founded(panel=4, quorum=2)


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_goal_is_set_with_bounds_in_cents(district):
    assert browser(district.board).post(GOALS, GOAL).status_code == 302
    goal = Goal.objects.get(title="Reading everywhere")
    assert (goal.lowest_cents, goal.highest_cents, goal.quorum, goal.majority) == (10_000, 60_050, 6, 66)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": ""},
        {"lowest": "700"},
        {"lowest": "0"},
        {"highest": "x"},
        {"highest": "1.234"},
        {"quorum": "0"},
        {"majority": "40"},
    ],
)
def test_a_goal_that_makes_no_sense_is_not_set(district, changes):
    assert browser(district.board).post(GOALS, GOAL | changes).status_code == 422
    assert Goal.objects.count() == 1


def test_seats_are_for_people_of_the_organization(district):
    address, client = f"{GOALS}{district.goal.public_id}/", browser(district.board)
    told = [
        client.post(address, {"email": email}).status_code
        for email in ("nobody@example.org", "coach.cole@kettle.example.org")
    ]
    assert (told, Seat.objects.filter(until=None).count()) == ([422, 302], 5)


def test_a_seat_is_ended_and_a_goal_is_closed(district):
    address, client = f"{GOALS}{district.goal.public_id}/", browser(district.board)
    seat = district.goal.seats.all()[0]
    client.post(f"{address}seats/{seat.pk}/end/")
    client.post(f"{address}close/")
    district.goal.refresh_from_db()
    assert (Seat.objects.filter(until=None).count(), district.goal.closed_at is None) == (3, False)


@pytest.mark.parametrize(
    ("price", "told"), [("700", "Set a rise from $100 to $600"), ("", "Give the sum in dollars.")]
)
def test_a_rise_out_of_bounds_is_refused_at_its_field(district, price, told):
    sent = proposing.submit(proposal=district.proposal(), by=district.teachers[0], at=LONG_AGO)
    answer = browser(district.panel[0]).post(f"/panel/{sent.public_id}/open/", {"price": price})
    assert (answer.status_code, told in answer.content.decode()) == (422, True)


def test_the_count_and_the_others_reasons_are_sealed_until_she_has_voted(district):
    open_ = district.vote(district.in_vote(), "yes")
    address, client = f"/panel/{open_.public_id}/", browser(district.panel[1])
    before = client.get(address).content.decode()
    client.post(f"{address}vote/", {"answer": "no", "reason": "Too long."})
    after = client.get(address).content.decode()
    assert ["yes, because." in each for each in (before, after)] == [False, True]
    assert ["How it stands shows when you have voted." in each for each in (before, after)] == [True, False]


def test_a_vote_without_a_reason_keeps_what_was_chosen(district):
    open_ = district.in_vote()
    answer = browser(district.panel[1]).post(
        f"/panel/{open_.public_id}/vote/", {"answer": "no", "reason": " "}
    )
    told = answer.content.decode()
    assert (answer.status_code, "Say why, in words that help the group." in told) == (422, True)
    assert open_.votes.count() == 0


def test_who_is_of_the_group_reads_but_does_not_decide(district):
    open_ = district.in_vote()
    client = browser(district.teachers[0])
    assert (
        "You are of this group, so the others on the panel decide."
        in client.get(f"/panel/{open_.public_id}/").content.decode()
    )
    assert (
        client.post(f"/panel/{open_.public_id}/vote/", {"answer": "yes", "reason": "Ours."}).status_code
        == 403
    )


def test_a_vote_is_closed_with_its_quorum_and_not_before(district):
    open_ = district.vote(district.in_vote(), "yes")
    client, address = browser(district.panel[0]), f"/panel/{open_.public_id}/"
    assert "Wait for 1 more vote" in client.post(f"{address}close/", follow=True).content.decode()
    district.vote(open_, *[])
    proposing.vote(proposal=open_, answer="no", reason="No.", by=district.panel[1], at=LONG_AGO)
    client.post(f"{address}close/")
    open_.refresh_from_db()
    assert open_.state == "declined"


def test_an_author_begins_the_micro_credential_in_its_editor(district):
    accepted = district.vote(district.in_vote(), "yes", "yes", "yes")
    author = browser(district.author)
    answer = author.post(f"/panel/{accepted.public_id}/become/")
    accepted.refresh_from_db()
    assert accepted.micro_credential is not None
    assert answer["Location"] == f"/authoring/{accepted.micro_credential.draft.public_id}/"
    assert author.post(f"/panel/{accepted.public_id}/become/").status_code == 403


def test_more_before_the_panel_takes_no_more_queries(district):
    client = browser(district.panel[0])

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/panel/")
        return len(captured)

    district.in_vote()
    few = queries()
    for _ in range(3):
        district.in_vote()
    assert queries() == few
