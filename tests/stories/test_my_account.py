"""The account is hers, in a real browser: two accounts become one, everything is taken along, and forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zipfile import ZipFile

import pytest
from django.core import mail
from playwright.sync_api import expect

from cairn.demo.stage import Stage
from cairn.domain.evidence.operations import attempts
from cairn.domain.people.models import Erasure, Merging, Person, Proof
from cairn.domain.people.operations import register, register_each
from cairn.workflows import tasks
from cairn.workflows.persons.proving import code_of
from tests.stories.hands import Keyboard
from tests.stories.telling import Story, work
from tests.walk import DAY

OLD = "dana@earlier.example.org"


@pytest.fixture
def walk(new_context: Any, sign_in: Any, live_server: Any, empty_stage: Stage) -> Iterator[Story]:
    told = Story(Keyboard(), new_context, sign_in, live_server.url)
    yield told
    assert [used for used in told.pointed if used] == []


def test_an_account_is_carried_along_brought_together_and_forgotten(walk: Story, empty_stage: Stage) -> None:
    dana, now = empty_stage.people["dana-brown"], datetime.now(UTC)
    attempts.start(edition=empty_stage.editions["wait-time"], by=dana, at=now)
    home = register(email="dana@home.example.org", legal_name="Dana", verified=True, by=None, at=now)
    waiting = register_each(names={OLD: "Dana B."}, by=None, at=now)[OLD]
    bring_together(walk, dana, home)
    prove_an_address(walk, home, waiting)
    take_along(walk, home)
    ask_to_be_forgotten(walk, home)
    tasks.run_all(now + 8 * DAY)
    assert not Person.objects.filter(pk__in=[dana.pk, home.pk], is_active=True).exists()


def bring_together(walk: Story, dana: Person, home: Person) -> None:
    page = walk.as_person(home, "/account/merge/")
    walk.hand.write(page.get_by_label("An e-mail address of the other account"), str(dana.email))
    walk.press(page, "button", "Send the code")
    expect(page.get_by_role("heading", name="Prove that it is yours")).to_be_visible()
    walk.hand.write(page.get_by_label(re.compile("Code from the letter")), code_of(Proof.objects.get()))
    walk.press(page, "button", "Go on")
    expect(page.get_by_role("heading", name="What moves")).to_be_visible()
    walk.press(page, "link", "Go on")
    expect(page.get_by_role("heading", name="Make the two one")).to_be_visible()
    walk.hand.write(page.get_by_label(re.compile("Write the address")), str(dana.email))
    walk.press(page, "button", "Make them one")
    expect(page.get_by_text("Your two accounts are one")).to_be_visible()
    assert (Merging.objects.get().kept, home.attempts.count()) == (home, 1)


def prove_an_address(walk: Story, home: Person, waiting: Person) -> None:
    page = walk.as_person(home, "/account/email/")
    walk.hand.write(page.get_by_label(re.compile("E-?mail", re.IGNORECASE)), OLD)
    walk.press(page, "button", "Add this address")
    expect(page.get_by_text("Not confirmed yet")).to_be_visible()
    letter = next(each for each in mail.outbox if each.to == [OLD])
    link = re.search(r"/account/confirm-email/\S+", str(letter.body))
    assert link is not None
    page = walk.as_person(home, link[0])
    walk.press(page, "button", re.compile("Confirm"))
    expect(page.get_by_text("What was kept for this address is yours now")).to_be_visible()
    assert Merging.objects.get(gone=waiting).kept == home


def take_along(walk: Story, home: Person) -> None:
    page = walk.as_person(home, "/account/data/")
    walk.press(page, "button", "Take a copy")
    expect(page.get_by_text("We are making your copy")).to_be_visible()
    work()
    page = walk.as_person(home, "/account/data/")
    with page.expect_download() as download:
        walk.press(page, "link", "Download")
    with ZipFile(download.value.path()) as archive:
        assert str(home.public_id) in archive.read("data/people.Person.json").decode()


def ask_to_be_forgotten(walk: Story, home: Person) -> None:
    """She asks, calls it off, and asks again."""
    ask(walk, home)
    walk.press(walk.pages[str(home.pk)], "button", "Call it off")
    expect(walk.pages[str(home.pk)].get_by_text("Everything stays as it is")).to_be_visible()
    assert Erasure.objects.get().state == "called_off"
    ask(walk, home)


def ask(walk: Story, home: Person) -> None:
    page = walk.as_person(home, "/account/erase/")
    walk.press(page, "checkbox", re.compile("I have read"))
    walk.press(page, "button", "Erase my account")
    expect(page.get_by_role("heading", name=re.compile("Your account will be erased on"))).to_be_visible()
