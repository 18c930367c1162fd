"""The evidence editor of a log, of code, of other ways and of dates; and what must come before."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.catalog.models import Edition
from cairn.domain.evidence.models import Attempt, Piece, Round
from cairn.domain.evidence.operations import attempts
from cairn.domain.evidence.queries import completion_of, whole_attempt
from tests.observing import offer, with_code
from tests.walk import DAY, LONG_AGO
from tests.web.earner.test_part import QUIET, of_piece
from tests.web.earner.test_work import address, text_of

SEEN = {
    "made_on": "2026-03-02",
    "begins": "09:00",
    "ends": "09:45",
    "place": "A library",
    "notes": "What I saw.",
    "revision": "1",
}
NO_SCRIPT = {"Accept": "text/html"}


@pytest.fixture
def edition(stage: Stage) -> Edition:
    return offer(stage, at=LONG_AGO, change=with_code)


@pytest.fixture
def observed(stage: Stage, edition: Edition) -> Attempt:
    """Dana's attempt at anti-bias instruction, just begun."""
    begun = attempts.start(edition=edition, by=stage.people["dana-brown"], at=LONG_AGO + DAY)
    return whole_attempt().get(pk=begun.pk)


@pytest.fixture
def entry(dana: Client, observed: Attempt) -> Piece:
    """A blank entry, just added on the page."""
    dana.post(address("add_entry", observed, "visits"))
    return Piece.objects.select_related("part__attempt", "part__slot").get()


def save(dana: Client, entry: Piece, headers: dict[str, str] = QUIET, **told: str) -> Any:
    return dana.post(of_piece("save_entry", entry), SEEN | told, headers=headers)


# --- A log -----------------------------------------------------------------------------------------------


def test_an_empty_log_says_what_an_entry_is_and_what_is_asked_for(dana, observed):
    page = text_of(dana.get(address("part", observed, "visits")))
    assert "Nothing observed yet" in page
    assert "At least 2 visits of at least 40 minutes each" in page
    assert "2 to 8 entries" in page


def test_an_added_entry_is_led_to(dana, observed):
    answer = dana.post(address("add_entry", observed, "visits"))
    piece = Piece.objects.get()
    assert answer.url == f"{address('part', observed, 'visits')}#entry-{piece.public_id}"
    assert f'id="entry-{piece.public_id}"' in text_of(dana.get(answer.url))


def test_an_entry_saves_itself_and_the_totals_follow(dana, entry):
    assert save(dana, entry).json()["revision"] == 2
    where = address("part", entry.part.attempt, "visits")
    standing = text_of(dana.get(where, headers={"HX-Request": "true", "HX-Target": "log-standing"}))
    assert standing.strip().startswith('<div id="log-standing"')
    assert "45 min in all" in standing
    assert "1 of 2 visits lasts at least 40 minutes. Add one more." in standing
    assert "“Visits to a new environment” needs 1 more entry." in standing
    assert "Entry 1: the notes have 3 words and need 200. Write 197 more." in standing


def test_the_totals_that_htmx_asks_for_are_those_on_the_page(dana, entry):
    save(dana, entry)
    where = address("part", entry.part.attempt, "visits")
    part = text_of(dana.get(where, headers={"HX-Request": "true", "HX-Target": "log-standing"})).strip()
    assert part in text_of(dana.get(where))


def test_half_an_entry_is_saved_too(dana, entry):
    assert save(dana, entry, made_on="", ends="").status_code == 200
    entry.refresh_from_db()
    assert (entry.made_on, entry.ends, entry.text) == (None, None, "What I saw.")


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (
            {"ends": "08:00"},
            "The end must be later than the start. Write a visit past midnight as two entries.",
        ),
        ({"ends": "soon"}, "End: Enter a valid time."),
        ({"place": "x" * 201}, "Place: Ensure this value has at most 200 characters (it has 201)."),
    ],
)
def test_what_cannot_be_saved_is_said_and_stays_in_the_fields(dana, entry, told, sentence):
    quiet = save(dana, entry, **told)
    assert (quiet.status_code, quiet.json()["error"]["text"]) == (422, sentence)
    page = save(dana, entry, headers=NO_SCRIPT, **told)
    assert page.status_code == 422
    assert sentence in text_of(page)
    assert "What I saw.</textarea>" in text_of(page)
    entry.refresh_from_db()
    assert entry.blank


