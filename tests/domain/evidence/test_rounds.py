"""Rounds: what hinders a submission, what it freezes, and taking it back."""

from __future__ import annotations

import hashlib

import pytest

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evaluation.models import Reading
from cairn.domain.evidence.models import Attempt, Consent, Part, Piece, Round
from cairn.domain.evidence.operations import attempts, pieces
from cairn.domain.evidence.queries import current_round, frozen_pieces
from cairn.engines.lifecycle import WrongMove
from cairn.engines.verdict import Refused
from cairn.workflows import submitting
from tests.domain.asking import refused
from tests.walk import DAY, LONG_AGO, work_at

NOW = LONG_AGO + 2 * DAY


@pytest.fixture
def empty(stage: Stage) -> Attempt:
    return attempts.start(
        edition=stage.editions["exit-tickets"], by=stage.people["dana-brown"], at=LONG_AGO + DAY
    )


@pytest.fixture
def full(empty: Attempt) -> Attempt:
    return walking.fill(empty, at=NOW)


def submit(attempt: Attempt, *, declared: bool = True) -> Round:
    return submitting.submit(attempt=attempt, declared=declared, by=attempt.earner, at=NOW + DAY)


def reflection_of(attempt: Attempt) -> Piece:
    return Piece.objects.get(part__attempt=attempt, kind="text", part__slot__key="reflection")


def as_sent(round_: Round) -> list[tuple[str, int, str, str, str]]:
    return [
        (each.slot.key, each.position, each.kind, each.text, each.digest) for each in frozen_pieces(round_)
    ]


def test_an_empty_attempt_is_refused_with_every_gap_at_once(empty: Attempt) -> None:
    with pytest.raises(Refused) as refusal:
        submit(empty, declared=False)
    titles = {slot["key"]: slot["title"] for slot in empty.edition.document["slots"]}
    assert [reason.text for reason in refusal.value.verdict.reasons] == [
        f"“{titles['tickets']}” needs 2 pieces.",
        f"“{titles['before-after']}” needs 2 pieces.",
        f"“{titles['reflection']}” needs 1 piece.",
        "Declare that this is your own work before you submit.",
    ]
    assert not Round.objects.exists()


def test_short_words_a_missing_consent_and_a_missing_declaration_are_told_together(full: Attempt) -> None:
    piece = reflection_of(full)
    pieces.write(part=piece.part, text="Too short.", revision=piece.revision, by=full.earner, at=NOW)
    consent = Consent.objects.filter(piece__part__attempt=full)[0]
    pieces.withdraw_consent(consent=consent, by=full.earner, at=NOW)
    assert refused(lambda: submit(full, declared=False)) == ("no_consent", "too_short", "undeclared")


def test_nobody_else_submits_the_work(full: Attempt, stage: Stage) -> None:
    marcus = stage.people["marcus-bell"]
    asked = refused(lambda: submitting.submit(attempt=full, declared=True, by=marcus, at=NOW))
    assert asked == ("not_yours",)


def test_submitting_twice_is_one_round_with_one_reading(full: Attempt) -> None:
    assert submit(full).pk == submit(full).pk
    assert (Round.objects.count(), Reading.objects.count()) == (1, 1)


def test_a_round_is_what_was_there_when_it_was_sent_whatever_changes_later(full: Attempt) -> None:
    sent = submit(full)
    words = reflection_of(full).text
    before = as_sent(sent)
    submitting.recall(attempt=full, by=full.earner, at=NOW + 2 * DAY)
    piece = reflection_of(full)
    pieces.write(part=piece.part, text="Other words.", revision=1, by=full.earner, at=NOW + 2 * DAY)
    for other in Piece.objects.filter(part__attempt=full, kind="file"):
        pieces.remove(piece=other, by=full.earner, at=NOW + 2 * DAY)
    after = as_sent(sent)
    assert after == before
    assert sent.digest == hashlib.sha256(sent.manifest.encode()).hexdigest()
    assert [row[3] for row in after if row[0] == "reflection"] == [words]
    assert hashlib.sha256(words.encode()).hexdigest() in sent.manifest


