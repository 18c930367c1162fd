"""From an earner to a certified evaluator, by anchors that experts agreed on."""

from __future__ import annotations

import json
from datetime import datetime

from django.test import Client

from cairn.demo import calibrating as demo
from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.calibration import operations, queries
from cairn.domain.calibration.models import Anchor
from cairn.domain.calibration.states import IN_FORCE
from cairn.domain.evaluation.models import Reading
from cairn.domain.evidence.access import may_open, may_read_round
from cairn.domain.issuing.models import Award
from cairn.domain.people.access import holds
from cairn.domain.portfolios.operations import show
from cairn.workflows import anchoring, awarding, calibrating, evaluating, seeding
from tests.calibrated import NOW, calibrated_pool, concluded, newcomer, take_gate, trained
from tests.domain.asking import refused
from tests.judging import under
from tests.walk import DAY


def test_until_a_pool_has_its_anchors_everybody_with_the_role_reads_and_nobody_is_calibrated(stage: Stage):
    edition, aisha = stage.editions["exit-tickets"], stage.people["aisha-rahman"]
    before = queries.may_read(aisha, edition, at=NOW), queries.calibrated(aisha, edition, at=NOW)
    pool = calibrated_pool(stage)
    since = pool.gate_since
    assert since is not None
    assert before == (queries.may_read(aisha, edition, at=since - DAY), False)
    assert queries.may_read(aisha, edition, at=since).codes == ("not_qualified",)
    assert queries.shut_editions(aisha, at=since) == {
        edition.pk
        for edition in stage.editions.values()
        if edition.micro_credential.organization == pool.organization
    }


def test_the_way_from_invited_to_certified(stage: Stage):
    pool, edition, person = calibrated_pool(stage), stage.editions["exit-tickets"], newcomer("Ida")
    lead = stage.people["janelle-wright"]
    qualification = calibrating.invite(pool=pool, person=person, by=lead, at=NOW)
    way = [qualification.state]
    assert refused(lambda: calibrating.practice(qualification=qualification, by=person, at=NOW)) == (
        "undeclared",
    )
    way.append(demo.learn(qualification, at=NOW, but=("rubric",)).state)
    assert refused(lambda: calibrating.practice(qualification=qualification, by=person, at=NOW)) == (
        "lessons",
    )
    demo.learn(qualification, at=NOW)
    sheet = calibrating.practice(qualification=qualification, by=person, at=NOW)
    round_ = sheet.anchor.round
    assert round_ is not None and may_read_round(person, round_, at=NOW)
    demo.fill_in(sheet, {"question": "exemplary"}, at=NOW)
    assert [(one.criterion.key, one.gap) for one in queries.corrections(sheet)] == [
        ("question", 3), ("sorting", 1), ("adjustment", 0)
    ]  # fmt: skip
    qualification.refresh_from_db()
    way.append(qualification.state)
    gate = take_gate(qualification, rightly=True)
    way.append(qualification.state)
    assert (gate.passed, gate.exact, gate.judgments, gate.awards) == (True, 6, 6, 2)
    assert holds(person, pool.organization, "evaluator", at=NOW)
    assert queries.may_read(person, edition, at=NOW) and queries.on_probation(person, edition, at=NOW)
    for _ in range(2):
        operations.note_read(qualification=qualification, seed=False, by=person, at=NOW + DAY)
    qualification.refresh_from_db()
    way.append(qualification.state)
    assert way == ["invited", "declared", "trained", "probation", "certified"]
    assert queries.calibrated(person, edition, at=NOW + 2 * DAY)
    assert queries.may_read(person, edition, at=NOW + 62 * DAY).codes == ("idle",)
    assert calibrating.lapse_what_ran_out(at=NOW + 62 * DAY) == 1


def test_who_does_not_pass_hears_what_to_practice_tries_once_more_and_cools_off(stage: Stage):
    pool, person = calibrated_pool(stage), newcomer("Jo")
    qualification = trained(stage, pool, person)
    first = take_gate(qualification, rightly=False)
    assert (first.passed, qualification.state, first.advice != []) == (False, "trained", True)
    second = take_gate(qualification, rightly=False)
    assert (second.number, qualification.state) == (2, "cooling_off")
    met = [{sheet.anchor_id for sheet in gate.sheets.all()} for gate in (first, second)]
    assert met[0] & met[1] == set()
    again = lambda at: calibrating.begin_gate(qualification=qualification, by=person, at=at)  # noqa: E731
    assert refused(lambda: again(NOW + DAY)) == ("cooling_off",)
    assert refused(lambda: again(NOW + 31 * DAY)) == ("too_few",)