def test_a_save_from_an_old_window_shows_both(dana, entry):
    save(dana, entry)
    answer = save(dana, entry, notes="From the desk.")
    assert (answer.status_code, answer.json()) == (
        409,
        {"revision": 2, "fields": {name: SEEN[name] for name in SEEN if name != "revision"}},
    )
    page = save(dana, entry, headers=NO_SCRIPT, notes="From the desk.")
    assert (page.status_code, "From the desk." in text_of(page)) == (409, True)


def test_without_scripts_an_entry_is_saved_and_shown_again(dana, entry):
    answer = save(dana, entry, headers=NO_SCRIPT, begins="9:00 AM")
    assert answer.status_code == 302
    page = text_of(dana.get(answer.url))
    for shown in ('value="2026-03-02"', 'value="09:00"', 'value="09:45"', 'value="A library"'):
        assert shown in page


def test_a_removed_entry_is_offered_back(dana, entry):
    save(dana, entry)
    page = dana.post(of_piece("remove", entry), follow=True)
    assert "The entry is removed." in text_of(page)
    dana.post(of_piece("restore", entry))
    entry.refresh_from_db()
    assert entry.removed_at is None


def test_a_full_log_says_how_to_make_room(dana, observed):
    for number in range(8):
        dana.post(address("add_entry", observed, "visits"))
        save(dana, Piece.objects.latest("pk"), place=f"Place {number}")
    page = text_of(dana.post(address("add_entry", observed, "visits"), follow=True))
    assert "“Visits to a new environment” takes 8 at most. Remove one first." in page
    assert "This log is full. Remove an entry, then add another." in page
    assert Piece.objects.count() == 8


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ("Oak Grove Elementary", "Oak Grove Elementary"),
        ("St. Mary’s Academy, room 4", "St. Mary’s Academy"),
        ("A school library", ""),
        ("Fourth grade in an elementary school", ""),
        ("The high school gym", ""),
    ],
)
def test_a_place_that_names_a_school_is_warned_of(dana, entry, place, named):
    save(dana, entry, place=place)
    page = text_of(dana.get(address("part", entry.part.attempt, "visits")))
    assert ("may name a school" in page) == bool(named)
    assert f"what kind of place “{named}” is instead" in page or not named


def test_three_entries_take_no_more_queries_than_one(
    dana, observed, django_assert_num_queries, django_assert_max_num_queries
):
    where = address("part", observed, "visits")
    dana.post(address("add_entry", observed, "visits"))
    save(dana, Piece.objects.latest("pk"))
    dana.get(where)
    with django_assert_max_num_queries(30) as one:
        dana.get(where)
    queries = len(one)
    for _ in range(2):
        dana.post(address("add_entry", observed, "visits"))
        save(dana, Piece.objects.latest("pk"))
    with django_assert_num_queries(queries):
        dana.get(where)


def test_nobody_touches_an_entry_of_somebody_elses(stage: Stage, entry):
    stranger = Client()
    stranger.force_login(stage.people["nora-quill"])
    assert save(stranger, entry).status_code == 404


# --- Other ways and code -----------------------------------------------------------------------------------


def choose(dana: Client, observed: Attempt, slot: str, kind: str) -> str:
    return text_of(dana.post(address("show_as", observed, slot), {"kind": kind}, follow=True))


def test_another_way_shows_its_own_instructions_and_keeps_what_was_there(dana, observed):
    where = address("part", observed, "peers")
    dana.post(where, {"text": "What my peers made of it.", "revision": "0"})
    page = choose(dana, observed, "peers", "code")
    assert "Show the program that you changed together." in page
    assert "What my peers made of it." not in page
    assert "1 piece in another way is kept and not sent." in page
    assert "What my peers made of it." in choose(dana, observed, "peers", "document")


def test_a_way_that_is_not_offered_is_refused_in_words(dana, observed):
    assert "cannot be shown that way. Choose one that is offered." in choose(dana, observed, "peers", "video")


def test_a_part_with_one_way_offers_no_choice(dana, observed):
    assert "in the way that suits you" not in text_of(dana.get(address("part", observed, "visits")))


def send(dana: Client, observed: Attempt, name: str, data: bytes) -> str:
    choose(dana, observed, "peers", "code")
    file = SimpleUploadedFile(name, data)
    return text_of(dana.post(address("part", observed, "peers"), {"file": file}, follow=True))


