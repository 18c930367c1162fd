"""Every page, for everybody who may open it, in both themes and at every width, offends no rule of accessibility."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page

from cairn.domain.people import operations as people
from cairn.domain.people.models import Role
from docs import generate
from tests.habits.test_addresses import filled
from tests.stories.places import AUDIENCES, NO_PAGES, PLACES, POSTED, addresses_for, person_of, refused_to
from tests.stories.world import names
from tests.walk import LONG_AGO

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The rules that look at color: the themes differ in nothing else, so the second one is held to these.
OF_COLOR = ["color-contrast", "link-in-text-block"]
THEMES: tuple[tuple[Literal["light", "dark"], list[str]], ...] = (("light", RULES), ("dark", OF_COLOR))
AXE = Axe().axe_script
FAULTS = """async (rules) => {
  const found = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
  return found.violations.flatMap((fault) => fault.nodes.map((node) =>
    `${fault.id}: ${node.html.slice(0, 160)} (${node.failureSummary.split("\\n").slice(1).join(" ").slice(0, 200)})`));
}"""
SHOWN = "document.documentElement.scrollWidth"
# What sticks out of the page, so that a failure says where to look.
WIDE = """(width) => [...document.querySelectorAll("main *, header *, footer *")]
  .filter((one) => one.getBoundingClientRect().right > width + 1)
  .slice(0, 3).map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute("class") ?? ""}`).join(", ")"""
NARROWEST = 320
# The same templates on every database: what differs there is not seen.
pytestmark = [pytest.mark.once, pytest.mark.slow]


def faults(page: Page) -> Iterator[str]:
    """What is wrong with the page that is open: light and dark, at 1280 and 390 px, and wider than 320 px."""
    page.evaluate(AXE)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for theme, rules in THEMES:
            page.emulate_media(color_scheme=theme)
            yield from (f"{theme} at {width}: {fault}" for fault in page.evaluate(FAULTS, rules))
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    if (width := page.evaluate(SHOWN)) > NARROWEST:
        yield f"{width} px wide at {NARROWEST}: {page.evaluate(WIDE, NARROWEST)}"


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


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_page_of_an_audience_is_accessible(audience, world, page_as):
    page = page_as(person_of(world, audience))
    found = []
    for address in addresses_for(audience, world):
        answer = page.goto(address)
        if answer.status != 200:
            found.append(f"{address} answers {answer.status}")
        else:
            found += [f"{address} {fault}" for fault in faults(page)]
    assert "\n".join(found) == ""


@pytest.mark.console_errors("403", "404")
def test_a_refusal_is_a_page_like_any_other(world, page_as):
    page = page_as(world.person("nora-quill"))
    seen, found = set(), []
    for address in refused_to("stranger", world):
        status = page.goto(address).status
        if status not in {403, 404}:
            found.append(f"{address} answers {status}")
        elif status not in seen:
            found += [f"{address} {fault}" for fault in faults(page)]
        seen.add(status)
    assert "\n".join(found) == ""
    assert {403, 404} <= seen


@pytest.mark.console_errors("404")
def test_an_address_that_leads_nowhere_says_so_accessibly(transactional_db, page_as):
    page = page_as()
    assert page.goto("/nothing-here/").status == 404
    assert "\n".join(faults(page)) == ""


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
