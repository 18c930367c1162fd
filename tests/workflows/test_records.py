"""A person's record: what policies read of it, which of it an organization sees, and what is told in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cairn.demo.stage import Stage
from cairn.domain.approvals import operations as approvals
from cairn.domain.issuing.models import Award
from cairn.domain.outbox.models import Message
from cairn.domain.people import operations as people
from cairn.domain.policies.models import Policy
from cairn.domain.recognition.models import Applied
from cairn.domain.records import access, operations
from cairn.domain.records.models import Goal, License, Relation
from cairn.engines.policy import Fact, payments
from cairn.engines.verdict import Refused
from cairn.workflows import deciding, foreseeing, proposing, recognizing, records, sharing, tasks
from tests.district import founded
from tests.ruling import rule
from tests.walk import DAY, LONG_AGO, stage, work_at

__all__ = ["stage"]
ON = (LONG_AGO + 60 * DAY).date()
TENNESSEE = "us-tn/teacher-license"


@pytest.fixture
def badges(stage: Stage) -> list[Award]:
    """Dana's two badges: Cedar Hollow's, and one of the university."""
    for key, reader in (("exit-tickets", "tomasz-nowak"), ("morning-meeting", "luis-ortega")):
        work_at(
            "awarded",
            edition=stage.editions[key],
            earner=stage.people["dana-brown"],
            evaluators=[stage.people[reader]],
            at=LONG_AGO + DAY,
        )
    return list(Award.objects.order_by("organization__slug"))


def entered(stage: Stage, kind: str = "learning", amount: int = 12, **said: object) -> str:
    """Something that Dana adds; its reference."""
    told = {"title": "A course", "unit": "hour", "earned_on": LONG_AGO.date(), **said}
    dana = stage.people["dana-brown"]
    row = operations.add_record(kind=kind, amount=Fraction(amount), by=dana, at=LONG_AGO, **told)  # type: ignore[arg-type]
    return str(row.public_id)


def seen(stage: Stage, slug: str | None) -> set[str]:
    organization = stage.organizations[slug] if slug else None
    record = records.record_of(stage.people["dana-brown"], on=ON, seen_by=organization, key=TENNESSEE)
    return {fact.reference for fact in record.facts}


def test_an_organization_sees_what_its_relation_allows_and_no_more(stage: Stage, badges: list[Award]) -> None:
    hours, dana = entered(stage), stage.people["dana-brown"]
    ours, theirs = (str(award.public_id) for award in badges)
    district, office = stage.organizations["cedar-hollow"], stage.people["ruth-delaney"]
    assert seen(stage, None) == {ours, theirs, hours}
    assert seen(stage, "cedar-hollow") == set()
    verdict = access.may_see(office, dana, district, at=LONG_AGO + 60 * DAY)
    assert "is not on Cedar Hollow School District's staff list" in verdict.sentence

    filing = sharing.share(award=badges[1], organization=district, note="", by=dana, at=LONG_AGO + 9 * DAY)
    sharing.file(filing=filing, by=office, at=LONG_AGO + 9 * DAY)
    assert seen(stage, "cedar-hollow") == {theirs}

    operations.roster(
        organization=district, rows=[(dana, "North")], on=LONG_AGO.date(), by=office, at=LONG_AGO
    )
    assert seen(stage, "cedar-hollow") == {ours, theirs}
    assert records.record_of(dana, on=ON, seen_by=district, key=TENNESSEE).license is None

    claim = operations.claim(organization=district, group="", on=LONG_AGO.date(), by=dana, at=LONG_AGO)
    assert seen(stage, "cedar-hollow") == {ours, theirs, hours}
    assert access.may_see(office, dana, district, at=LONG_AGO + 60 * DAY)
    assert not access.may_see(dana, dana, district, at=LONG_AGO + 60 * DAY)
    assert seen(stage, "tennessee") == set()

    operations.end(relation=claim, on=LONG_AGO.date(), by=dana, at=LONG_AGO + 2 * DAY)
    assert operations.roster(organization=district, rows=[], on=LONG_AGO.date(), by=office, at=LONG_AGO) == (
        0,
        1,
    )
    assert seen(stage, "cedar-hollow") == {theirs}


def test_only_she_ends_her_claim_and_only_the_office_keeps_its_list(stage: Stage) -> None:
    dana, office = stage.people["dana-brown"], stage.people["ruth-delaney"]
    district = stage.organizations["cedar-hollow"]
    claim = operations.claim(organization=district, group="", on=ON, by=dana, at=LONG_AGO)
    operations.roster(organization=district, rows=[(dana, "")], on=ON, by=office, at=LONG_AGO)
    listed = Relation.objects.get(kind="rostered")
    for relation, by in ((claim, office), (listed, dana)):
        with pytest.raises(Refused):
            operations.end(relation=relation, on=ON, by=by, at=LONG_AGO)
    with pytest.raises(Refused):
        operations.roster(organization=district, rows=[], on=ON, by=dana, at=LONG_AGO)


def test_a_record_is_read_with_as_many_questions_however_much_there_is(
    stage: Stage, badges: list[Award]
) -> None:
    dana = stage.people["dana-brown"]
    entered(stage)
    with CaptureQueriesContext(connection) as few:
        records.known_of(dana, on=ON)
    for day in range(5):
        entered(stage, earned_on=LONG_AGO.date() - timedelta(days=day))
        operations.pursue(policy_key=f"us-az/{day}", decision="endorse", by=dana, at=LONG_AGO)
    with CaptureQueriesContext(connection) as many:
        records.known_of(dana, on=ON)
    assert len(few) == len(many) <= 16


def test_many_are_read_together_as_each_alone_with_as_many_questions(
    stage: Stage, badges: list[Award]
) -> None:
    district, office = stage.organizations["cedar-hollow"], stage.people["ruth-delaney"]
    dana, *others = (
        stage.people[name] for name in ("dana-brown", "marcus-bell", "nora-quill", "ruth-delaney")
    )
    entered(stage)
    entered(stage, "micro-credential", 45, unit="hours", details={"award": str(badges[0].public_id)})
    operations.roster(organization=district, rows=[(dana, "N")], on=ON, by=office, at=LONG_AGO)
    operations.claim(organization=district, group="", on=ON, by=others[0], at=LONG_AGO)
    approvals.name_approver(
        organization=district, person=dana, role="teacher-leader", by=office, at=LONG_AGO + 50 * DAY
    )
    for seen_by, approved_by in ((None, None), (district, None), (district, district)):
        together = records.all_known([dana, *others], on=ON, seen_by=seen_by, approved_by=approved_by)
        assert list(together.values()) == [
            records.known_of(one, on=ON, seen_by=seen_by, approved_by=approved_by) for one in (dana, *others)
        ]
    with CaptureQueriesContext(connection) as two:
        records.all_known([dana, others[0]], on=ON, seen_by=district)
    with CaptureQueriesContext(connection) as all_of_them:
        records.all_known(stage.people.values(), on=ON, seen_by=district)
    assert len(two) == len(all_of_them) <= 20


def test_a_role_counts_under_the_policy_of_whoever_says_so_alone(stage: Stage) -> None:
    dana, offices = stage.people["dana-brown"], {"cedar-hollow": "ruth-delaney", "tennessee": "sam-whitaker"}
    for (slug, office), role in zip(offices.items(), ("mentor", "teacher-leader"), strict=True):
        organization = stage.organizations[slug]
        rule(organization, by=stage.people[office], at=LONG_AGO)
        people.take_role(person=dana, organization=organization, role="earner", by=None, at=LONG_AGO)
        approvals.name_approver(organization=organization, person=dana, role=role, by=None, at=LONG_AGO)
    known = records.known_of(dana, on=ON)
    keys = Policy.objects.order_by("organization__slug").values_list("key", flat=True)
    roles = [set(known.under(key).roles) for key in (*keys, "us-ut-juab/teacher-leader")]
    assert roles == [{"mentor"}, {"teacher-leader"}, set()]


def test_what_a_panel_accepted_is_the_approval_that_the_rule_asks_for(db: None) -> None:
    kettle = founded()
    accepted = kettle.vote(kettle.in_vote(), *["yes"] * 6)
    row = proposing.become(proposal=accepted, by=kettle.author, at=LONG_AGO + 2 * DAY).micro_credential
    first = kettle.teachers[0]
    outsider = people.register(email="o@example.org", legal_name="O", verified=True, by=None, at=LONG_AGO)
    (approval,) = records.known_of(first, on=ON).facts
    key = f"kettle/{row.key}"
    assert approval.details == {
        "by": "panel of 10 educators",
        "document": "learning plan",
        "for": key,
        "amount": "$400",
    }
    assert records.record_of(first, on=ON).named == {"learning plan": (key,)}
    assert records.known_of(outsider, on=ON).facts == ()
    standing = deciding.stand(first, "us-wi-kettle-moraine/micro-credential-pay", "award", on=ON)
    assert standing.decision is not None
    assert [part.met for part in standing.decision.tree.parts] == [True, False]
    earned = Fact("micro-credential", ON, 1, "mc", {"key": key}, started_on=ON)
    assert standing.policy is not None
    whole = replace(standing.record, facts=(approval, earned))
    assert [one.amount for one in payments(standing.policy, whole, on=ON)] == [Fraction(400)]


def test_what_a_verifier_stated_of_a_badge_stands_with_the_badge(stage: Stage, badges: list[Award]) -> None:
    badge = str(badges[0].public_id)
    entered(
        stage, "micro-credential", 45, unit="equivalent hours", topics=["reading"], details={"award": badge}
    )
    record = records.record_of(stage.people["dana-brown"], on=ON)
    fact = next(fact for fact in record.facts if fact.reference == badge)
    assert len(record.facts) == len(badges)
    assert (fact.units["equivalent hours"], "reading" in fact.topics) == (Fraction(45), True)


def test_what_is_removed_counts_no_more_until_it_is_put_back(stage: Stage) -> None:
    dana = stage.people["dana-brown"]
    held = License.objects.get(person=dana)
    goal = operations.pursue(
        policy_key="us-il-troy/board-credit", decision="first_lane", by=dana, at=LONG_AGO
    )
    standing = deciding.stand(dana, TENNESSEE, "advance", on=ON)
    assert (standing.record.license is not None, standing.decision and standing.decision.met) == (True, False)
    operations.remove_license(held=held, by=dana, at=LONG_AGO)
    operations.drop_goal(goal=goal, by=dana, at=LONG_AGO)
    assert deciding.standings(dana, on=ON) == []
    operations.put_back_license(held=held, by=dana, at=LONG_AGO)
    operations.take_up_goal(goal=goal, by=dana, at=LONG_AGO)
    assert [one.key for one in deciding.standings(dana, on=ON)] == [TENNESSEE, "us-il-troy/board-credit"]
    assert Goal.objects.get(person=dana).removed_at is None
    with pytest.raises(Refused):
        operations.remove_license(held=held, by=stage.people["nora-quill"], at=LONG_AGO)


def test_a_license_that_changes_applies_to_badges_she_has_already_once(
    stage: Stage, badges: list[Award]
) -> None:
    dana, at = stage.people["dana-brown"], LONG_AGO + 60 * DAY
    held, rows = License.objects.get(person=dana), Applied.objects.filter(award__in=badges)
    key = "us-pa/act-48"
    said: dict[str, Any] = {
        "number": "",
        "ends_on": None,
        "dates": {},
        "named": {},
        "chosen_version": None,
        "by": dana,
    }

    def applied(policy: str) -> list[tuple[bool, Fraction]]:
        tasks.run_all(at)
        return [(one.counted, one.amount) for one in rows.filter(policy=policy).order_by("award")]

    assert applied(key) == []
    operations.add_license(policy_key=key, name="PA", starts_on=None, ends_on=None, by=dana, at=at)
    assert len(applied(key)) == 2
    assert applied(TENNESSEE) == [(True, Fraction(6)), (True, Fraction(6))]
    operations.change_license(held=held, name="TN", starts_on=at.date(), at=at, **said)
    assert applied(TENNESSEE) == [(False, Fraction(0)), (False, Fraction(0))]
    before = list(rows.order_by("pk").values())
    assert recognizing.recognize_past(person=dana, policy=TENNESSEE, at=at + DAY) == 2
    assert list(rows.order_by("pk").values()) == before


def test_a_license_that_ends_is_told_once_at_each_step_and_not_once_it_is_met(stage: Stage) -> None:
    dana = stage.people["dana-brown"]
    held = License.objects.get(person=dana)
    operations.change_license(
        held=held,
        name=held.name,
        number="",
        starts_on=date(2021, 9, 1),
        ends_on=ON,
        dates={},
        named={},
        chosen_version=None,
        by=dana,
        at=LONG_AGO,
    )
    letters = Message.objects.filter(event__startswith="worth_ends", recipient=str(dana.public_id))
    for day in (29, 28, 0):
        foreseeing.warn(at=LONG_AGO + (60 - day) * DAY)
    assert letters.count() == 1
    foreseeing.warn(at=LONG_AGO + 55 * DAY)
    assert letters.count() == 2
    entered(stage, amount=60)
    assert foreseeing.notices(records.known_of(dana, on=ON), deciding.book(ON), on=LONG_AGO.date()) == []
