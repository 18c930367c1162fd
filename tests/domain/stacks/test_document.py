"""What hinders publishing a stack, each with its place and a sentence; nothing is raised on any JSON."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cairn.domain.stacks.document import blank, canonical, digest, problems
from tests.domain.stacks.examples import document, mc, offer

PARTS = (mc("oak/first"), mc("oak/second"), mc("oak/third", state="in_review", title="The third"))
SHIPPED = tuple(
    path
    for program in files("cairn.programs").iterdir()
    if program.is_dir() and program.joinpath("stacks").is_dir()
    for path in program.joinpath("stacks").iterdir()
)


def found(**changes: Any) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in problems(document("ours", *PARTS, **changes))]


def test_a_whole_document_has_no_problems() -> None:
    assert found(offers=[offer()], capstone=mc("oak/whole")) == []


def test_a_fresh_draft_says_what_is_missing() -> None:
    assert [(problem.path, problem.text) for problem in problems(blank("ours", "Ours"))] == [
        ("summary", "Add a summary."),
        ("rule.all", "Add a part."),
    ]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_stack_that_ships_is_ready(path: Any) -> None:
    assert problems(yaml.safe_load(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("rule", "where", "code"),
    [
        ({}, "rule", "missing"),
        ({"all": []}, "rule.all", "too_few"),
        ({"all": [mc("oak/first")]}, "rule.ordered", "missing"),
        ({"all": [mc("oak/first"), mc("oak/first")], "ordered": False}, "rule.all.1", "duplicate"),
        ({"all": [mc("first")], "ordered": False}, "rule.all.0.micro_credential", "not_an_address"),
        ({"all": [mc("oak/first", state="lost")], "ordered": False}, "rule.all.0.state", "unknown_value"),
        ({"at_least": 3, "of": [mc("oak/first")]}, "rule.at_least", "too_few_parts"),
        ({"at_least": "two", "of": [mc("oak/first")]}, "rule.at_least", "wrong_type"),
        ({"points": 9, "of": [{"node": mc("oak/first"), "points": 4}]}, "rule.points", "too_few_points"),
        ({"stack": "oak/inner", "also": 1}, "rule.also", "unknown_key"),
    ],
)
def test_a_rule_that_cannot_be_met_or_read_is_named_at_its_place(
    rule: dict[str, Any], where: str, code: str
) -> None:
    assert (where, code) in found(rule=rule)


def test_groups_go_only_so_deep() -> None:
    rule: dict[str, Any] = mc("oak/first")
    for _ in range(6):
        rule = {"all": [rule], "ordered": False}
    assert [code for _, code in found(rule=rule)] == ["too_deep"]


def test_a_stack_names_only_so_many_parts() -> None:
    groups = [
        {"all": [mc(f"oak/part-{group}-{number}") for number in range(21)], "ordered": False}
        for group in range(2)
    ]
    assert found(rule={"all": groups, "ordered": False}) == [("rule", "too_many_parts")]


@pytest.mark.parametrize(
    ("changes", "where", "code"),
    [
        ({"icon": "no-such-icon"}, "icon", "no_such_icon"),
        ({"topic": "cooking"}, "topic", "unknown_value"),
        ({"license": "mine"}, "license", "unknown_value"),
        ({"public_state": "lost"}, "public_state", "unknown_value"),
        ({"schema": 2}, "schema", "schema"),
        ({"extra": 1}, "extra", "unknown_key"),
        ({"capstone": mc("whole")}, "capstone.micro_credential", "not_an_address"),
        (
            {"offers": [offer(credits={"numerator": "five", "denominator": 1})]},
            "offers.0.credits.numerator",
            "wrong_type",
        ),
        ({"offers": [offer(fee={"cents": 1, "currency": "usd"})]}, "offers.0.fee.currency", "not_a_currency"),
        ({"offers": [offer(window_days=0)]}, "offers.0.window_days", "out_of_range"),
    ],
)
def test_what_else_is_wrong_is_named_too(changes: dict[str, Any], where: str, code: str) -> None:
    assert found(**changes) == [(where, code)]


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["all", "of", "points", "at_least", "node", "micro_credential", "stack", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=10,
)


@given(json)
def test_no_rule_whatever_makes_the_checks_fail(rule: Any) -> None:
    assert all(problem.text for problem in problems(document("ours", rule=rule)))


def test_the_order_of_keys_does_not_change_the_hash() -> None:
    told = document("ours", *PARTS)
    turned = dict(reversed(told.items()))
    assert (canonical(told), digest(told)) == (canonical(turned), digest(turned))
