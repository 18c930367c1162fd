"""What scripts add, in a real browser: words survive, files resume, keys move, and nothing offends accessibility."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from playwright.sync_api import Page, Route, expect

from cairn.web.shared import autosave
from cairn.web.shared.guards import public

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PAGE = """{% extends "shared/base.html" %}{% load static %}
{% block head %}<script type="module" src="{% static 'cairn/upload.js' %}"></script><script type="module" src="{% static 'cairn/review.js' %}"></script>{% endblock %}
{% block main %}<h1>Desk</h1>
<form id="f" method="post" data-autosave="desk">{% csrf_token %}<input type="hidden" name="revision" value="{{ desk.revision }}">
<label for="note">Note</label><textarea class="input" id="note" name="note" data-words-min="3">{{ desk.text }}</textarea>
<c-save-status /></form>
<c-upload slot_key="plan" attempt="a1" multiple="yes" />
<section data-review>
<fieldset class="crit" data-criterion id="one"><legend>One</legend><c-levels name="one" :levels="levels" /></fieldset>
<fieldset class="crit" data-criterion id="two"><legend>Two</legend><c-levels name="two" :levels="levels" /></fieldset>
<c-dialog id="keys" title="Keys"><label><input type="checkbox" id="keys-on" checked> Use single keys</label></c-dialog>
</section>{% endblock %}"""  # noqa: E501
MODULES = re.compile(r"/cairn/(?!theme).*\.js")
LEVELS = [{"key": "low", "name": "Low"}, {"key": "high", "name": "High"}]


@dataclass
class Desk:
    """A server that remembers one note and one upload."""

    text: str = ""
    revision: int = 1
    answers: int = 0
    held: bytes = b""
    told: dict[str, str] = field(default_factory=dict)
    break_next: bool = False


DESK = Desk()


@public
def desk(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        from django_cotton.compiler_regex import CottonCompiler

        source = CottonCompiler().process(PAGE)
        return HttpResponse(
            engines["django"].from_string(source).render({"desk": DESK, "levels": LEVELS}, request)
        )
    assert autosave.is_autosave(request)
    if autosave.revision_in(request) != DESK.revision:
        return autosave.conflict(DESK.revision, {"note": DESK.text})
    DESK.text, DESK.revision, DESK.answers = request.POST["note"], DESK.revision + 1, DESK.answers + 1
    return autosave.saved(DESK.revision, NOON)


@public
def uploads(request: HttpRequest) -> HttpResponse:
    pairs = (pair.split(" ") for pair in request.headers["Upload-Metadata"].split(","))
    DESK.told = {name: base64.b64decode(text).decode() for name, text in pairs}
    return HttpResponse(status=201, headers={"Location": "/files/uploads/u1"})


@public
def upload(request: HttpRequest) -> HttpResponse:
    if request.method == "PATCH":
        if DESK.break_next:
            DESK.break_next = False
            return HttpResponse(status=503)
        assert int(request.headers["Upload-Offset"]) == len(DESK.held)
        DESK.held += request.body
    return HttpResponse(status=204, headers={"Upload-Offset": str(len(DESK.held)), "X-File-Id": "f1"})


urlpatterns = [
    path("desk/", desk),
    path("files/uploads/", uploads),
    path("files/uploads/u1", upload),
    path("", include("cairn.config.urls")),
]
pytestmark = [pytest.mark.once, pytest.mark.urls(__name__), pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def fresh_desk() -> None:
    for name, value in vars(Desk()).items():
        setattr(DESK, name, value)


@pytest.fixture
def at_desk(page: Page, live_server) -> Page:
    page.goto(f"{live_server.url}/desk/")
    return page


def test_words_save_themselves_and_say_so(at_desk):
    at_desk.get_by_label("Note").fill("Four full seconds")
    expect(at_desk.locator(".save-status")).to_contain_text("Saved at")
    assert DESK.text == "Four full seconds"
    assert at_desk.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('cairn:words'))") == []


def test_words_are_counted_while_typing(at_desk):
    at_desk.get_by_label("Note").fill("one two")
    expect(at_desk.locator(".words")).to_have_text("2 words, 1 to go")


@pytest.mark.console_errors("ERR_FAILED", "409")
def test_words_typed_without_a_connection_outlive_a_reload_and_are_sent_later(at_desk):
    kept = "Not saved yet: no connection. Your words are kept on this device."
    at_desk.route("**/desk/", lambda way: way.abort() if way.request.method == "POST" else way.continue_())
    at_desk.get_by_label("Note").fill("Kept through the tunnel")
    expect(at_desk.locator(".save-status")).to_have_text(kept)
    at_desk.reload()
    expect(at_desk.get_by_label("Note")).to_have_value("Kept through the tunnel")
    expect(at_desk.locator(".save-status")).to_have_text(kept)
    at_desk.unroute("**/desk/")
    expect(at_desk.locator(".save-status")).to_contain_text("Saved at", timeout=10_000)
    assert DESK.text == "Kept through the tunnel"


@pytest.mark.console_errors("409", "ERR_FAILED")
def test_words_that_arrived_though_their_answer_was_lost_are_no_conflict(at_desk):
    lost: list[object] = []

    def lose_the_first_answer(way):
        if way.request.method == "POST" and not lost:
            lost.append(way.fetch())
            way.abort()
        else:
            way.continue_()

    at_desk.route("**/desk/", lose_the_first_answer)
    at_desk.get_by_label("Note").fill("Sent once")
    expect(at_desk.locator(".save-status")).to_contain_text("Not saved yet: no connection")
    at_desk.get_by_label("Note").fill("Sent once, then more")
    expect(at_desk.locator(".save-status")).to_contain_text("Saved at")
    assert (DESK.text, at_desk.locator(".conflict").count()) == ("Sent once, then more", 0)


@pytest.mark.console_errors("409")
def test_a_change_made_elsewhere_shows_both_texts_and_loses_neither(at_desk):
    DESK.text, DESK.revision = "From the phone", 7
    at_desk.get_by_label("Note").fill("From the desk")
    expect(at_desk.get_by_role("alert")).to_contain_text("This was changed in another place")
    expect(at_desk.get_by_label("Saved in another place: Note")).to_have_value("From the phone")
    at_desk.get_by_role("button", name="Keep both, one below the other").click()
    expect(at_desk.locator(".save-status")).to_contain_text("Saved at")
    assert DESK.text.split() == ["From", "the", "desk", "From", "the", "phone"]


@pytest.mark.console_errors("503")
def test_an_upload_goes_on_after_a_failure_and_arrives_whole(at_desk, tmp_path):
    file = tmp_path / "plan – ü.bin"
    file.write_bytes(bytes(range(256)) * 20_000)
    DESK.break_next = True
    at_desk.locator("input[type=file]").set_input_files(file)
    expect(at_desk.locator(".transfer .state")).to_have_text("Uploaded", timeout=15_000)
    assert file.read_bytes() == DESK.held
    assert DESK.told == {
        "filename": file.name,
        "filetype": "application/octet-stream",
        "slot": "plan",
        "attempt": "a1",
    }


@pytest.fixture
def let_scripts_come(page: Page, live_server) -> Callable[[], None]:
    """The desk on a slow network: everything is there but the modules, until this is called."""
    held: list[Route] = []

    def hold(way: Route) -> None:
        held.append(way)

    page.route(MODULES, hold)
    page.goto(f"{live_server.url}/desk/", wait_until="commit")
    expect(page.locator("input[type=file]")).to_be_attached()

    def come() -> None:
        page.route(MODULES, lambda way: way.continue_())
        for way in held:
            way.continue_()

    return come


def test_a_file_chosen_before_the_scripts_have_come_is_sent_all_the_same(page, let_scripts_come, tmp_path):
    file = tmp_path / "plan.txt"
    file.write_text("Chosen in a hurry")
    page.locator("input[type=file]").set_input_files(file)
    let_scripts_come()
    expect(page.locator(".transfer .state")).to_have_text("Uploaded")
    assert DESK.held == b"Chosen in a hurry"


def test_words_typed_before_the_scripts_have_come_are_saved_all_the_same(page, let_scripts_come):
    page.get_by_label("Note").fill("Typed in a hurry")
    let_scripts_come()
    expect(page.locator(".save-status")).to_contain_text("Saved at")
    assert DESK.text == "Typed in a hurry"


def test_an_empty_file_is_refused_with_what_to_do(at_desk, tmp_path):
    file = tmp_path / "empty.txt"
    file.write_bytes(b"")
    at_desk.locator("input[type=file]").set_input_files(file)
    expect(at_desk.locator(".transfer .state")).to_have_text("This file is empty. Choose another one.")


def test_keys_rate_and_move_until_they_are_switched_off(at_desk):
    chosen = (
        "[...document.querySelectorAll('input[type=radio]:checked')].map((input) => input.name + input.value)"
    )
    at_desk.locator("body").press("2")
    at_desk.keyboard.press("j")
    at_desk.keyboard.press("1")
    assert at_desk.evaluate(chosen) == ["onehigh", "twolow"]
    at_desk.keyboard.press("?")
    at_desk.get_by_label("Use single keys").uncheck()
    at_desk.keyboard.press("Escape")
    at_desk.keyboard.press("2")
    assert at_desk.evaluate(chosen) == ["onehigh", "twolow"]


def test_keys_do_nothing_while_someone_types(at_desk):
    at_desk.get_by_label("Note").press_sequentially("12 jacks")
    assert at_desk.evaluate("document.querySelectorAll('input[type=radio]:checked').length") == 0


def test_the_theme_chosen_lasts(at_desk):
    at_desk.get_by_role("button", name="Switch to dark theme").click()
    at_desk.reload()
    expect(at_desk.locator("html")).to_have_attribute("data-theme", "dark")
    expect(at_desk.get_by_role("button", name="Switch to light theme")).to_be_visible()


def test_tabs_follow_the_arrows(page, live_server):
    page.goto(f"{live_server.url}/gallery/")
    page.get_by_role("tab", name="Video").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Plan")).to_be_focused()
    expect(page.get_by_role("tabpanel")).to_have_text("The plan.")


def arrive_late(way) -> None:
    """Long after the first paint, so that the page has been drawn in the fallback."""
    time.sleep(0.5)
    way.continue_()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_the_fonts_come_late(new_context, live_server, width):
    page = new_context(viewport={"width": width, "height": 900}).new_page()
    page.route("**/*.woff2", arrive_late)
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => list.getEntries().forEach((entry) => "
        "{ window.moved += entry.value; })).observe({ type: 'layout-shift', buffered: true });"
    )
    page.goto(f"{live_server.url}/gallery/")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('16px Atkinson Hyperlegible')")
    assert round(page.evaluate("window.moved"), 3) == 0
