"""Refusals are accessible pages too, and the table of pages leaves none out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from cairn.domain.people import operations as people
from cairn.domain.people.models import Role
from docs import generate
from tests.habits.test_addresses import filled
from tests.stories.places import NO_PAGES, PLACES, POSTED, refused_to
from tests.stories.world import names
from tests.walk import LONG_AGO

# The same templates on every database: what differs there is not seen.
pytestmark = [pytest.mark.once, pytest.mark.slow]


@pytest.fixture
def page_as(new_context: Any, sign_in: Any, live_server: Any) -> Callable[..., Page]:
    """A page in the browser of a person (of a visitor, without one)."""

    def opened(person: Any = None) -> Page:
        context = new_context(reduced_motion="reduce", base_url=live_server.url)
        if person:
            sign_in(context, person)
        page: Page = context.new_page()
        return page

    return opened


@pytest.mark.console_errors("403", "404")
def test_a_refusal_is_a_page_like_any_other(world, page_as, examiner):
    page = page_as(world.person("nora-quill"))
    seen, found = set(), []
    for address in refused_to("stranger", world):
        status = page.goto(address).status
        if status not in {403, 404}:
            found.append(f"{address} answers {status}")
        elif status not in seen:
            found += [f"{address} {fault}" for fault in examiner.faults(page)]
        seen.add(status)
    assert "\n".join(found) == ""
    assert {403, 404} <= seen


@pytest.mark.console_errors("404")
def test_an_address_that_leads_nowhere_says_so_accessibly(transactional_db, page_as, examiner):
    page = page_as()
    assert page.goto("/nothing-here/").status == 404
    assert "\n".join(examiner.faults(page)) == ""


def test_every_address_is_in_the_table_or_is_no_page():
    assert sorted({*PLACES, *NO_PAGES} ^ set(names())) == []
    assert sorted(set(PLACES) & set(NO_PAGES)) == []


def test_what_is_said_to_answer_posts_alone_does(db, everything):
    paths = {name: filled(path) for path, name, _ in generate.routes()}
    answers = {
        name: everything.get(paths[name]).status_code for name, why in NO_PAGES.items() if why == POSTED
    }
    assert {name: status for name, status in answers.items() if status != 405} == {}


@pytest.fixture
def everything(db: None) -> Client:
    """A browser in which somebody is signed in who holds every role."""
    house = people.found(slug="house", name="House", kind="district", by=None, at=LONG_AGO)
    somebody = people.register(email="all@example.org", legal_name="All", verified=True, by=None, at=LONG_AGO)
    for role in Role.values:
        people.take_role(person=somebody, organization=house, role=role, by=None, at=LONG_AGO)
    client = Client()
    client.force_login(somebody)
    return client
