"""The authoring form and the document say the same, both ways."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.demo.material import contents
from cairn.domain.catalog import document as documents
from cairn.web.author import parsing
from tests.web.author.conftest import posted

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), max_size=12)
some_words = words.filter(bool)
counts = st.none() | st.integers(min_value=-5, max_value=10**9)


def choices(options: dict[str, str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(sorted(options)), unique=True)


def rows(*keys: str) -> st.SearchStrategy[list[dict[str, str]]]:
    """Rows of text that say something at least in their first field."""
    return st.lists(
        st.builds(
            dict,
            st.tuples(
                st.tuples(st.just(keys[0]), some_words), *(st.tuples(st.just(key), words) for key in keys[1:])
            ),
        ),
        max_size=3,
    )


@st.composite
def whole_documents(draw: st.DrawFn) -> dict[str, Any]:
    """Documents of the right shape, with references that lead somewhere."""
    document = documents.blank("a-key", draw(words))
    document |= {name: draw(words) for name in ("competency", "summary", "icon", "purpose")}
    document["topics"] = draw(choices(documents.TOPICS))
    document["grades"] = draw(choices(documents.GRADES))
    document["audience"] = draw(choices(documents.AUDIENCES))
    document["subjects"] = draw(st.lists(some_words, max_size=3))
    document["hours"] = {"low": draw(counts), "high": draw(counts)}
    document["fee"]["cents"] = draw(st.integers(min_value=0, max_value=10**9))
    document["needs"] = {"student_work": draw(st.booleans()), "face_to_face": draw(st.booleans())}
    document["method"] = {
        "name": draw(words),
        "summary": draw(words),
        "components": draw(rows("name", "text")),
    }
    document["research"] = draw(rows("claim", "citation", "url"))
    document["resources"] = [{**row, "kind": "book"} for row in draw(rows("title", "url", "note"))]
    for place in range(draw(st.integers(0, 3))):
        numbers = {key: draw(counts) for key in parsing.SLOT_NUMBERS}
        texts = {"key": f"slot-{place}", "kind": "video", "title": draw(words), "instructions": draw(words)}
        document["slots"].append({**texts, **numbers, "alternatives": [], "conditions": []})
    slot_keys = [slot["key"] for slot in document["slots"]]
    for place in range(draw(st.integers(0, 3))):
        fed = draw(st.lists(st.sampled_from(slot_keys), unique=True)) if slot_keys else []
        descriptors = {level["key"]: draw(words) for level in document["rubric"]["levels"]}
        criterion = {"key": f"c-{place}", "title": draw(words), "look_for": draw(words)}
        document["rubric"]["criteria"].append({**criterion, "slots": fed, "descriptors": descriptors})
    return document


@given(whole_documents())
def test_a_document_comes_back_from_its_form_as_it_was(document):
    before = copy.deepcopy(document)
    assert parsing.settled(parsing.parse(posted(document), document)) == before


@pytest.mark.parametrize("key", sorted(contents()))
def test_every_shipped_micro_credential_comes_back_with_the_same_hash(key):
    document = documents.cleaned(documents.lifted(contents()[key]))
    back = documents.cleaned(parsing.settled(parsing.parse(posted(document), document)))
    assert documents.digest(back) == documents.digest(document)


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
        parsing.act(document, f"add:{target}")
    document["rubric"]["criteria"][0]["slots"] = ["evidence-1", "evidence-2"]
    return document


def test_rows_move_up_and_down_and_no_further():
    document = built()
    assert parsing.act(document, "down:slots.0") == "slots.1"
    assert [slot["key"] for slot in document["slots"]] == ["evidence-2", "evidence-1"]
    parsing.act(document, "down:slots.1")
    parsing.act(document, "up:slots.0")
    assert [slot["key"] for slot in document["slots"]] == ["evidence-2", "evidence-1"]


def test_removed_evidence_is_forgotten_by_the_criteria_and_a_new_one_gets_a_free_key():
    document = built()
    parsing.act(document, "remove:slots.0")
    assert document["rubric"]["criteria"][0]["slots"] == ["evidence-2"]
    parsing.act(document, "add:slots")
    assert [slot["key"] for slot in document["slots"]] == ["evidence-2", "evidence-3"]


def test_a_removed_level_takes_its_descriptions_along_and_a_new_one_brings_empty_ones():
    document = built()
    parsing.act(document, "remove:rubric.levels.0")
    parsing.act(document, "add:rubric.levels")
    keys = [level["key"] for level in document["rubric"]["levels"]]
    assert list(document["rubric"]["criteria"][0]["descriptors"]) == keys


@pytest.mark.parametrize(
    "action", ["", "up", "up:slots.9", "remove:title.0", "add:title", "remove:slots.-1", "fly:slots.0"]
)
def test_a_button_that_names_no_row_changes_nothing(action):
    document = built()
    parsing.act(document, action)
    assert document == built()
