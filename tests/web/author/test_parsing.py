"""The authoring form and the document say the same, both ways."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings

from cairn.demo.material import contents
from cairn.domain.catalog import document as documents
from cairn.web.author import parsing, rows
from tests.domain.catalog.drafting import drafts
from tests.web.author.conftest import posted


@pytest.mark.slow
@settings(deadline=None)
@given(drafts())
def test_a_document_comes_back_from_its_form_as_it_was(document):
    before = copy.deepcopy(document)
    assert rows.settled(parsing.parse(posted(document), document)) == before


@pytest.mark.parametrize("key", sorted(contents()))
def test_every_shipped_micro_credential_comes_back_with_the_same_hash(key):
    document = documents.cleaned(documents.lifted(contents()[key]))
    back = documents.cleaned(rows.settled(parsing.parse(posted(document), document)))
    assert documents.digest(back) == documents.digest(document)


def test_rules_of_judging_are_set_left_to_the_default_and_kept_where_the_form_says_nothing():
    document = {**documents.blank("key", "Title"), "judging": {"launch": 30, "near_cut": False, "tea": 4}}
    fields = posted(document)
    assert (fields["judging.launch"], fields["judging.near_cut"], fields["judging.panel"]) == ("30", "no", "")
    fields["judging.launch"], fields["judging.near_cut"], fields["judging.panel"] = "", "usual", "three"
    changed = parsing.parse(fields, document)
    assert changed["judging"] == {"tea": 4, "panel": "three"}
    assert {"judging.tea", "judging.panel"} <= {one.path for one in documents.problems(changed)}
    for name in [name for name in fields if name.startswith("judging.")]:
        del fields[name]
    assert parsing.parse(fields, document)["judging"] == document["judging"]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("40", 4000),
        ("12.50", 1250),
        ("$1,200", 120000),
        ("", 0),
        ("12.345", "12.345"),
        ("forty", "forty"),
        ("inf", "inf"),
    ],
)
def test_a_fee_is_read_as_people_write_it(text, amount):
    assert parsing.cents(text) == amount


@pytest.mark.parametrize(
    ("text", "value"), [("7", 7), ("-7", -7), ("", None), ("seven", "seven"), ("7.5", "7.5"), ("²", "²")]
)
def test_what_is_no_whole_number_stays_as_it_was_typed(text, value):
    assert parsing.number(text) == value


def test_the_main_topic_comes_first_though_the_boxes_stand_in_another_order():
    document = documents.blank("key", "Title")
    fields = posted({**document, "topics": ["assessment", "literacy"]})
    fields["main_topic"] = "literacy"
    assert parsing.parse(fields, document)["topics"] == ["literacy", "assessment"]


def built() -> dict[str, Any]:
    """A draft with two pieces of evidence and a criterion that both feed."""
    document = documents.blank("key", "Title")
    for target in ("slots", "slots", "rubric.criteria"):
        rows.act(document, f"add:{target}")
    document["rubric"]["criteria"][0]["slots"] = ["evidence-1", "evidence-2"]
    return document


def test_rows_move_up_and_down_and_no_further():
    document = built()
    assert rows.act(document, "down:slots.0") == "slots.1"
    assert [slot["key"] for slot in document["slots"]] == ["evidence-2", "evidence-1"]
    rows.act(document, "down:slots.1")
    rows.act(document, "up:slots.0")
    assert [slot["key"] for slot in document["slots"]] == ["evidence-2", "evidence-1"]


def test_removed_evidence_is_forgotten_by_the_criteria_and_a_new_one_gets_a_free_key():
    document = built()
    rows.act(document, "remove:slots.0")
    assert document["rubric"]["criteria"][0]["slots"] == ["evidence-2"]
    rows.act(document, "add:slots")
    assert [slot["key"] for slot in document["slots"]] == ["evidence-2", "evidence-3"]


def test_a_removed_level_takes_its_descriptions_along_and_a_new_one_brings_empty_ones():
    document = built()
    rows.act(document, "remove:rubric.levels.0")
    rows.act(document, "add:rubric.levels")
    keys = [level["key"] for level in document["rubric"]["levels"]]
    assert list(document["rubric"]["criteria"][0]["descriptors"]) == keys


@pytest.mark.parametrize(
    "action",
    [
        "",
        "up",
        "up:slots.9",
        "remove:title.0",
        "add:title",
        "remove:slots.-1",
        "fly:slots.0",
        "add:slots.9.conditions",
    ],
)
def test_a_button_that_names_no_row_changes_nothing(action):
    document = built()
    rows.act(document, action)
    assert document == built()


def test_a_removed_piece_of_evidence_comes_back_with_the_criteria_that_named_it():
    document = built()
    before = copy.deepcopy(document)
    removed = rows.to_remove(document, "remove:slots.0")
    rows.act(document, "remove:slots.0")
    assert rows.put_back(document, removed or {}) == "slots.0"
    document["rubric"]["criteria"][0]["slots"].reverse()
    assert document == before


@pytest.mark.parametrize("target", ["rubric.levels.1", "rubric.criteria.0", "slots.1.alternatives.0"])
def test_putting_back_undoes_a_removal(target):
    document = built()
    rows.act(document, "add:slots.1.alternatives")
    document["rubric"]["criteria"][0]["descriptors"]["developing"] = "Words that took an hour."
    before = copy.deepcopy(document)
    removed = rows.to_remove(document, f"remove:{target}")
    rows.act(document, f"remove:{target}")
    assert document != before
    assert rows.put_back(document, removed or {}) == target
    assert document == before


def test_what_was_removed_is_not_put_beside_another_of_its_name():
    document = built()
    removed = rows.to_remove(document, "remove:slots.0")
    before = copy.deepcopy(document)
    assert rows.put_back(document, removed or {}) == "slots"
    assert document == before


def test_a_removed_criterion_is_forgotten_by_the_rule_and_the_examples():
    document = built()
    rows.act(document, "add:examples")
    document["examples"][0]["notes"] = {"criterion-1": "Here."}
    document["rubric"]["rule"] = {"rule": "count", "count": 1, "required": ["criterion-1"]}
    rows.act(document, "remove:rubric.criteria.0")
    assert (document["examples"][0]["notes"], document["rubric"]["rule"]["required"]) == ({}, [])


def test_rows_within_rows_are_added_and_moved():
    document = built()
    assert rows.act(document, "add:slots.1.conditions") == "slots.1.conditions.0"
    rows.act(document, "add:slots.1.conditions")
    document["slots"][1]["conditions"][1] = {"rule": "days", "count": 2}
    assert rows.act(document, "up:slots.1.conditions.1") == "slots.1.conditions.0"
    assert [one["rule"] for one in document["slots"][1]["conditions"]] == ["days", "visits"]


def test_a_condition_keeps_only_the_numbers_that_its_rule_asks_for():
    document = built()
    rows.act(document, "add:slots.0.conditions")
    fields = posted(document)
    fields["slots.0.conditions.0.rule"] = "total_minutes"
    [condition] = parsing.parse(fields, document)["slots"][0]["conditions"]
    assert condition == {"rule": "total_minutes", "minutes": 40}
