"""The micro-credential document: what hinders publishing, and the canonical text and digest of an edition."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.domain.catalog.document import (
    GRADES,
    SLOT_KINDS,
    STAKES,
    TOPICS,
    Uncanonical,
    blank,
    canonical,
    cleaned,
    digest,
    problems,
)

whole_numbers = st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
any_json = st.recursive(
    st.none() | st.booleans() | whole_numbers | st.floats(allow_nan=False) | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)
exact_json = st.recursive(
    st.none() | st.booleans() | whole_numbers | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


def exit_tickets() -> dict[str, Any]:
    """A small document that is ready to publish."""
    document = blank("exit-tickets", "Exit Tickets")
    document |= {
        "competency": "You plan the next lesson from what students show at the end of this one.",
        "summary": "Short checks that change tomorrow's plan.",
        "topics": ["assessment"],
        "grades": ["3-5"],
        "purpose": "Feedback on daily formative assessment.",
        "method": {
            "name": "Ask, sort, adjust",
            "summary": "One question, three piles, one change.",
            "components": [{"name": "Ask", "text": "One question on today's goal."}],
        },
        "research": [
            {
                "claim": "Formative assessment raises achievement.",
                "citation": "Black, P., & Wiliam, D. (1998). Assessment and classroom learning.",
                "url": "",
            }
        ],
        "slots": [slot("plan", "plan"), slot("why", "reflection", min_words=150, max_words=400)],
    }
    document["rubric"]["levels"] = [
        {"key": key, "name": key.title()} for key in ("emerging", "proficient", "expert")
    ]
    document["rubric"]["criteria"] = [criterion("adjusts", ["plan", "why"])]
    return document


def slot(key: str, kind: str, **limits: int) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "key": key,
        "kind": kind,
        "title": f"The {key}",
        "instructions": "Share one.",
        "at_least": 1,
        "at_most": 1,
        "min_words": None,
        "max_words": None,
        "max_minutes": None,
        "max_age_months": None,
        "alternatives": [],
        "conditions": [],
    }
    return shape | limits


def criterion(key: str, slots: list[str]) -> dict[str, Any]:
    return {
        "key": key,
        "title": "Adjusts the plan",
        "look_for": "A change that follows from what students wrote.",
        "slots": slots,
        "descriptors": {
            "emerging": "The plan stays as it was.",
            "proficient": "The plan changes for the group that needs it.",
            "expert": "The plan changes for each group, and says why.",
        },
    }


def told(document: object) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in problems(document)]


def changed(path: str, value: object) -> dict[str, Any]:
    """The publishable document with the value at a dotted path replaced."""
    document = exit_tickets()
    spot: Any = document
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in way:
        spot = spot[step]
    spot[last] = value
    return document


def test_a_complete_document_has_no_problem() -> None:
    assert problems(exit_tickets()) == []


def test_a_blank_draft_tells_all_that_is_still_to_do() -> None:
    assert told(blank("exit-tickets", "Exit Tickets")) == [
        ("competency", "missing"),
        ("summary", "missing"),
        ("topics", "too_few"),
        ("grades", "too_few"),
        ("purpose", "missing"),
        ("method.name", "missing"),
        ("method.summary", "missing"),
        ("method.components", "too_few"),
        ("research", "too_few"),
        ("slots", "too_few"),
        ("rubric.criteria", "too_few"),
    ]


@pytest.mark.parametrize(
    ("path", "value", "where", "code"),
    [
        ("schema", 3, "schema", "schema"),
        ("schema", True, "schema", "schema"),
        ("key", "Exit Tickets", "key", "not_a_slug"),
        ("title", "  ", "title", "missing"),
        ("title", "x" * 121, "title", "too_long"),
        ("title", 7, "title", "wrong_type"),
        ("competency", "", "competency", "missing"),
        ("competency", "Teachers adjust plans.", "competency", "competency_voice"),
        ("language", "English", "language", "not_a_language"),
        ("topics", ["gardening"], "topics.0", "unknown_value"),
        ("topics", ["literacy", "literacy"], "topics.1", "duplicate"),
        ("grades", [], "grades", "too_few"),
        ("subjects", [""], "subjects.0", "missing"),
        ("tier", 4, "tier", "out_of_range"),
        ("hours", {"low": 9, "high": 3}, "hours", "out_of_order"),
        ("hours", {"low": 1.5, "high": 3}, "hours.low", "wrong_type"),
        ("fee", {"cents": -1, "currency": "USD"}, "fee.cents", "out_of_range"),
        ("fee", {"cents": 0, "currency": "dollars"}, "fee.currency", "not_a_currency"),
        ("stakes", "licence", "stakes", "unknown_value"),
        ("needs", {"student_work": "yes", "face_to_face": False}, "needs.student_work", "wrong_type"),
        ("research.0.url", "example.org", "research.0.url", "not_an_address"),
        ("research.0.url", "http://[", "research.0.url", "not_an_address"),
        ("slots.0.kind", "song", "slots.0.kind", "unknown_value"),
        ("slots.0.at_most", 0, "slots.0.at_most", "out_of_range"),
        ("slots.0.at_least", 2, "slots.0.at_most", "out_of_order"),
        ("slots.1.min_words", 500, "slots.1.max_words", "out_of_order"),
        ("slots.0.max_minutes", 5, "slots.0", "limit_unfit"),
        ("slots.0", "a plan", "slots.0", "wrong_type"),
        ("slots.1.key", "plan", "slots.1.key", "duplicate"),
        ("rubric.levels", [], "rubric.levels", "too_few"),
        ("rubric.pass_level", "superb", "rubric.pass_level", "unknown_value"),
        ("rubric.pass_level", "emerging", "rubric.pass_level", "pass_level_lowest"),
        ("rubric.criteria.0.slots", [], "rubric.criteria.0.slots", "criterion_without_slot"),
        ("rubric.criteria.0.slots", ["plan"], "slots.1", "slot_unused"),
        ("rubric.criteria.0.slots", ["plan", "why", "film"], "rubric.criteria.0.slots.2", "unknown_value"),
        ("rubric.criteria.0.descriptors.expert", "", "rubric.criteria.0.descriptors.expert", "missing"),
        ("readings", 0, "readings", "out_of_range"),
        ("color", "blue", "color", "unknown_key"),
    ],
)
def test_one_fault_is_told_at_its_place(path: str, value: object, where: str, code: str) -> None:
    assert (where, code) in told(changed(path, value))


def test_levels_that_differ_in_spacing_and_case_only_do_not_differ() -> None:
    document = changed("rubric.criteria.0.descriptors.proficient", "The plan  stays\nas IT was")
    assert [problem.text for problem in problems(document)] == [
        "Tell levels “emerging” and “proficient” of criterion 1 apart: their descriptions are the same."
    ]


def test_an_unused_part_is_named_by_its_title_with_what_to_do() -> None:
    document = changed("rubric.criteria.0.slots", ["plan"])
    assert [problem.text for problem in problems(document)] == [
        "Use “The why” in a criterion, or remove it: nobody would judge this evidence."
    ]


def test_a_criterion_cannot_rest_on_optional_evidence_alone() -> None:
    document = changed("slots.0.at_least", 0)
    document["rubric"]["criteria"].append(criterion("explains", ["plan"]))
    assert told(document) == [("rubric.criteria.1.slots", "only_optional")]


def test_student_work_that_is_asked_for_must_be_declared() -> None:
    document = changed("slots.0.kind", "student_work")
    assert told(document) == [("needs.student_work", "needs_student_work")]
    document["needs"]["student_work"] = True
    assert told(document) == []


def test_a_competency_in_another_language_need_not_begin_with_you() -> None:
    document = exit_tickets() | {"language": "es", "competency": "Usted ajusta la clase de mañana."}
    assert told(document) == []


@pytest.mark.parametrize("value", [None, True, 3, 2.5, "text", [], {}, [[]], float("nan")])
def test_anything_else_than_a_document_is_a_problem_and_not_a_crash(value: object) -> None:
    assert problems(value) != []


@given(any_json)
def test_arbitrary_json_never_raises_and_is_never_publishable(value: object) -> None:
    assert problems(value) != []


@given(st.data())
def test_arbitrary_json_at_any_place_of_a_document_never_raises(data: st.DataObject) -> None:
    document: Any = exit_tickets()
    spot = document
    while True:
        steps = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
        step = data.draw(st.sampled_from(steps))
        deeper = spot[step]
        if not isinstance(deeper, (dict, list)) or not deeper or data.draw(st.booleans()):
            spot[step] = data.draw(any_json)
            break
        spot = deeper
    for problem in problems(document):
        assert problem.code
        assert problem.text.endswith(".")


def test_cleaning_trims_composes_and_drops_what_says_nothing() -> None:
    draft = {
        "title": "  Cafe\u0301\r\nTalk ",
        "subjects": ["", "Art ", None],
        "method": {"components": [{"name": " ", "text": ""}, {"name": "Ask", "text": ""}]},
        "needs": {"student_work": False},
        "fee": {"cents": 0},
    }
    assert cleaned(draft) == {
        "title": "Café\nTalk",
        "subjects": ["Art"],
        "method": {"components": [{"name": "Ask", "text": ""}]},
        "needs": {"student_work": False},
        "fee": {"cents": 0},
    }


@given(st.dictionaries(words, exact_json, max_size=4))
def test_cleaning_twice_changes_nothing_more(document: dict[str, Any]) -> None:
    once = cleaned(document)
    assert cleaned(once) == once


def test_cleaning_leaves_the_original_alone() -> None:
    draft = exit_tickets() | {"subjects": [" Art "]}
    before = copy.deepcopy(draft)
    cleaned(draft)
    assert draft == before


def test_the_canonical_text_follows_the_examples_of_rfc_8785() -> None:
    # Section 3.2.3: sorted by UTF-16 code units, so the emoji (a surrogate pair) precedes U+FB33.
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    text = canonical(dict.fromkeys(names, 0))
    assert list(json.loads(text)) == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    # Section 3.2.2.2: two-character escapes where they exist, \u00xx for other controls, the rest as it is.
    assert canonical('\u20ac$\u000f\nA\'B"\\\\"/') == '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'
    assert canonical({"b": [1, None, True], "a": -7}) == '{"a":-7,"b":[1,null,true]}'


@given(exact_json)
def test_canonical_text_is_the_same_value_again(value: object) -> None:
    assert json.loads(canonical(value)) == value


@pytest.mark.slow
@given(st.dictionaries(words, exact_json, min_size=2, max_size=5))
def test_the_order_of_fields_does_not_change_the_digest(document: dict[str, Any]) -> None:
    assert digest(dict(reversed(document.items()))) == digest(document)


@pytest.mark.parametrize("value", [1.0, float("nan"), float("inf"), 2**53, "\ud800", {3: "three"}, {1, 2}])
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(Uncanonical):
        canonical({"a": [value]})


def test_the_digest_is_the_hash_of_the_canonical_bytes() -> None:
    # echo -n '{"a":"é"}' | sha256sum
    assert digest({"a": "é"}) == "b3a092a6af48807fa9482b2ee140105575daa26d5b24b3c0e60a7e2dee6683b1"


def test_vocabularies_keep_their_order_and_words() -> None:
    assert list(TOPICS) == [
        "assessment",
        "inclusion",
        "mathematics",
        "discussion",
        "literacy",
        "leadership",
        "wellbeing",
        "technology",
    ]
    assert list(GRADES) == ["PK", "K-2", "3-5", "6-8", "9-12", "adult"]
    assert list(STAKES) == ["feedback", "renewal", "pay", "license"]
    assert list(SLOT_KINDS)[:4] == ["video", "student_work", "plan", "reflection"]
