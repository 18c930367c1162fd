"""A stack between a teacher and her principal, by their pages: built, proposed, amended, agreed, handed over."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from cairn.demo.stage import Stage
from cairn.domain.stacks.models import Stack
from cairn.workflows import tasks
from tests.walk import DAY, LONG_AGO, stage
from tests.web.earner.conftest import browser

__all__ = ["stage"]

HOME = "/my/stacks/"
WORDS = {
    "title": "Leading Reading",
    "summary": "You lead your grade in reading.",
    "topic": "leadership",
    "duties": "Mentors two new teachers.",
    "pay": "$3,000 a year.",
    "order": "any_order",
    "needed": "1",
}


@pytest.fixture
def walter(stage: Stage) -> Client:
    """A browser in which Dana's principal is signed in."""
    return browser(stage.people["walter-finch"])


def begun(dana: Client, stage: Stage) -> str:
    """The address of a stack that Dana has begun with her principal."""
    partner = f"cedar-hollow:{stage.people['walter-finch'].public_id}"
    dana.post(f"{HOME}begin/", {"mine-title": "Leading Reading", "mine-partner": partner})
    return f"{HOME}{Stack.objects.get().public_id}/"


def write(client: Client, address: str, **told: object) -> object:
    """Post the builder as it stands, with what is told."""
    draft = Stack.objects.get()
    return client.post(f"{address}build/", {"revision": draft.revision, **WORDS, **told})


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


TICKETS, WAIT = "micro_credential:cedar-hollow/exit-tickets", "micro_credential:cedar-hollow/wait-time"


def test_a_teacher_builds_it_from_what_the_catalog_finds_and_proposes_it(dana: Client, walter: Client, stage):
    address = begun(dana, stage)
    found = write(dana, address, q="tickets", find="yes")["Location"]
    assert "Exit Tickets That Change Tomorrow" in page(dana, found)
    write(dana, address, add=TICKETS)
    answer = write(dana, address, part=TICKETS, add=WAIT, propose="yes")
    assert answer["Location"] == address
    tasks.run_all(LONG_AGO + 900 * DAY)
    assert [letter.to for letter in mail.outbox] == [["walter.finch@cedarhollow.example.org"]]
    seen = page(walter, address)
    assert [words in seen for words in ("Dana Brown proposes this stack", "$3,000 a year.")] == [True, True]
