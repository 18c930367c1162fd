"""Pay that somebody might get twice, or for work that was done before it was approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib.resources import files

from cairn.engines.policy import Fact, Policy, Record, load, payments
from cairn.engines.policy.payments import PER_MICRO_CREDENTIAL

JUNE = date(2026, 6, 1)
BADGE = Fact("micro-credential", date(2026, 3, 1), 1, "badge", {"key": "here/wait-time"})
PANEL = {"by": "panel of 10 educators", "document": "learning plan", "for": BADGE.key, "amount": "$400"}


def shipped(name: str) -> Policy:
    return load(files("cairn.policies").joinpath(name).read_text("utf-8"), {})


def test_work_that_was_earned_before_it_was_approved_is_not_paid_where_its_start_is_unknown() -> None:
    rule = shipped("us-wi-kettle-moraine/micro-credential-pay.yaml")
    named = {"learning plan": (BADGE.key,)}
    late, early = (
        Record((BADGE, Fact("approval", day, 1, "approval", PANEL)), person="dana", named=named)
        for day in (date(2026, 3, 2), date(2026, 3, 1))
    )
    assert [one.amount for one in payments(rule, late, on=JUNE)] == []
    assert [one.amount for one in payments(rule, early, on=JUNE)] == [400]


def test_what_was_paid_by_the_record_is_not_paid_again_by_the_micro_credential_nor_the_other_way() -> None:
    rule = shipped("us-ut-juab/teacher-leader.yaml")
    by_badge, by_record = (
        replace(rule, pays=tuple(replace(pay, once=once) for pay in rule.pays[:1]))
        for once in (PER_MICRO_CREDENTIAL, "")
    )
    record = Record((BADGE, replace(BADGE, reference="again", earned_on=JUNE)), person="dana")
    first, later = payments(by_badge, record, on=JUNE)[0], payments(by_record, record, on=JUNE)
    assert [one.period for one in later] == ["badge", "again"]
    assert payments(by_badge, replace(record, paid=frozenset({later[0].key})), on=JUNE) == ()
    left = payments(by_record, replace(record, paid=frozenset({first.key})), on=JUNE)
    assert [one.period for one in left] == ["again"]
