"""The evaluator's queue: blind, by due date, and taken by one."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cairn.demo import walking
from cairn.domain.evaluation.models import Reading
from cairn.domain.evidence.operations import attempts
from cairn.web.evaluator import pace
from cairn.web.evaluator.apps import waiting
from tests.walk import DAY


def test_a_teacher_without_the_role_is_told_whom_the_page_is_for(client, stage):
    client.force_login(stage.people["dana-brown"])
    response = client.get("/reviews/")
    assert response.status_code == 403
    assert "evaluator" in response.content.decode()


def test_what_waits_shows_neither_name_nor_school(client, stage, sent):
    client.force_login(stage.people["tomasz-nowak"])
    page = client.get("/reviews/").content.decode()
    assert sent.edition.title in page
    assert [word for word in ("Dana", "Brown", "Oak Grove") if word in page] == []


def test_next_takes_the_work_and_opens_its_sheet(client, stage, sent):
    person = stage.people["tomasz-nowak"]
    client.force_login(person)
    response = client.post("/reviews/next/")
    reading = Reading.objects.get(evaluator=person)
    assert (response.status_code, response["Location"]) == (302, f"/reviews/{reading.public_id}/")


def test_of_two_who_want_the_last_one_the_second_gets_a_sentence(client, stage, sent):
    first, second = Client(), client
    first.force_login(stage.people["tomasz-nowak"])
    second.force_login(stage.people["aisha-rahman"])
    first.post("/reviews/next/")
    page = second.post("/reviews/next/", follow=True).content.decode()
    assert "Nothing waits for you now" in page
    assert Reading.objects.filter(state="claimed").count() == 1


def test_the_header_counts_what_waits_and_what_is_held(stage, sent, now):
    person = stage.people["tomasz-nowak"]
    before = waiting(person)
    walking.claim(sent, person, at=now)
    assert (before, waiting(person), waiting(stage.people["aisha-rahman"])) == (1, 1, 0)


def test_three_waiting_cost_as_many_queries_as_one(client, stage, sent, now):
    client.force_login(stage.people["tomasz-nowak"])
    client.get("/reviews/")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get("/reviews/")
        return len(seen)

    one = queries()
    for earner in ("janelle-wright", "ruth-delaney"):
        attempt = attempts.start(
            edition=stage.editions["exit-tickets"], by=stage.people[earner], at=now - 3 * DAY
        )
        walking.fill(attempt, at=now - 2 * DAY)
        walking.submit(attempt, at=now - DAY)
    assert queries() == one


def test_the_pace_counts_by_week_and_leaves_out_what_is_older():
    now = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)  # a Sunday
    rows = pace.by_week([now, now - 6 * DAY, now - 7 * DAY, now - 90 * DAY], now)
    assert len(rows) == pace.WEEKS
    assert rows[-2:] == [(date(2026, 11, 9), 1), (date(2026, 11, 16), 2)]
