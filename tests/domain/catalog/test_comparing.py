"""What differs between two documents: by row, by word, and what that means for those who are judged."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings

from cairn.demo.material import contents
from cairn.domain.catalog.comparing import Change, carried_over, compared
from cairn.domain.catalog.document import lifted
from tests.domain.catalog.drafting import drafts


def document() -> dict[str, Any]:
    return lifted(copy.deepcopy(contents()["exit-tickets"]))


def short(changes: list[Change]) -> list[tuple[str, str]]:
    return [(".".join(change.path), change.kind) for change in changes]


@pytest.mark.slow
@settings(deadline=None, max_examples=40)
@given(drafts(), drafts())
def test_only_equal_documents_have_no_difference(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert compared(one, copy.deepcopy(one)) == []
    assert bool(compared(one, other)) == (one != other)


@pytest.mark.slow
@settings(deadline=None, max_examples=40)
@given(drafts(), drafts())
def test_the_way_back_adds_what_the_way_there_removes(one: dict[str, Any], other: dict[str, Any]) -> None:
    there, back = compared(one, other), compared(other, one)
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    turned = sorted((".".join(c.path), opposite[c.kind]) for c in there if c.kind != "moved")
    assert sorted(row for row in short(back) if row[1] != "moved") == turned


def test_a_long_text_is_told_word_by_word() -> None:
    after = document()
    after["summary"] = after["summary"].replace("three piles", "four piles")
    [change] = compared(document(), after)
    assert (change.path, change.kind, change.judged) == (("summary",), "changed", False)
    assert [pair for pair in change.words if pair[0] != "kept"] == [("removed", "three "), ("added", "four ")]
    assert "".join(words for verb, words in change.words if verb != "removed") == after["summary"]
    assert "".join(words for verb, words in change.words if verb != "added") == document()["summary"]


def test_rows_are_told_apart_by_their_names_and_moves_are_few() -> None:
    after = document()
    criteria = after["rubric"]["criteria"]
    names = [criterion["key"] for criterion in criteria]
    criteria.append(criteria.pop(0))
    after["slots"][0]["at_most"] = 9
    assert short(compared(document(), after)) == [
        (f"slots.{after['slots'][0]['key']}.at_most", "changed"),
        (f"rubric.criteria.{names[0]}", "moved"),
    ]


def test_a_row_that_comes_and_one_that_goes_are_named_by_their_titles() -> None:
    after = document()
    gone = after["resources"].pop(0)
    after["resources"].append({**gone, "title": "A new guide"})
    changes = compared(document(), after)
    assert [(change.kind, change.title) for change in changes] == [
        ("removed", gone["title"]),
        ("added", "A new guide"),
    ]


def test_a_document_of_the_first_schema_differs_from_its_lifted_self_in_nothing() -> None:
    assert compared(contents()["exit-tickets"], document()) == []


def test_a_criterion_carries_over_while_its_words_evidence_and_levels_are_the_same() -> None:
    before = document()
    keys = [criterion["key"] for criterion in before["rubric"]["criteria"]]
    assert carried_over(before, document()) == keys
    reworded = document()
    reworded["rubric"]["criteria"][0]["look_for"] += " And why."
    assert carried_over(before, reworded) == keys[1:]
    heavier = document()
    fed = heavier["rubric"]["criteria"][0]["slots"][0]
    next(slot for slot in heavier["slots"] if slot["key"] == fed)["instructions"] += " Twice."
    touched = {one["key"] for one in heavier["rubric"]["criteria"] if fed in one["slots"]}
    assert carried_over(before, heavier) == [key for key in keys if key not in touched]
    stricter = document()
    stricter["rubric"]["pass_level"] = "exemplary"
    assert carried_over(before, stricter) == []
    retitled = {**document(), "title": "Another"}
    assert carried_over(before, retitled) == keys
    assert not any(change.judged for change in compared(before, retitled))
