"""Story S10 in a real browser: a badge of another server is brought in, spoken to, confirmed, and one day revoked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from cairn.demo.stage import Stage
from cairn.domain.foreign.models import ForeignBadge
from cairn.domain.people.models import Person
from cairn.engines.openbadges import proofs, status
from cairn.engines.openbadges.documents.parts import StatusEntry
from cairn.engines.openbadges.keys import KeySigner, SecretKey
from cairn.workflows import tasks, vouching
from cairn.workflows.foreign import rechecking
from cairn.workflows.vouching import Keeper
from tests.engines.openbadges.examples import AWARDED
from tests.foreign import badge, file
from tests.stories.hands import Keyboard
from tests.stories.telling import Story, work
from tests.walk import DAY

LAKESIDE = KeySigner.for_did_key(SecretKey(b"l" * 32))


class Issuer(ThreadingHTTPServer):
    """Another server: it serves its badges, and the list of those that it has revoked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Serving)
        self.pages: dict[str, bytes] = {}

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def award(self, email: str) -> None:
        entry = StatusEntry(list_address=self.address("/status"), index=7)
        made = badge(email, signer=LAKESIDE, issuer=LAKESIDE.secret.public.did, status=entry)
        self.pages["/badges/7.json"] = file(made)
        self.revoke()

    def revoke(self, *indexes: int) -> None:
        listed = status.status_list_credential(
            address=self.address("/status"),
            issuer=LAKESIDE.secret.public.did,
            set_indexes=indexes,
            valid_from=AWARDED,
        )
        self.pages["/status"] = file(proofs.sign(listed, signer=LAKESIDE, created=AWARDED))


class Serving(BaseHTTPRequestHandler):
    server: Issuer

    def do_GET(self) -> None:
        found = self.server.pages.get(self.path)
        self.send_response(200 if found else 404)
        self.send_header("Content-Length", str(len(found or b"")))
        self.end_headers()
        self.wfile.write(found or b"")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the library
        return


@pytest.fixture
def issuer(settings: Settings) -> Iterator[Issuer]:
    settings.LOOK_UP_BADGES = settings.LINKS_MAY_LEAD_INSIDE = True
    server = Issuer()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def walk(new_context: Any, sign_in: Any, live_server: Any, empty_stage: Stage) -> Iterator[Story]:
    told = Story(Keyboard(), new_context, sign_in, live_server.url)
    yield told
    assert [used for used in told.pointed if used] == []


def test_a_badge_of_another_server_stands_in_her_portfolio_until_it_is_revoked(
    walk: Story, empty_stage: Stage, issuer: Issuer
) -> None:
    dana = empty_stage.people["dana-brown"]
    issuer.award(str(dana.email))
    bring_it_in(walk, dana, issuer)
    say_what_it_leaves_out(walk, dana)
    an_administrator_knows_the_issuer(walk, dana)
    she_shows_it(walk, dana)
    its_issuer_revokes_it(walk, dana, issuer)


def bring_it_in(walk: Story, dana: Person, issuer: Issuer) -> None:
    """From the empty place to the full report: unchanged and hers, but nobody vouches for who issued it."""
    page = walk.as_person(dana, "/portfolio/")
    walk.press(page, "link", "From elsewhere")
    expect(page.get_by_role("heading", name="Bring along what you earned elsewhere")).to_be_visible()
    walk.press(page, "link", "Bring in a badge")
    walk.hand.write(page.get_by_label("Or its address"), issuer.address("/badges/7.json"))
    walk.press(page, "button", "Verify and keep it")
    expect(page.locator(".verdict")).to_contain_text("Not confirmed")
    expect(page.get_by_text("nothing in it was changed since").first).to_be_visible()
    expect(page.get_by_text(f"it was given to {dana.email}")).to_be_visible()
    walk.hand.press(page.get_by_text("What was checked, one by one"))
    expect(page.locator(".checks li").first).to_contain_text("It is a JSON file with one badge in it.")


def say_what_it_leaves_out(walk: Story, dana: Person) -> None:
    page = walk.pages[str(dana.pk)]
    walk.hand.write(page.get_by_label("What you did"), "I led the morning meeting for a whole year.")
    walk.press(page, "button", "Keep my statement")
    expect(page.get_by_text("Your statement is kept.")).to_be_visible()
    expect(page.locator("#statement")).to_contain_text("Yours, not the issuer’s")


def an_administrator_knows_the_issuer(walk: Story, dana: Person) -> None:
    """What the register's pages look like is told elsewhere; here the badge is confirmed by it."""
    keeper = Keeper(None, None, datetime.now(UTC))
    vouching.pin(issuer=LAKESIDE.secret.public.did, name="Lakeside University", keeper=keeper)
    page = walk.pages[str(dana.pk)]
    walk.press(page, "button", "Check now")
    expect(page.locator(".verdict")).to_contain_text("Valid")
    expect(page.get_by_text("This key belongs to Lakeside University").first).to_be_visible()
    walk.press(page, "button", "Got it")
    expect(page.get_by_text("What is new")).to_have_count(0)


def she_shows_it(walk: Story, dana: Person) -> None:
    """Everybody sees the badge, what it was checked by, and her own words apart from it."""
    page = walk.pages[str(dana.pk)]
    walk.hand.choose(page.get_by_label("Everybody"))
    walk.press(page, "button", "Save this choice")
    expect(page.get_by_text("Everybody sees this badge now.")).to_be_visible()
    visitor = walk.as_visitor()
    visitor.goto(f"{walk.address}/badges/elsewhere/{ForeignBadge.objects.get().public_id}/")
    expect(visitor.locator(".verdict")).to_contain_text("Valid")
    expect(visitor.get_by_text("Hers, not the issuer’s")).to_be_visible()
    expect(visitor.get_by_text("I led the morning meeting")).to_be_visible()


def its_issuer_revokes_it(walk: Story, dana: Person, issuer: Issuer) -> None:
    """The next time that it is looked at; until then nobody here knows."""
    work()
    mail.outbox.clear()
    issuer.revoke(7)
    later = datetime.now(UTC) + 40 * DAY
    assert rechecking.ask_for_checks(at=later) == 1
    tasks.run_all(later)
    [letter] = mail.outbox
    assert (letter.to, letter.subject.partition(":")[0]) == (
        [dana.email],
        "Its issuer has taken a badge back",
    )
    page = walk.as_person(dana, "/portfolio/elsewhere/")
    expect(page.get_by_text("Something new")).to_be_visible()
    walk.press(page, "link", ForeignBadge.objects.get().name)
    expect(page.locator(".verdict")).to_contain_text("Revoked")
    expect(page.locator(".note").first).to_contain_text("Its issuer has revoked it.")
