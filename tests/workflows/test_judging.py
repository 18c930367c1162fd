"""Judging: which rounds are read twice, what happens where readers differ, and what comes back or is raised."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evaluation import access, operations, queries
from cairn.domain.evaluation.doubling import drawn
from cairn.domain.evaluation.models import Incomplete, Lot, Outcome, Raising, Reading
from cairn.domain.evaluation.queries.appealed import recusals_in
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts
from cairn.domain.evidence.queries import current_round
from cairn.domain.outbox.models import Message
from cairn.workflows import appealing, evaluating
from tests.domain.asking import refused
from tests.judging import NOW, evaluator, newcomer, read, reasons, sent, under
from tests.walk import DAY, LONG_AGO


def told(attempt: Attempt) -> dict[str, bool]:
    outcome = queries.latest_outcome(attempt)
    return {line.criterion.key: line.met for line in queries.lines(outcome)} if outcome else {}


def state(attempt: Attempt) -> str:
    return attempts.lock(attempt).state


def test_the_first_submissions_are_read_twice_and_later_ones_by_lot(stage: Stage) -> None:
    edition = under(stage, launch=1, random_percent=50)
    first = sent(edition, stage.people["dana-brown"])
    assert reasons(first) == ["first", "launch"]
    later = sent(edition, stage.people["marcus-bell"])
    round_ = current_round(later)
    assert round_ is not None
    lot = drawn(Lot.objects.get(edition=edition).seed, round_.public_id, percent=50)
    assert reasons(later) == (["first", "random"] if lot else ["first"])


def test_what_one_reader_finds_near_the_line_a_second_reads_and_the_first_learns_nothing_of_it(
    stage: Stage,
) -> None:
    edition = under(stage, near_cut=True)
    near, far = (sent(edition, stage.people[key]) for key in ("dana-brown", "marcus-bell"))
    tomasz = stage.people["tomasz-nowak"]
    mine = read(near, tomasz, adjustment="developing")
    read(far, tomasz)
    assert (reasons(near), reasons(far)) == (["first", "near_cut"], ["first"])
    assert (state(near), state(far)) == ("in_review", "met")
    second = Reading.objects.get(round=current_round(near), reason="near_cut")
    assert not queries.queue_for(tomasz, at=NOW).exists()
    assert not access.may_view(tomasz, second)
    assert second.due_at - mine.due_at <= timedelta(days=7)
    read(near, stage.people["aisha-rahman"], adjustment="developing")
    assert told(near) == {"question": True, "sorting": True, "adjustment": False}


def test_a_third_reader_sees_only_what_is_disputed_and_the_majority_decides(stage: Stage) -> None:
    attempt = sent(under(stage, readings=2), stage.people["dana-brown"])
    read(attempt, stage.people["tomasz-nowak"], sorting="developing")
    read(attempt, stage.people["aisha-rahman"])
    third = Reading.objects.get(state="open")
    assert (third.reason, third.criteria, third.by_lead) == ("adjudication", ["sorting"], False)
    claimed = walking.claim(attempt, stage.people["janelle-wright"], at=NOW)
    assert [each.key for each in queries.criteria_of(claimed)] == ["sorting"]
    walking.rate(claimed, at=NOW)
    walking.send(claimed, summary="", at=NOW)
    assert (state(attempt), set(told(attempt).values())) == ("met", {True})


def test_two_who_deny_for_different_reasons_leave_those_to_a_lead(stage: Stage) -> None:
    attempt = sent(under(stage, readings=2), stage.people["dana-brown"])
    hannah, ruth = evaluator(stage, "hannah-kim"), evaluator(stage, "ruth-delaney")
    read(attempt, hannah, sorting="developing")
    read(attempt, ruth, adjustment="developing")
    third = Reading.objects.get(state="open")
    assert (set(third.criteria), third.by_lead) == ({"sorting", "adjustment"}, True)
    assert access.may_claim(stage.people["tomasz-nowak"], third, at=NOW).codes == ("role",)
    lead = evaluator(stage, "deshawn-carter", role="lead")
    walking.read(attempt, lead, at=NOW, levels={"sorting": "developing", "adjustment": "proficient"})
    assert told(attempt) == {"question": True, "sorting": False, "adjustment": True}


def test_a_panel_votes(stage: Stage) -> None:
    attempt = sent(under(stage, panel=3), stage.people["dana-brown"])
    assert reasons(attempt) == ["panel"] * 3
    for key, level in (
        ("tomasz-nowak", "developing"),
        ("aisha-rahman", "exemplary"),
        ("janelle-wright", "proficient"),
    ):
        read(attempt, stage.people[key], sorting=level)
    assert (state(attempt), Reading.objects.filter(state="open").count()) == ("met", 0)


def test_a_result_may_wait_for_a_lead(stage: Stage) -> None:
    attempt = sent(under(stage, lead_releases=True), stage.people["dana-brown"])
    read(attempt, stage.people["tomasz-nowak"])
    round_ = current_round(attempt)
    assert round_ is not None
    assert (state(attempt), Outcome.objects.count()) == ("in_review", 0)
    tomasz = stage.people["tomasz-nowak"]
    assert refused(lambda: evaluating.release_result(round_=round_, by=tomasz, at=NOW)) == ("role",)
    evaluating.release_result(round_=round_, by=evaluator(stage, "ruth-delaney", role="lead"), at=NOW)
    assert state(attempt) == "met"


def test_the_third_try_is_read_twice_and_what_was_met_long_ago_is_read_again(stage: Stage) -> None:
    attempt = sent(under(stage, double_from_attempt=3), stage.people["dana-brown"])
    read(attempt, stage.people["tomasz-nowak"], adjustment="developing")
    walking.submit(attempt, at=NOW + DAY)
    assert reasons(attempt) == ["first"]
    walking.read(attempt, stage.people["aisha-rahman"], at=NOW + DAY, levels={"adjustment": "developing"})
    walking.submit(attempt, at=NOW + 2 * DAY)
    third = current_round(attempt)
    assert third is not None
    assert reasons(attempt) == ["first", "resubmission"]
    assert [each.key for each in queries.criteria_to_read(third)] == ["adjustment"]
    third.submitted_at = NOW + 400 * DAY
    assert len(queries.criteria_to_read(third)) == 3


def denied(stage: Stage) -> Attempt:
    attempt = sent(under(stage), stage.people["dana-brown"])
    read(attempt, stage.people["tomasz-nowak"], adjustment="developing", sorting="developing")
    return attempt


def appeal(attempt: Attempt) -> Outcome:
    outcome = queries.latest_outcome(attempt)
    assert outcome is not None
    appealing.ask(outcome=outcome, words="Please look at minute two.", by=attempt.earner, at=NOW + DAY)
    return outcome


def test_an_appeal_is_read_by_two_who_are_new_to_it_and_raises_what_they_find_met(
    stage: Stage, client: Client
) -> None:
    client.force_login(evaluator(stage, "deshawn-carter", role="lead"))
    page = "/organizations/cedar-hollow/judging/disputes/"
    attempt = denied(stage)
    outcome = appeal(attempt)
    assert state(attempt) == "appealed"
    fresh = list(Reading.objects.filter(state="open"))
    assert [(each.reason, set(each.criteria)) for each in fresh] == [
        ("appeal", {"sorting", "adjustment"})
    ] * 2
    tomasz = stage.people["tomasz-nowak"]
    assert access.may_claim(tomasz, fresh[0], at=NOW + DAY).codes == ("read_before",)
    before = told(attempt)
    walking.read(attempt, stage.people["aisha-rahman"], at=NOW + DAY)
    assert (told(attempt), len(queries.summaries_of(outcome.round))) == (before, 1)
    words = [b"minute two" in client.get(page).content]
    walking.read(attempt, stage.people["janelle-wright"], at=NOW + DAY)
    words.append(b"minute two" in client.get(page).content)
    assert words == [False, True]
    assert (state(attempt), told(attempt)["sorting"], outcome.criteria.filter(met=False).count()) == (
        "met",
        True,
        0,
    )
    assert Message.objects.filter(channel="award").count() == 1
    assert [(each.was.key, each.now.key) for each in Raising.objects.all()] == [
        ("developing", "proficient")
    ] * 2
    kinds = Message.objects.filter(channel="mail").values_list("payload__kind", flat=True)
    assert {"appeal_received", "appeal_decided"} <= set(kinds)


def test_what_waits_stands_by_its_due_date_and_a_random_id_whyever_it_is_read(stage: Stage) -> None:
    edition = under(stage, readings=2)
    denied, other = (sent(edition, stage.people[key]) for key in ("dana-brown", "marcus-bell"))
    for key in ("tomasz-nowak", "aisha-rahman"):
        read(denied, stage.people[key], sorting="developing")
    outcome = queries.latest_outcome(denied)
    assert outcome is not None
    appealing.ask(outcome=outcome, words="Look.", by=denied.earner, at=NOW + DAY)
    waiting = list(queries.queue_for(evaluator(stage, "hannah-kim"), at=NOW + DAY))
    assert sorted(each.reason for each in waiting) == ["appeal", "appeal", "first", "random"]
    assert {each.round.attempt for each in waiting} == {denied, other}
    assert waiting == sorted(waiting, key=lambda each: (each.due_at, each.public_id))


def test_appealing_is_for_the_earner_of_the_latest_denial_once_and_in_time(stage: Stage) -> None:
    attempt = denied(stage)
    outcome = queries.latest_outcome(attempt)
    assert outcome is not None
    earner, marcus = attempt.earner, stage.people["marcus-bell"]
    late = outcome.concluded_at + 30 * DAY
    assert access.may_appeal(marcus, outcome, at=NOW + DAY).codes == ("not_yours",)
    assert access.may_appeal(earner, outcome, at=late).codes == ("late",)
    assert access.may_appeal(earner, outcome, at=late - DAY).ok
    ask = [appealing.ask(outcome=outcome, words="Look.", by=earner, at=NOW + DAY) for _ in range(2)]
    assert (ask[0], Reading.objects.filter(reason="appeal").count()) == (ask[1], 2)
    assert refused(lambda: walking.submit(attempt, at=NOW + DAY)) == ("state",)


RANKS = ("emerging", "developing", "proficient", "exemplary")
rank = st.sampled_from(RANKS)


@pytest.mark.parametrize("how", ["appeal", "reread"])
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.tuples(rank, rank), second=st.tuples(rank, rank), third=st.tuples(rank, rank))
def test_nothing_that_is_read_afresh_is_ever_lowered(
    stage: Stage, how: str, first: tuple[str, str], second: tuple[str, str], third: tuple[str, str]
) -> None:
    with transaction.atomic():
        attempt = denied(stage)
        outcome = queries.latest_outcome(attempt)
        assert outcome is not None
        before = dict(outcome.criteria.values_list("criterion__key", "level__rank"))
        if how == "appeal":
            appeal(attempt)
        else:
            lead = evaluator(stage, "ruth-delaney", role="lead")
            appealing.reread(round_=outcome.round, by=lead, at=NOW + DAY)
        readers = [
            stage.people["aisha-rahman"],
            stage.people["janelle-wright"],
            evaluator(stage, "hannah-kim"),
        ]
        for person, given_ in zip(readers, (first, second, third), strict=True):
            if Reading.objects.filter(state="open").exists():
                ranks = dict(zip(("sorting", "adjustment"), given_, strict=True))
                walking.read(attempt, person, at=NOW + DAY, levels=ranks)
        after = dict(outcome.criteria.values_list("criterion__key", "level__rank"))
        assert all(after[key] >= before[key] for key in before)
        assert state(attempt) == ("met" if set(told(attempt).values()) == {True} else "revising")
        assert not Reading.objects.filter(state="open").exists()
        transaction.set_rollback(True)


def test_work_that_cannot_be_read_goes_back_without_using_up_a_try(stage: Stage) -> None:
    attempt = sent(under(stage, readings=2), stage.people["dana-brown"])
    aisha, tomasz = stage.people["aisha-rahman"], stage.people["tomasz-nowak"]
    other = walking.claim(attempt, aisha, at=NOW)
    mine = walking.claim(attempt, tomasz, at=NOW)
    returned = evaluating.return_incomplete(
        reading=mine, lacks=["anonymous"], words="Your name is on the second page.", by=tomasz, at=NOW
    )
    assert returned is not None
    other.refresh_from_db()
    mine.refresh_from_db()
    assert (mine.state, other.state, returned.lacks) == ("returned", "canceled", ["anonymous"])
    assert (state(attempt), current_round(attempt), Incomplete.objects.count()) == ("working", None, 1)
    walking.submit(attempt, at=NOW + DAY)
    again = current_round(attempt)
    assert again is not None
    assert (again.number, reasons(attempt)) == (1, ["first", "random"])


def test_who_recognizes_somebody_steps_back_for_good_and_the_work_goes_on(stage: Stage) -> None:
    attempt, tomasz = sent(under(stage), stage.people["dana-brown"]), stage.people["tomasz-nowak"]
    mine = walking.claim(attempt, tomasz, at=NOW)
    evaluating.recuse(reading=mine, cause="I know the voice.", by=tomasz, at=NOW)
    assert state(attempt) == "submitted"
    again = Reading.objects.get(state="open")
    assert (again.place, again.cause) == (mine.place, "")
    assert access.may_claim(tomasz, again, at=NOW).codes == ("recused",)
    assert not queries.queue_for(tomasz, at=NOW).exists()
    lead, tied = evaluator(stage, "deshawn-carter", role="lead"), stage.people["dana-brown"]
    seen = [recusals_in(mine.organization, lead=lead, at=NOW).exists()]
    read(attempt, stage.people["aisha-rahman"])
    seen += [recusals_in(mine.organization, lead=each, at=NOW).exists() for each in (lead, tied)]
    assert seen == [False, True, False]


def test_where_pay_hangs_on_it_nobody_of_the_earners_district_reads_until_a_partner_does(
    stage: Stage,
) -> None:
    sent(under(stage, local_readers=False, more={"stakes": "pay"}), stage.people["dana-brown"])
    tomasz, luis = stage.people["tomasz-nowak"], evaluator(stage, "deshawn-carter", of="harpeth-state")
    reading = Reading.objects.get(state="open")
    assert access.may_claim(tomasz, reading, at=NOW).codes == ("same_district",)
    assert evaluating.escalate(at=NOW) == 1
    assert list(queries.stuck(reading.organization)) == [reading]
    assert evaluating.claim_next(by=luis, at=NOW) is None
    operations.name_partner(
        organization=reading.organization,
        partner=stage.organizations["harpeth-state"],
        by=evaluator(stage, "ruth-delaney", role="administrator"),
        at=NOW,
    )
    assert evaluating.escalate(at=NOW) == 0
    assert evaluating.claim_next(by=luis, at=NOW) == reading


def test_an_evaluator_takes_no_more_than_she_can_read(stage: Stage) -> None:
    edition = under(stage, open_at_once=1, weekly=2)
    earners = [stage.people[key] for key in ("dana-brown", "marcus-bell", "walter-finch")]
    works = [sent(edition, each) for each in earners]
    tomasz = stage.people["tomasz-nowak"]
    first = walking.claim(works[0], tomasz, at=NOW)
    assert refused(lambda: walking.claim(works[1], tomasz, at=NOW)) == ("full",)
    walking.rate(first, at=NOW)
    walking.send(first, summary="", at=NOW)
    read(works[1], tomasz, at=NOW + DAY)
    assert refused(lambda: walking.claim(works[2], tomasz, at=NOW + 2 * DAY)) == ("week",)
    assert walking.claim(works[2], tomasz, at=NOW + 8 * DAY).state == "claimed"


def test_only_who_is_at_home_in_the_subject_reads_where_the_program_asks_for_it(stage: Stage) -> None:
    sent(under(stage, match_grade=True, more={"grades": ["6-8"]}), stage.people["dana-brown"])
    tomasz, aisha = stage.people["tomasz-nowak"], stage.people["aisha-rahman"]
    operations.declare_expertise(subjects=[" Civics"], grades=["6-8"], by=aisha, at=LONG_AGO)
    reading = Reading.objects.get(state="open")
    assert access.may_claim(tomasz, reading, at=NOW).codes == ("no_match",)
    assert [queries.queue_for(each, at=NOW).exists() for each in (tomasz, aisha)] == [False, True]


def test_evaluators_are_reminded_twice_and_never_more(stage: Stage) -> None:
    held = walking.claim(sent(under(stage), stage.people["dana-brown"]), stage.people["tomasz-nowak"], at=NOW)
    assert held.leased_until is not None
    whole = held.leased_until - NOW
    asked = [evaluating.remind(at=NOW + whole * part) for part in (0.4, 0.6, 0.7, 0.9, 0.95)]
    assert asked == [0, 1, 0, 1, 0]


def test_next_gives_what_is_due_first_then_what_links_evaluators_who_have_not_met(stage: Stage) -> None:
    edition = under(stage, readings=2)
    earners = [stage.people[key] for key in ("dana-brown", "marcus-bell", "walter-finch")]
    works = [sent(edition, each) for each in earners]
    tomasz, aisha, hannah = (
        stage.people["tomasz-nowak"],
        stage.people["aisha-rahman"],
        evaluator(stage, "hannah-kim"),
    )
    read(works[0], tomasz)
    read(works[0], aisha)
    read(works[1], tomasz)
    read(works[2], hannah)
    offered = [queries.to_claim(each.key) for each in queries.offered(aisha, at=NOW + DAY)]
    assert [each.round.attempt.earner_id for each in offered] == [earners[2].pk, earners[1].pk]
    due = list(queries.queue_for(aisha, at=NOW + DAY))
    assert due == sorted(due, key=lambda each: (each.due_at, each.public_id))


def test_one_evaluator_does_not_read_it_all_while_others_can(stage: Stage) -> None:
    edition = under(stage, share_percent=30)
    for key in ("hannah-kim", "ruth-delaney", "deshawn-carter", "luis-ortega"):
        evaluator(stage, key)
    works = [sent(edition, newcomer(number)) for number in range(11)]
    tomasz = stage.people["tomasz-nowak"]
    for work in works[:10]:
        read(work, tomasz)
    assert queries.offered(tomasz, at=NOW + DAY) == []
    assert len(queries.offered(stage.people["aisha-rahman"], at=NOW + DAY)) == 1
