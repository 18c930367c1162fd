"""Approval and pay in the demo: a district takes over a neighbor's rule, a principal approves, payroll gets a batch."""

from __future__ import annotations

from datetime import datetime, timedelta

from cairn.demo.stage import LICENSE, Stage
from cairn.domain.approvals import operations as approvals
from cairn.domain.approvals.models import Approval
from cairn.domain.approvals.operations import Link, Request
from cairn.domain.people.models import Person
from cairn.domain.policies import operations as policies
from cairn.domain.recognition import operations as recognition
from cairn.domain.recognition.operations import Heading
from cairn.domain.records import operations as records
from cairn.engines.policy.payments import period_of
from cairn.workflows import adopting, approving, drafting, finalizing, instructing, transcribing
from cairn.workflows.rulebook import shipped

DAY = timedelta(days=1)
NEIGHBORS = "us-ut-juab/teacher-leader"
LEADER, DECISION, AGREEMENT = "cedar-hollow/teacher-leader", "teacher_leader", "stack agreement"
BUDGET_CENTS = 200_000
OPEN = ("dana-brown", "benjamin-hayes", "nathan-brooks")
"""Who said that she belongs to the district, so that it sees her badges and agreements."""


def pay(stage: Stage, now: datetime) -> None:
    """Payments are worked out as far as the budget goes; half a day later more are, and wait for payroll."""
    _adopt(stage, now - 30 * DAY)
    _agree(stage, now)
    _work_out(stage, now - DAY)
    _decide(stage, now - DAY)


def _adopt(stage: Stage, at: datetime) -> None:
    """The neighbor's rule under a key of the district's own, with a principal."""
    district, walter = stage.organizations["cedar-hollow"], stage.people["walter-finch"]
    theirs = next(one for one in shipped() if one.policy.key == NEIGHBORS)
    draft = drafting.begin_from(
        organization=district,
        policy=theirs.policy,
        text=theirs.text,
        cases=theirs.cases,
        own=False,
        by=walter,
        at=at,
    )
    text = draft.text.replace("a Juab teacher-leader", "a teacher-leader")
    policies.save_draft(
        draft=draft,
        title="Become a teacher-leader",
        text=text.replace("from: unknown", "from: 2024-08-01"),
        cases=draft.cases,
        revision=draft.revision,
        by=walter,
        at=at,
    )
    on = adopting.today_of(district, at)
    adopting.enact(draft=draft, used_from=on, by=walter, at=at)
    approvals.name_approver(organization=district, person=walter, role="principal", by=walter, at=at)
    for key in OPEN:
        records.claim(organization=district, group="", on=on, by=stage.people[key], at=at)


def _agree(stage: Stage, now: datetime) -> None:
    """One agreement is approved, one is not yet, and one waits for the principal."""
    walter = stage.people["walter-finch"]
    dana, benjamin, nathan = (stage.people[key] for key in OPEN)
    yes = _asked(stage, dana, "Twelve toward leading our morning meetings", now - 20 * DAY)
    approving.approve(
        approval=yes,
        reason="A good path out of the classroom.",
        sets_cents=None,
        by=walter,
        at=now - 18 * DAY,
    )
    no = _asked(stage, nathan, "Twelve toward leading science", now - 9 * DAY)
    reason = "Add one about working with families, and ask again."
    approving.refuse(approval=no, reason=reason, by=walter, at=now - 7 * DAY)
    _asked(stage, benjamin, "Twelve toward leading our fifth grade", now - 3 * DAY)


def _asked(stage: Stage, person: Person, title: str, at: datetime) -> Approval:
    district = stage.organizations["cedar-hollow"]
    keys = sorted(stage.editions)[:12]
    named = [f"{stage.editions[key].micro_credential.organization.slug}/{key}" for key in keys]
    goal = records.pursue(policy_key=LEADER, decision=DECISION, named={AGREEMENT: named}, by=person, at=at)
    until = adopting.today_of(district, at) + approving.DAYS_TO_ANSWER * DAY
    link = Link(district, "principal", stage.people["walter-finch"], until)
    note = "I would begin after the winter break."
    request = Request(title, document=AGREEMENT, note=note)
    return approving.ask(thing=goal, links=[link], request=request, by=person, at=at)[0]


def _work_out(stage: Stage, at: datetime) -> None:
    district, office = stage.organizations["cedar-hollow"], stage.people["ruth-delaney"]
    year = period_of("school year", adopting.today_of(district, at))
    for cents, export in ((BUDGET_CENTS // 2, True), (BUDGET_CENTS, False)):
        recognition.set_budget(
            organization=district, policy_key=LEADER, year=year, ceiling_cents=cents, by=office, at=at
        )
        instructing.work_out(organization=district, by=office, at=at)
        if export:
            instructing.export(organization=district, by=office, at=at)


def _decide(stage: Stage, at: datetime) -> None:
    """Dana is not a leader yet, and her licensing office gets a transcript."""
    district, office = stage.organizations["cedar-hollow"], stage.people["ruth-delaney"]
    dana = stage.people["dana-brown"]
    finalizing.finalize(
        person=dana,
        organization=district,
        key=LEADER,
        decision=DECISION,
        on=adopting.today_of(district, at),
        note="You are on your way: the rest of the twelve stay as we agreed.",
        by=office,
        at=at,
    )
    heading = Heading("Tennessee licensure office", dana.name, policy_key=LICENSE)
    transcribing.make(person=dana, organization=district, heading=heading, by=office, at=at)