def test_a_file_of_code_is_shown_line_by_line_and_never_as_a_page(dana, observed):
    page = send(dana, observed, "map.html", b"<script>alert(1)</script>\n<p>two</p>\n")
    assert "<li><code>&lt;script&gt;alert(1)&lt;/script&gt;</code></li>" in page
    assert "<li><code>&lt;p&gt;two&lt;/p&gt;</code></li>" in page
    piece = Piece.objects.get()
    assert (piece.kind, piece.shown_as, piece.file and piece.file.kind) == ("code", "code", "code")


def test_of_a_notebook_the_cells_are_shown(dana, observed):
    cells = [{"cell_type": "code", "source": ["x = 1\n", "x"], "outputs": [{"data": "SECRET"}]}]
    page = send(dana, observed, "count.ipynb", json.dumps({"cells": cells, "nbformat": 4}).encode())
    assert "<li><code>x = 1</code></li>" in page
    assert "SECRET" not in page


def test_what_is_no_text_is_refused_where_code_is_asked_for(dana, observed):
    page = send(dana, observed, "program.py", b"\x7fELF\x00\x01\xff")
    assert "This file is not plain text in UTF-8; save the code as text, then send that." in page
    assert Piece.objects.count() == 0


def test_code_is_typed_into_an_editor_that_corrects_nothing(dana, observed):
    page = choose(dana, observed, "peers", "code")
    editor = re.search(r"<textarea[^>]*code-editor[^>]*>", page)
    assert editor is not None
    assert 'spellcheck="false"' in editor.group()
    assert "data-words-min" not in editor.group()


# --- Dates -----------------------------------------------------------------------------------------------


def test_a_file_is_asked_when_it_was_made_and_says_what_to_do(dana, attempt):
    part = attempt.parts.get(slot__key="videos")
    what = walking.sample("video", 1)
    piece = walking.hand_in(part=part, what=what, title="Meeting 1", by=attempt.earner, at=LONG_AGO + DAY)
    Piece.objects.update(made_on=None)
    assert "Say when “Meeting 1” was made." in text_of(dana.get(address("part", attempt, "videos")))
    tries = [("", "Give the day on which it was made"), ("2999-01-01", "This day is still to come.")]
    for day, sentence in tries:
        page = dana.post(of_piece("date_piece", piece), {"made_on": day}, follow=True)
        assert sentence in text_of(page)
    dana.post(of_piece("date_piece", piece), {"made_on": "2020-01-01"})
    assert "“Meeting 1” is older than 12 months." in text_of(dana.get(address("part", attempt, "videos")))


# --- Ticking, sending and what comes before ------------------------------------------------------------------


def test_what_is_not_ticked_is_named_and_what_is_ticked_stays_ticked(dana, observed):
    full = walking.fill(observed, at=LONG_AGO + DAY)
    where, indicators = address("check", full), completion_of(full)
    page = dana.post(where, {"declared": "yes", "completed": ["0", "2"]})
    assert page.status_code == 422
    assert [each in unescape(text_of(page)) for each in indicators] == [True] * 5
    assert text_of(page).count('name="completed"') == 5
    assert len(re.findall(r'name="completed" value="[02]" checked', text_of(page))) == 2
    dana.post(where, {"declared": "yes", "completed": [str(number) for number in range(5)]})
    assert Round.objects.get().completed == indicators


def test_a_log_that_was_sent_is_one_table(dana, observed):
    walking.submit(walking.fill(observed, at=LONG_AGO + DAY), at=LONG_AGO + DAY)
    page = text_of(dana.get(address("attempt", observed)))
    assert page.count("Look closer") == 5
    assert len(re.findall(r'<tbody role="rowgroup">.*?</tbody>', page, re.DOTALL)) == 1
    locked = text_of(dana.get(address("part", observed, "visits")))
    assert 'role="table"' in locked
    assert "<textarea" not in locked


def test_what_is_required_first_is_said_with_the_way_to_it(stage: Stage, dana):
    def ask(whole: dict[str, Any]) -> None:
        named = f"{first.organization.slug}/{first.key}"
        whole["prerequisites"] = [
            {"micro_credential": named, "required": True, "note": "It teaches you to look."}
        ]

    first = stage.editions["exit-tickets"].micro_credential
    second = offer(stage, at=LONG_AGO, change=ask).micro_credential
    page = dana.post(f"/work/start/{second.public_id}/")
    assert page.status_code == 403
    assert f"Earn “{first.title}” first: this one builds on it." in text_of(page)
    assert f'href="/micro-credentials/{first.public_id}/"' in text_of(page)
    assert Attempt.objects.count() == 0
