"""Stories run in a real browser against a live server with a small world behind it."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from cairn.demo.stage import Stage
from cairn.domain.people.models import Person
from tests.stories import world as worlds
from tests.stories.examining import Examiner
from tests.walk import staged


@pytest.fixture
def empty_stage(transactional_db: None) -> Stage:
    """The named cast and three micro-credentials; nobody has begun anything."""
    return staged()


@pytest.fixture
def world(transactional_db: None) -> worlds.World:
    return worlds.build()


@pytest.fixture
def sign_in(live_server: LiveServer) -> Callable[[Any, Person], None]:
    """Give a browser context the session of a person."""

    def signed_in(context: Any, person: Person) -> None:
        client = Client()
        client.force_login(person)
        session = client.cookies["sessionid"]
        context.add_cookies([{"name": "sessionid", "value": session.value, "url": live_server.url}])

    return signed_in


@pytest.fixture(scope="session")
def examiner(tmp_path_factory: pytest.TempPathFactory) -> Examiner:
    """Who examines pages; its memory is shared by all processes of the run."""
    base = tmp_path_factory.getbasetemp()
    return Examiner((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "examined")
