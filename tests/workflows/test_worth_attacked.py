"""What people might try with approvals, records and pay, and that it brings nothing."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cairn.domain.approvals import operations as approvals
from cairn.domain.approvals.models import Approval
from cairn.domain.approvals.operations import Link, Request
from cairn.domain.approvals.queries import approvals_of
from cairn.domain.people.models import Person
from cairn.domain.recognition.models import Instruction
from cairn.domain.records import operations as records
from cairn.domain.records.models import OtherRecord
from cairn.engines.verdict import Refused
from cairn.workflows import approving, instructing
from cairn.workflows.records import known_of
from tests.paying import BEGAN, Place, earned, juab
from tests.walk import DAY


@pytest.fixture
def place(db: None) -> Place:
    return juab()


def course_of(person: Person) -> OtherRecord:
    return records.add_record(
        kind="learning",
        title="Summer course",
        amount=Fraction(15),
        unit="hour",
        earned_on=BEGAN.date(),
        by=person,
        at=BEGAN,
    )


def approved(place: Place, record: OtherRecord) -> Approval:
    link = Link(place.district, "principal", place.principal)
    asked = approving.ask(
        thing=record, links=[link], request=Request("Course"), by=place.dana, at=BEGAN + DAY
    )
    return approving.approve(
        approval=asked[0], reason="", sets_cents=None, by=place.principal, at=BEGAN + DAY
    )


def test_a_record_that_was_changed_after_it_was_approved_has_to_be_approved_again(place: Place) -> None:
    course = course_of(place.dana)
    approved(place, course)
    assert list(approvals_of(place.dana).of_records) == [course.pk]
    records.change_record(
        entered=course,
        kind=course.kind,
        title=course.title,
        amount=Fraction(150),
        unit=course.unit,
        earned_on=course.earned_on,
        started_on=None,
        details={},
        topics=[],
        by=place.dana,
        at=BEGAN + 2 * DAY,
    )
    assert approvals_of(place.dana).of_records == {}


def test_nobody_decides_in_her_place_on_what_is_her_own(place: Place) -> None:
    course = course_of(place.principal)
    days = (BEGAN.date(), (BEGAN + 9 * DAY).date())
    approvals.delegate(
        organization=place.district, taker=place.dana, role="", days=days, by=place.principal, at=BEGAN
    )
    link = Link(place.district, "principal")
    mine = approving.ask(thing=course, links=[link], request=Request("Mine"), by=place.principal, at=BEGAN)
    with pytest.raises(Refused, match="is asked, and can name a delegate"):
        approving.approve(approval=mine[0], reason="", sets_cents=None, by=place.dana, at=BEGAN)


def test_what_another_organization_approved_is_not_paid_for_here(place: Place) -> None:
    award = earned(place, 1, BEGAN)[0]
    state, voss = place.stage.organizations["harpeth-state"], place.stage.people["eleanor-voss"]
    approvals.name_approver(organization=state, person=voss, role="principal", by=None, at=BEGAN)
    asked = approving.ask(
        thing=award, links=[Link(state, "principal")], request=Request("Badge"), by=place.dana, at=BEGAN + DAY
    )
    approving.approve(approval=asked[0], reason="", sets_cents=None, by=voss, at=BEGAN + DAY)
    on = (BEGAN + 2 * DAY).date()
    told = known_of(place.dana, on=on, seen_by=place.district)
    paid_for = known_of(place.dana, on=on, seen_by=place.district, approved_by=place.district)
    assert [len(one.facts[0].approvals) for one in (told, paid_for)] == [1, 0]


def test_what_ended_after_it_was_worked_out_is_not_handed_to_payroll(place: Place) -> None:
    earned(place, 1, BEGAN)
    at = BEGAN + 2 * DAY
    instructing.work_out(organization=place.district, by=place.office, at=at)
    assert Instruction.objects.get().state == "due"
    (relation,) = place.dana.record_relations.filter(kind="claimed")
    records.end(relation=relation, on=at.date(), by=place.dana, at=at)
    assert instructing.export(organization=place.district, by=place.office, at=at + 2 * DAY) is None
    assert Instruction.objects.get().state == "stopped"