def test_recall_gives_the_work_back_as_it_was_and_calls_the_reading_off(full: Attempt) -> None:
    held = list(Piece.objects.filter(part__attempt=full).order_by("pk").values("pk", "text", "removed_at"))
    submit(full)
    back = submitting.recall(attempt=full, by=full.earner, at=NOW + 2 * DAY)
    assert (back.state, back.submitted_at, current_round(back)) == ("working", None, None)
    now = list(Piece.objects.filter(part__attempt=full).order_by("pk").values("pk", "text", "removed_at"))
    assert now == held
    assert [reading.state for reading in Reading.objects.all()] == ["canceled"]


def test_a_round_sent_again_after_a_recall_takes_the_same_number(full: Attempt) -> None:
    submit(full)
    submitting.recall(attempt=full, by=full.earner, at=NOW + 2 * DAY)
    again = submit(full)
    rounds = list(Round.objects.order_by("pk").values_list("number", "recalled_at"))
    assert rounds == [(1, NOW + 2 * DAY), (1, None)]
    assert current_round(full) == again


def test_what_an_evaluator_has_taken_cannot_be_recalled(full: Attempt, stage: Stage) -> None:
    submit(full)
    walking.claim(full, stage.people["tomasz-nowak"], at=NOW + 2 * DAY)
    asked = refused(lambda: submitting.recall(attempt=full, by=full.earner, at=NOW + 3 * DAY))
    assert asked == ("claimed",)


def _revising(stage: Stage) -> Attempt:
    return work_at(
        "revising",
        edition=stage.editions["exit-tickets"],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["tomasz-nowak"]],
        at=LONG_AGO + DAY,
    )


def test_only_parts_that_feed_what_fell_short_are_opened_again(stage: Stage) -> None:
    parts = {part.slot.key: part.open for part in _revising(stage).parts.all()}
    assert parts == {"tickets": False, "before-after": True, "reflection": True}


def test_a_recalled_revision_is_a_revision_again_with_its_first_date(stage: Stage) -> None:
    revising = _revising(stage)
    first = revising.submitted_at
    walking.submit(revising, at=LONG_AGO + 9 * DAY)
    assert Attempt.objects.get(pk=revising.pk).submitted_at == LONG_AGO + 9 * DAY
    back = submitting.recall(attempt=revising, by=revising.earner, at=LONG_AGO + 10 * DAY)
    assert (back.state, back.submitted_at) == ("revising", first)
    shut = {part.slot.key for part in Part.objects.filter(attempt=back, open=False)}
    assert shut == {"tickets"}


def test_work_set_aside_keeps_its_evidence_and_can_be_taken_up_again(full: Attempt) -> None:
    held = Piece.objects.filter(part__attempt=full).count()
    attempts.withdraw(attempt=full, by=full.earner, at=NOW)
    attempts.resume(attempt=full, by=full.earner, at=NOW + DAY)
    row = Attempt.objects.get(pk=full.pk)
    assert (row.state, Piece.objects.filter(part__attempt=full).count()) == ("working", held)


def test_work_begun_anew_stands_in_the_way_of_what_was_set_aside(full: Attempt) -> None:
    attempts.withdraw(attempt=full, by=full.earner, at=NOW)
    anew = attempts.start(edition=full.edition, by=full.earner, at=NOW + DAY)
    assert anew.pk != full.pk
    asked = refused(lambda: attempts.resume(attempt=full, by=full.earner, at=NOW + 2 * DAY))
    assert asked == ("begun_anew",)


def test_submitted_work_cannot_be_set_aside(full: Attempt) -> None:
    submit(full)
    with pytest.raises(WrongMove, match="cannot withdraw when submitted"):
        attempts.withdraw(attempt=full, by=full.earner, at=NOW + 2 * DAY)


def test_she_alone_rates_herself_and_the_latest_rating_counts(full: Attempt, stage: Stage) -> None:
    criterion = full.edition.criteria.all()[0]
    for level in full.edition.levels.all()[:2]:
        attempts.rate_self(attempt=full, criterion=criterion, level=level, by=full.earner, at=NOW)
    assert [rating.level.rank for rating in full.self_ratings.all()] == [2]
    other = stage.people["marcus-bell"]
    assert refused(
        lambda: attempts.rate_self(attempt=full, criterion=criterion, level=level, by=other, at=NOW)
    ) == ("not_yours",)
