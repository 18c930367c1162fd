"""Building a stack by plain posts: every button saves what the page holds, and what was typed is never lost."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cairn.demo.stage import Stage
from cairn.domain.stacks import rules
from cairn.domain.stacks.models import Stack
from cairn.web.author import stack_tree as tree
from cairn.web.shared import stack_parsing as parsing
from tests.domain.stacks.examples import mc, offer
from tests.walk import stage

__all__ = ["stage"]

EXIT, WAITING = mc("cedar-hollow/exit-tickets"), mc("cedar-hollow/wait-time")
TICKETS, WAIT = "micro_credential:cedar-hollow/exit-tickets", "micro_credential:cedar-hollow/wait-time"


@pytest.fixture
def stack(author: Client, stage: Stage) -> Stack:
    """A stack that Janelle has just begun."""
    author.post(
        "/authoring/stacks/", {"organization": stage.organizations["cedar-hollow"].pk, "title": "Ours"}
    )
    return Stack.objects.get()


def fields(stack: Stack, rule: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """What the page would post, with this rule on it or with the stack's own."""
    told = stack.document
    return {
        "revision": stack.revision,
        "shown": "yes",
        "title": told["title"],
        "summary": "You see what students think.",
        "topic": "assessment",
        "icon": "layers",
        "audience": ["teacher"],
        "license": "CC-BY-4.0",
        "public_state": "offered",
        "capstone": "",
        **dict(tree.fields_of(tree.read(rule or told["rule"]))),
        **changes,
    }


def post(author: Client, stack: Stack, **changes: Any) -> Any:
    stack.refresh_from_db()
    answer = author.post(f"/authoring/stacks/{stack.public_id}/", fields(stack, **changes))
    stack.refresh_from_db()
    return answer


def all_of(*nodes: dict[str, Any]) -> dict[str, Any]:
    return {"all": list(nodes), "ordered": False}


def test_parts_are_added_moved_and_taken_out(author: Client, stack: Stack) -> None:
    told = []
    for change in (
        {"add": TICKETS},
        {"add": WAIT},
        {"add": WAIT},
        {"do": "down:rule.0"},
        {"do": "out:rule.1"},
        {"do": "undo"},
    ):
        post(author, stack, **change)
        told.append(stack.document["rule"])
    both = all_of(WAITING, EXIT)
    assert told == [
        all_of(EXIT), all_of(EXIT, WAITING), all_of(EXIT, WAITING), both, all_of(WAITING), both,
    ]  # fmt: skip


def test_groups_hold_groups_and_what_does_not_exist_yet(author: Client, stack: Stack) -> None:
    post(author, stack, add=TICKETS)
    post(author, stack, do="group")
    post(author, stack, do="group", into="rule.1")
    post(author, stack, new_title="Growing leaders!", new_state="in_review", into="rule.1.0")
    early = mc("cedar-hollow/growing-leaders", state="in_review", title="Growing leaders!")
    assert stack.document["rule"] == all_of(EXIT, all_of(all_of(early)))
    post(author, stack, **{"rule.1.order": "at_least", "rule.1.needed": "1", "publish": "yes"})
    assert stack.edition is not None
    assert stack.edition.document["rule"] == all_of(EXIT, {"at_least": 1, "of": [all_of(early)]})
    page = author.get(f"/stacks/{stack.public_id}/").content.decode()
    assert ("Growing leaders!" in page, "In review" in page, "Any 1 of these 1" in page) == (True, True, True)


def test_the_button_to_go_on_with_is_the_first_that_the_keyboard_meets(author: Client, stack: Stack) -> None:
    both = all_of(EXIT, WAITING)
    after = post(author, stack, rule=both, do="down:rule.0")["Location"]
    assert after.endswith("?at=down%3Arule.1")
    page = author.get(after).content.decode()
    assert re.findall(r'value="([^"]+)" autofocus', page) == ["up:rule.1"]


def test_what_a_colleague_saved_since_is_not_undone(author: Client, stack: Stack) -> None:
    post(author, stack, add=TICKETS)
    Stack.objects.filter(pk=stack.pk).update(revision=stack.revision + 1)
    page = author.get(f"/authoring/stacks/{stack.public_id}/").content.decode()
    post(author, stack, do="undo")
    assert ("Undo the last change" in page, stack.document["rule"]) == (False, all_of(EXIT))


def test_every_way_of_counting_can_be_chosen(author: Client, stack: Stack) -> None:
    both, told = all_of(EXIT, WAITING), []
    points = {"rule.0.points": "2", "rule.1.points": "3"}
    for order in parsing.ORDERS:
        post(author, stack, rule=both, **points, **{"rule.order": order, "rule.needed": "2"})
        told.append(stack.document["rule"])
    nodes = both["all"]
    assert told == [
        {"all": nodes, "ordered": False},
        {"all": nodes, "ordered": True},
        {"at_least": 2, "of": nodes},
        {"points": 2, "of": [{"node": nodes[0], "points": 2}, {"node": nodes[1], "points": 3}]},
    ]


