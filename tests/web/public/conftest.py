"""The public pages are tested on the small stage, with one badge that Dana earned."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from cairn.demo.stage import Stage
from cairn.domain.catalog.models import MicroCredential
from cairn.domain.issuing.models import Award
from cairn.domain.issuing.queries import awards
from cairn.domain.people.models import Person
from tests.walk import LONG_AGO, stage, work_at

__all__ = ["stage"]
ISSUERS = {"harpeth-state": "eleanor-voss", "cedar-hollow": "janelle-wright"}


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """Counts of one test must not throttle the next."""
    cache.clear()


@pytest.fixture
def visitor() -> Client:
    """A browser in which nobody is signed in."""
    return Client()


@pytest.fixture
def dana(stage: Stage) -> Client:
    """A browser in which Dana is signed in."""
    browser = Client()
    browser.force_login(stage.people["dana-brown"])
    return browser


@pytest.fixture
def offered(stage: Stage) -> MicroCredential:
    """Exit Tickets, which the district offers."""
    return stage.editions["exit-tickets"].micro_credential


@pytest.fixture
def award(stage: Stage) -> Award:
    """Dana's badge for Exit Tickets."""
    work_at(
        "awarded",
        edition=stage.editions["exit-tickets"],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["aisha-rahman"]],
        at=LONG_AGO,
    )
    return awards().get(earner=stage.people["dana-brown"])


@pytest.fixture
def issuer(stage: Stage, award: Award) -> Person:
    """Who answers for the badge at its issuer."""
    return stage.people[ISSUERS[award.organization.slug]]
