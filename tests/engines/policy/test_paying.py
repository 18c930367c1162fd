"""Pay that somebody might get twice, or for work that was done before it was approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib.resources import files

from cairn.engines.policy import Fact, Policy, Record, load, payments, repaid
from cairn.engines.policy.payments import PER_MICRO_CREDENTIAL, overlap
from cairn.engines.policy.rules import Start

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


def test_a_stipend_that_is_renamed_or_paid_in_other_periods_is_never_paid_twice_for_one_time() -> None:
    rule = shipped("us-ut-juab/teacher-leader.yaml")
    leader = "teacher-leader"
    badges = tuple(replace(BADGE, reference=f"b{n}", details={"key": f"b{n}"}) for n in range(12))
    agreed = Fact("approval", date(2025, 7, 1), 1, "a", {"by": "principal", "document": "stack agreement"})
    record = Record(
        (*badges, agreed),
        "dana",
        named={"stack agreement": tuple(badge.key for badge in badges)},
        roles=frozenset({leader}),
    )

    def changed(number: int, decision: str = "teacher_leader", **told: object) -> Policy:
        stipend = replace(rule.pays[1], trigger=decision, **told)  # type: ignore[arg-type]
        decisions = {decision: rule.decisions["teacher_leader"]}
        version = replace(rule.version, number=number, start=Start(date.min))
        return replace(rule, pays=(stipend,), decisions=decisions, version=version)

    def due(policy: Policy, on: date, *paid: str) -> list[str]:
        return [one.period for one in payments(policy, replace(record, paid=frozenset(paid)), on=on)]

    yearly, monthly = changed(1), changed(2, every="month")
    year, month = (f"{rule.key}|dana|teacher_leader|{period}" for period in ("2025-26", "2026-06"))
    assert (due(yearly, JUNE), due(yearly, JUNE, month), due(monthly, JUNE, year)) == (["2025-26"], [], [])
    assert due(monthly, date(2026, 7, 1), year) == ["2026-07"]
    renamed, bare = (changed(2, "lead_teacher", was=was) for was in (("teacher_leader",), ()))
    assert (due(renamed, JUNE, year), due(bare, JUNE, year)) == ([], ["2025-26"])

    def told(newer: Policy) -> list[tuple[str, str]]:
        return [(one.code, one.text[:34]) for one in repaid([("1", yearly), ("2", newer)])]

    assert (told(yearly), told(renamed)) == ([], [])
    assert told(bare) == [("E324", "version 2 pays for “lead_teacher” ")]
    assert told(monthly) == [("W405", "“teacher_leader” is paid every mon")]
    assert [overlap("2026", other) for other in ("2025-26", "2026-27", "2027-28", "2027-01", "once")] == [
        True,
        True,
        False,
        False,
        False,
    ]
