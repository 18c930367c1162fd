"""Being one of the cast in the demo, and one's own settings."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.walk import stage

__all__ = ["stage"]


@pytest.fixture
def browser() -> Client:
    return Client()


def who(browser: Client) -> str | None:
    return browser.session.get("_auth_user_id")


def test_the_cast_is_shown_with_its_roles(stage, browser):
    shown = browser.get("/demo/").content.decode()
    assert all(person.name in shown for person in stage.people.values())
    assert "Administrator, Issuer" in shown


@pytest.mark.parametrize(
    ("key", "place"), [("dana-brown", "/"), ("luis-ortega", "/reviews/"), ("walter-finch", "/recognizing/")]
)
def test_choosing_somebody_signs_in_and_leads_to_her_place(stage, browser, key, place):
    person = stage.people[key]
    response = browser.post("/demo/", {"person": str(person.public_id)})
    assert (response["Location"], who(browser)) == (place, str(person.pk))


def test_one_click_makes_her_somebody_else(stage, browser):
    for key in ("dana-brown", "nora-quill"):
        browser.post("/demo/", {"person": str(stage.people[key].public_id)})
    assert who(browser) == str(stage.people["nora-quill"].pk)


@pytest.mark.parametrize("person", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
def test_nobody_signs_in_as_nobody(stage, browser, person):
    assert (browser.post("/demo/", {"person": person}).status_code, who(browser)) == (404, None)


def test_outside_of_the_demo_there_is_no_such_page(stage, browser, settings):
    settings.DEMO = False
    person = str(stage.people["dana-brown"].public_id)
    answers = (browser.get("/demo/"), browser.post("/demo/", {"person": person}))
    assert ([each.status_code for each in answers], who(browser)) == ([404, 404], None)


def test_without_its_token_the_choice_is_refused(stage):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/demo/", {"person": str(stage.people["dana-brown"].public_id)})
    assert (response.status_code, who(strict)) == (403, None)


def test_staff_are_not_of_the_cast(stage, browser):
    person = stage.people["dana-brown"]
    type(person).objects.filter(pk=person.pk).update(is_staff=True)
    assert browser.post("/demo/", {"person": str(person.public_id)}).status_code == 404


def test_a_person_sets_her_name_and_her_clock(stage, browser):
    person = stage.people["dana-brown"]
    browser.force_login(person)
    browser.post("/account/me/", {"display_name": " D. Brown ", "time_zone": "Pacific/Honolulu"})
    person.refresh_from_db()
    assert (person.display_name, person.time_zone) == ("D. Brown", "Pacific/Honolulu")


@pytest.mark.parametrize(
    ("name", "zone", "sentence"),
    [
        ("", "America/Chicago", "Write the name that people should see."),
        ("Dana", "Mars/Olympus", "Select a valid choice."),
    ],
)
def test_bad_settings_are_said_at_their_field(stage, browser, name, zone, sentence):
    browser.force_login(stage.people["dana-brown"])
    response = browser.post("/account/me/", {"display_name": name, "time_zone": zone})
    assert (response.status_code, sentence in response.content.decode()) == (422, True)


def test_settings_need_a_sign_in(stage, browser):
    assert "/account/login/" in browser.get("/account/me/")["Location"]
