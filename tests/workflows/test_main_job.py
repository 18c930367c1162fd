"""Story S11 below the pages: Ms. Brown's Morning Meeting, from choosing the skill to the record of her district."""

from __future__ import annotations

import json
from fractions import Fraction

from django.core import mail

from cairn.demo import walking
from cairn.demo.material import story
from cairn.demo.stage import Stage
from cairn.demo.story import hand_in_first_round, judge
from cairn.domain.evaluation.queries import asked_before, criteria_to_read, lines
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts, pieces
from cairn.domain.evidence.queries import current_round, whole_attempt
from cairn.domain.issuing import operations as issuing
from cairn.domain.issuing.models import Award
from cairn.domain.ledger.operations import first_break
from cairn.domain.recognition.models import Applied
from cairn.workflows import sharing, tasks, verifying
from tests.walk import DAY, LONG_AGO


def _first_round_returned(stage: Stage) -> Attempt:
    dana = stage.people["dana-brown"]
    attempt = attempts.start(edition=stage.editions["morning-meeting"], by=dana, at=LONG_AGO + DAY)
    hand_in_first_round(attempt, at=LONG_AGO + 2 * DAY)
    walking.submit(attempt, at=LONG_AGO + 3 * DAY)
    reading = walking.claim(attempt, stage.people["luis-ortega"], at=LONG_AGO + 4 * DAY)
    judge(reading, story()["rounds"][0], at=LONG_AGO + 5 * DAY)
    return whole_attempt().get(pk=attempt.pk)


def _second_round_submitted(stage: Stage) -> Attempt:
    attempt = _first_round_returned(stage)
    parts = {part.slot.key: part for part in attempt.parts.all()}
    new = walking.hand_in(
        part=parts["videos"],
        what=walking.sample("video", 0),
        title="Meeting 3 again",
        by=attempt.earner,
        at=LONG_AGO + 8 * DAY,
    )
    walking.consent(piece=new, by=attempt.earner, at=LONG_AGO + 8 * DAY)
    walking.submit(attempt, at=LONG_AGO + 9 * DAY, note="One new video.")
    return whole_attempt().get(pk=attempt.pk)


def _awarded(stage: Stage) -> Award:
    attempt = _second_round_submitted(stage)
    reading = walking.claim(attempt, stage.people["hannah-kim"], at=LONG_AGO + 12 * DAY)
    judge(reading, {**story()["rounds"][1], "moments": []}, at=LONG_AGO + 13 * DAY)
    tasks.run_all(LONG_AGO + 14 * DAY)
    return Award.objects.get(attempt=attempt)


def test_the_first_round_comes_back_as_not_yet_with_only_what_fell_short_open(stage: Stage) -> None:
    attempt = _first_round_returned(stage)
    assert attempt.state == "revising"
    assert [part.slot.key for part in attempt.parts.all() if part.open] == ["videos", "plans"]
    round_ = current_round(attempt)
    assert round_ is not None
    assert [line.criterion.key for line in lines(round_.outcome) if not line.met] == ["voice"]


def test_the_second_evaluator_reads_only_what_was_unmet_and_sees_the_request_but_no_score(
    stage: Stage,
) -> None:
    round_ = current_round(_second_round_submitted(stage))
    assert round_ is not None
    assert [criterion.key for criterion in criteria_to_read(round_)] == ["voice"]
    (asked,) = asked_before(round_)
    assert asked.feedback == (story()["feedback"]["voice"]["unmet"],)
    assert not hasattr(asked, "level")


def test_the_date_that_counts_is_the_day_she_submitted(stage: Stage) -> None:
    award = _awarded(stage)
    assert award.earned_at == LONG_AGO + 9 * DAY
    assert award.earned_on.isoformat() == "2026-03-11"


def test_the_award_is_issued_as_a_credential_that_verifies(stage: Stage) -> None:
    award = _awarded(stage)
    report = verifying.verify(award.credential.text.encode(), at=LONG_AGO + 20 * DAY)
    assert (report.overall, report.sentence) == (
        "valid",
        "This badge is valid: it is signed by its issuer, unchanged since, and in force.",
    )
    document = json.loads(award.credential.text)
    assert document["name"] == "Morning Meeting for Social-Emotional Learning"
    assert len(document["credentialSubject"]["result"]) == 5
    assert verifying.award_of(report) == award


def test_tennessee_gives_six_points_and_says_why(stage: Stage) -> None:
    applied = Applied.objects.get(award=_awarded(stage))
    assert (applied.amount, applied.unit, applied.counted) == (Fraction(6), "PDP", True)
    assert applied.because.startswith("Counted as 6 PDP: micro-credential, worth 6 for each award")


def test_the_district_files_the_badge_and_later_sees_the_revocation(stage: Stage) -> None:
    award = _awarded(stage)
    district, office = stage.organizations["cedar-hollow"], stage.people["ruth-delaney"]
    filing = sharing.share(
        award=award, organization=district, note="Please file.", by=award.earner, at=LONG_AGO + 15 * DAY
    )
    filed = sharing.file(filing=filing, by=office, at=LONG_AGO + 16 * DAY)
    assert filed.filed_by == office
    issuing.revoke(
        award=award,
        reason="Awarded to the wrong person.",
        by=stage.people["eleanor-voss"],
        at=LONG_AGO + 17 * DAY,
    )
    again = sharing.verify_again(filing=filed, by=office, at=LONG_AGO + 18 * DAY)
    assert again.outcome == "revoked"
    assert "revoked" in again.sentence


def test_everybody_gets_the_letters_of_the_story_once(stage: Stage) -> None:
    _awarded(stage)
    tasks.run_all(LONG_AGO + 30 * DAY)
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["dana.brown@cedarhollow.example.org"], subject)
        for subject in (
            "We have your work: Morning Meeting for Social-Emotional Learning",
            "Not yet, and what to do next: Morning Meeting for Social-Emotional Learning",
            "We have your work: Morning Meeting for Social-Emotional Learning",
            "You earned it: Morning Meeting for Social-Emotional Learning",
        )
    ]


def test_the_ledger_tells_the_story_unbroken(stage: Stage) -> None:
    _awarded(stage)
    assert first_break() is None


def test_words_saved_after_submission_do_not_reach_the_frozen_round(stage: Stage) -> None:
    attempt = _first_round_returned(stage)
    round_ = current_round(attempt)
    assert round_ is not None
    frozen = {piece.pk: piece.text for piece in round_.pieces.all()}
    plan = next(part for part in attempt.parts.all() if part.slot.key == "plans")
    pieces.write(part=plan, text="A new plan.", revision=0, by=attempt.earner, at=LONG_AGO + 8 * DAY)
    assert {piece.pk: piece.text for piece in round_.pieces.all()} == frozen
