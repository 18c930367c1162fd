"""My work, one attempt, and sending it: what each page offers and what each action does."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.coaching.models import Invitation, Remark
from cairn.domain.evidence.models import Attempt, Round, SelfRating
from cairn.domain.evidence.operations import attempts
from tests.walk import DAY, LONG_AGO, work_at
from tests.web.earner.conftest import browser, reader_of


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def address(name: str, attempt: Attempt, *more: object) -> str:
    return reverse(f"earner:{name}", args=[attempt.public_id, *more])


def state_of(attempt: Attempt) -> str:
    return Attempt.objects.get(pk=attempt.pk).state


# --- My work ---------------------------------------------------------------------------------------------


def test_who_has_begun_nothing_is_shown_the_way(stage: Stage, dana: Client):
    assert "Nothing begun yet" in text_of(dana.get("/work/"))


def test_keep_going_leads_to_the_next_part(dana, attempt):
    walking.fill(attempt, at=LONG_AGO + DAY, parts=1)
    page = text_of(dana.get("/work/"))
    assert "Pick up where you stopped" in page
    assert "1 of 4 parts done" in page
    assert f'href="{address("part", attempt, "plans")}"' in page


@pytest.mark.parametrize(
    ("state", "group"),
    [
        ("working", "Your turn"),
        ("submitted", "With an evaluator"),
        ("in_review", "With an evaluator"),
        ("revising", "Your turn"),
        ("awarded", "Earned"),
        ("withdrawn", "Set aside"),
    ],
)
def test_work_is_grouped_by_whose_turn_it_is(stage: Stage, state, group):
    earner = stage.people["dana-brown"]
    evaluators = [stage.people["luis-ortega"], stage.people["hannah-kim"]]
    edition = stage.editions["morning-meeting"]
    work_at(state, edition=edition, earner=earner, evaluators=evaluators, at=LONG_AGO)
    assert f">{group}</h2>" in text_of(browser(earner).get("/work/"))


def test_three_pieces_of_work_take_no_more_queries_than_one(
    stage: Stage, dana, attempt, django_assert_num_queries, django_assert_max_num_queries
):
    walking.fill(attempt, at=LONG_AGO + DAY)
    dana.get("/work/")
    with django_assert_max_num_queries(30) as one:
        dana.get("/work/")
    for key in ("exit-tickets", "wait-time"):
        another = attempts.start(edition=stage.editions[key], by=attempt.earner, at=LONG_AGO)
        walking.fill(another, at=LONG_AGO + DAY)
    with django_assert_num_queries(len(one)):
        dana.get("/work/")


def test_starting_leads_into_the_work_and_starting_again_to_the_same(stage: Stage, dana):
    offered = stage.editions["morning-meeting"].micro_credential
    first = dana.post(reverse("earner:start", args=[offered.public_id]))
    attempt = Attempt.objects.get()
    assert first.headers["Location"] == address("attempt", attempt)
    assert (
        dana.post(reverse("earner:start", args=[offered.public_id])).headers["Location"]
        == first.headers["Location"]
    )
    assert Attempt.objects.count() == 1


def test_what_was_set_aside_is_taken_up_again_by_starting_it(stage: Stage, dana, attempt):
    dana.post(address("set_aside", attempt))
    dana.post(reverse("earner:start", args=[attempt.micro_credential.public_id]))
    assert (Attempt.objects.count(), state_of(attempt)) == (1, "working")


def test_an_unknown_micro_credential_is_not_started(stage: Stage, dana):
    assert dana.post(reverse("earner:start", args=[uuid4()])).status_code == 404
    assert dana.get(reverse("earner:start", args=[uuid4()])).status_code == 405


def test_setting_aside_can_be_undone_at_once(dana, attempt):
    page = dana.post(address("set_aside", attempt), follow=True)
    assert "is set aside. Everything in it is kept." in text_of(page)
    assert state_of(attempt) == "withdrawn"
    dana.post(address("resume", attempt))
    assert state_of(attempt) == "working"


def test_work_begun_anew_keeps_the_old_aside(stage: Stage, dana, attempt):
    attempts.withdraw(attempt=attempt, by=attempt.earner, at=LONG_AGO)
    attempts.start(edition=attempt.edition, by=attempt.earner, at=LONG_AGO)
    page = dana.post(address("resume", attempt), follow=True)
    assert "You have begun this micro-credential anew. Go on with the newer work." in text_of(page)
    assert state_of(attempt) == "withdrawn"


# --- Whose it is -----------------------------------------------------------------------------------------

PAGES = ("attempt", "check", "result")
ACTIONS = ("set_aside", "resume", "recall", "invite", "rate")


@pytest.mark.parametrize("name", PAGES)
def test_nobody_finds_the_pages_of_somebody_elses_work(stage: Stage, attempt, name):
    for key in ("nora-quill", "luis-ortega", "eleanor-voss"):
        assert browser(stage.people[key]).get(address(name, attempt)).status_code == 404
    assert Client().get(address(name, attempt)).status_code == 302


@pytest.mark.parametrize("name", ACTIONS)
def test_nobody_acts_on_somebody_elses_work(stage: Stage, attempt, name):
    stranger = browser(stage.people["nora-quill"])
    assert stranger.post(address(name, attempt)).status_code == 404
    assert stranger.post(address("part", attempt, "justification"), {"text": "x"}).status_code == 404
    assert state_of(attempt) == "working"


# --- One attempt -----------------------------------------------------------------------------------------


def test_every_part_says_what_it_lacks(dana, attempt):
    page = text_of(dana.get(address("attempt", attempt)))
    assert "“Three morning meetings on video” needs 3 pieces." in page
    assert page.count("Not begun") == 4


def test_in_a_revision_only_the_parts_named_stand_open(dana, returned):
    page = text_of(dana.get(address("attempt", returned)))
    assert page.count("Needs new evidence") == 2
    assert page.count("Locked: this part is met, so nothing more is asked of you.") == 2


def test_what_was_sent_is_shown_and_can_be_taken_back_until_somebody_reads(stage: Stage, dana, submitted):
    assert "Take it back" in text_of(dana.get(address("attempt", submitted)))
    dana.post(address("recall", submitted))
    assert state_of(submitted) == "working"

    walking.submit(submitted, at=LONG_AGO + 2 * DAY)
    walking.claim(submitted, reader_of(stage, submitted), at=LONG_AGO + 3 * DAY)
    assert "can no longer be taken back" in text_of(dana.get(address("attempt", submitted)))
    assert dana.post(address("recall", submitted)).status_code == 403
    assert state_of(submitted) == "in_review"


# --- A coach ---------------------------------------------------------------------------------------------


def test_a_coach_of_the_deliverer_is_invited_and_the_invitation_ends(stage: Stage, dana, attempt):
    marcus = stage.people["marcus-bell"]
    dana.post(address("invite", attempt), {"coach": str(marcus.public_id), "message": "Please look."})
    invitation = Invitation.objects.get()
    assert (invitation.coach, invitation.message) == (marcus, "Please look.")
    dana.post(address("end_coaching", attempt, invitation.public_id))
    invitation.refresh_from_db()
    assert invitation.ended_at is not None


def test_nobody_else_is_invited_as_a_coach(stage: Stage, dana, attempt):
    for key in ("nora-quill", "luis-ortega", "dana-brown"):
        page = dana.post(address("invite", attempt), {"coach": str(stage.people[key].public_id)}, follow=True)
        assert "Choose a coach from the list, then invite again." in text_of(page)
    assert Invitation.objects.count() == 0


def test_an_answer_to_the_coach_is_kept_and_an_empty_one_is_refused_in_words(dana, attempt):
    dana.post(address("answer", attempt, "videos"), {"text": "Which clip?"})
    assert Remark.objects.get().text == "Which clip?"
    page = dana.post(address("answer", attempt, "videos"), {"text": " "}, follow=True)
    assert "Write the comment before you save it." in text_of(page)


# --- Check and submit ------------------------------------------------------------------------------------


def test_gaps_lead_to_their_spot_and_shut_the_button(dana, attempt):
    page = text_of(dana.get(address("check", attempt)))
    assert f'href="{address("part", attempt, "videos")}"' in page
    assert "Fill the gaps above, then submit." in page
    assert "disabled" in page


def test_what_is_missing_is_refused_in_full_and_the_note_is_kept(dana, attempt):
    refused = dana.post(address("check", attempt), {"note": "My note stays."})
    page = text_of(refused)
    assert refused.status_code == 422
    for sentence in (
        "“Three morning meetings on video” needs 3 pieces.",
        "“Justification statement” needs 1 piece.",
        "Declare that this is your own work before you submit.",
        "My note stays.",
    ):
        assert sentence in page
    assert state_of(attempt) == "working"


def test_ready_work_is_sent_once_however_often_the_button_is_pressed(dana, filled):
    sent = {"declared": "yes", "note": "I changed the plan."}
    first = dana.post(address("check", filled), sent)
    dana.post(address("check", filled), sent)
    assert first.headers["Location"] == address("attempt", filled)
    assert [(round_.number, round_.note) for round_ in Round.objects.all()] == [(1, "I changed the plan.")]
    assert state_of(filled) == "submitted"


def test_how_she_rates_herself_is_saved_in_the_background(dana, attempt):
    answer = dana.post(
        address("rate", attempt),
        {"level-voice": "developing", "level-climate": "proficient", "level-purpose": "no-such-level"},
        headers={"X-Autosave": "1", "Accept": "application/json"},
    )
    assert answer.status_code == 200
    rated = {row.criterion.key: row.level.key for row in SelfRating.objects.all()}
    assert rated == {"voice": "developing", "climate": "proficient"}
    assert text_of(dana.get(address("check", attempt))).count(" checked") == 2


def test_in_a_revision_she_rates_only_what_fell_short(dana, returned):
    page = text_of(dana.get(address("check", returned)))
    assert page.count("<fieldset") == 1
    assert "What did you change?" in page
