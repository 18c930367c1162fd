"""Changing standards: in a draft that two may work in, with nothing lost, and never for a review under way."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.demo.stage import Stage
from cairn.domain.catalog.document import digest
from cairn.domain.catalog.exchange import Broken
from cairn.domain.gating.models import StandardsDraft
from cairn.domain.gating.operations import standards as operations
from cairn.domain.gating.queries import set_of, standards_of
from cairn.domain.gating.standards import default, free_key, normal, problems
from cairn.domain.gating.standards.comparing import brought_up, changes, news
from cairn.domain.gating.standards.exchange import from_yaml, to_yaml
from cairn.domain.people.models import Person
from tests.domain.asking import refused
from tests.walk import LONG_AGO as NOW


def rows(**changed: dict[str, Any]) -> list[dict[str, Any]]:
    """Cairn's own set, with some standards changed, by their keys with underscores."""
    return [
        {**normal(row), **changed.get(row["key"].replace("-", "_"), {})} for row in default()["standards"]
    ]


def own(key: str = "our-own", **other: Any) -> dict[str, Any]:
    return {**rows()[0], "key": key, "title": key, "checks": [], "about": [], **other}


@pytest.fixture
def janelle(stage: Stage) -> Person:
    return stage.people["janelle-wright"]


@pytest.fixture
def ruth(stage: Stage) -> Person:
    return stage.people["ruth-delaney"]


@pytest.fixture
def draft(stage: Stage, ruth: Person) -> StandardsDraft:
    return operations.draft_standards(organization=stage.organizations["cedar-hollow"], by=ruth, at=NOW)


def keys(draft: StandardsDraft) -> list[str]:
    return [row["key"] for row in draft.standards]


def test_a_draft_binds_nobody_before_it_is_put_in_force(draft: StandardsDraft, ruth: Person) -> None:
    place = draft.organization
    changed = operations.write_standard(draft=draft, row=own(), revision=draft.revision, by=ruth, at=NOW)
    assert (set_of(place), "our-own" in {one.key for one in standards_of(place)}) == (None, False)
    made = operations.put_in_force(draft=changed, revision=changed.revision, by=ruth, at=NOW)
    assert (made.version, standards_of(place)[-1].key) == (1, "our-own")
    assert made.based_on is not None
    assert (made.based_on.key, made.based_on.version) == (default()["key"], default()["version"])


def test_two_who_change_different_standards_do_not_disturb_each_other(
    draft: StandardsDraft, ruth: Person, janelle: Person
) -> None:
    seen = draft.revision
    first, second = rows()[:2]
    operations.write_standard(draft=draft, row={**first, "title": "Ruth's"}, revision=seen, by=ruth, at=NOW)
    after = operations.write_standard(
        draft=draft, row={**second, "title": "Janelle's"}, revision=seen, by=janelle, at=NOW
    )
    assert [row["title"] for row in after.standards[:2]] == ["Ruth's", "Janelle's"]


def test_whoever_saves_the_same_standard_second_is_told(
    draft: StandardsDraft, ruth: Person, janelle: Person
) -> None:
    seen, row = draft.revision, rows()[0]
    operations.write_standard(draft=draft, row={**row, "title": "Ruth's"}, revision=seen, by=ruth, at=NOW)
    with pytest.raises(operations.StaleStandards) as stale:
        operations.write_standard(
            draft=draft, row={**row, "title": "Janelle's"}, revision=seen, by=janelle, at=NOW
        )
    held = stale.value.current
    assert (held.standards[0]["title"], held.saved_by) == ("Ruth's", ruth)
    with pytest.raises(operations.StaleStandards):
        operations.put_in_force(draft=draft, revision=seen, by=janelle, at=NOW)
    with pytest.raises(operations.StaleStandards):
        operations.replace_standards(
            draft=draft, title="T", standards=rows(), revision=seen, by=janelle, at=NOW
        )


def test_every_change_is_undone_and_done_again(draft: StandardsDraft, ruth: Person) -> None:
    before = keys(draft)
    draft = operations.move_standard(draft=draft, key=before[1], up=True, by=ruth, at=NOW)
    moved = keys(draft)
    draft = operations.retire_standard(draft=draft, key="worked-example", by=ruth, at=NOW)
    retired = keys(draft)
    assert (moved[:2], retired) == ([before[1], before[0]], [key for key in moved if key != "worked-example"])
    found = []
    for step in (operations.step_back,) * 3 + (operations.step_forward,) * 3:
        draft = step(draft=draft, by=ruth, at=NOW)
        found.append(keys(draft))
    assert found == [moved, before, before, moved, retired, retired]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ([], "no_must"),
        (
            rows(**{row["key"].replace("-", "_"): {"must": False} for row in default()["standards"]}),
            "no_must",
        ),
        ([row for row in rows() if row["key"] != "bias-review"], "floor"),
        (rows(bias_review={"answered_by": ["author"]}), "floor_sides"),
        ([*rows(), own(), own()], "twice"),
        ([*rows(), own(text=" ")], "text"),
        ([*rows(), own(title="")], "title"),
        ([*rows(), own(ask="?" * 2001)], "too_long"),
        ([*rows(), own(key="Our own")], "key"),
        ([*rows(), own(role="king")], "role"),
        ([*rows(), own(answered_by=[])], "sides"),
        ([*rows(), own(checks=["luck"])], "check"),
        ([*rows(), own(about=["weather"])], "about"),
        ([*rows(), own(must="perhaps")], "must"),
    ],
)
def test_a_set_that_is_none_is_refused_with_one_reason_for_each_fault(
    bad: list[dict[str, Any]], code: str, draft: StandardsDraft, ruth: Person
) -> None:
    assert problems(bad).codes == (code,)
    draft = operations.replace_standards(
        draft=draft, title="Ours", standards=bad, revision=draft.revision, by=ruth, at=NOW
    )
    told = refused(lambda: operations.put_in_force(draft=draft, revision=draft.revision, by=ruth, at=NOW))
    assert told == (code,)


