"""Taking work to read: who may, for how long, and how it goes back to the queue."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cairn.demo import walking
from cairn.demo.stage import Stage, set_up
from cairn.domain.evaluation import access, queries
from cairn.domain.evaluation.models import Rating, Reading
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts
from cairn.domain.people.models import Person, Relation
from cairn.domain.people.operations import relate, take_role
from cairn.workflows import evaluating
from tests.domain.asking import refused
from tests.walk import DAY, LONG_AGO, work_at

NOW = LONG_AGO + 4 * DAY
HOUR = timedelta(hours=1)
LATE = NOW + timedelta(days=7) - HOUR
"""Five business days after `NOW`, a Friday; the clocks went forward in between."""


def submitted(stage: Stage, key: str = "exit-tickets") -> Attempt:
    attempt = attempts.start(edition=stage.editions[key], by=stage.people["dana-brown"], at=LONG_AGO + DAY)
    walking.fill(attempt, at=LONG_AGO + 2 * DAY)
    walking.submit(attempt, at=LONG_AGO + 3 * DAY)
    return attempt


def open_reading(attempt: Attempt) -> Reading:
    return Reading.objects.get(round__attempt=attempt, state="open")


def make_evaluator(stage: Stage, key: str) -> Person:
    district = stage.organizations["cedar-hollow"]
    take_role(person=stage.people[key], organization=district, role="evaluator", by=None, at=LONG_AGO)
    return stage.people[key]


def in_queue_of(person: Person) -> bool:
    return queries.queue_for(person, at=NOW).exists()


REASONS = {
    # person:        why she may not take Dana's work, though she be made an evaluator
    "aisha-rahman": (),
    "janelle-wright": (),
    "dana-brown": ("own_work",),
    "marcus-bell": ("coach",),
    "walter-finch": ("conflict",),
}


@pytest.mark.parametrize("key", REASONS)
def test_who_may_take_a_reading_and_the_queue_agrees(stage: Stage, key: str) -> None:
    person, reading = make_evaluator(stage, key), open_reading(submitted(stage))
    assert access.may_claim(person, reading, at=NOW).codes == REASONS[key]
    assert in_queue_of(person) == (REASONS[key] == ())


def test_an_evaluator_of_another_organization_is_not_qualified(stage: Stage) -> None:
    luis, reading = stage.people["luis-ortega"], open_reading(submitted(stage))
    assert access.may_claim(luis, reading, at=NOW).codes == ("role",)
    assert not in_queue_of(luis)


def test_whoever_coached_once_never_scores_again(stage: Stage) -> None:
    aisha, dana = stage.people["aisha-rahman"], stage.people["dana-brown"]
    relate(source=aisha, target=dana, kind="coaches", by=None, at=LONG_AGO - 400 * DAY)
    Relation.objects.filter(source=aisha).update(until=LONG_AGO - 300 * DAY)
    reading = open_reading(submitted(stage))
    assert access.may_claim(aisha, reading, at=NOW).codes == ("coach",)
    assert not in_queue_of(aisha)


def test_a_conflict_that_the_earner_declared_counts_as_one_that_the_evaluator_did(stage: Stage) -> None:
    aisha, dana = stage.people["aisha-rahman"], stage.people["dana-brown"]
    relate(source=dana, target=aisha, kind="conflict", by=dana, at=LONG_AGO)
    assert access.may_claim(aisha, open_reading(submitted(stage)), at=NOW).codes == ("conflict",)


def test_what_one_has_taken_is_taken_for_the_others_and_held_for_her(stage: Stage) -> None:
    attempt, tomasz = submitted(stage), stage.people["tomasz-nowak"]
    reading = walking.claim(attempt, tomasz, at=NOW)
    assert access.may_claim(stage.people["aisha-rahman"], reading, at=NOW).codes == ("taken",)
    assert access.may_claim(tomasz, reading, at=NOW).codes == ("held",)
    assert attempts.lock(attempt).state == "in_review"
    assert [row.pk for row in queries.held_by(tomasz)] == [reading.pk]


def test_the_second_round_is_read_by_somebody_else(stage: Stage) -> None:
    tomasz = stage.people["tomasz-nowak"]
    edition, dana = stage.editions["exit-tickets"], stage.people["dana-brown"]
    revising = work_at("revising", edition=edition, earner=dana, evaluators=[tomasz], at=LONG_AGO)
    walking.submit(revising, at=NOW)
    assert access.may_claim(tomasz, open_reading(revising), at=NOW).codes == ("read_before",)
    assert not in_queue_of(tomasz)
    assert in_queue_of(stage.people["aisha-rahman"])


@pytest.mark.slow
def test_nobody_holds_two_places_of_one_round(db: None) -> None:
    stage = set_up(at=LONG_AGO, only=("data-team-cycle",), named=True)
    attempt, tomasz = submitted(stage, "data-team-cycle"), stage.people["tomasz-nowak"]
    assert evaluating.claim_next(by=tomasz, at=NOW) is not None
    assert access.may_claim(tomasz, open_reading(attempt), at=NOW).codes == ("held",)
    assert not in_queue_of(tomasz)
    assert evaluating.claim_next(by=tomasz, at=NOW) is None


def test_the_queue_gives_what_is_due_first(stage: Stage) -> None:
    for number, key in enumerate(("wait-time", "exit-tickets")):
        dana = stage.people["dana-brown"]
        attempt = attempts.start(edition=stage.editions[key], by=dana, at=LONG_AGO + DAY)
        walking.fill(attempt, at=LONG_AGO + 2 * DAY)
        walking.submit(attempt, at=LONG_AGO + (3 + number) * DAY)
    taken = evaluating.claim_next(by=stage.people["aisha-rahman"], at=LONG_AGO + 5 * DAY)
    assert taken is not None
    assert taken.round.attempt.edition == stage.editions["wait-time"]


def test_a_lapsed_claim_goes_to_another_and_the_notes_stay_with_their_writer(stage: Stage) -> None:
    attempt = submitted(stage)
    tomasz, aisha = stage.people["tomasz-nowak"], stage.people["aisha-rahman"]
    old = walking.claim(attempt, tomasz, at=NOW)
    walking.rate(old, at=NOW + HOUR)
    due = old.due_at
    assert not queries.queue_for(aisha, at=LATE - HOUR).exists()
    old.refresh_from_db()
    new = evaluating.claim(reading=old, by=aisha, at=LATE)
    old.refresh_from_db()
    assert (old.state, new.state, new.place, new.due_at) == ("lapsed", "claimed", old.place, due)
    assert (Rating.objects.filter(reading=old).count(), Rating.objects.filter(reading=new).count()) == (3, 0)
    late = LATE
    assert access.may_score(tomasz, old, at=late).codes == ("lapsed",)
    assert bool(access.may_view(tomasz, old)) and not access.may_view(aisha, old)


def test_a_lease_that_ran_out_can_be_renewed_while_nobody_else_took_the_work(stage: Stage) -> None:
    tomasz = stage.people["tomasz-nowak"]
    reading = walking.claim(submitted(stage), tomasz, at=NOW)
    late = LATE
    assert access.may_score(tomasz, reading, at=late - HOUR).ok
    assert access.may_score(tomasz, reading, at=late).codes == ("lease_over",)
    renewed = evaluating.renew(reading=reading, by=tomasz, at=late)
    assert (renewed.leased_until, access.may_score(tomasz, renewed, at=late).ok) == (late + 7 * DAY, True)
    other = stage.people["aisha-rahman"]
    assert refused(lambda: evaluating.renew(reading=reading, by=other, at=late)) == ("not_yours",)


def test_who_is_no_evaluator_any_more_does_not_renew(stage: Stage) -> None:
    tomasz = stage.people["tomasz-nowak"]
    reading = walking.claim(submitted(stage), tomasz, at=NOW)
    tomasz.memberships.filter(role="evaluator").update(until=NOW + HOUR)
    assert refused(lambda: evaluating.renew(reading=reading, by=tomasz, at=NOW + DAY)) == ("role",)


def test_a_reading_given_back_waits_for_another_and_the_earner_may_recall(stage: Stage) -> None:
    attempt, tomasz = submitted(stage), stage.people["tomasz-nowak"]
    reading = walking.claim(attempt, tomasz, at=NOW)
    assert refused(lambda: evaluating.release(reading=reading, by=stage.people["aisha-rahman"], at=NOW)) == (
        "not_yours",
    )
    evaluating.release(reading=reading, by=tomasz, at=NOW)
    assert attempts.lock(attempt).state == "submitted"
    assert sorted(Reading.objects.values_list("place", "state")) == [(1, "open"), (1, "released")]
    assert refused(lambda: evaluating.release(reading=reading, by=tomasz, at=NOW)) == ("not_claimed",)
    assert in_queue_of(tomasz)
