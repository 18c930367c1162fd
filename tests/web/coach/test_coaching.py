"""A coach reads the draft she was invited to and says something; she never scores, and sees nothing once it ended."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.coaching.models import Invitation, Remark
from cairn.domain.evidence.models import Attempt, Piece
from cairn.domain.evidence.operations import attempts, pieces
from cairn.domain.evidence.queries import whole_attempt
from cairn.domain.people.models import Person
from cairn.web.shared.nav import items_for
from cairn.workflows import coaching
from tests.walk import DAY, LONG_AGO, stage

__all__ = ["stage"]


@pytest.fixture
def marcus(stage: Stage) -> Person:
    return stage.people["marcus-bell"]


@pytest.fixture
def browser(marcus: Person) -> Client:
    """A browser in which Marcus, a coach, is signed in."""
    client = Client()
    client.force_login(marcus)
    return client


@pytest.fixture
def attempt(stage: Stage) -> Attempt:
    """Dana's attempt with everything in it; nobody is invited."""
    begun = attempts.start(
        edition=stage.editions["morning-meeting"], by=stage.people["dana-brown"], at=LONG_AGO
    )
    return walking.fill(whole_attempt().get(pk=begun.pk), at=LONG_AGO + DAY)


@pytest.fixture
def invitation(attempt: Attempt, marcus: Person) -> Invitation:
    return coaching.invite(
        attempt=attempt,
        coach=marcus,
        message="Is my second clip clear?",
        by=attempt.earner,
        at=LONG_AGO + DAY,
    )


def draft(attempt: Attempt) -> str:
    return reverse("coach:attempt", args=[attempt.public_id])


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_without_an_invitation_the_list_says_so(browser, attempt):
    assert "No invitations now" in text_of(browser.get("/coaching/"))
    assert browser.get(draft(attempt)).status_code == 403


def test_an_invitation_leads_to_the_draft_and_counts_until_it_is_answered(browser, invitation, marcus):
    def waiting() -> int:
        return next(item.count for item in items_for(marcus) if item.key == "coaching")

    page = text_of(browser.get("/coaching/"))
    assert f'href="{draft(invitation.attempt)}"' in page
    assert "Is my second clip clear?" in page
    assert waiting() == 1
    say(browser, invitation, "Very clear.")
    assert waiting() == 0


def say(browser: Client, invitation: Invitation, text: str, slot: str = "videos"):
    where = reverse("coach:remark", args=[invitation.attempt.public_id, slot])
    return browser.post(where, {"text": text}, follow=True)


def test_every_part_is_shown_with_its_media_and_no_way_to_score(browser, invitation):
    page = text_of(browser.get(draft(invitation.attempt)))
    assert page.count("<video") == 3
    assert page.count("<h2") >= 4
    assert "/reviews/" not in page
    assert 'type="radio"' not in page


def test_only_copies_are_played_to_a_coach(browser, invitation):
    piece = Piece.objects.filter(part__slot__key="videos").first()
    assert piece is not None and piece.file is not None
    page = text_of(browser.get(draft(invitation.attempt)))
    assert str(piece.file.renditions.get(use="rendition").public_id) in page
    assert str(piece.file.public_id) not in page


def test_what_has_no_consent_for_coaching_is_not_shown(browser, invitation):
    earner = invitation.attempt.earner
    for piece in Piece.objects.filter(part__slot__key="videos"):
        pieces.withdraw_consent(consent=piece.consents.get(), by=earner, at=LONG_AGO + DAY)
        pieces.give_consent(
            piece=piece,
            who="All families",
            form="Release",
            uses=["evaluation"],
            given_on=LONG_AGO.date(),
            by=earner,
            at=LONG_AGO + DAY,
        )
    page = text_of(browser.get(draft(invitation.attempt)))
    assert "<video" not in page
    assert page.count("No consent on record covers this, so it is not shown.") == 3


def test_a_remark_is_kept_on_its_part_and_an_empty_one_is_refused_in_words(browser, invitation, marcus):
    assert "was told what you said." in text_of(say(browser, invitation, "Show the greeting."))
    assert [(one.slot.key, one.author, one.text) for one in Remark.objects.all()] == [
        ("videos", marcus, "Show the greeting.")
    ]
    assert "Write the comment before you save it." in text_of(say(browser, invitation, "  "))
    assert say(browser, invitation, "x", slot="nowhere").status_code == 404
    assert Remark.objects.count() == 1


def test_an_ended_invitation_shuts_the_draft_with_a_sentence(browser, invitation):
    coaching.end(invitation=invitation, by=invitation.attempt.earner, at=LONG_AGO + 2 * DAY)
    shut = browser.get(draft(invitation.attempt))
    assert shut.status_code == 403
    assert "has ended the invitation" in text_of(shut)
    assert say(browser, invitation, "One more thing.").status_code == 403
    assert Remark.objects.count() == 0


def test_neither_visitors_nor_other_coaches_open_a_draft(stage: Stage, invitation):
    assert Client().get(draft(invitation.attempt)).status_code == 302
    other = Client()
    other.force_login(stage.people["nora-quill"])
    assert other.get(draft(invitation.attempt)).status_code == 403
    assert other.get(reverse("coach:attempt", args=[uuid4()])).status_code == 404


def test_three_invitations_take_no_more_queries_than_one(
    stage: Stage, browser, invitation, marcus, django_assert_num_queries, django_assert_max_num_queries
):
    browser.get("/coaching/")
    with django_assert_max_num_queries(15) as one:
        browser.get("/coaching/")
    for key in ("exit-tickets", "wait-time"):
        another = attempts.start(edition=stage.editions[key], by=invitation.attempt.earner, at=LONG_AGO)
        coaching.invite(attempt=another, coach=marcus, message="", by=another.earner, at=LONG_AGO + DAY)
    with django_assert_num_queries(len(one)):
        browser.get("/coaching/")
