"""Coaching: whom an earner may invite, who may comment, and that a coach never judges."""

from __future__ import annotations

import pytest

from cairn.demo.stage import Stage
from cairn.domain.coaching import queries
from cairn.domain.coaching.models import Invitation
from cairn.domain.evidence import access as evidence
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts
from cairn.domain.people.queries import related
from cairn.workflows import coaching
from tests.domain.asking import refused
from tests.walk import DAY, LONG_AGO

NOW = LONG_AGO + 2 * DAY


@pytest.fixture
def attempt(stage: Stage) -> Attempt:
    """Nora's exit tickets, just begun; she knows nobody at the district."""
    return attempts.start(
        edition=stage.editions["exit-tickets"], by=stage.people["nora-quill"], at=LONG_AGO + DAY
    )


def invite(attempt: Attempt, stage: Stage, coach: str = "marcus-bell") -> Invitation:
    return coaching.invite(
        attempt=attempt, coach=stage.people[coach], message=" Please look. ", by=attempt.earner, at=NOW
    )


def say(attempt: Attempt, stage: Stage, who: str, text: str = "Try one more question.") -> object:
    slot = attempt.edition.slots.all()[0]
    return coaching.remark(attempt=attempt, slot=slot, text=text, by=stage.people[who], at=NOW)


def test_inviting_twice_is_one_invitation(attempt: Attempt, stage: Stage) -> None:
    assert invite(attempt, stage).pk == invite(attempt, stage).pk
    invitation = Invitation.objects.get()
    assert (invitation.message, list(queries.invitations_to(stage.people["marcus-bell"]))) == (
        "Please look.",
        [invitation],
    )


def test_only_coaches_of_the_deliverer_are_invited_and_nobody_herself(attempt: Attempt, stage: Stage) -> None:
    assert refused(lambda: invite(attempt, stage, "tomasz-nowak")) == ("role",)
    assert refused(lambda: invite(attempt, stage, "nora-quill")) == ("self",)


def test_nobody_else_invites_for_her(attempt: Attempt, stage: Stage) -> None:
    marcus = stage.people["marcus-bell"]
    asked = refused(lambda: coaching.invite(attempt=attempt, coach=marcus, message="", by=marcus, at=NOW))
    assert asked == ("not_yours",)


def test_from_the_invitation_on_the_coach_is_related_to_the_earner_for_good(
    attempt: Attempt, stage: Stage
) -> None:
    marcus = stage.people["marcus-bell"]
    assert not related(marcus, attempt.earner).exists()
    coaching.end(invitation=invite(attempt, stage), by=attempt.earner, at=NOW + DAY)
    assert [relation.kind for relation in related(marcus, attempt.earner)] == ["coaches"]


def test_earner_and_invited_coach_comment_and_nobody_else(attempt: Attempt, stage: Stage) -> None:
    assert refused(lambda: say(attempt, stage, "marcus-bell")) == ("no_grant",)
    invite(attempt, stage)
    for who in ("marcus-bell", "nora-quill"):
        say(attempt, stage, who)
    assert refused(lambda: say(attempt, stage, "tomasz-nowak")) == ("no_grant",)
    authors = [remark.author for remark in queries.remarks_on(attempt)]
    assert authors == [stage.people["marcus-bell"], stage.people["nora-quill"]]


def test_comments_say_something_about_a_part_of_this_work(attempt: Attempt, stage: Stage) -> None:
    assert refused(lambda: say(attempt, stage, "nora-quill", " \n")) == ("empty",)
    foreign = stage.editions["wait-time"].slots.all()[0]
    asked = refused(
        lambda: coaching.remark(attempt=attempt, slot=foreign, text="x", by=attempt.earner, at=NOW)
    )
    assert asked == ("elsewhere",)


@pytest.mark.parametrize("who", ["nora-quill", "marcus-bell"])
def test_earner_or_coach_end_an_invitation_and_the_coach_reads_no_more(
    attempt: Attempt, stage: Stage, who: str
) -> None:
    invitation, marcus = invite(attempt, stage), stage.people["marcus-bell"]
    assert evidence.may_coach(marcus, attempt, at=NOW).ok
    for day in (1, 2):
        coaching.end(invitation=invitation, by=stage.people[who], at=NOW + day * DAY)
    assert Invitation.objects.get().ended_at == NOW + DAY
    assert not evidence.may_coach(marcus, attempt, at=NOW + DAY)
    assert list(queries.coaches_of(attempt)) == []


def test_nobody_else_ends_an_invitation(attempt: Attempt, stage: Stage) -> None:
    invitation = invite(attempt, stage)
    asked = refused(lambda: coaching.end(invitation=invitation, by=stage.people["dana-brown"], at=NOW))
    assert asked == ("not_yours",)


def test_a_coach_may_be_invited_again_after_an_end(attempt: Attempt, stage: Stage) -> None:
    coaching.end(invitation=invite(attempt, stage), by=attempt.earner, at=NOW)
    invite(attempt, stage)
    assert Invitation.objects.count() == 2
    assert evidence.may_coach(stage.people["marcus-bell"], attempt, at=NOW + DAY).ok
