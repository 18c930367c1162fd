"""No page asks the database much, nor more for three rows than for one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cairn.demo import gating, walking
from cairn.demo.stage import Stage, set_up
from cairn.domain.catalog import operations as catalog
from cairn.domain.evidence.operations import attempts
from cairn.domain.issuing.models import Award
from cairn.domain.people import operations as people
from cairn.workflows import coaching, publishing, reporting_harm, sharing
from tests.stories.places import AUDIENCES, addresses_for, person_of
from tests.stories.world import World, build
from tests.walk import DAY, LONG_AGO, SMALL

# How often pages ask, not how fast they are answered: the same on every database.
pytestmark = pytest.mark.once
MOST_QUERIES = 30


def queries(person: Any, address: str, at_most: int = 0) -> int:
    """How often the page asks the database, once everything that is kept in memory is there.

    A page that asks no more than `at_most` when it is opened first is not opened again.
    """
    client = Client()
    if person:
        client.force_login(person)
    with CaptureQueriesContext(connection) as first:
        assert client.get(address).status_code == 200
    if len(first) <= at_most:
        return len(first)
    with CaptureQueriesContext(connection) as again:
        client.get(address)
    return len(again)


@pytest.mark.slow
@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_page_asks_the_database_more_than_thirty_times(audience, db, small_world):
    person = person_of(small_world, audience)
    asked = {
        address: queries(person, address, at_most=MOST_QUERIES)
        for address in addresses_for(audience, small_world)
    }
    assert {address: number for address, number in asked.items() if number > MOST_QUERIES} == {}


@pytest.fixture
def small_world(db: None) -> World:
    return build()


@dataclass
class Growth:
    """A stage on which one more row can be added to a list."""

    stage: Stage
    rows: int = 0

    @property
    def at(self) -> Any:
        return LONG_AGO + (10 + self.rows) * DAY

    def person(self, key: str) -> Any:
        return self.stage.people[key]

    def earner(self) -> Any:
        """Somebody new who teaches in the district."""
        self.rows += 1
        name = f"Earner {self.rows}"
        somebody = people.register(
            email=f"earner{self.rows}@example.org", legal_name=name, verified=True, by=None, at=LONG_AGO
        )
        for slug in ("cedar-hollow", "harpeth-state"):
            house = self.stage.organizations[slug]
            people.take_role(person=somebody, organization=house, role="earner", by=None, at=LONG_AGO)
        return somebody

    def begun(self, by: Any, key: str) -> Any:
        return attempts.start(edition=self.stage.editions[key], by=by, at=self.at)

    def awarded(self, by: Any, key: str = "exit-tickets", reader: str = "aisha-rahman") -> Award:
        edition, readers = self.stage.editions[key], [self.person(reader)]
        attempt = walking.work_at("awarded", edition=edition, earner=by, evaluators=readers, at=self.at)
        return Award.objects.get(attempt=attempt)


def one_more_micro_credential(growth: Growth) -> None:
    growth.rows += 1
    author, document = growth.person("janelle-wright"), growth.stage.editions["exit-tickets"].document
    house, key = growth.stage.organizations["cedar-hollow"], f"another-{growth.rows}"
    draft = catalog.begin(organization=house, key=key, title="Another", by=author, at=growth.at)
    draft = catalog.save_draft(
        draft=draft, document={**document, "key": key}, revision=1, by=author, at=growth.at
    )
    gating.clear(draft, author=author, reviewer=growth.person("hannah-kim"), at=growth.at)
    publishing.publish(draft=draft, by=author, at=growth.at)


def one_more_attempt(growth: Growth) -> None:
    key = SMALL[growth.rows]
    growth.rows += 1
    walking.fill(growth.begun(growth.person("dana-brown"), key), at=growth.at, parts=1)


def one_more_award(growth: Growth) -> None:
    key, reader = (
        ("exit-tickets", "aisha-rahman"),
        ("wait-time", "aisha-rahman"),
        ("morning-meeting", "luis-ortega"),
    )[growth.rows]
    growth.rows += 1
    growth.awarded(growth.person("dana-brown"), key, reader)


def one_more_submission(growth: Growth) -> None:
    attempt = growth.begun(growth.earner(), "exit-tickets")
    walking.fill(attempt, at=growth.at + timedelta(hours=1))
    walking.submit(attempt, at=growth.at + timedelta(hours=2))


def one_more_invitation(growth: Growth) -> None:
    earner = growth.earner()
    coaching.invite(
        attempt=growth.begun(earner, "morning-meeting"),
        coach=growth.person("marcus-bell"),
        message="Please look.",
        by=earner,
        at=growth.at,
    )


def one_more_filing(growth: Growth) -> None:
    award = growth.awarded(growth.earner())
    house = growth.stage.organizations["cedar-hollow"]
    filing = sharing.share(award=award, organization=house, note="", by=award.earner, at=growth.at + 9 * DAY)
    sharing.file(filing=filing, by=growth.person("ruth-delaney"), at=growth.at + 10 * DAY)


def one_more_shared(growth: Growth) -> None:
    award = growth.awarded(growth.earner())
    house = growth.stage.organizations["cedar-hollow"]
    sharing.share(award=award, organization=house, note="", by=award.earner, at=growth.at + 9 * DAY)


def one_more_member(growth: Growth) -> None:
    growth.earner()


def one_more_report(growth: Growth) -> None:
    attempt = growth.begun(growth.earner(), "exit-tickets")
    walking.fill(attempt, at=growth.at + timedelta(hours=1))
    walking.submit(attempt, at=growth.at + timedelta(hours=2))
    tomasz, at = growth.person("tomasz-nowak"), growth.at + timedelta(hours=3)
    reading = walking.claim(attempt, tomasz, at=at)
    reporting_harm.report(reading=reading, words="A bruise.", by=tomasz, at=at)


LISTS: dict[str, tuple[str, tuple[str, ...], str, Callable[[Growth], None]]] = {
    "the catalog": ("public:catalog", (), "", one_more_micro_credential),
    "an issuer": ("public:issuer", ("cedar-hollow",), "", one_more_micro_credential),
    "my work": ("earner:home", (), "dana-brown", one_more_attempt),
    "the portfolio": ("earner:portfolio", (), "dana-brown", one_more_award),
    "the queue": ("evaluator:queue", (), "aisha-rahman", one_more_submission),
    "coaching": ("coach:home", (), "marcus-bell", one_more_invitation),
    "authoring": ("author:home", (), "janelle-wright", one_more_micro_credential),
    "the record": ("recognizer:home", (), "ruth-delaney", one_more_filing),
    "what was shared": ("recognizer:home", (), "ruth-delaney", one_more_shared),
    "people": ("organization:people", ("cedar-hollow",), "ruth-delaney", one_more_member),
    "awards": ("organization:awards", ("cedar-hollow",), "ruth-delaney", one_more_filing),
    "reports of harm": ("evaluator:reports", (), "ruth-delaney", one_more_report),
    "the cast": ("account:cast", (), "", one_more_member),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_three_asks_the_database_what_a_list_of_one_asks(name, db):
    place, arguments, who, grow = LISTS[name]
    growth = Growth(set_up(at=LONG_AGO, only=SMALL, named=True))
    person, address = growth.person(who) if who else None, reverse(place, args=arguments)
    grow(growth)
    one = queries(person, address)
    grow(growth)
    grow(growth)
    assert queries(person, address) == one