def test_the_default_set_says_its_version_anew_when_it_changes() -> None:
    """Whoever changes `default.yaml` raises its version, and then these two lines."""
    assert (default()["version"], digest(default()["standards"])[:12]) == (2, "c9519007de03")


# --- A newer default ----------------------------------------------------------------------------------------


def test_a_newer_default_is_taken_over_one_by_one_and_ones_own_words_stay() -> None:
    base = [own("kept"), own("changed"), own("both"), own("dropped")]
    mine = [own("both", text="Ours."), own("kept"), own("changed"), own("dropped"), own("ours-alone")]
    newer = [own("kept"), own("new"), own("changed", text="New."), own("both", text="Newer.")]
    told = news(mine, base, newer)
    assert [(one.kind, one.key, one.both) for one in told] == [
        ("added", "new", False),
        ("changed", "changed", False),
        ("changed", "both", True),
        ("retired", "dropped", False),
    ]
    after = brought_up(mine, told, {"new", "changed", "dropped"}, newer)
    assert [(row["key"], row["text"]) for row in after if row["text"] != own()["text"]] == [
        ("both", "Ours."),
        ("changed", "New."),
    ]
    assert [row["key"] for row in after] == ["both", "kept", "new", "changed", "ours-alone"]
    assert brought_up(mine, told, set(), newer) == mine


def test_changes_name_what_was_moved_and_nothing_that_only_made_room() -> None:
    one, two, three, four = (own(key) for key in ("one", "two", "three", "four"))
    told = changes([one, two, three], [three, one, {**two, "must": False}, four])
    assert [(each.kind, each.key, each.fields) for each in told] == [
        ("moved", "three", ()),
        ("changed", "two", (("must", True, False),)),
        ("added", "four", ()),
    ]


SETS = st.lists(st.sampled_from("abcdef"), unique=True, max_size=6).map(
    lambda names: [own(name, text=name * 2) for name in names]
)


@given(SETS, SETS, SETS)
def test_whoever_takes_over_all_news_is_asked_nothing_more(
    mine: list[dict[str, Any]], base: list[dict[str, Any]], newer: list[dict[str, Any]]
) -> None:
    told = news(mine, base, newer)
    after = brought_up(mine, told, {one.key for one in told}, newer)
    assert news(after, base, newer) == []
    assert len({row["key"] for row in after}) == len(after)


# --- Files ----------------------------------------------------------------------------------------------------


def test_a_set_comes_back_from_its_file_as_it_went() -> None:
    held = from_yaml(to_yaml("Ours: “all” # of them", [*rows(), own(text="Two\nlines.")]))
    assert (held.title, held.standards) == ("Ours: “all” # of them", [*rows(), own(text="Two\nlines.")])


BROKEN = """\
title: Ours
standards:
  - key: one
    titel: One
    must: perhaps
  - key: one
    role: king
    checks: [luck, links]
  - key: Not a key
    about: [weather]
"""


def test_a_broken_file_says_every_fault_with_its_line() -> None:
    with pytest.raises(Broken) as broken:
        from_yaml(BROKEN)
    assert [(fault.place, fault.path) for fault in broken.value.faults] == [
        ("line 4", "standards.0.titel"),
        ("line 5", "standards.0.must"),
        ("line 6", "standards.1.key"),
        ("line 7", "standards.1.role"),
        ("line 8", "standards.1.checks"),
        ("line 9", "standards.2.key"),
        ("line 10", "standards.2.about"),
    ]


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b", "standards: 3", "standards: []", "title: [a"])
def test_what_is_no_set_at_all_is_told_so(text: str) -> None:
    with pytest.raises(Broken):
        from_yaml(text)


def test_a_new_standard_gets_a_key_that_is_free() -> None:
    assert [free_key("Our Goal!", taken) for taken in ([], ["our-goal"], ["our-goal", "our-goal-2"])] == [
        "our-goal",
        "our-goal-2",
        "our-goal-3",
    ]
    assert free_key("目標", []) == "standard"


def test_an_earlier_set_that_names_one_check_is_read_as_before() -> None:
    row = deepcopy(rows()[0])
    del row["checks"]
    assert (normal({**row, "check": "one-skill"}), normal({**row, "check": ""})["checks"]) == (rows()[0], [])
