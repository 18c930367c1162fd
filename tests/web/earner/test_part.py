"""The evidence editor: no word is lost, every file says what is wrong with it, and consent holds at once."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evidence.models import Attempt, Consent, Piece, StoredFile
from cairn.workflows import coaching
from tests.walk import DAY, LONG_AGO
from tests.web.earner.conftest import browser
from tests.web.earner.test_work import address, text_of

QUIET = {"X-Autosave": "1", "Accept": "application/json"}


def save(client: Client, attempt: Attempt, text: str, revision: int, **headers: str):
    where = address("part", attempt, "justification")
    return client.post(where, {"text": text, "revision": str(revision)}, headers=headers or QUIET)


@pytest.fixture
def video(attempt: Attempt) -> Piece:
    """A video of Dana's without consent."""
    part = attempt.parts.get(slot__key="videos")
    what = walking.sample("video", 1)
    return walking.hand_in(part=part, what=what, title="Meeting 1", by=attempt.earner, at=LONG_AGO + DAY)


def of_piece(name: str, piece: Piece, *more: object) -> str:
    part = piece.part
    return reverse(f"earner:{name}", args=[part.attempt.public_id, part.slot.key, piece.public_id, *more])


# --- Words -----------------------------------------------------------------------------------------------


def test_words_are_saved_as_they_are_written(dana, attempt):
    assert save(dana, attempt, "Every morning", 0).json()["revision"] == 1
    assert save(dana, attempt, "Every morning we meet.", 1).json()["revision"] == 2
    assert Piece.objects.get().text == "Every morning we meet."


def test_a_save_from_an_old_window_gets_both_texts_and_changes_nothing(dana, attempt):
    save(dana, attempt, "First.", 0)
    save(dana, attempt, "From the phone.", 1)
    answer = save(dana, attempt, "From the desk.", 1)
    assert (answer.status_code, answer.json()) == (
        409,
        {"revision": 2, "fields": {"text": "From the phone."}},
    )
    assert Piece.objects.get().text == "From the phone."


def test_without_scripts_a_conflict_shows_both_texts_too(dana, attempt):
    save(dana, attempt, "First.", 0)
    save(dana, attempt, "From the phone.", 1)
    page = save(dana, attempt, "From the desk.", 1, Accept="text/html")
    assert page.status_code == 409
    assert "From the phone." in text_of(page)
    assert "From the desk." in text_of(page)


def test_without_scripts_words_are_saved_and_shown_again(dana, attempt):
    saved = save(dana, attempt, "Two lines\r\nof words.", 0, Accept="text/html")
    assert saved.status_code == 302
    assert Piece.objects.get().text == "Two lines\nof words."
    assert "Two lines\nof words.</textarea>" in text_of(dana.get(address("part", attempt, "justification")))


def test_who_was_signed_out_is_told_so_and_nothing_is_saved(attempt):
    answer = save(Client(), attempt, "Lost?", 0)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "signed_out")
    assert Piece.objects.count() == 0


def test_words_for_frozen_work_are_refused_in_words(dana, submitted):
    answer = save(dana, submitted, "Too late.", 1)
    assert (answer.status_code, answer.json()["error"]["text"]) == (
        422,
        "This work is submitted, so it cannot be changed now.",
    )


# --- Files -----------------------------------------------------------------------------------------------


def test_a_browser_without_scripts_sends_a_file_with_the_form(dana, attempt):
    sent = SimpleUploadedFile("meeting.mp4", walking.sample("video", 1).data)
    page = dana.post(address("part", attempt, "videos"), {"file": sent}, follow=True)
    assert "“meeting.mp4” is in." in text_of(page)
    assert Piece.objects.get().file.kind == "video"  # type: ignore[union-attr]


def test_a_form_with_a_huge_file_is_refused_before_it_is_read(dana, attempt):
    refused = dana.generic(
        "POST",
        address("part", attempt, "videos"),
        b"--x",
        "multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(2 * 1024**3),
    )
    assert refused.status_code == 413
    assert "This is more than 1,024 MB, the most that can be sent. Nothing was taken." in text_of(refused)


def test_the_form_of_a_part_is_guarded_against_other_sites(stage: Stage, attempt):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(stage.people["dana-brown"])
    assert careful.post(address("part", attempt, "justification"), {"text": "x"}).status_code == 403
    assert Piece.objects.count() == 0


def test_a_file_of_the_wrong_kind_is_named_with_what_would_fit(dana, attempt):
    sent = SimpleUploadedFile("plan.txt", b"Just a plan. " * 10)
    page = dana.post(address("part", attempt, "videos"), {"file": sent}, follow=True)
    assert "This is a document. “Three morning meetings on video” takes a video." in text_of(page)
    assert Piece.objects.count() == 0


