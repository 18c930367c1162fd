"""Leads' pages: what stays sealed and unnamed, and what is refused with a sentence."""

from __future__ import annotations

from django.test import Client

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evaluation import access, operations, queries
from cairn.domain.evaluation.models import Reading, Unsealing
from cairn.domain.evidence.queries import current_round
from cairn.workflows import appealing, evaluating
from tests.judging import NOW, evaluator, read, sent, under
from tests.walk import DAY

HOME = "/organizations/cedar-hollow/judging/"


def test_sides_stay_sealed_while_a_third_reads_blind_and_nobody_is_named(
    client: Client, stage: Stage
) -> None:
    attempt = sent(under(stage, readings=2), stage.people["dana-brown"])
    hannah, lead = evaluator(stage, "hannah-kim"), evaluator(stage, "ruth-delaney", role="lead")
    read(attempt, hannah, sorting="developing")
    read(attempt, stage.people["tomasz-nowak"])
    round_ = current_round(attempt)
    assert round_ is not None
    client.force_login(lead)
    sides = f"{HOME}disputes/{round_.public_id}/"
    third = Reading.objects.get(state="open")
    assert client.get(sides).status_code == 403
    client.post(f"{HOME}disputes/{third.public_id}/settle/")
    third.refresh_from_db()
    assert third.state == "open"
    walking.read(attempt, stage.people["aisha-rahman"], at=NOW, levels={"sorting": "proficient"})
    shown = client.get(sides).content.decode()
    log = client.get(f"{HOME}log/").content.decode()
    table = client.get(f"{HOME}log/judging.csv").content.decode()
    people = {each: stage.people[each].name for each in ("dana-brown", "hannah-kim", "aisha-rahman")}
    named = [name for name in people.values() for text in (shown, log, table) if name in text]
    assert (named, "Developing" in shown, "An evaluator sent a reading." in table) == ([], True, True)


def test_a_rule_out_of_its_bounds_is_refused_with_them_and_nothing_typed_is_lost(
    client: Client, stage: Stage
) -> None:
    client.force_login(evaluator(stage, "ruth-delaney", role="lead"))
    answer = client.post(f"{HOME}rules/", {"launch": "many", "read_days": "7"})
    told = answer.content.decode()
    assert (answer.status_code, "Choose a number from 0 to 1000." in told, 'value="7"' in told) == (
        422, True, True,
    )  # fmt: skip


def test_a_lead_who_looked_at_both_sides_reads_no_appeal_and_one_who_reads_it_sees_no_sides(
    client: Client, stage: Stage
) -> None:
    edition = under(stage)
    first, other = (sent(edition, stage.people[key]) for key in ("dana-brown", "marcus-bell"))
    lead = evaluator(stage, "ruth-delaney", role="lead")
    client.force_login(lead)
    outcomes = []
    for attempt in (first, other):
        read(attempt, stage.people["tomasz-nowak"], sorting="developing")
        outcome = queries.latest_outcome(attempt)
        assert outcome is not None
        outcomes.append(outcome)
    looked = [client.get(f"{HOME}disputes/{outcomes[0].round.public_id}/").status_code for _ in range(2)]
    for outcome in outcomes:
        appealing.ask(outcome=outcome, words="Look.", by=outcome.round.attempt.earner, at=NOW + DAY)
    known, new = (
        Reading.objects.filter(reason="appeal", round__attempt=attempt)[0] for attempt in (first, other)
    )
    refusal = access.may_claim(lead, known, at=NOW + DAY)
    waiting = {each.round.attempt for each in queries.queue_for(lead, at=NOW + DAY)}
    assert (looked, refusal.codes, waiting) == ([200, 200], ("unsealed",), {other})
    assert (
        refusal.sentence == "You have seen how this earner's work was rated. Somebody new to it reads it now."
    )
    assert Unsealing.objects.filter(lead=lead).count() == 1
    evaluating.claim(reading=new, by=lead, at=NOW + DAY)
    assert client.get(f"{HOME}disputes/{new.round.public_id}/").status_code == 403


def test_a_lead_who_only_opens_the_list_of_feedback_reads_no_appeal_of_what_it_showed(
    client: Client, stage: Stage
) -> None:
    attempt = sent(under(stage), stage.people["dana-brown"])
    lead = evaluator(stage, "ruth-delaney", role="lead")
    read(attempt, stage.people["tomasz-nowak"], sorting="developing")
    reading = Reading.objects.select_related("round__outcome").get(state="concluded")
    operations.draw(reading=reading, at=NOW + DAY)
    appealing.ask(outcome=reading.round.outcome, words="Look.", by=attempt.earner, at=NOW + DAY)
    appealed = Reading.objects.filter(reason="appeal")[0]
    before = access.may_claim(lead, appealed, at=NOW + DAY)
    client.force_login(lead)
    shown = client.get(f"{HOME}feedback/").content.decode()
    after = access.may_claim(lead, appealed, at=NOW + DAY)
    assert (bool(before), "Save" in shown, after.codes) == (True, True, ("unsealed",))
