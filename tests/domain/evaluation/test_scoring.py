"""Rating, commenting and concluding: what a sheet needs, and what a round comes to."""

from __future__ import annotations

import copy
import dataclasses
import math
from functools import partial

import pytest

from cairn.demo import gating, walking
from cairn.demo.stage import Stage, set_up
from cairn.domain.catalog import operations as catalog
from cairn.domain.catalog.models import Draft
from cairn.domain.evaluation import operations, queries
from cairn.domain.evaluation.models import Moment, Outcome, Reading
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts
from cairn.domain.evidence.queries import current_round, frozen_pieces
from cairn.domain.outbox.models import Message
from cairn.workflows import evaluating
from tests.domain.asking import refused
from tests.walk import DAY, LONG_AGO, work_at

NOW = LONG_AGO + 4 * DAY
UNMET = {"adjustment": "developing"}


@pytest.fixture
def reading(stage: Stage) -> Reading:
    """Dana's exit tickets, claimed by Tomasz, nothing rated."""
    edition, dana = stage.editions["exit-tickets"], stage.people["dana-brown"]
    tomasz = [stage.people["tomasz-nowak"]]
    begun = work_at("in_review", edition=edition, earner=dana, evaluators=tomasz, at=LONG_AGO)
    return Reading.objects.get(round__attempt=begun, state="claimed")


def send(reading: Reading) -> Reading:
    return walking.send(reading, summary="Clear work.", at=NOW)


def test_a_sheet_is_refused_with_everything_that_is_missing(reading: Reading) -> None:
    titles = [criterion.title for criterion in queries.criteria_to_read(reading.round)]
    verdict = operations.complete(reading)
    assert [reason.text for reason in verdict.reasons] == [f"Rate “{title}”." for title in titles]
    assert refused(lambda: send(reading)) == ("unrated",) * 3


def test_what_is_unmet_needs_words_and_what_is_met_does_not(reading: Reading, stage: Stage) -> None:
    tomasz = stage.people["tomasz-nowak"]
    levels = {level.key: level for level in reading.round.attempt.edition.levels.all()}
    for criterion, key in zip(
        queries.criteria_to_read(reading.round), ["proficient", "exemplary", "emerging"], strict=True
    ):
        operations.rate(
            reading=reading, criterion=criterion, level=levels[key], feedback=" ", by=tomasz, at=NOW
        )
    assert refused(lambda: send(reading)) == ("no_feedback",)


def test_only_its_evaluator_rates_comments_and_sends(reading: Reading, stage: Stage) -> None:
    aisha, criterion = stage.people["aisha-rahman"], queries.criteria_to_read(reading.round)[0]
    piece = frozen_pieces(reading.round)[0]
    asked = [
        lambda: operations.rate(
            reading=reading, criterion=criterion, level=None, feedback="", by=aisha, at=NOW
        ),
        lambda: operations.comment(
            reading=reading, piece=piece, kind="strength", text="Good.", by=aisha, at=NOW
        ),
        lambda: evaluating.conclude(reading=reading, summary="", by=aisha, at=NOW),
    ]
    assert [refused(each) for each in asked] == [("not_yours",)] * 3


def test_only_criteria_and_levels_of_this_rubric_are_rated(reading: Reading, stage: Stage) -> None:
    tomasz, other = stage.people["tomasz-nowak"], stage.editions["wait-time"]
    mine = queries.criteria_to_read(reading.round)[0]
    pairs = [(other.criteria.all()[0], None), (mine, other.levels.all()[0])]
    asked = [
        refused(
            partial(
                operations.rate,
                reading=reading,
                criterion=criterion,
                level=level,
                feedback="",
                by=tomasz,
                at=NOW,
            )
        )
        for criterion, level in pairs
    ]
    assert asked == [("not_read",), ("elsewhere",)]


@pytest.mark.parametrize(
    ("seconds", "kept"), [(None, None), (-3.0, 0.0), (0.5, 0.5), (1e9, 1e9), (math.nan, 0.0)]
)
def test_a_comment_stands_at_a_moment_that_exists(
    reading: Reading, seconds: float | None, kept: float | None
) -> None:
    assert reading.evaluator is not None
    moment = operations.comment(
        reading=reading,
        piece=frozen_pieces(reading.round)[0],
        kind="question",
        text=" Why? ",
        at_seconds=seconds,
        by=reading.evaluator,
        at=NOW,
    )
    assert (moment.at_seconds, moment.text) == (kept, "Why?")


def test_a_comment_past_the_end_stands_at_the_end(stage: Stage) -> None:
    edition, dana = stage.editions["wait-time"], stage.people["dana-brown"]
    tomasz = stage.people["aisha-rahman"]
    begun = work_at("in_review", edition=edition, earner=dana, evaluators=[tomasz], at=LONG_AGO)
    reading = Reading.objects.get(round__attempt=begun)
    piece = next(each for each in frozen_pieces(reading.round) if each.file and each.file.seconds)
    assert piece.file is not None
    moment = operations.comment(
        reading=reading, piece=piece, kind="next", text="x", at_seconds=1e6, by=tomasz, at=NOW
    )
    assert moment.at_seconds == piece.file.seconds


