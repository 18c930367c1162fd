"""The catalog: finding, filtering, and the marks of who is signed in."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.http import QueryDict

from cairn.demo import judged, walking
from cairn.domain.catalog.models import MicroCredential, Save
from cairn.domain.evidence.operations import attempts
from cairn.web.public import asked as questions
from cairn.web.public.shown import bounds_of, grades_in_words
from tests.walk import DAY, LONG_AGO


def titles(response) -> list[str]:
    return re.findall(r'<h3><a href="/micro-credentials/[^"]+">([^<]+)</a>', response.content.decode())


def test_a_visitor_sees_everything_that_is_offered(stage, visitor):
    assert sorted(titles(visitor.get("/"))) == sorted(MicroCredential.objects.values_list("title", flat=True))


def test_words_find_what_begins_with_them(stage, visitor):
    assert titles(visitor.get("/?q=exit")) == ["Exit Tickets That Change Tomorrow"]


def test_the_address_carries_the_whole_question(stage, visitor):
    page = visitor.get("/?q=talk&topic=wellbeing&sort=title").content.decode()
    assert 'value="talk"' in page
    assert re.search(r'name="topic" value="wellbeing" checked', page)
    assert '<option value="title" selected>' in page


def test_htmx_gets_the_results_with_new_counts_and_an_announcement(stage, visitor):
    part = visitor.get("/?q=exit", headers={"HX-Request": "true"}).content.decode()
    whole = visitor.get("/?q=exit")
    assert "<html" not in part
    assert 'hx-swap-oob="innerHTML:#live">1 micro-credential found' in part
    assert 'id="n-topic-assessment" hx-swap-oob="true">1' in part
    assert titles(whole) == re.findall(r'<h3><a href="/micro-credentials/[^"]+">([^<]+)</a>', part)


def test_a_filter_that_is_on_can_be_taken_off(stage, visitor):
    page = visitor.get("/?q=exit&topic=assessment").content.decode()
    assert 'class="chip" href="/?q=exit" aria-label="Remove the filter Assessment"' in page


def test_what_matches_nothing_shows_the_way_out(stage, visitor):
    page = visitor.get("/?q=zebra").content.decode()
    assert "Nothing matches yet" in page
    assert "Show all 3" in page


def test_cards_say_how_well_a_micro_credential_is_judged_once_a_report_tells(stage, visitor):
    exit_tickets, organization = stage.editions["exit-tickets"], stage.organizations["cedar-hollow"]
    pages = ("/", f"/issuers/{organization.slug}/")
    told = [[re.findall(r"Judging: [a-z ]+", visitor.get(page).content.decode()) for page in pages]]
    for works in (9, 36):
        judged.keep(exit_tickets, works=works, at=LONG_AGO)
        told.append([re.findall(r"Judging: [a-z ]+", visitor.get(page).content.decode()) for page in pages])
    assert told == [[each] * 2 for each in ([], ["Judging: counts only"], ["Judging: provisional evidence"])]


@pytest.mark.parametrize(
    "query",
    ["page=-1", "page=0", "page=99", "vs=nonsense", "exact=2", "page=٣", "sort=nonsense", "topic=nonsense"],
)
def test_an_address_with_nonsense_in_it_is_still_a_page(stage, visitor, query):
    assert visitor.get(f"/?{query}").status_code == 200


def test_a_visitor_cannot_bookmark(offered, visitor):
    assert "/account/login/" in visitor.post(f"/micro-credentials/{offered.public_id}/save/")["Location"]


def test_a_bookmark_is_set_and_taken_away(offered, dana):
    address = f"/micro-credentials/{offered.public_id}/save/"
    after = dana.post(address, {"on": "yes", "back": "/?q=exit"})
    assert (after["Location"], Save.objects.count()) == ("/?q=exit", 1)
    assert 'aria-pressed="true"' in dana.get("/?q=exit").content.decode()
    part = dana.post(address, {"on": "no"}, headers={"HX-Request": "true"})
    assert (Save.objects.count(), 'aria-pressed="false"' in part.content.decode()) == (0, True)


def test_after_a_bookmark_nobody_is_led_to_another_site(offered, dana):
    address = f"/micro-credentials/{offered.public_id}/"
    after = dana.post(f"{address}save/", {"on": "yes", "back": "https://elsewhere.example/"})
    assert after["Location"] == address


def test_an_earner_picks_up_where_she_stopped(stage, dana):
    edition = stage.editions["morning-meeting"]
    attempt = attempts.start(edition=edition, by=stage.people["dana-brown"], at=LONG_AGO)
    walking.fill(attempt, at=LONG_AGO + DAY, parts=1)
    page = dana.get("/").content.decode()
    second = edition.document["slots"][1]
    assert "Pick up where you stopped" in page
    assert f"Next: {second['title']}." in page
    assert f"/work/{attempt.public_id}/parts/{second['key']}/" in page
    assert "1 of 4 parts done" in page


def test_what_she_earned_is_marked(award, dana, visitor):
    assert ("Earned</span>" in dana.get("/").content.decode()) is True
    assert ("Earned</span>" in visitor.get("/").content.decode()) is False


def test_three_cards_cost_as_many_queries_as_one(stage, dana, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for address in ("/?q=exit", "/?lang=en"):
        dana.get(address)
    with CaptureQueriesContext(connection) as one:
        dana.get("/?q=exit")
    with django_assert_num_queries(len(one)):
        dana.get("/?lang=en")


def test_a_question_and_its_address_say_the_same():
    asked = questions.Asked(
        "number talks", {"topic": ["literacy", "mathematics"]}, "short", 2, True, [str(UUID(int=7))]
    )
    assert questions.read(QueryDict(asked.address().partition("?")[2])) == asked


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["K-2", "3-5"], "Grades K–5"),
        (["PK", "K-2"], "Pre-K, Grades K–2"),
        (["K-2", "9-12"], "Grades K–2, 9–12"),
        (["adult"], "Adult learners"),
        (["9-12", "adult"], "Grades 9–12, Adult learners"),
    ],
)
def test_grades_read_as_a_span(keys, words):
    assert grades_in_words(keys) == words


@pytest.mark.parametrize(
    ("slot", "words"),
    [
        ({"at_least": 1, "at_most": 1}, []),
        ({"at_least": 3, "at_most": 3}, ["3 pieces"]),
        ({"at_least": 0, "at_most": 2}, ["if you like, up to 2"]),
        ({"at_least": 1, "at_most": 4, "max_minutes": 15}, ["1 to 4 pieces", "up to 15 minutes"]),
        ({"at_least": 1, "at_most": 1, "min_words": 250, "max_words": 1600}, ["250–1,600 words"]),
        ({"at_least": 1, "at_most": 1, "min_words": 250}, ["at least 250 words"]),
        ({"at_least": 1, "at_most": 1, "max_age_months": 1}, ["made within the last 1 month"]),
    ],
)
def test_bounds_of_evidence_are_said_in_words(slot, words):
    assert bounds_of(slot) == words
