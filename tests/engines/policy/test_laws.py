"""What holds for any policy that ships and any records: order, further records, single and batch, replay, ways."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import cairn.policies
from cairn.engines.policy import (
    Approval,
    Fact,
    NotInForce,
    Offer,
    Period,
    Policy,
    PolicyError,
    Record,
    State,
    Waiver,
    choose,
    decide,
    differences,
    explain,
    lint,
    load,
    load_cases,
    load_people,
    load_record,
    receipt,
    ways,
)
from cairn.engines.policy.facts import GATES, LICENSE
from cairn.engines.policy.population import Population, decide_all, what_if
from cairn.engines.policy.population.worths import Memo
from cairn.engines.policy.reading import read
from cairn.engines.policy.schema import facts_schema, policy_schema
from cairn.engines.policy.spans import back

ROOT = Path(__file__).parents[3]
FOLDER = Path(cairn.policies.__file__).parent
KEYS = ("us-tn/teacher-license", "us-nc/teacher-renewal.2", "us-ut/license-renewal", "us-fl/certificate-renewal",
        "us-pa/act-48", "us-az/computer-science-prek-8")  # fmt: skip
TODAY = date(2026, 12, 31)


def shipped(name: str) -> Policy:
    return load((FOLDER / f"{name}.yaml").read_text("utf-8"))


TENNESSEE = (FOLDER / "us-tn/teacher-license.yaml").read_text("utf-8")
POLICIES = [
    *(shipped(name) for name in KEYS),
    load(TENNESSEE.replace("at_most: 1 per year", "at_most: 2 per year").replace("is: 6", "is: 7")),
]
DECISIONS = [(policy, name) for policy in POLICIES for name in policy.decisions]
few = settings(max_examples=30, deadline=None)

days = st.dates(date(2018, 1, 1), date(2027, 3, 1))
amounts = st.fractions(min_value=Fraction(1, 2), max_value=60, max_denominator=2)
details = st.fixed_dictionaries({
    "level": st.sampled_from(["5", "4", "3"]),
    "kind": st.sampled_from(["initial", "renewal", "standard professional teaching certificate"]),
    "area": st.sampled_from(["learning", "collaboration"]),
    "by": st.sampled_from(["director of schools", "principal"]),
})  # fmt: skip
topics = st.sets(st.sampled_from([
    "subject", "literacy", "reading", "students with disabilities", "programming for educators",
    "other computer science", "foundations of teaching computer science",
]), max_size=3).map(frozenset)  # fmt: skip


@st.composite
def facts(draw: st.DrawFn) -> list[Fact]:
    kinds = sorted({clause.record for policy in POLICIES for clause in policy.counts})
    kinds += ["experience", "approval", "certificate", "juggling"]
    found = []
    for place in range(draw(st.integers(0, 9))):
        approvals = (Approval("superintendent", date(2020, 1, 1)),) if draw(st.booleans()) else ()
        found.append(
            Fact(
                draw(st.sampled_from(kinds)),
                draw(days),
                draw(amounts),
                f"record-{place}",
                draw(details),
                units=draw(st.sampled_from([{}, {"hours": Fraction(15), "equivalent hours": Fraction(30)}])),
                topics=draw(topics),
                lists=frozenset({"us-ut/approved"}),
                approvals=approvals,
                status=draw(st.sampled_from(["valid", "valid", "valid", "revoked", "pending"])),
            )
        )
    return found


records = facts().map(lambda found: Record(tuple(found), "somebody", {LICENSE: Period(date(2020, 2, 29))}))


@st.composite
def fuller(draw: st.DrawFn) -> Record:
    """A record of which more is known: exceptions, days, plans, roles, spending, and license dates that may be open."""
    record = draw(records)
    waiver = Waiver("record-0", draw(st.sampled_from(GATES)), "the office", date(2021, 1, 1), "A flood.")
    said = draw(st.sets(st.sampled_from(["waivers", "dates", "named", "roles", "spent", "opted", "periods"])))
    more: dict[str, object] = {
        "waivers": (waiver,),
        "dates": {"application": date(2026, 2, 28)},
        "named": {"plan": ("record-1",)},
        "roles": frozenset({"leader"}),
        "spent": {"credits": {"record-1": Fraction(1)}},
        "opted": {"us-tn/teacher-license": 1},
        "periods": draw(st.sampled_from([{}, {LICENSE: Period(date(2024, 2, 29), date(2026, 2, 28))}])),
    }
    return replace(record, **{name: more[name] for name in said})  # type: ignore[arg-type]


asked = st.sampled_from(DECISIONS)


@few
@given(records, asked, st.randoms(use_true_random=False))
def test_the_order_of_records_never_matters(record: Record, what: tuple[Policy, str], dice: Random) -> None:
    shuffled = list(record.facts)
    dice.shuffle(shuffled)
    other = replace(record, facts=tuple(shuffled))
    one = receipt(what[0], record, on=TODAY, decision=what[1])
    assert receipt(what[0], other, on=TODAY, decision=what[1]).text == one.text


@few
@given(records, asked, facts())
def test_further_records_never_hurt(record: Record, what: tuple[Policy, str], more: list[Fact]) -> None:
    policy, name = what
    further = tuple(replace(fact, reference=f"more-{fact.reference}") for fact in more)
    before = decide(policy, record, on=TODAY, decision=name)
    after = decide(policy, replace(record, facts=record.facts + further), on=TODAY, decision=name)
    order = [State.NOT_YET, State.PERSON, State.MET]
    assert order.index(after.state) >= order.index(before.state)
    assert after.total >= before.total


@few
@given(records, st.integers(1, 40))
def test_a_higher_cap_never_hurts(record: Record, more: int) -> None:
    capped = shipped("us-ut/license-renewal")
    higher = replace(capped, caps=tuple(replace(cap, most=cap.most + more) for cap in capped.caps))
    before, after = (decide(one, record, on=TODAY, decision="renew") for one in (capped, higher))
    assert (after.total, after.met) >= (before.total, before.met)


def test_a_share_of_what_somebody_has_is_no_rule_since_a_further_record_could_hurt() -> None:
    text = (FOLDER / "us-ny/ctle.yaml").read_text("utf-8").replace("points: 15,", "points: 15%,")
    _, (finding,) = lint(text, "ny.yaml")
    assert (finding.code, finding.line) == ("E313", 23)


@few
@given(st.integers(0, 9), st.sampled_from([date(2024, 2, 29), date(2024, 3, 1), date(2023, 2, 28)]))
def test_the_threshold_is_met_exactly_and_both_ends_of_every_window_count(many: int, first: date) -> None:
    """So many badges of six points within the license, one on each of its ends, and one just outside of each."""
    last = date(2028, 2, 29)
    license_ = Period(first, last)
    inside = [first, last, *(first + timedelta(days=day + 1) for day in range(many))]
    outside = [first - timedelta(days=1), last + timedelta(days=1)]
    badges = tuple(
        Fact("micro-credential", day, 1, f"mc-{place}") for place, day in enumerate([*inside, *outside])
    )
    found = decide(
        shipped("us-tn/teacher-license"),
        Record(badges, periods={LICENSE: license_}),
        on=last,
        decision="renew",
    )
    assert (found.total, found.met) == (Fraction(6 * len(inside)), len(inside) >= 10)
    assert back(date(2024, 2, 29), 4, "year") == date(2020, 2, 29)
    assert back(date(2023, 2, 28), 3, "year") == date(2020, 2, 28)
    assert back(date(2024, 2, 29), 1, "year") == date(2023, 2, 28)


@few
@given(records, asked)
def test_every_record_has_its_line_and_what_counts_adds_up(record: Record, what: tuple[Policy, str]) -> None:
    policy, name = what
    found = decide(policy, record, on=TODAY, decision=name)
    beside = {fact.reference for fact in record.facts if fact.kind in ("experience", "approval")}
    assert {line.fact.reference for line in found.lines} == {f.reference for f in record.facts} - beside
    assert all(line.because.endswith(".") for line in found.lines)
    used: dict[str, Fraction] = {}
    for share in found.allocation:
        used[share.reference] = used.get(share.reference, Fraction(0)) + share.amount
    worth = {line.fact.reference: line.worth for line in found.lines}
    if policy.key != "us-fl/certificate-renewal":
        assert all(amount <= worth[reference] for reference, amount in used.items())


@settings(max_examples=15, deadline=None)
@given(st.lists(records | fuller(), max_size=5), asked, asked)
def test_a_population_is_decided_as_each_would_be_alone_and_whatever_was_asked_before(
    people: list[Record], earlier: tuple[Policy, str], what: tuple[Policy, str]
) -> None:
    policy, name = what
    population, known = Population.of(people), Memo()
    decide_all(earlier[0], population, on=TODAY, decision=earlier[1], known=known)
    found = decide_all(policy, population, on=TODAY, decision=name, known=known)
    alone = [decide(policy, record, on=TODAY, decision=name) for record in people]
    assert [(found.state(place), found.total(place)) for place in range(len(people))] == [
        (one.state, one.total) for one in alone
    ]


@few
@given(records, asked)
def test_ways_are_sound_and_minimal_and_differ_in_kind(record: Record, what: tuple[Policy, str]) -> None:
    policy, name = what

    def met(steps: list[Fact]) -> bool:
        given_too = replace(record, facts=(*record.facts, *steps))
        return decide(policy, given_too, on=TODAY, decision=name).met

    found = ways(policy, record, on=TODAY, decision=name)
    assert len({way.kind for way in found}) == len(found) <= 4
    for way in found:
        steps = [step.fact for step in way.steps]
        assert met(steps)
        assert not any(met([other for other in steps if other is not step]) for step in steps)


def test_a_sum_and_its_minimum_are_finished_together() -> None:
    policy = shipped("us-ny/ctle")
    held = Record(
        (Fact("learning", date(2025, 1, 1), 90, "courses"),), periods={LICENSE: Period(date(2022, 7, 1))}
    )
    (way,) = ways(policy, held, on=TODAY, decision="renew")
    assert way.text == "15 hours with topic language acquisition"
    started = replace(held, facts=(Fact("learning", date(2025, 1, 1), 80, "courses"),))
    (way,) = ways(policy, started, on=TODAY, decision="renew")
    assert way.text == "5 hours and 15 hours with topic language acquisition"


def test_the_catalog_gives_the_cheapest_the_shortest_and_the_fewest_before_a_deadline() -> None:
    text = (FOLDER / "us-nc" / "teacher-renewal.2.yaml").read_text("utf-8")
    line = "counts:\n  - {record: micro-credential, worth: 1, each: 10 hours, source: districts}\n"
    policy = load(text.replace("counts:\n", line))
    start = {LICENSE: Period(date(2024, 7, 1), date(2027, 6, 30))}
    held = Record(
        (Fact("ceu", date(2025, 1, 1), Fraction(5), "course", topics=frozenset({"subject"})),), periods=start
    )

    def offer(key: str, hours: int, cost: int, ready: date | None = None) -> Offer:
        fact = Fact(
            "micro-credential",
            TODAY,
            1,
            key,
            {"key": key},
            {"hours": Fraction(hours)},
            frozenset({"literacy"}),
        )
        return Offer(fact, key, Fraction(cost), Fraction(hours), ready)

    offers = [offer("long", 30, 90), offer("one", 10, 5), offer("two", 10, 5), offer("three", 10, 5),
              offer("free but late", 30, 0, date(2027, 1, 1))]  # fmt: skip
    found = ways(policy, held, on=date(2026, 12, 1), before=TODAY, decision="renew", offers=offers)
    by_kind = {way.kind: sorted(step.text for step in way.steps) for way in found}
    assert by_kind["catalog by count"] == ["long"]
    assert by_kind["catalog by cost"] == ["one", "three", "two"]


@st.composite
def offers(draw: st.DrawFn) -> list[Offer]:
    topics = st.sets(st.sampled_from(["subject", "literacy", "other"]), min_size=1).map(frozenset)
    found = []
    for place in range(draw(st.integers(0, 6))):
        hours = Fraction(draw(st.sampled_from([5, 10, 15, 30])))
        fact = Fact(
            "micro-credential", TODAY, 1, f"o{place}", {"key": f"o{place}"}, {"hours": hours}, draw(topics)
        )
        found.append(Offer(fact, f"o{place}", Fraction(draw(st.integers(0, 5))), hours))
    return found


def with_micro_credentials(name: str, line: str, *changes: tuple[str, str]) -> Policy:
    text = (FOLDER / f"{name}.yaml").read_text("utf-8").replace("counts:\n", f"counts:\n  - {line}\n")
    for old, new in changes:
        text = text.replace(old, new)
    return load(text)


CATALOGS = [
    *(
        with_micro_credentials(
            "us-nc/teacher-renewal.2",
            "{record: micro-credential, worth: 1, each: 10 hours, source: districts}",
            ("each unit: once, split: between categories", use),
        )
        for use in ("each unit: once, split: between categories", "each record: once", "each record: shared")
    ),
    with_micro_credentials(
        "us-ny/ctle",
        "{record: micro-credential, worth: 1, each: hour, source: nysed}",
        ("language acquisition", "literacy"),
        ("points: 100", "points: 60"),
    ),
]


@few
@given(records, offers(), st.sampled_from(CATALOGS))
def test_the_cheapest_of_the_catalog_is_the_cheapest_there_is(
    record: Record, given_offers: list[Offer], policy: Policy
) -> None:
    def cost_of(some: Sequence[Offer]) -> Fraction | None:
        facts = (*record.facts, *(replace(offer.fact, earned_on=TODAY) for offer in some))
        met = decide(policy, replace(record, facts=facts), on=TODAY, decision="renew").met
        return sum((offer.cost for offer in some), Fraction(0)) if met else None

    subsets = [some for size in range(len(given_offers) + 1) for some in combinations(given_offers, size)]
    costs = [cost for some in subsets if (cost := cost_of(some)) is not None]
    found = ways(policy, record, on=TODAY, decision="renew", offers=given_offers, objectives=["cost"])
    cheapest = [way.cost for way in found if way.kind.startswith("catalog")]
    if cost_of([]) is None:
        assert cheapest == ([min(costs)] if costs else [])


def test_tennessee_is_explained_word_for_word() -> None:
    record = load_record((ROOT / "docs/guides/policies/tennessee.yaml").read_text("utf-8"))
    policy = shipped("us-tn/teacher-license")
    found = decide(policy, record, on=date(2026, 3, 1), decision="renew")
    assert explain(policy, found, record=record).startswith(
        "45 of 60 PDP. Counted: mc-2, mc-3, mc-4 (6 each); 2023 evaluation level 4 (15); 12 hours (12). "
        "Not counted: mc-1, earned August 15, 2020; your license period began September 1, 2020. "
        "Finish with 3 micro-credentials, or 15 hours, or 2 semester hours, or 2 years' experience this license. "
        "One value's start date is unconfirmed."
    )


def test_five_or_six_points_are_weighed_before_the_vote_and_small_groups_stay_unseen() -> None:
    text = (FOLDER / "us-tn/teacher-license.yaml").read_text("utf-8")
    fives = load(text.replace("is: 6", "is: 5"))
    sixes = load(text)

    def teacher(place: int) -> Record:
        earned = [date(2024, 1, 1) + timedelta(days=place + step) for step in range(10)]
        badges = [Fact("micro-credential", day, 1, f"mc-{step}") for step, day in enumerate(earned)]
        return Record(tuple(badges), f"teacher {place}", {LICENSE: Period(date(2022, 9, 1))})

    people = Population.of([teacher(place) for place in range(12)], {"district": ["large"] * 11 + ["small"]})
    found = what_if(fives, sixes, people, on=date(2026, 12, 1), decision="renew")
    assert (len(found.gained), found.lost) == (12, ())
    assert (found.by_group["district"]["large"].gained, found.by_group["district"]["small"].gained) == (
        11,
        None,
    )
    assert found.shortfalls[1] == ("6 to 12", 12, 0)


def test_two_versions_take_turns_and_a_clash_of_dated_ones_needs_a_person() -> None:
    old, new = shipped("us-nc/teacher-renewal.1"), shipped("us-nc/teacher-renewal.2")
    chosen = [choose([new, old], Record(), on=day).policy for day in (date(2024, 6, 30), date(2024, 7, 1))]
    assert chosen == [old, replace(new, version=new.version)]
    dated = replace(old, version=replace(new.version, number=3))
    assert choose([new, dated], Record(), on=TODAY).state is State.PERSON
    with pytest.raises(NotInForce, match="Ask a later version"):
        decide(old, Record(), on=date(2024, 7, 1))


def test_an_old_decision_replays_and_a_changed_one_says_where() -> None:
    policy = shipped("us-tn/teacher-license")
    record = Record((Fact("ceu", date(2025, 1, 1), 2, "ceu-1"),), periods={LICENSE: Period(date(2022, 9, 1))})
    kept = receipt(policy, record, on=TODAY, decision="renew")
    assert differences(policy, record, kept) == []
    other = json.loads(kept.text) | {"total": "11"}
    changed = replace(kept, text=json.dumps(other).encode())
    assert differences(policy, record, changed) == ['decision.total: it was "11" and is "10".']
    older = replace(changed, engine="0" * 64)
    assert differences(policy, record, older) == differences(policy, record, changed)
    assert receipt(policy, record, on=TODAY, decision="renew") == kept
    with pytest.raises(ValueError, match="Give the record"):
        differences(policy, Record(), kept)


def test_what_is_left_goes_into_the_next_window() -> None:
    policy = shipped("us-pa/act-48")
    period = {LICENSE: Period(date(2021, 7, 1), date(2026, 6, 30))}
    early = Fact("learning", date(2022, 1, 1), 150, "early")
    late = Fact("learning", date(2025, 6, 1), 90, "late")
    found = decide(policy, Record((early, late), periods=period), on=date(2026, 6, 30))
    assert (found.total, found.carried) == (Fraction(240), (("late", Fraction(50)),))


OVERLAY = """
policy: us-nc-rcs/teacher-renewal
title: Renew a license in RCS
by: us-nc-rcs
version: {number: 1, from: 2024-07-01, chosen_by: decision date}
sources: {rcs: RCS district page}
checked: 2026-11-21
extends: us-nc/teacher-renewal
tighten:
  renew:
    digital: {least: 3, topic: digital}
