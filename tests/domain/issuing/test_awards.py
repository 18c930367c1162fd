"""Awards: one for each attempt, dated by the submission, corrected only with a reason; keys that follow each other."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evidence.models import Attempt
from cairn.domain.issuing import operations, queries
from cairn.domain.issuing.models import Award, Credential, SigningKey, StatusList
from cairn.domain.people.models import Person
from cairn.engines.lifecycle import WrongMove
from cairn.engines.openbadges.keys import PublicKey
from cairn.workflows import awarding
from tests.domain.asking import refused
from tests.walk import DAY, LONG_AGO, work_at

NOW = LONG_AGO + 10 * DAY


def met_by(stage: Stage, earner: str = "dana-brown", *, at: datetime = LONG_AGO) -> Attempt:
    """Exit tickets met; the submission is two days after `at`."""
    other = "tomasz-nowak" if earner != "tomasz-nowak" else "aisha-rahman"
    return work_at(
        "met",
        edition=stage.editions["exit-tickets"],
        earner=stage.people[earner],
        evaluators=[stage.people[other]],
        at=at,
    )


@pytest.fixture
def award(stage: Stage) -> Award:
    return awarding.award(attempt=met_by(stage), at=NOW)


@pytest.fixture
def issuer(stage: Stage) -> Person:
    return stage.people["janelle-wright"]


def test_an_attempt_is_awarded_once_however_often(stage: Stage) -> None:
    attempt = met_by(stage)
    given = {awarding.award(attempt=attempt, at=NOW + n * DAY).pk for n in range(3)}
    assert (len(given), Award.objects.count(), Credential.objects.count()) == (1, 1, 1)
    assert attempt.micro_credential.__class__.objects.get(pk=attempt.micro_credential_id).earned == 1


def test_a_second_signature_does_not_replace_the_first(award: Award) -> None:
    text = award.credential.text
    again = operations.issue(
        award=award, text="{}", signing_key=award.credential.signing_key, by=None, at=NOW + DAY
    )
    assert again.text == text


@pytest.mark.parametrize("state", ["working", "in_review", "revising", "withdrawn"])
def test_only_met_work_is_awarded(stage: Stage, state: str) -> None:
    attempt = work_at(
        state,
        edition=stage.editions["exit-tickets"],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["tomasz-nowak"]],
        at=LONG_AGO,
    )
    assert refused(lambda: operations.make_award(attempt=attempt, art="", by=None, at=NOW)) == ("not_met",)


DATES = {
    # submitted (UTC):                        earned on, in Chicago
    datetime(2026, 3, 6, 3, 0, tzinfo=UTC): date(2026, 3, 5),
    datetime(2026, 3, 6, 5, 59, tzinfo=UTC): date(2026, 3, 5),
    datetime(2026, 3, 6, 6, 0, tzinfo=UTC): date(2026, 3, 6),
    datetime(2027, 1, 1, 5, 59, tzinfo=UTC): date(2026, 12, 31),
    datetime(2027, 1, 1, 6, 0, tzinfo=UTC): date(2027, 1, 1),
    # Summer time: midnight in Chicago is an hour earlier in UTC.
    datetime(2026, 7, 1, 4, 59, tzinfo=UTC): date(2026, 6, 30),
    datetime(2026, 7, 1, 5, 0, tzinfo=UTC): date(2026, 7, 1),
}


@pytest.mark.parametrize("sent", DATES, ids=str)
def test_a_badge_is_earned_on_the_issuers_civil_date_of_the_submission(stage: Stage, sent: datetime) -> None:
    attempt = met_by(stage, at=sent - 2 * DAY)
    award = awarding.award(attempt=attempt, at=sent + 30 * DAY)
    assert (award.earned_at, award.earned_on) == (sent, DATES[sent])


def test_the_last_submission_counts_not_the_first(stage: Stage) -> None:
    revising = work_at(
        "revising",
        edition=stage.editions["exit-tickets"],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["tomasz-nowak"]],
        at=LONG_AGO,
    )
    walking.submit(revising, at=LONG_AGO + 7 * DAY)
    walking.read(revising, stage.people["aisha-rahman"], at=LONG_AGO + 8 * DAY)
    award = awarding.award(attempt=Attempt.objects.get(pk=revising.pk), at=NOW)
    assert award.earned_at == LONG_AGO + 7 * DAY


@pytest.mark.slow
def test_status_indexes_are_distinct_and_do_not_count_up(stage: Stage) -> None:
    earners = ("dana-brown", "marcus-bell", "aisha-rahman", "ruth-delaney", "nora-quill")
    made = [awarding.award(attempt=met_by(stage, who), at=NOW) for who in earners]
    indexes = [award.status_index for award in made]
    assert len({award.status_list_id for award in made}) == 1
    assert len(set(indexes)) == len(indexes)
    assert indexes != sorted(indexes) or max(indexes) > 100
    assert max(indexes) < StatusList.objects.get().size


def test_a_list_half_full_is_followed_by_another(award: Award, stage: Stage) -> None:
    StatusList.objects.filter(pk=award.status_list_id).update(size=2)
    other = awarding.award(attempt=met_by(stage, "marcus-bell"), at=NOW)
    assert other.status_list_id != award.status_list_id


def test_many_places_are_drawn_up_to_half_of_each_list_and_whoever_goes_beyond_takes_the_next(
    stage: Stage,
) -> None:
    issuer = stage.organizations["cedar-hollow"]
    old, new = (StatusList.objects.create(organization=issuer, begun_at=NOW, size=size) for size in (60, 20))
    StatusList.objects.filter(pk=old.pk).update(given=5)

    def drawn(beyond: int) -> list[int]:
        places = operations.Places(organization=issuer, beyond=beyond)
        given = places.draw(count=30, at=NOW) + places.draw(count=10, at=NOW)
        StatusList.objects.exclude(pk__in=[old.pk, new.pk]).delete()
        assert len({(each.pk, index) for each, index in given} - {(new.pk, new.reserved)}) == 40
        return list(Counter(each.pk for each, _ in given).values())

    # The latest first; another is begun as needed.
    assert [drawn(beyond) for beyond in (0, 1, 2)] == [[10, 25, 5], [25, 15], [40]]


def test_a_suspension_can_be_ended_and_a_revocation_cannot(award: Award, issuer: Person) -> None:
    told = []
    told.append(operations.suspend(award=award, reason=" Under review. ", by=issuer, at=NOW))
    told.append(operations.reinstate(award=award, by=issuer, at=NOW))
    told.append(operations.revoke(award=award, reason="Fraud.", by=issuer, at=NOW))
    assert [(row.state, row.reason) for row in told] == [
        ("suspended", "Under review."),
        ("issued", ""),
        ("revoked", "Fraud."),
    ]
    for move in (operations.suspend, operations.revoke):
        with pytest.raises(WrongMove):
            move(award=award, reason="Again.", by=issuer, at=NOW)
    assert queries.revoked_indexes(award.status_list) == [award.status_index]


def test_a_suspended_award_can_be_revoked_and_sets_its_bit_only_then(award: Award, issuer: Person) -> None:
    operations.suspend(award=award, reason="Under review.", by=issuer, at=NOW)
    assert queries.revoked_indexes(award.status_list) == []
    operations.revoke(award=award, reason="Fraud.", by=issuer, at=NOW)
    assert queries.revoked_indexes(award.status_list) == [award.status_index]


def test_a_correction_needs_a_reason_and_an_issuer(award: Award, issuer: Person, stage: Stage) -> None:
    assert refused(lambda: operations.revoke(award=award, reason=" ", by=issuer, at=NOW)) == ("no_reason",)
    for key in ("dana-brown", "eleanor-voss", "tomasz-nowak"):
        other = stage.people[key]
        asked = refused(partial(operations.suspend, award=award, reason="x", by=other, at=NOW))
        assert asked == ("role",)


def test_a_new_key_retires_the_old_one_which_stays_published(award: Award, stage: Stage) -> None:
    organization = award.organization
    old = queries.signing_key(organization)
    new = operations.add_key(
        organization=organization, key_ref="new", public=PublicKey(b"1" * 32), by=None, at=NOW
    )
    assert old is not None
    assert SigningKey.objects.get(pk=old.pk).retired_at == NOW
    assert queries.signing_key(organization) == new
    assert list(queries.keys_of(organization)) == [old, new]
    assert award.credential.signing_key == old


def test_a_key_of_another_issuer_is_left_alone(stage: Stage) -> None:
    district, university = stage.organizations["cedar-hollow"], stage.organizations["harpeth-state"]
    before = queries.signing_key(university)
    operations.add_key(organization=district, key_ref="new", public=PublicKey(b"1" * 32), by=None, at=NOW)
    assert before is not None
    assert queries.signing_key(university) == before


def test_an_award_is_never_made_before_it_was_earned(stage: Stage) -> None:
    attempt = met_by(stage)
    made = awarding.award(attempt=attempt, at=NOW)
    assert made.made_at - made.earned_at == timedelta(days=8)