def test_a_broken_video_says_that_it_is_broken(dana, attempt):
    data = walking.sample("video", 1).data
    sent = SimpleUploadedFile("broken.mp4", data[: len(data) // 3])
    page = text_of(dana.post(address("part", attempt, "videos"), {"file": sent}, follow=True))
    assert "broken.mp4" in page
    assert StoredFile.objects.get().problem in unescape(page)
    assert StoredFile.objects.get().problem
    assert Piece.objects.count() == 0


def test_a_removed_piece_is_offered_back(dana, video):
    page = dana.post(of_piece("remove", video), follow=True)
    assert "“Meeting 1” is removed." in text_of(page)
    video.refresh_from_db()
    assert video.removed_at is not None
    dana.post(of_piece("restore", video))
    video.refresh_from_db()
    assert video.removed_at is None


def test_the_part_that_htmx_asks_for_is_the_one_on_the_page(dana, video):
    where = address("part", video.part.attempt, "videos")
    whole = text_of(dana.get(where))
    part = text_of(dana.get(where, headers={"HX-Request": "true"})).strip()

    def plain(text: str) -> str:
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)

    assert part.startswith('<div id="pieces-inner"')
    assert plain(part) in plain(whole)


@pytest.mark.slow
def test_three_files_take_no_more_queries_than_one(
    dana, attempt, video, django_assert_num_queries, django_assert_max_num_queries
):
    where = address("part", attempt, "videos")
    dana.get(where)
    with django_assert_max_num_queries(40) as one:
        dana.get(where)
    for seed in (2, 3):
        what = walking.sample("video", seed)
        walking.hand_in(part=video.part, what=what, by=attempt.earner, at=LONG_AGO + DAY)
    with django_assert_num_queries(len(one)):
        dana.get(where)


def test_a_full_part_says_how_to_make_room(stage: Stage, dana, attempt):
    sentence = "This part is full. Remove a piece above, then send another."
    where = address("part", attempt, "plans")
    part = attempt.parts.get(slot__key="plans")
    most = attempt.edition.slot("plans")["at_most"]
    for seed in range(most):
        assert sentence not in text_of(dana.get(where))
        what = walking.sample("pdf", seed)
        walking.hand_in(part=part, what=what, by=attempt.earner, at=LONG_AGO + DAY)
    assert sentence in text_of(dana.get(where))


def test_a_file_that_was_refused_is_told_of_for_a_day(dana, attempt):
    where = address("part", attempt, "videos")
    dana.post(where, {"file": SimpleUploadedFile("plan.txt", b"Just a plan. " * 10)})
    assert "plan.txt" in text_of(dana.get(where))
    StoredFile.objects.update(received_at=timezone.now() - timedelta(days=2))
    assert "plan.txt" not in text_of(dana.get(where))


# --- Links -----------------------------------------------------------------------------------------------


def test_a_part_that_takes_no_links_refuses_one(dana, attempt):
    sent = {"url": "https://example.org/", "title": "Site"}
    page = dana.post(address("add_link", attempt, "videos"), sent, follow=True)
    assert "“Three morning meetings on video” does not take this kind of evidence." in text_of(page)
    assert Piece.objects.count() == 0


# --- Consent ---------------------------------------------------------------------------------------------


def test_consent_says_who_by_what_form_and_for_what(dana, video):
    told = {
        "who": "Families of all 21 students",
        "form": "District media release",
        "uses": ["evaluation", "coaching"],
        "given_on": "2026-02-01",
    }
    page = dana.post(of_piece("give_consent", video), told, follow=True)
    consent = Consent.objects.get()
    assert (consent.who, consent.uses) == ("Families of all 21 students", ["evaluation", "coaching"])
    assert "Consent is on record." in text_of(page)


def test_where_nobody_can_be_recognized_nothing_more_is_asked(dana, video):
    dana.post(of_piece("give_consent", video), {"nobody": "on", "given_on": "2026-02-01"})
    assert Consent.objects.get().nobody_recognizable is True


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({}, "Say who agreed and by what form, or that nobody can be recognized."),
        ({"who": "Families", "form": "Release"}, "Choose at least one use that the consent covers."),
        ({"given_on": ""}, "Date of the form: This field is required."),
    ],
)
def test_half_a_consent_is_refused_with_what_is_missing(dana, video, told, sentence):
    page = dana.post(of_piece("give_consent", video), {"given_on": "2026-02-01", **told}, follow=True)
    assert sentence in text_of(page)
    assert Consent.objects.count() == 0


def test_consent_is_withdrawn_even_while_the_work_is_being_read(dana, submitted):
    piece = Piece.objects.filter(part__attempt=submitted, part__slot__key="videos").first()
    assert piece is not None and piece.file is not None
    consent = piece.consents.get()
    playing = reverse("api:file", args=[piece.file.renditions.get(use="rendition").public_id])
    assert dana.get(playing).status_code == 200

    page = dana.post(of_piece("withdraw_consent", piece, consent.public_id), follow=True)
    assert "Consent for this was withdrawn, so it is not shown." in text_of(page)
    assert dana.get(playing).status_code == 403


# --- Guidance and whose it is ----------------------------------------------------------------------------


def test_a_revision_says_what_was_asked_for_on_the_part_itself(dana, returned):
    assert "Let every student share. Send one new video." in text_of(
        dana.get(address("part", returned, "videos"))
    )
    locked = text_of(dana.get(address("part", returned, "justification")))
    assert "This part is met and stays met." in locked
    assert "<textarea" not in locked


def test_a_coachs_remark_stands_on_its_part(stage: Stage, dana, attempt):
    marcus = stage.people["marcus-bell"]
    coaching.invite(attempt=attempt, coach=marcus, message="", by=attempt.earner, at=LONG_AGO)
    slot = attempt.parts.get(slot__key="videos").slot
    coaching.remark(attempt=attempt, slot=slot, text="Show the greeting.", by=marcus, at=LONG_AGO)
    assert "Show the greeting." in text_of(dana.get(address("part", attempt, "videos")))
    assert "Show the greeting." not in text_of(dana.get(address("part", attempt, "plans")))


def test_nobody_touches_a_piece_of_somebody_elses(stage: Stage, video):
    stranger = browser(stage.people["nora-quill"])
    for name in ("remove", "restore", "give_consent"):
        assert stranger.post(of_piece(name, video), {"nobody": "on"}).status_code == 404
    assert (Consent.objects.count(), Piece.objects.get().removed_at) == (0, None)


def test_an_unknown_part_is_not_found(dana, attempt):
    assert dana.get(address("part", attempt, "nowhere")).status_code == 404