"""


def test_a_district_may_tighten_but_not_loosen_what_the_state_asks() -> None:
    state = shipped("us-nc/teacher-renewal.2")
    district = load(OVERLAY, {state.key: state})
    assert decide(district, Record(), on=TODAY).needed == 11
    policy, found = lint(
        OVERLAY.replace("digital: {least: 3", "literacy: {least: 1"), "rcs.yaml", {state.key: state}
    )
    assert (policy, [str(one) for one in found]) == (
        None,
        ["rcs.yaml:11 E320 tighten.renew.literacy: Ask for at least 3, as us-nc/teacher-renewal does."],
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "finding"),
    [
        ("us-tn/teacher-license", "worth: $micro_credential", "worth: $micro_credentail", "t.yaml:25 E201"),
        ("us-tn/teacher-license", "from: 2020-09-01, is: 6", "from: 2017-01-27, is: 6", "t.yaml:20 E304"),
        ("us-az/computer-science-prek-8", "least: 3, topic: prog", "least: 3 PDP, topic: prog", "t.yaml:26 E207"),
        (
            "us-ut/license-renewal",
            "record: learning, source: rule}\n  collaboration: {most: 30, record: collaboration",
            "record: [learning, other], source: rule}\n  collaboration: {most: 30, record: [collaboration, other]",
            "t.yaml:25 E310",
        ),
        ("us-dc/teacher-renewal.1", "    source: osse\nassum", "assum", "t.yaml:25 W402"),
        (
            "us-pa/act-48",
            "renew: {points: 180, source: psea}",
            "renew: {cover: {all of it: {least: 60, record: carried over}}, source: psea}",
            "t.yaml:23 E315",
        ),
    ],
)  # fmt: skip
def test_a_mistake_has_its_line_and_its_number(name: str, old: str, new: str, finding: str) -> None:
    text = (FOLDER / f"{name}.yaml").read_text("utf-8")
    assert old in text
    _, found = lint(text.replace(old, new, 1), "t.yaml")
    assert finding in [f"{one.file}:{one.line} {one.code}" for one in found]


TEXTS = sorted(path.read_text("utf-8") for path in FOLDER.rglob("*.yaml"))
noise = st.text(alphabet="{}[]:,-&*!|>#'\"\n ab0$%", max_size=20)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(TEXTS), noise, st.integers(0, 3000), st.integers(0, 40))
def test_a_damaged_file_of_any_kind_gives_a_numbered_error_and_never_a_traceback(
    text: str, put: str, at: int, cut: int
) -> None:
    damaged = text[:at] + put + text[at + cut :]
    policy, found = lint(damaged, "a.yaml")
    assert policy is not None or [(one.error, one.line > 0, len(one.code)) for one in found] == [
        (True, True, 4)
    ]
    for reader in (load_cases, load_people):
        try:
            reader(damaged)
        except PolicyError as error:
            assert (error.line > 0, len(error.code), bool(error.text)) == (True, 4, True)


def test_the_schemas_in_the_guide_are_those_of_the_loader_and_hold_for_what_ships() -> None:
    folder = ROOT / "docs" / "guides" / "policies"
    written = [
        json.loads((folder / f"{name}.schema.json").read_text("utf-8")) for name in ("policy", "facts")
    ]
    assert written == [policy_schema(), facts_schema()]
    policies, facts_of_people = (Draft202012Validator(schema) for schema in written)
    texts = [path.read_text("utf-8") for path in sorted(FOLDER.rglob("*.yaml")) if ".cases." not in path.name]
    assert [error.json_path for text in texts for error in policies.iter_errors(read(text).plain())] == []
    record = read((folder / "tennessee.yaml").read_text("utf-8")).plain()
    assert list(facts_of_people.iter_errors(record)) == []
