"""From the first result to the report, its data without names, and the signed word of the issuer."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cairn.demo import judged, walking
from cairn.domain.catalog.models import Edition
from cairn.domain.people import operations as people
from cairn.domain.validity import bundle, queries
from cairn.domain.validity.data import Beside, read
from cairn.domain.validity.models import Snapshot
from cairn.domain.validity.operations import note_action
from cairn.domain.validity.queries import overlaps
from cairn.engines.verdict import Refused
from cairn.web.shared.validity import VERDICTS
from cairn.workflows import attesting, hosting, records, tasks, validating
from tests.walk import DAY, LONG_AGO, stage, work_at

__all__ = ["stage"]
LATER = LONG_AGO + 30 * DAY


def _latest(edition: Edition) -> Snapshot:
    """The report that holds; there has to be one."""
    found = queries.latest(edition)
    assert found is not None
    return found


@pytest.fixture
def edition(stage):
    """Exit tickets, which Dana was awarded."""
    work_at(
        "awarded",
        edition=stage.editions["exit-tickets"],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["tomasz-nowak"]],
        at=LONG_AGO,
    )
    return stage.editions["exit-tickets"]


def test_the_first_result_makes_a_report_and_the_next_is_a_day_later(edition, stage):
    tasks.run_all(LATER)
    first = _latest(edition)
    assert (first.number, first.tier, first.verdict, first.first_attempts) == (1, "counts", "not_yet", 1)
    assert validating.measure(edition=edition, at=LATER) == first
    for number in (1, 2):
        earner = people.register(
            email=f"e{number}@example.org",
            legal_name="E",
            display_name="E",
            verified=True,
            by=None,
            at=LONG_AGO,
        )
        organization = edition.micro_credential.organization
        people.take_role(
            person=earner, organization=organization, role="earner", title="", by=None, at=LONG_AGO
        )
        walking.work_at(
            "met",
            edition=edition,
            earner=earner,
            evaluators=[stage.people["tomasz-nowak"]],
            at=first.made_at - 3 * DAY + timedelta(hours=number),
        )
    tasks.run_all(first.made_at + timedelta(hours=20))
    assert _latest(edition).number == 1
    tasks.run_all(first.made_at + 2 * DAY)
    second = _latest(edition)
    assert (second.number, second.first_attempts) == (2, 3)
    assert queries.history_of(edition)[1].data == ""


def test_the_data_of_a_report_name_nobody(edition, stage):
    kept = validating.measure(edition=edition, at=LATER, dice=Random(1))
    known = read(kept.data)
    assert known.evaluators == {"A": False}
    assert {each.submission for each in known.submissions} == {"S00001"}
    told = bundle.opened(validating.packed(kept))
    assert told.data == known
    reader, earner = stage.people["tomasz-nowak"], stage.people["dana-brown"]
    for person in (reader, earner):
        assert str(person.public_id) not in kept.data
        assert person.legal_name not in kept.data


def test_whoever_attempted_another_too_is_compared_under_no_id(edition, stage, monkeypatch):
    work_at(
        "awarded",
        edition=stage.editions["wait-time"],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["tomasz-nowak"]],
        at=LONG_AGO + 9 * DAY,
    )
    assert queries.dataset(edition, at=LATER).both == ()
    monkeypatch.setattr(overlaps, "enough", lambda _, people: people > 0)
    found = queries.dataset(edition, at=LATER)
    title = stage.editions["wait-time"].title
    assert (found.beside, len(found.both)) == ((Beside("wait-time-1", title, None),), 1)
    criteria = [stage.editions[key].document["rubric"]["criteria"] for key in ("exit-tickets", "wait-time")]
    assert [len(found.both[0].own), len(found.both[0].other)] == [len(each) for each in criteria]


def test_data_are_gathered_in_as_many_queries_for_two_as_for_one(edition, stage):
    with CaptureQueriesContext(connection) as one:
        queries.dataset(edition, at=LATER)
    walking.work_at(
        "met",
        edition=edition,
        earner=stage.people["marcus-bell"],
        evaluators=[stage.people["tomasz-nowak"]],
        at=LONG_AGO + 9 * DAY,
    )
    with CaptureQueriesContext(connection) as two:
        queries.dataset(edition, at=LATER)
    assert len(two) == len(one) <= 20


def test_the_issuer_signs_what_the_report_says_and_embeds_it_in_the_achievement(edition):
    assert attesting.attested(edition, at=LATER) is None
    judged.keep(edition, works=60, at=LATER)
    signed = attesting.attested(edition, at=LATER) or {}
    assert signed == attesting.attested(edition, at=LATER + DAY)
    subject = signed["credentialSubject"]
    assert subject["id"].endswith(f"/achievements/{edition.public_id}")
    assert "It says nothing about any person" in subject["endorsementComment"]
    assert hosting.achievement(edition, at=LATER)["endorsement"] == [signed]
    assert attesting.attested(edition, at=LATER + 366 * DAY) is None


def test_a_policy_may_ask_for_a_tier_of_evidence(edition, stage):
    dana = stage.people["dana-brown"]
    facts = records.record_of(dana, on=LATER.date()).facts
    assert [fact.details["evidence"] for fact in facts] == ["counts"]
    judged.keep(edition, works=60, at=LATER)
    facts = records.record_of(dana, on=LATER.date()).facts
    assert [fact.details["evidence"] for fact in facts] == ["full"]


def test_everybody_reads_the_report_and_those_who_lead_read_more(edition, stage):
    page = f"/editions/{edition.public_id}/validity/"
    assert "Counts only" in Client().get(page).content.decode()
    report = judged.keep(edition, works=60, at=LATER)
    shown = Client().get(page).content.decode()
    assert str(VERDICTS[report.verdict].name) in shown
    assert report.sha256 in shown
    assert "Who agrees with whom" not in shown
    told = Client().get(f"/editions/{edition.public_id}/validity.json").json()
    assert "readers" not in told["scoring"]
    assert told["evaluators"].keys() == {"count", "calibrated", "watched", "drifting"}
    leader, browser = stage.people["janelle-wright"], Client()
    browser.force_login(leader)
    inside = f"/organizations/cedar-hollow/validity/{edition.public_id}/"
    assert "Who agrees with whom" in browser.get(inside).content.decode()
    browser.post(inside, {"text": "We rewrote the second criterion."})
    assert "We rewrote the second criterion." in Client().get(page).content.decode()
    with pytest.raises(Refused):
        note_action(snapshot=report, text="Me too.", by=stage.people["dana-brown"], at=LATER)
