"""Building a stack by plain posts: every button saves what the page holds, and what was typed is never lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cairn.demo.stage import Stage
from cairn.domain.stacks.models import Stack
from cairn.web.shared import stack_parsing as parsing
from tests.domain.stacks.examples import document, mc, offer
from tests.walk import stage

__all__ = ["stage"]

TICKETS, WAIT = "micro_credential:cedar-hollow/exit-tickets", "micro_credential:cedar-hollow/wait-time"


@pytest.fixture
def stack(author: Client, stage: Stage) -> Stack:
    """A stack that Janelle has just begun."""
    author.post(
        "/authoring/stacks/", {"organization": stage.organizations["cedar-hollow"].pk, "title": "Ours"}
    )
    return Stack.objects.get()


def fields(stack: Stack, **changes: Any) -> dict[str, Any]:
    """What the page would post."""
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
        "order": "any_order",
        "needed": "1",
        "part": [],
        "points": [],
        "capstone": "",
        **changes,
    }


def post(author: Client, stack: Stack, **changes: Any) -> Any:
    stack.refresh_from_db()
    answer = author.post(f"/authoring/stacks/{stack.public_id}/", fields(stack, **changes))
    stack.refresh_from_db()
    return answer


def test_parts_are_added_moved_and_taken_out(author: Client, stack: Stack) -> None:
    post(author, stack, add=TICKETS)
    post(author, stack, part=[TICKETS], points=["1"], add=WAIT)
    added = [row.value for row in parsing.flat(stack.document["rule"]).rows]  # type: ignore[union-attr]
    post(author, stack, part=[TICKETS, WAIT], points=["1", "1"], move="down-0")
    moved = [row.value for row in parsing.flat(stack.document["rule"]).rows]  # type: ignore[union-attr]
    post(author, stack, part=[WAIT, TICKETS], points=["1", "1"], move="out-1")
    left = [row.value for row in parsing.flat(stack.document["rule"]).rows]  # type: ignore[union-attr]
    assert (added, moved, left) == ([TICKETS, WAIT], [WAIT, TICKETS], [WAIT])


def test_every_way_of_counting_can_be_chosen(author: Client, stack: Stack) -> None:
    both = {"part": [TICKETS, WAIT], "points": ["2", "3"], "needed": "2"}
    rules = []
    for order in parsing.ORDERS:
        post(author, stack, order=order, **both)
        rules.append(stack.document["rule"])
    nodes = [mc("cedar-hollow/exit-tickets"), mc("cedar-hollow/wait-time")]
    assert rules == [
        {"all": nodes, "ordered": False},
        {"all": nodes, "ordered": True},
        {"at_least": 2, "of": nodes},
        {"points": 2, "of": [{"node": nodes[0], "points": 2}, {"node": nodes[1], "points": 3}]},
    ]


def test_what_cannot_be_shown_yet_is_saved_and_says_what_to_do(author: Client, stack: Stack) -> None:
    answer = post(author, stack, summary="", part=[TICKETS], points=["1"], publish="yes")
    page = answer.content.decode()
    assert (answer.status_code, stack.state, stack.revision) == (422, "draft", 2)
    assert "Your words are saved." in page
    assert "Add a summary." in page


def test_a_number_that_is_none_stays_as_it_was_typed(author: Client, stack: Stack) -> None:
    told = {"offer_organization": ["Oak University"], "offer_course": ["EDU 1"], "offer_credits": ["five"]}
    rest = {f"offer_{name}": [""] for name in ("fee", "window", "part", "note", "source")}
    post(author, stack, part=[TICKETS], points=["1"], **told, **rest)
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


def test_groups_within_groups_are_left_as_they_are(author: Client, stack: Stack) -> None:
    inner = {"at_least": 1, "of": [mc("cedar-hollow/exit-tickets"), mc("cedar-hollow/wait-time")]}
    told = document("ours", rule={"all": [inner], "ordered": False})
    Stack.objects.filter(pk=stack.pk).update(document=told)
    post(author, stack, title="Another title")
    assert (stack.document["title"], stack.document["rule"]) == ("Another title", told["rule"])
    assert "groups within groups" in author.get(f"/authoring/stacks/{stack.public_id}/").content.decode()


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