def test_whoever_made_the_key_is_judged_by_what_the_other_experts_said(stage: Stage):
    pool, tomasz = calibrated_pool(stage), stage.people["tomasz-nowak"]
    qualification = calibrating.invite(pool=pool, person=tomasz, by=stage.people["janelle-wright"], at=NOW)
    demo.learn(qualification, at=NOW)
    assert qualification.state == "trained"
    gate = calibrating.begin_gate(qualification=qualification, by=tomasz, at=NOW)
    assert (gate.as_expert, gate.passed, gate.sheets.count()) == (True, True, 0)


def test_experts_rate_blind_and_an_anchor_on_which_they_differ_is_not_agreed(stage: Stage):
    pool, lead = calibrated_pool(stage), stage.people["janelle-wright"]
    anchor = anchoring.choose(round_=concluded(stage, "Kim"), use="practice", by=lead, at=NOW)
    sheets = [
        anchoring.ask_expert(anchor=anchor, expert=stage.people[key], by=lead, at=NOW)
        for key in ("tomasz-nowak", "aisha-rahman")
    ]
    demo.fill_in(sheets[0], {"question": "emerging"}, at=NOW)
    agree = lambda: anchoring.agree(anchor=anchor, rationales={}, by=lead, at=NOW)  # noqa: E731
    assert refused(agree) == ("sealed",)
    demo.fill_in(sheets[1], {"question": "proficient"}, at=NOW)
    assert refused(agree) == ("apart", "no_rationale", "no_rationale", "no_rationale")
    assert pool.rules.anchor_spread < queries.proposed(anchor)[0].spread


def test_whoever_withdraws_burns_the_anchor_and_shuts_it(stage: Stage):
    pool, person = calibrated_pool(stage), newcomer("Lee")
    qualification = calibrating.invite(pool=pool, person=person, by=stage.people["janelle-wright"], at=NOW)
    demo.learn(qualification, at=NOW)
    sheet = calibrating.practice(qualification=qualification, by=person, at=NOW)
    round_ = sheet.anchor.round
    assert round_ is not None
    file = next(piece.file for piece in round_.pieces.all() if piece.file and piece.file.renditions.exists())
    shown = file.renditions.get(use="rendition")
    open_before = may_open(person, shown, at=NOW)
    earner = round_.attempt.earner
    anchoring.withdraw_training(attempt=round_.attempt, by=earner, at=NOW + DAY)
    assert (bool(open_before), may_open(person, shown, at=NOW + DAY).codes) == (True, ("no_grant",))
    assert Anchor.objects.get(pk=sheet.anchor_id).state == "burnt"
    assert queries.usable(pool, "practice") == []


def test_a_seed_looks_like_other_work_and_its_distance_from_the_key_is_known(stage: Stage):
    pool, person = calibrated_pool(stage), newcomer("Mia")
    qualification = trained(stage, pool, person)
    take_gate(qualification, rightly=True)
    while qualification.seed_in:
        operations.note_read(qualification=qualification, seed=False, by=person, at=NOW)
        qualification.refresh_from_db()
    assert seeding.due_seed(person, at=NOW) is None
    waiting = demo.submitted(stage.editions["exit-tickets"], newcomer("Ned"), at=NOW)
    seed = seeding.due_seed(person, at=NOW + DAY)
    assert seed is not None and seeding.due_seed(person, at=NOW + 2 * DAY) == seed
    other = Reading.objects.filter(round=waiting)[0]
    assert (seed.due_at, seed.organization, seed.meant_for) == (other.due_at, other.organization, person)
    assert abs(seed.opened_at - other.opened_at) < DAY / 24
    standing = seed.round.attempt.state
    claimed = evaluating.claim(reading=seed, by=person, at=NOW + DAY)
    walking.rate(claimed, levels={"question": "exemplary"}, at=NOW + DAY)
    walking.send(claimed, summary="", at=NOW + DAY)
    told = [(one.evaluator, one.value, one.standardized) for one in seeding.seed_residuals(pool)]
    key = {row.criterion.key: row.level.rank for row in Anchor.objects.get(use="seed").key.all()}
    assert told == [
        (person, ((4 - key["question"]) + (3 - key["sorting"]) + (3 - key["adjustment"])) / 3, None)
    ]
    seed.round.attempt.refresh_from_db()
    qualification.refresh_from_db()
    assert (seed.round.attempt.state, qualification.seed_in > 0) == (standing, True)


