"""Who may open a file, and when: the whole grid, and consent above all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evaluation.models import Reading
from cairn.domain.evidence import access
from cairn.domain.evidence.models import Attempt, Consent, Grant, Piece, StoredFile
from cairn.domain.evidence.operations import attempts, files, grants, pieces
from cairn.domain.evidence.queries import current_round
from cairn.domain.people.models import Person
from cairn.workflows import coaching, evaluating
from tests.domain.asking import refused
from tests.walk import DAY, LONG_AGO

READERS = {
    "owner": "dana-brown",
    "coach": "marcus-bell",
    "evaluator": "tomasz-nowak",
    "other evaluator": "aisha-rahman",
    "lead": "janelle-wright",
    "recognizer": "walter-finch",
    "other organization": "luis-ortega",
}
CLAIMED = LONG_AGO + 4 * DAY
SOON = timedelta(minutes=30)
NOBODY: set[str] = set()


@pytest.fixture
def attempt(stage: Stage) -> Attempt:
    """Dana's exit tickets, filled with consent for evaluation and coaching; Marcus coaches her."""
    dana = stage.people["dana-brown"]
    begun = attempts.start(edition=stage.editions["exit-tickets"], by=dana, at=LONG_AGO + DAY)
    coach = stage.people["marcus-bell"]
    coaching.invite(attempt=begun, coach=coach, message="", by=dana, at=LONG_AGO + DAY)
    return walking.fill(begun, at=LONG_AGO + 2 * DAY)


def ticket_of(attempt: Attempt) -> Piece:
    return Piece.objects.filter(part__attempt=attempt, part__slot__key="tickets").order_by("pk")[0]


def end_of(reading: Reading) -> datetime:
    """When the evaluator's time with the work ends, as things stand."""
    reading.refresh_from_db(fields=["leased_until"])
    assert reading.leased_until is not None
    return reading.leased_until


def openers(stage: Stage, file: StoredFile, at: datetime) -> set[str]:
    return {reader for reader, key in READERS.items() if access.may_open(stage.people[key], file, at=at)}


def row(stage: Stage, attempt: Attempt, at: datetime) -> tuple[set[str], set[str]]:
    """Who may open the original and who the rendition of a piece of student work."""
    original = ticket_of(attempt).file
    assert original is not None
    rendition = original.renditions.get(use="rendition")
    return openers(stage, original, at), openers(stage, rendition, at)


def test_the_grid_of_phases_readers_and_files(stage: Stage, attempt: Attempt) -> None:
    tomasz = stage.people["tomasz-nowak"]
    grid = {"draft": row(stage, attempt, LONG_AGO + 3 * DAY)}
    walking.submit(attempt, at=LONG_AGO + 3 * DAY)
    grid["submitted"] = row(stage, attempt, LONG_AGO + 3 * DAY)
    reading = walking.claim(attempt, tomasz, at=CLAIMED)
    grid["claimed"] = row(stage, attempt, CLAIMED)
    over = end_of(reading)
    grid["lease over"] = row(stage, attempt, over)
    evaluating.renew(reading=reading, by=tomasz, at=over + SOON)
    grid["renewed"] = row(stage, attempt, over + SOON)
    walking.rate(reading, at=over + SOON)
    walking.send(reading, summary="", at=over + 2 * SOON)
    grid["concluded"] = row(stage, attempt, over + 2 * SOON)
    owner, pair = {"owner"}, {"owner", "coach"}
    assert grid == {
        # phase:      (original, rendition)
        "draft": (owner, pair),
        "submitted": (owner, pair),
        "claimed": (owner, pair | {"evaluator"}),
        "lease over": (owner, pair),
        "renewed": (owner, pair | {"evaluator"}),
        "concluded": (owner, pair),
    }


def test_who_lost_the_work_to_another_reads_no_more(stage: Stage, attempt: Attempt) -> None:
    walking.submit(attempt, at=LONG_AGO + 3 * DAY)
    reading = walking.claim(attempt, stage.people["tomasz-nowak"], at=CLAIMED)
    over = end_of(reading)
    evaluating.claim(reading=reading, by=stage.people["aisha-rahman"], at=over)
    assert row(stage, attempt, over)[1] == {"owner", "coach", "other evaluator"}


def test_a_save_lengthens_the_lease_and_the_look_at_the_evidence_with_it(
    stage: Stage, attempt: Attempt
) -> None:
    tomasz = stage.people["tomasz-nowak"]
    walking.submit(attempt, at=LONG_AGO + 3 * DAY)
    reading = walking.claim(attempt, tomasz, at=CLAIMED)
    over = end_of(reading)
    evaluating.rate(
        reading=reading,
        criterion=attempt.edition.criteria.all()[0],
        level=None,
        feedback="",
        by=tomasz,
        at=over - SOON,
    )
    end = end_of(reading)
    assert end > over
    assert "evaluator" in row(stage, attempt, end - SOON / 2)[1]
    assert "evaluator" not in row(stage, attempt, end)[1]


