"""A record that is written and read again is the same record: old decisions rest on it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from importlib.resources import files

from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.engines.policy import (
    Approval,
    Fact,
    Period,
    Record,
    Waiver,
    decide,
    load_cases,
    load_record,
    write,
)
from cairn.engines.policy.facts import GATES, STATUSES
from cairn.engines.policy.identity import identity_of
from tests.engines.policy.test_decide import TENNESSEE

days = st.dates(date(1990, 1, 1), date(2090, 1, 1))
words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn")), max_size=12)
names = words.filter(lambda text: text.strip() == text and text != "")
amounts = st.fractions(min_value="1/12", max_value=500, max_denominator=12)
sets = st.frozensets(names, max_size=2)
facts = st.builds(
    Fact,
    kind=names,
    earned_on=days,
    amount=amounts,
    reference=names,
    details=st.dictionaries(names, names, max_size=2),
    units=st.dictionaries(names, amounts, max_size=1),
    topics=sets,
    lists=sets,
    documents=sets,
    approvals=st.lists(st.builds(Approval, names, days), max_size=2).map(tuple),
    status=st.sampled_from(STATUSES),
    started_on=st.none() | days,
    expires_on=st.none() | days,
)
records = st.builds(
    Record,
    facts=st.lists(facts, max_size=2).map(tuple),
    person=words.map(str.strip),
    periods=st.dictionaries(names, st.builds(Period, days), max_size=1),
    dates=st.dictionaries(names, days, max_size=1),
    named=st.dictionaries(names, st.lists(names, min_size=1, max_size=2).map(tuple), max_size=1),
    roles=sets,
    opted=st.dictionaries(names, st.integers(1, 9), max_size=1),
    spent=st.dictionaries(names, st.dictionaries(names, amounts, min_size=1, max_size=1), max_size=1),
    paid=sets,
    waivers=st.lists(
        st.builds(Waiver, names, st.sampled_from(GATES), names, days, names, words.map(str.strip)), max_size=1
    ).map(tuple),
)


@settings(deadline=None)
@given(records)
def test_a_written_record_is_read_as_it_was(record: Record) -> None:
    assert load_record(write(record)) == record


def test_every_shipped_case_has_the_same_identity_when_it_was_written() -> None:
    paths = sorted(files("cairn.policies").rglob("*.cases.yaml"))  # type: ignore[attr-defined]
    records = [case.record for path in paths for case in load_cases(path.read_text("utf-8"))]
    kept = [identity_of(load_record(write(record))) for record in records]
    assert len(kept) > 50
    assert kept == [identity_of(record) for record in records]


def test_an_exception_holds_under_its_policy_alone() -> None:
    late = Fact(
        "micro-credential", date(2020, 8, 15), Fraction(1), "mc-1", lists=frozenset({"us-tn/approved"})
    )
    cycle = {"current license": Period(date(2020, 9, 1), date(2026, 8, 31))}

    def counted(policy: str) -> bool:
        waiver = Waiver("mc-1", "window", "The state", date(2026, 1, 1), "A fire.", policy)
        record = Record((late,), periods=cycle, waivers=(waiver,))
        return decide(TENNESSEE, record, on=date(2026, 3, 1), decision="renew").lines[0].counted

    assert [counted(key) for key in ("", TENNESSEE.key, "us-az/other")] == [True, True, False]
