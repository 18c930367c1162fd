"""Judging where two things cross: a re-reading and an appeal, a conflict and a claim, what is late and a share."""

from __future__ import annotations

import pytest

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.calibration import operations as calibration
from cairn.domain.evaluation import access, operations, queries
from cairn.domain.evaluation.models import Incomplete, Outcome, Reading
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts
from cairn.domain.evidence.queries import current_round
from cairn.domain.outbox.models import Message
from cairn.domain.people.models import Person
from cairn.workflows import appealing, clarifying, evaluating, judging_letters
from tests.domain.asking import refused
from tests.judging import NOW, evaluator, newcomer, read, sent, under
from tests.walk import DAY
from tests.workflows.test_judging import appeal, denied, state

LATER = NOW + DAY


def reread(stage: Stage, attempt: Attempt) -> list[Reading]:
    outcome = queries.latest_outcome(attempt)
    assert outcome is not None
    lead = evaluator(stage, "ruth-delaney", role="lead")
    return list(appealing.reread(round_=outcome.round, by=lead, at=LATER))


def take(reading: Reading, person: Person, **levels: str) -> None:
    held = evaluating.claim(reading=reading, by=person, at=LATER)
    walking.rate(held, at=LATER, levels=levels)
    walking.send(held, summary="", at=LATER)


def test_what_a_rereading_raised_during_an_appeal_is_awarded_once_the_appeal_is_over(stage: Stage) -> None:
    attempt = denied(stage)
    fresh = reread(stage, attempt)
    appeal(attempt)
    for reading, key in zip(fresh, ("aisha-rahman", "janelle-wright"), strict=True):
        take(reading, stage.people[key])
    assert (state(attempt), Outcome.objects.get().met) == ("appealed", True)
    appealed = Reading.objects.filter(reason="appeal")
    for reading, key in zip(appealed, ("hannah-kim", "luis-ortega"), strict=True):
        take(reading, evaluator(stage, key))
    assert (state(attempt), Message.objects.filter(channel="award").count()) == ("met", 1)


@pytest.mark.parametrize(("anew", "comes_to"), [(False, ("met", 1)), (True, ("withdrawn", 0))])
def test_work_set_aside_that_a_rereading_raises_is_awarded_or_its_earner_told_why_not(
    stage: Stage, anew: bool, comes_to: tuple[str, int]
) -> None:
    attempt = denied(stage)
    fresh = reread(stage, attempt)
    attempts.withdraw(attempt=attempt, by=attempt.earner, at=LATER)
    if anew:
        attempts.start(edition=attempt.edition, by=attempt.earner, at=LATER)
    for reading, key in zip(fresh, ("aisha-rahman", "janelle-wright"), strict=True):
        take(reading, stage.people[key])
    assert (state(attempt), Message.objects.filter(channel="award").count()) == comes_to
    letter = judging_letters.raised(str(fresh[0].round.public_id))
    assert any("begun the same again" in each for each in letter.paragraphs) == anew


def test_a_try_that_is_read_while_the_one_before_is_raised_comes_to_its_outcome(stage: Stage) -> None:
    attempt = denied(stage)
    walking.submit(attempt, at=LATER)
    fresh = reread(stage, attempt)
    aisha, janelle = stage.people["aisha-rahman"], stage.people["janelle-wright"]
    held = evaluating.claim(reading=fresh[0], by=aisha, at=LATER)
    assert state(attempt) == "submitted"
    again = Reading.objects.get(round=current_round(attempt))
    assert access.may_claim(aisha, again, at=LATER).codes == ("held",)
    assert again not in queries.queue_for(aisha, at=LATER)
    clarifying.ask(reading=held, text="Which minute shows the sorting?", by=aisha, at=LATER)
    assert not Message.objects.filter(payload__kind="question_asked").exists()
    later = evaluating.claim(reading=again, by=evaluator(stage, "hannah-kim"), at=LATER)
    walking.rate(later, at=LATER, levels={"sorting": "developing"})
    walking.rate(held, at=LATER, levels={"adjustment": "developing"})
    walking.send(held, summary="", at=LATER)
    take(fresh[1], janelle, adjustment="developing")
    walking.send(later, summary="", at=LATER)
    assert state(attempt) == "met"


def test_a_tie_that_came_up_after_she_took_the_work_keeps_her_from_sending_it(stage: Stage) -> None:
    attempt, tomasz = sent(under(stage), stage.people["dana-brown"]), stage.people["tomasz-nowak"]
    held = walking.claim(attempt, tomasz, at=NOW)
    walking.rate(held, at=NOW)
    calibration.declare(
        people=(attempt.earner,), organizations=(), schools=(), confidential=True, by=tomasz, at=NOW
    )
    assert refused(lambda: walking.send(held, summary="", at=NOW)) == ("conflict",)


def test_only_what_waits_for_a_lead_is_let_out_and_not_by_whom_it_concerns(stage: Stage) -> None:
    attempt, ruth = sent(under(stage, lead_releases=True), stage.people["dana-brown"]), "ruth-delaney"
    round_ = current_round(attempt)
    assert round_ is not None
    lead, herself = (evaluator(stage, key, role="lead") for key in (ruth, "dana-brown"))
    assert refused(lambda: evaluating.release_result(round_=round_, by=lead, at=NOW)) == ("not_held",)
    read(attempt, stage.people["tomasz-nowak"])
    assert refused(lambda: evaluating.release_result(round_=round_, by=herself, at=NOW)) == ("conflict",)


def test_saying_that_work_is_incomplete_tells_nobody_whether_it_was_scored_before(stage: Stage) -> None:
    attempt = sent(under(stage, readings=2), stage.people["dana-brown"])
    read(attempt, stage.people["tomasz-nowak"])
    aisha = stage.people["aisha-rahman"]
    held = walking.claim(attempt, aisha, at=NOW)
    assert access.may_return(aisha, held, at=NOW).ok
    evaluating.return_incomplete(reading=held, lacks=["complete"], words="No log.", by=aisha, at=NOW)
    held.refresh_from_db()
    assert (held.state, state(attempt), Incomplete.objects.count()) == ("returned", "in_review", 0)
    again = Reading.objects.get(state="open")
    assert (again.place, again.due_at) == (held.place, held.due_at)
    assert refused(lambda: walking.claim(attempt, aisha, at=NOW)) == ("read_before",)


def test_what_is_late_goes_also_to_her_who_reads_more_than_her_share(stage: Stage) -> None:
    edition, tomasz = under(stage, share_percent=30), stage.people["tomasz-nowak"]
    for key in ("hannah-kim", "ruth-delaney", "deshawn-carter", "luis-ortega"):
        evaluator(stage, key)
    for work in [sent(edition, newcomer(number)) for number in range(11)][:10]:
        read(work, tomasz)
    assert queries.offered(tomasz, at=LATER) == []
    assert len(queries.offered(tomasz, at=NOW + 30 * DAY)) == 1


def test_nothing_is_written_on_a_sheet_that_another_window_has_sent(stage: Stage) -> None:
    attempt, tomasz = sent(under(stage), stage.people["dana-brown"]), stage.people["tomasz-nowak"]
    held = walking.claim(attempt, tomasz, at=NOW)
    walking.rate(held, at=NOW)
    as_it_was = Reading.objects.get(pk=held.pk)
    walking.send(held, summary="", at=NOW)
    [criterion, *_] = queries.criteria_of(as_it_was)
    late = lambda: operations.rate(  # noqa: E731
        reading=as_it_was, criterion=criterion, level=None, feedback="", by=tomasz, at=NOW
    )
    assert refused(late) == ("sent",)