def test_what_cannot_be_shown_yet_is_saved_and_says_what_to_do(author: Client, stack: Stack) -> None:
    answer = post(author, stack, summary="", add=TICKETS, publish="yes")
    page = answer.content.decode()
    assert (answer.status_code, stack.state, stack.revision) == (422, "draft", 2)
    assert "Your words are saved." in page
    assert "Add a summary." in page


def test_a_number_that_is_none_stays_as_it_was_typed(author: Client, stack: Stack) -> None:
    told = {"offer_organization": ["Oak University"], "offer_course": ["EDU 1"], "offer_credits": ["five"]}
    rest = {f"offer_{name}": [""] for name in ("fee", "window", "part", "note", "source")}
    post(author, stack, add=TICKETS, **told, **rest)
    page = author.get(f"/authoring/stacks/{stack.public_id}/").content.decode()
    assert stack.document["offers"][0]["credits"] == {"numerator": "five", "denominator": 1}
    assert 'value="five"' in page
    assert "Give the credits as a whole number" in page


def test_who_saves_over_another_is_told_and_keeps_her_words(author: Client, stack: Stack) -> None:
    old = fields(stack, summary="Mine.")
    post(author, stack, summary="Hers.")
    answer = author.post(f"/authoring/stacks/{stack.public_id}/", old)
    stack.refresh_from_db()
    assert (answer.status_code, stack.document["summary"]) == (409, "Hers.")
    assert "Mine." in answer.content.decode()


def test_a_title_that_is_taken_is_refused_in_words(author: Client, stack: Stack, stage: Stage) -> None:
    again = {"organization": stage.organizations["cedar-hollow"].pk, "title": "Ours"}
    answer = author.post("/authoring/stacks/", again)
    assert (answer.status_code, Stack.objects.count()) == (422, 1)
    assert "There is one with this title already." in answer.content.decode()


ends = st.sampled_from("abcd").map(lambda name: mc(f"oak/{name}")) | st.just(
    mc("oak/later", state="in_review", title="Later")
)
trees = st.recursive(
    ends,
    lambda below: st.lists(below, max_size=3).flatmap(
        lambda nodes: st.sampled_from(
            [
                {"all": nodes, "ordered": False},
                {"all": nodes, "ordered": True},
                {"at_least": 1, "of": nodes},
                {"points": 3, "of": [{"node": node, "points": 2} for node in nodes]},
            ]
        )
    ),
    max_leaves=8,
)
groups = trees.filter(lambda node: "micro_credential" not in node)


def posted(root: tree.Branch) -> QueryDict:
    post = QueryDict(mutable=True)
    for name, value in tree.fields_of(root):
        post[name] = value
    return post


@pytest.mark.slow
@given(groups)
def test_a_rule_survives_its_fields(rule: dict[str, Any]) -> None:
    assert tree.rule_of(tree.from_post(posted(tree.read(rule)))) == rule


@given(groups, st.lists(st.tuples(st.sampled_from(["up", "down"]), st.integers(0, 9)), max_size=6))
def test_moving_in_the_outline_loses_nothing_and_going_back_the_other_way_undoes_it(
    rule: dict[str, Any], pushes: list[tuple[str, int]]
) -> None:
    root = tree.read(rule)
    for verb, which in pushes:
        before = tree.rule_of(deepcopy(root))
        paths = [name.removesuffix(".points") for name, _ in tree.fields_of(root) if name.endswith(".points")]
        path = paths[which % len(paths)]
        now = tree.act(root, f"{verb}:{path}")
        names = [sorted(map(str, rules.ends(each))) for each in (before, tree.rule_of(root))]
        assert names[0] == names[1]
        if now and now != path:
            back = deepcopy(root)
            tree.act(back, f"{'down' if verb == 'up' else 'up'}:{now}")
            assert [tree.rule_of(back)] == [before]


@pytest.mark.parametrize("push", ["up:rule.9", "out:rule", "down:else.0", "up:rule.x", "sideways:rule.0", ""])
def test_a_button_that_names_no_branch_does_nothing(push: str) -> None:
    root = tree.read(all_of(EXIT, WAITING))
    assert (tree.act(root, push), tree.rule_of(root)) == ("", all_of(EXIT, WAITING))


rows = st.lists(st.sampled_from("abcd"), unique=True, max_size=4).map(
    lambda names: [parsing.Row(mc(f"oak/{name}"), 1) for name in names]
)


@given(rows, st.text(max_size=8) | st.sampled_from(["up-0", "down-3", "up-2", "sideways-1"]))
def test_moving_loses_nothing_and_doubles_nothing(listed: list[parsing.Row], push: str) -> None:
    moved = parsing.moved(listed, push)
    gone = 1 if len(moved) < len(listed) else 0
    assert {row.value for row in moved} <= {row.value for row in listed}
    assert (len(moved), push.startswith("out-") or not gone) == (len(listed) - gone, True)


def test_an_offer_survives_its_fields() -> None:
    told = offer(credits={"numerator": 3, "denominator": 2}, fee={"cents": 9550, "currency": "USD"})
    shown = parsing.shown_offer(told)
    assert (shown["credits"], shown["fee"], shown["window"]) == ("3/2", "95.50", 90)
