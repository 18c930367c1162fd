"""Progress through a stack: earning more never undoes, order leads, N of many and points count."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.domain.stacks import rules
from cairn.domain.stacks.rules import Part

NAMES = tuple(f"oak/part-{letter}" for letter in "abcdefgh")


def one(letter: str) -> dict[str, Any]:
    return {"micro_credential": f"oak/part-{letter}"}


def part(letter: str) -> Part:
    return Part("micro_credential", f"oak/part-{letter}")


def has(letters: str) -> set[Part]:
    return {part(letter) for letter in letters}


def _groups(nodes: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    lists = st.lists(nodes, min_size=1, max_size=4)
    weighed: st.SearchStrategy[list[Any]] = st.lists(
        st.fixed_dictionaries({"node": nodes, "points": st.integers(1, 5)}), min_size=1, max_size=4
    )
    return st.one_of(
        st.builds(lambda all_, ordered: {"all": all_, "ordered": ordered}, lists, st.booleans()),
        lists.flatmap(lambda of: st.builds(lambda n: {"at_least": n, "of": of}, st.integers(1, len(of)))),
        weighed.flatmap(
            lambda of: st.builds(
                lambda n: {"points": n, "of": of}, st.integers(1, sum(row["points"] for row in of))
            )
        ),
    )


ends = st.one_of(
    st.sampled_from(NAMES).map(lambda name: {"micro_credential": name}),
    st.sampled_from(NAMES[:3]).map(lambda name: {"stack": name}),
)
trees = st.recursive(ends, _groups, max_leaves=12)
earnings = st.sets(
    st.builds(Part, st.just("micro_credential"), st.sampled_from(NAMES))
    | st.builds(Part, st.just("stack"), st.sampled_from(NAMES[:3]))
)


@given(trees, earnings, earnings)
def test_earning_more_never_undoes_anything(tree: Any, earned: set[Part], more: set[Part]) -> None:
    before, after = rules.progress(tree, earned), rules.progress(tree, earned | more)
    assert after.done >= before.done
    assert after.complete >= before.complete


@given(trees, earnings)
def test_what_comes_next_is_not_earned_yet_and_there_is_a_next_until_it_is_complete(
    tree: Any, earned: set[Part]
) -> None:
    found = rules.progress(tree, earned)
    assert set(found.next) & earned == set()
    assert bool(found.next) != found.complete


@pytest.mark.slow
@given(trees, earnings)
def test_whoever_goes_on_with_what_comes_next_completes_any_stack(tree: Any, earned: set[Part]) -> None:
    having = set(earned)
    for _ in range(len(rules.parts_of(tree)) + 1):
        having |= set(rules.progress(tree, having).next[:1])
    assert rules.progress(tree, having).complete


@given(trees)
def test_all_parts_complete_any_stack_and_none_completes_none(tree: Any) -> None:
    assert rules.progress(tree, set(rules.parts_of(tree))).complete
    assert rules.progress(tree, set()).done == 0


@given(trees, earnings)
def test_no_node_counts_more_than_it_needs(tree: Any, earned: set[Part]) -> None:
    waiting = [rules.progress(tree, earned)]
    while waiting:
        node = waiting.pop()
        assert 0 <= node.done <= node.needed
        waiting += node.parts


@given(st.lists(st.sampled_from(NAMES), min_size=1, unique=True), earnings)
def test_in_an_ordered_list_only_the_first_open_part_comes_next(names: list[str], earned: set[Part]) -> None:
    found = rules.progress({"all": [{"micro_credential": name} for name in names], "ordered": True}, earned)
    missing = [name for name in names if Part("micro_credential", name) not in earned]
    assert [each.address for each in found.next] == missing[:1]


@given(st.lists(st.sampled_from(NAMES), min_size=1, unique=True), st.data())
def test_so_many_of_a_list_are_enough_whichever_they_are(names: list[str], data: st.DataObject) -> None:
    needed = data.draw(st.integers(1, len(names)))
    chosen = data.draw(st.sets(st.sampled_from(names)))
    rule = {"at_least": needed, "of": [{"micro_credential": name} for name in names]}
    found = rules.progress(rule, {Part("micro_credential", name) for name in chosen})
    assert (found.complete, found.done) == (len(chosen) >= needed, min(needed, len(chosen)))


def test_points_add_up_to_what_is_asked() -> None:
    rule = {"points": 5, "of": [{"node": one("a"), "points": 2}, {"node": one("b"), "points": 3}]}
    assert [rules.progress(rule, has(letters)).done for letters in ("", "a", "b", "ab")] == [0, 2, 3, 5]


def test_what_was_earned_out_of_turn_counts_all_the_same() -> None:
    rule = {"all": [one("a"), one("b"), one("c")], "ordered": True}
    found = rules.progress(rule, has("bc"))
    assert (found.done, found.needed, found.next) == (2, 3, (part("a"),))


def test_a_capstone_comes_after_everything_else() -> None:
    document = {"rule": {"all": [one("a"), one("b")], "ordered": False}, "capstone": one("c")}
    rule = rules.whole(document)
    assert rules.progress(rule, has("a")).next == (part("b"),)
    assert rules.progress(rule, has("ab")).next == (part("c"),)
    assert rules.progress(rule, has("abc")).complete
    assert rules.whole({"rule": one("a"), "capstone": None}) == one("a")


def test_a_part_waits_until_what_must_come_before_it_is_earned() -> None:
    rule = {"all": [one("a"), one("b")], "ordered": False}
    before = {part("b"): has("g")}
    assert rules.progress(rule, set(), before=before).next == (part("a"),)
    assert rules.progress(rule, has("g"), before=before).next == (part("a"), part("b"))


def test_a_nested_stack_counts_by_its_own_badge() -> None:
    rule = {"all": [{"stack": "oak/first"}, one("a")], "ordered": False}
    found = rules.progress(rule, {Part("stack", "oak/first")})
    assert (found.done, found.next) == (1, (part("a"),))


def test_a_part_named_twice_is_listed_once() -> None:
    rule = {"all": [one("a"), {"at_least": 1, "of": [one("a"), one("b")]}], "ordered": False}
    assert rules.parts_of(rule) == (part("a"), part("b"))
    assert rules.progress(rule, set()).next == (part("a"), part("b"))