def test_a_rubric_that_changed_is_in_nobodys_queue_who_passed_before(stage: Stage):
    person, edition = newcomer("Uma"), stage.editions["exit-tickets"]
    take_gate(trained(stage, calibrated_pool(stage), person), rightly=True)
    same = under(stage, at=NOW + DAY)
    rubric = {**edition.document["rubric"], "rule": {"rule": "count", "count": 2, "required": []}}
    changed = under(stage, more={"rubric": rubric}, at=NOW + 2 * DAY)
    kept = {each: queries.may_read(person, each, at=NOW + 3 * DAY).codes for each in (edition, same, changed)}
    assert kept == {edition: (), same: (), changed: ("rubric_changed",)}
    assert queries.shut_editions(person, at=NOW + 3 * DAY) == {changed.pk}


def test_nobody_is_suspended_unheard(stage: Stage):
    pool, person, lead = calibrated_pool(stage), newcomer("Olga"), stage.people["janelle-wright"]
    qualification = trained(stage, pool, person)
    take_gate(qualification, rightly=True)
    concern = calibrating.raise_concern(qualification=qualification, said="Six of ten.", by=lead, at=NOW)
    suspend = lambda: calibrating.suspend(concern=concern, note="Too severe.", by=lead, at=NOW)  # noqa: E731
    assert refused(suspend) == ("unheard",)
    operations.reply(concern=concern, words="I was ill.", by=person, at=NOW)
    concern.refresh_from_db()
    suspend()
    edition = stage.editions["exit-tickets"]
    assert queries.may_read(person, edition, at=NOW).codes == ("suspended",)
    back = calibrating.reinstate(qualification=qualification, by=lead, at=NOW + DAY)
    assert (back.state in IN_FORCE, back.reads) == (True, 0)


def test_certification_is_a_badge_that_runs_out_and_is_held_with_its_evaluator(stage: Stage, client: Client):
    pool, person, lead = calibrated_pool(stage), newcomer("Rosa"), stage.people["janelle-wright"]
    edition = stage.editions["exit-tickets"]
    operations.set_badge(pool=pool, badge=edition.micro_credential, by=lead, at=NOW)
    qualification = trained(stage, pool, person)
    take_gate(qualification, rightly=True)
    for name in ("Sven", "Tia"):
        waiting = demo.submitted(edition, newcomer(name), at=NOW)
        walking.read(waiting.attempt, person, at=NOW + DAY)
    qualification.refresh_from_db()
    [award] = Award.objects.filter(earner=person)
    said = json.loads(award.credential.text)
    told, until = said["credentialSubject"], qualification.valid_until
    assert until is not None
    assert (qualification.state, award.state, award.expires_at) == (
        "certified",
        "issued",
        qualification.valid_until,
    )
    assert datetime.fromisoformat(said["validUntil"]) == until.replace(microsecond=0)
    assert told["achievement"]["criteria"]["narrative"].startswith("Tested on work that experts have rated")
    assert [one["name"] for one in said["evidence"]] == ["The gate for evaluators"]
    show(badge=award, audience="public", named=False, by=person, at=NOW + DAY)
    page = client.get(f"/badges/{award.public_id}/").content.decode()
    told_there = ("It certifies an evaluator of", "results, on work that the evaluator", "What was shown")
    assert [each in page for each in told_there] == [True, True, False]
    work = demo.submitted(edition, newcomer("Ugo"), at=NOW + DAY)
    walking.read(work.attempt, person, at=NOW + DAY)
    other = awarding.award(attempt=work.attempt, at=NOW + 2 * DAY)
    [judging] = json.loads(other.credential.text)["evidence"]
    assert judging["narrative"].startswith(
        "One evaluator read the work without being told whose it was. She had"
    )
    assert not {"Rosa", str(person.public_id)} & set(judging["narrative"].split())
    concern = calibrating.raise_concern(
        qualification=qualification, said="Six of ten.", by=lead, at=NOW + 2 * DAY
    )
    operations.reply(concern=concern, words="I was ill.", by=person, at=NOW + 2 * DAY)
    concern.refresh_from_db()
    calibrating.suspend(concern=concern, note="Too severe.", by=lead, at=NOW + 2 * DAY)
    award.refresh_from_db()
    assert (award.state, award.reason) == ("suspended", "Too severe.")