def test_empty_comments_unknown_kinds_and_others_pieces_are_refused(reading: Reading, stage: Stage) -> None:
    tomasz, piece = stage.people["tomasz-nowak"], frozen_pieces(reading.round)[0]
    work_at(
        "in_review",
        edition=stage.editions["exit-tickets"],
        earner=stage.people["marcus-bell"],
        evaluators=[tomasz],
        at=LONG_AGO,
    )
    foreign = Reading.objects.exclude(pk=reading.pk).get().round.pieces.all()[0]
    tries = [(piece, "strength", " "), (piece, "praise", "Good."), (foreign, "strength", "Good.")]
    asked = [
        refused(
            partial(
                operations.comment,
                reading=reading,
                piece=each,
                kind=kind,
                text=text,
                by=tomasz,
                at=NOW,
            )
        )
        for each, kind, text in tries
    ]
    assert asked == [("empty",), ("kind",), ("elsewhere",)]
    assert not Moment.objects.exists()


def test_a_comment_can_be_taken_back_until_the_sheet_is_sent(reading: Reading, stage: Stage) -> None:
    tomasz, piece = stage.people["tomasz-nowak"], frozen_pieces(reading.round)[0]
    said = [
        operations.comment(reading=reading, piece=piece, kind="strength", text=text, by=tomasz, at=NOW)
        for text in ("One.", "Two.")
    ]
    operations.uncomment(moment=said[0], by=tomasz, at=NOW)
    walking.rate(reading, at=NOW)
    send(reading)
    moment = Moment.objects.select_related("reading").get()
    assert refused(lambda: operations.uncomment(moment=moment, by=tomasz, at=NOW)) == ("sent",)


def test_sending_twice_sends_once(reading: Reading) -> None:
    walking.rate(reading, at=NOW)
    stale = Reading.objects.get(pk=reading.pk)
    assert send(reading).pk == send(stale).pk
    assert (Outcome.objects.count(), Message.objects.filter(channel="award").count()) == (1, 1)
    assert refused(lambda: walking.rate(Reading.objects.get(pk=reading.pk), at=NOW)) == ("sent",)


def returned(stage: Stage) -> Attempt:
    edition, dana = stage.editions["exit-tickets"], stage.people["dana-brown"]
    tomasz = [stage.people["tomasz-nowak"]]
    return work_at("revising", edition=edition, earner=dana, evaluators=tomasz, at=LONG_AGO)


def test_what_was_met_is_carried_over_and_only_the_rest_is_read_again(stage: Stage) -> None:
    attempt = returned(stage)
    walking.submit(attempt, at=LONG_AGO + 5 * DAY)
    round_ = current_round(attempt)
    assert round_ is not None
    assert [criterion.key for criterion in queries.criteria_to_read(round_)] == ["adjustment"]
    walking.read(attempt, stage.people["aisha-rahman"], at=LONG_AGO + 6 * DAY)
    rows = {line.criterion.key: (line.met, line.carried) for line in queries.lines(round_.outcome)}
    assert rows == {"question": (True, True), "sorting": (True, True), "adjustment": (True, False)}
    assert round_.outcome.met
    told = {line.criterion.key: len(line.feedback) for line in queries.lines(round_.outcome)}
    assert told == {"question": 1, "sorting": 1, "adjustment": 1}


def test_a_third_round_still_carries_what_the_first_one_met(stage: Stage) -> None:
    attempt = returned(stage)
    walking.submit(attempt, at=LONG_AGO + 5 * DAY)
    walking.read(attempt, stage.people["aisha-rahman"], at=LONG_AGO + 6 * DAY, levels=UNMET)
    walking.submit(attempt, at=LONG_AGO + 7 * DAY)
    round_ = current_round(attempt)
    assert round_ is not None
    assert (round_.number, [each.key for each in queries.criteria_to_read(round_)]) == (3, ["adjustment"])
    walking.read(attempt, stage.people["janelle-wright"], at=LONG_AGO + 8 * DAY)
    assert sorted(line.carried for line in queries.lines(round_.outcome)) == [False, True, True]


def test_the_next_evaluator_sees_what_was_asked_for_and_never_how_it_was_rated(stage: Stage) -> None:
    attempt = returned(stage)
    first = current_round(attempt)
    assert first is not None
    assert queries.asked_before(first) == []
    walking.submit(attempt, at=LONG_AGO + 5 * DAY)
    round_ = current_round(attempt)
    assert round_ is not None
    (asked,) = queries.asked_before(round_)
    said = first.readings.get().ratings.get(criterion__key="adjustment").feedback
    assert (asked.criterion.key, asked.feedback) == ("adjustment", (said,))
    assert [field.name for field in dataclasses.fields(asked)] == ["criterion", "feedback"]