def test_given_back_work_is_shut_at_once(stage: Stage, attempt: Attempt) -> None:
    tomasz = stage.people["tomasz-nowak"]
    walking.submit(attempt, at=LONG_AGO + 3 * DAY)
    reading = walking.claim(attempt, tomasz, at=CLAIMED)
    evaluating.release(reading=reading, by=tomasz, at=CLAIMED + timedelta(hours=1))
    assert row(stage, attempt, CLAIMED + timedelta(hours=1))[1] == {"owner", "coach"}


def test_a_coach_who_is_no_longer_invited_reads_no_more(stage: Stage, attempt: Attempt) -> None:
    invitation = attempt.invitations.get()
    coaching.end(invitation=invitation, by=attempt.earner, at=LONG_AGO + 3 * DAY)
    assert row(stage, attempt, LONG_AGO + 3 * DAY)[1] == {"owner"}


def test_a_round_is_read_by_its_earner_her_coach_and_its_evaluator(stage: Stage, attempt: Attempt) -> None:
    walking.submit(attempt, at=LONG_AGO + 3 * DAY)
    tomasz = stage.people["tomasz-nowak"]
    walking.claim(attempt, tomasz, at=CLAIMED)
    round_ = current_round(attempt)
    assert round_ is not None
    may = {
        reader
        for reader, key in READERS.items()
        if access.may_read_round(stage.people[key], round_, at=CLAIMED)
    }
    assert may == {"owner", "coach", "evaluator"}


def withdraw(consents: Iterable[Consent], by: Person, at: datetime) -> None:
    for consent in consents:
        pieces.withdraw_consent(consent=consent, by=by, at=at)


def test_consent_withdrawn_shuts_a_file_for_everyone_at_once(stage: Stage, attempt: Attempt) -> None:
    walking.submit(attempt, at=LONG_AGO + 3 * DAY)
    walking.claim(attempt, stage.people["tomasz-nowak"], at=CLAIMED)
    withdraw(ticket_of(attempt).consents.all(), attempt.earner, CLAIMED)
    assert row(stage, attempt, CLAIMED) == (NOBODY, NOBODY)


def test_one_withdrawal_ends_every_consent_of_its_time_and_a_later_one_opens_again(
    stage: Stage, attempt: Attempt
) -> None:
    piece, dana = ticket_of(attempt), attempt.earner
    walking.consent(piece=piece, by=dana, at=LONG_AGO + 2 * DAY)
    withdraw(piece.consents.all()[:1], dana, LONG_AGO + 3 * DAY)
    assert row(stage, attempt, LONG_AGO + 3 * DAY) == (NOBODY, NOBODY)
    walking.consent(piece=piece, by=dana, at=LONG_AGO + 4 * DAY)
    assert row(stage, attempt, LONG_AGO + 4 * DAY) == ({"owner"}, {"owner", "coach"})


def test_consent_for_evaluation_alone_does_not_open_a_clip_to_a_coach(stage: Stage, attempt: Attempt) -> None:
    part, dana = ticket_of(attempt).part, attempt.earner
    piece = walking.hand_in(part=part, what=walking.sample("image", 1), by=dana, at=LONG_AGO + 3 * DAY)
    assert piece.file is not None
    copy = piece.file.renditions.get(use="rendition")
    assert openers(stage, copy, LONG_AGO + 3 * DAY) == {"owner"}
    pieces.give_consent(
        piece=piece, who="The class", form="Form", uses=["evaluation"], given_on=LONG_AGO.date(),
        by=dana, at=LONG_AGO + 3 * DAY,
    )  # fmt: skip
    assert openers(stage, copy, LONG_AGO + 3 * DAY) == {"owner"}
    walking.consent(piece=piece, by=dana, at=LONG_AGO + 3 * DAY)
    assert openers(stage, copy, LONG_AGO + 3 * DAY) == {"owner", "coach"}


def test_nobody_withdraws_consent_for_her(stage: Stage, attempt: Attempt) -> None:
    consents = ticket_of(attempt).consents.all()
    assert refused(lambda: withdraw(consents, stage.people["marcus-bell"], CLAIMED)) == ("not_yours",)


def test_a_tombstoned_file_is_gone_for_everyone_with_its_copies(stage: Stage, attempt: Attempt) -> None:
    file = ticket_of(attempt).file
    assert file is not None
    for _ in range(2):
        files.tombstone(file=file, by=None, at=LONG_AGO + 3 * DAY)
    assert row(stage, attempt, LONG_AGO + 3 * DAY) == (NOBODY, NOBODY)


def test_a_grant_that_stands_is_moved_and_one_that_ended_is_followed_by_another(
    stage: Stage, attempt: Attempt
) -> None:
    walking.submit(attempt, at=LONG_AGO + 3 * DAY)
    aisha, round_ = stage.people["aisha-rahman"], current_round(attempt)
    for day, until in ((4, 6), (5, 7), (9, 10)):
        grants.give(
            attempt=attempt,
            round_=round_,
            reader=aisha,
            purpose="evaluate",
            until=LONG_AGO + until * DAY,
            by=None,
            at=LONG_AGO + day * DAY,
        )
    held = Grant.objects.filter(reader=aisha).order_by("since").values_list("since", "until")
    assert list(held) == [(LONG_AGO + 4 * DAY, LONG_AGO + 7 * DAY), (LONG_AGO + 9 * DAY, LONG_AGO + 10 * DAY)]
