"""Stories of approval and pay in a real browser: Juab's twelve, Kettle Moraine's price, Minnesota's mixed rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from playwright.sync_api import expect

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.approvals import operations as approvals
from cairn.domain.approvals.models import Approval, Approver
from cairn.domain.approvals.operations import Link, Request
from cairn.domain.issuing.models import Award
from cairn.domain.recognition.models import FinalDecision, Instruction
from cairn.domain.records import operations as records
from cairn.workflows import adopting, approving, instructing
from tests.paying import Place, agreed, earned, juab
from tests.stories.hands import Pointer
from tests.stories.telling import Story
from tests.walk import DAY

pytestmark = [pytest.mark.once, pytest.mark.slow]
NOW = datetime.now(UTC)
YEAR = timedelta(days=366)
KETTLE = "us-wi-kettle-moraine/micro-credential-pay"
MINNESOTA = "us-mn/cte-license"
PANEL, PLAN = "panel of 10 educators", "learning plan"


@pytest.fixture
def walk(new_context: Any, sign_in: Any, live_server: Any) -> Story:
    return Story(Pointer(), new_context, sign_in, live_server.url)


def test_juab_twelve_that_were_agreed_make_a_leader_paid_once_a_year_until_the_role_ends(
    walk: Story, transactional_db: None
) -> None:
    place = juab(NOW - DAY)
    goal = agreed(place, NOW - 2 * DAY)
    earned(place, 12, NOW - 2 * DAY)
    page = walk.as_person(place.dana, f"/worth/{goal.public_id}/")
    walk.press(page, "link", "Ask for an approval")
    page.get_by_label("Who approves it").select_option(
        label="principal: Walter Finch, Cedar Hollow School District (stack agreement)"
    )
    walk.press(page, "button", "Ask")
    expect(page.get_by_text("Asked. A letter is on its way")).to_be_visible()
    page = walk.as_person(place.principal, "/recognizing/approvals/")
    walk.press(page, "link", "Teacher leader")
    walk.press(page, "button", "Approve")
    expect(page.get_by_text("Approved. Dana Brown gets a letter.")).to_be_visible()
    office = walk.as_person(place.office, "/recognizing/approvals/people/")
    office.get_by_label("Role, as the policy calls it").fill("teacher-leader")
    office.get_by_label("Name or e-mail address").first.fill("Dana Brown")
    walk.press(office, "button", "Name her")
    expect(office.get_by_text("teacher-leader: Dana Brown")).to_be_visible()
    _the_office_decides(walk, place)
    _payroll_pays_once(walk, place)


def _the_office_decides(walk: Story, place: Place) -> None:
    page = walk.as_person(place.office, "/recognizing/decisions/new/")
    page.get_by_label("Person").fill("Dana Brown")
    page.get_by_label("What is to be decided").select_option(
        label="Become a Juab teacher-leader: teacher leader"
    )
    walk.press(page, "button", "Look at it")
    expect(page.get_by_text("12 of 12: micro-credential.").first).to_be_visible()
    walk.press(page, "button", "Decide: met")
    expect(page.get_by_text("The same, byte for byte")).to_be_visible()
    assert FinalDecision.objects.get().state == "met"


def _payroll_pays_once(walk: Story, place: Place) -> None:
    page = walk.as_person(place.office, "/recognizing/payments/")
    walk.press(page, "button", "Work out what is due")
    expect(page.get_by_text("13 due, 0 held, 0 stopped.")).to_be_visible()
    walk.press(page, "button", "Hand to payroll")
    expect(page.get_by_role("heading", name="Batch 1: $5,400")).to_be_visible()
    walk.press(page, "button", "Work out what is due")
    expect(page.get_by_text("0 due, 0 held, 0 stopped.")).to_be_visible()
    instructing.work_out(organization=place.district, by=place.office, at=NOW + YEAR)
    page.reload()
    expect(page.locator("table.pays tbody tr")).to_have_count(1)
    expect(page.locator("table.pays td.amount")).to_have_text("$3,000")
    approvals.end_approver(approver=Approver.objects.get(role="teacher-leader"), by=place.office, at=NOW)
    instructing.work_out(organization=place.district, by=place.office, at=NOW + YEAR)
    page.goto(f"{walk.address}/recognizing/payments/?state=stopped")
    expect(page.get_by_text("the role has ended")).to_be_visible()
    hers = walk.as_person(place.dana, "/worth/approvals/")
    expect(hers.get_by_text("with payroll")).to_have_count(13)


@pytest.mark.console_errors("422")
def test_kettle_moraines_panel_sets_a_price_before_work_starts_and_only_then_it_is_paid(
    walk: Story, empty_stage: Stage
) -> None:
    district, cast = empty_stage.organizations["cedar-hollow"], empty_stage.people
    dana, panelist, office = cast["dana-brown"], cast["walter-finch"], cast["ruth-delaney"]
    adopting.adopt(organization=district, key=KETTLE, used_from=NOW.date(), by=None, at=NOW)
    approvals.name_approver(organization=district, person=panelist, role=PANEL, by=None, at=NOW)
    records.claim(organization=district, group="", on=NOW.date(), by=dana, at=NOW)
    early, late = "cedar-hollow/wait-time", "cedar-hollow/exit-tickets"
    goal = records.pursue(policy_key=KETTLE, decision="award", named={PLAN: [late, early]}, by=dana, at=NOW)
    evaluators = [cast["tomasz-nowak"]]
    walking.work_at(
        "awarded",
        edition=empty_stage.editions["wait-time"],
        earner=dana,
        evaluators=evaluators,
        at=NOW - 20 * DAY,
    )
    page = walk.as_person(dana, f"/worth/{goal.public_id}/")
    for title in ("Exit Tickets That Change Tomorrow", "Wait Time and Follow-Up Questions"):
        page.goto(f"{walk.address}/worth/approvals/ask/goal/{goal.public_id}/")
        page.get_by_label("Who approves it").select_option(index=1)
        page.get_by_label("What of your plan it is for").select_option(label=title)
        page.get_by_label("In a few words").fill(title)
        walk.press(page, "button", "Ask")
        expect(page.get_by_text("Asked. A letter is on its way")).to_be_visible()
    panel = walk.as_person(panelist, "/recognizing/approvals/")
    walk.press(panel, "link", "Exit Tickets That Change Tomorrow")
    panel.get_by_label("Amount in dollars").fill("700")
    walk.press(panel, "button", "Approve")
    expect(panel.get_by_text("Set a whole amount from $100 to $600: the policy's bounds.")).to_be_visible()
    panel.get_by_label("Amount in dollars").fill("400")
    walk.press(panel, "button", "Approve")
    walk.press(panel, "link", "Wait Time and Follow-Up Questions")
    panel.get_by_label("Amount in dollars").fill("200")
    walk.press(panel, "button", "Approve")
    expect(panel.get_by_text("Nothing waits for you")).to_be_visible()
    instructing.work_out(organization=district, by=office, at=NOW + DAY)
    assert not Instruction.objects.exists()
    walking.work_at(
        "awarded",
        edition=empty_stage.editions["exit-tickets"],
        earner=dana,
        evaluators=evaluators,
        at=NOW + DAY,
    )
    instructing.work_out(organization=district, by=office, at=NOW + 40 * DAY)
    page = walk.as_person(office, "/recognizing/payments/")
    expect(page.locator("table.pays td.amount")).to_have_text("$400")
    expect(page.get_by_text("onto base salary")).to_be_visible()


def test_minnesotas_mixed_requirements_are_met_one_by_one_and_a_person_decides_what_a_test_did_not(
    walk: Story, empty_stage: Stage
) -> None:
    district, cast = empty_stage.organizations["cedar-hollow"], empty_stage.people
    dana, expert, office = cast["dana-brown"], cast["walter-finch"], cast["ruth-delaney"]
    records.claim(organization=district, group="", on=NOW.date(), by=dana, at=NOW)
    for role in ("advisor", "content expert", "program completion review"):
        approvals.name_approver(organization=district, person=expert, role=role, by=None, at=NOW)
    goal = records.pursue(
        policy_key=MINNESOTA,
        decision="recommend_for_license",
        named={"individual program plan": ["cedar-hollow/exit-tickets"]},
        dates={"date admitted": (NOW - 300 * DAY).date().isoformat()},
        by=dana,
        at=NOW,
    )
    for kind, details in (
        ("work experience", {"subject": "occupation within the license field"}),
        ("field experience", {}),
    ):
        records.add_record(
            kind=kind,
            title=kind.capitalize(),
            amount=Fraction(1),
            unit="",
            earned_on=(NOW - 30 * DAY).date(),
            details=details,
            by=dana,
            at=NOW,
        )
    walking.work_at(
        "awarded",
        edition=empty_stage.editions["exit-tickets"],
        earner=dana,
        evaluators=[cast["tomasz-nowak"]],
        at=NOW - 20 * DAY,
    )
    badge = Award.objects.get(earner=dana)
    for thing, role, document in (
        (goal, "advisor", "individual program plan"),
        (goal, "program completion review", ""),
        (goal, "content expert", "long-standing work experience"),
    ):
        approving.ask(
            thing=thing, links=[Link(district, role)], request=Request(role, document), by=dana, at=NOW
        )
    page = walk.as_person(dana, f"/portfolio/{badge.public_id}/")
    walk.press(page, "link", "Ask for an approval of this badge")
    page.get_by_label("Who approves it").select_option(
        label="content expert: Walter Finch, Cedar Hollow School District"
    )
    walk.press(page, "button", "Ask")
    hers = walk.as_person(expert, "/recognizing/approvals/")
    for name in ("advisor", "program completion review", badge.title):
        walk.press(hers, "link", name)
        walk.press(hers, "button", "Approve")
        expect(hers.get_by_text("Approved. Dana Brown gets a letter.")).to_be_visible()
    address = "/recognizing/decisions/new/?person=Dana+Brown&what=us-mn/cte-license%23recommend_for_license"
    page = walk.as_person(office, address)
    expect(page.get_by_role("button", name="Decide: needs a person")).to_be_visible()
    expect(page.get_by_text("The content expert decides this").first).to_be_visible()
    walk.press(hers, "link", "content expert")
    walk.press(hers, "button", "Approve")
    page.reload()
    walk.press(page, "button", "Decide: met")
    expect(page.get_by_text("The same, byte for byte")).to_be_visible()
    assert Approval.objects.filter(state="approved").count() == 4