@pytest.fixture
def two_readers(db: None) -> tuple[Stage, Attempt]:
    """Dana's data team cycle, which two evaluators read, submitted."""
    stage = set_up(at=LONG_AGO, only=("data-team-cycle",), named=True)
    edition, dana = stage.editions["data-team-cycle"], stage.people["dana-brown"]
    attempt = attempts.start(edition=edition, by=dana, at=LONG_AGO)
    walking.fill(attempt, at=LONG_AGO + DAY)
    walking.submit(attempt, at=LONG_AGO + 2 * DAY)
    return stage, attempt


def read_by(stage: Stage, attempt: Attempt, key: str, *, levels: dict[str, str] | None = None) -> None:
    words = dict.fromkeys(levels or {}, f"{key}: show the second look.")
    walking.read(attempt, stage.people[key], at=NOW, levels=levels, words=words)


def test_nothing_comes_out_until_both_readings_are_in(two_readers: tuple[Stage, Attempt]) -> None:
    stage, attempt = two_readers
    read_by(stage, attempt, "tomasz-nowak")
    assert (Outcome.objects.count(), attempts.lock(attempt).state) == (0, "in_review")
    read_by(stage, attempt, "aisha-rahman")
    assert (Outcome.objects.get().met, attempts.lock(attempt).state) == (True, "met")


@pytest.mark.parametrize("level", ["proficient", "developing"])
def test_two_who_differ_are_followed_by_a_third_who_decides(
    two_readers: tuple[Stage, Attempt], level: str
) -> None:
    stage, attempt = two_readers
    read_by(stage, attempt, "tomasz-nowak", levels={"action": "developing"})
    read_by(stage, attempt, "aisha-rahman")
    third = Reading.objects.get(state="open")
    assert (third.place, third.adjudicates, Outcome.objects.count()) == (3, True, 0)
    read_by(stage, attempt, "janelle-wright", levels={"action": level})
    met = {line.criterion.key: line.met for line in queries.lines(Outcome.objects.get())}
    decided = level == "proficient"
    assert met == {"question": True, "looking": True, "action": decided, "second-look": True}
    assert attempts.lock(attempt).state == ("met" if decided else "revising")
    assert Reading.objects.filter(state="open").count() == 0


def test_praise_of_the_reader_who_was_overruled_is_not_handed_on(two_readers: tuple[Stage, Attempt]) -> None:
    stage, attempt = two_readers
    read_by(stage, attempt, "tomasz-nowak", levels={"action": "developing"})
    read_by(stage, attempt, "aisha-rahman", levels={"action": "exemplary"})
    read_by(stage, attempt, "janelle-wright", levels={"action": "emerging"})
    walking.submit(attempt, at=NOW + DAY)
    round_ = current_round(attempt)
    assert round_ is not None
    (asked,) = queries.asked_before(round_)
    assert asked.feedback == (
        "tomasz-nowak: show the second look.",
        "janelle-wright: show the second look.",
    )


def by_count(stage: Stage, *, count: int, required: list[str]) -> Attempt:
    """Dana's exit tickets under an edition whose rubric asks for `count` criteria, submitted."""
    draft = Draft.objects.get(micro_credential__key="exit-tickets")
    document = copy.deepcopy(draft.document)
    document["rubric"]["rule"] = {"rule": "count", "count": count, "required": required}
    janelle = stage.people["janelle-wright"]
    saved = catalog.save_draft(
        draft=draft, document=document, revision=draft.revision, by=janelle, at=LONG_AGO
    )
    gating.clear(saved, author=janelle, reviewer=stage.people["hannah-kim"], at=LONG_AGO)
    edition = catalog.publish(draft=saved, by=janelle, at=LONG_AGO)
    attempt = attempts.start(edition=edition, by=stage.people["dana-brown"], at=LONG_AGO)
    walking.fill(attempt, at=LONG_AGO + DAY)
    walking.submit(attempt, at=LONG_AGO + 2 * DAY)
    return attempt


def test_where_the_rubric_asks_for_some_criteria_one_may_fall_short(stage: Stage) -> None:
    attempt = by_count(stage, count=2, required=[])
    walking.read(
        attempt, stage.people["tomasz-nowak"], at=NOW, levels=UNMET, words={"adjustment": "Sort first."}
    )
    outcome = Outcome.objects.get()
    assert (outcome.met, outcome.criteria.filter(met=True).count()) == (True, 2)
    assert attempts.lock(attempt).state == "met"


def test_a_required_criterion_that_falls_short_brings_the_work_back(stage: Stage) -> None:
    attempt = by_count(stage, count=2, required=["adjustment"])
    walking.read(
        attempt, stage.people["tomasz-nowak"], at=NOW, levels=UNMET, words={"adjustment": "Sort first."}
    )
    assert (Outcome.objects.get().met, attempts.lock(attempt).state) == (False, "revising")
