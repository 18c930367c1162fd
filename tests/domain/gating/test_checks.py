"""The automatic checks: each finds its fault, says where, and is silent on what is well made."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.demo.material import contents
from cairn.domain.catalog.document import blank, lifted
from cairn.domain.gating.checks import CHECKS, examined
from cairn.domain.gating.checks.evidence import minutes
from cairn.domain.gating.checks.words import grade, likeness, syllables
from cairn.domain.gating.standards import KNOWN_CHECKS, default

LEVELS = ("emerging", "developing", "proficient", "exemplary")


def sound() -> dict[str, Any]:
    """A document in which only the examples ask for another look."""
    return lifted(deepcopy(contents()["exit-tickets"]))


def found(key: str, document: dict[str, Any]) -> list[str]:
    return [finding.path for finding in CHECKS[key](document)]


def test_nothing_is_found_in_what_is_well_made() -> None:
    assert {key for key, told in examined(sound()).items() if told} == {"examples"}


def test_every_check_that_a_standard_names_is_there() -> None:
    assert {check for row in default()["standards"] for check in row["checks"]} == set(KNOWN_CHECKS)


@pytest.mark.parametrize(
    ("claim", "joined"),
    [
        ("You plan and teach a lesson.", True),
        ("You give feedback and document it.", True),
        ("You design a test. You score it.", True),
        ("You give feedback so that students revise and improve.", False),
        ("You use gestures and white boards to check understanding.", False),
        ("You lead morning meetings in which students listen and respond.", False),
    ],
)
def test_two_skills_in_one_claim(claim: str, joined: bool) -> None:
    assert found("one-skill", {**sound(), "competency": claim}) == (["competency"] if joined else [])


@pytest.mark.parametrize(
    ("claim", "vague"),
    [
        ("You understand formative assessment.", True),
        ("You can appreciate the cultures of your students.", True),
        ("You plan lessons and know your students.", True),
        ("You ask questions so that students understand fractions.", False),
        ("You adjust tomorrow's lesson to what students know.", False),
    ],
)
def test_verbs_that_nobody_sees(claim: str, vague: bool) -> None:
    assert found("plain-verbs", {**sound(), "competency": claim}) == (["competency"] if vague else [])


def described(low: str, high: str) -> dict[str, Any]:
    document = sound()
    texts = {
        "emerging": "Nothing is there.",
        "developing": low,
        "proficient": high,
        "exemplary": "Students lead it.",
    }
    document["rubric"]["criteria"] = [{**document["rubric"]["criteria"][0], "descriptors": texts}]
    return document


@pytest.mark.parametrize(
    ("low", "high", "alike"),
    [
        ("Some students explain their thinking.", "Most students explain their thinking.", True),
        ("Students sometimes answer one another.", "Students always answer one another.", True),
        (
            "The plan names a goal and a question for it.",
            "The plan names a goal and a question for it too.",
            True,
        ),
        ("The teacher explains the answer.", "Students explain the answer to a partner.", False),
    ],
)
def test_levels_that_do_not_differ_in_kind(low: str, high: str, alike: bool) -> None:
    path = "rubric.criteria.0.descriptors.proficient"
    assert found("different-levels", described(low, high)) == ([path] if alike else [])


def test_criteria_that_look_for_the_same() -> None:
    document = sound()
    first, second = document["rubric"]["criteria"][:2]
    second["look_for"] = first["look_for"] + " Indeed."
    assert found("distinct-criteria", document) == ["rubric.criteria.1.look_for"]


def test_a_criterion_that_nothing_required_feeds() -> None:
    document = sound()
    for slot in document["slots"]:
        slot["at_least"] = 0 if slot["key"] in document["rubric"]["criteria"][0]["slots"] else 1
    assert "rubric.criteria.0.slots" in found("fed-criteria", document)


def test_words_about_practice_are_no_practice() -> None:
    document = sound()
    document["slots"] = [{**document["slots"][0], "kind": kind} for kind in ("plan", "reflection")]
    assert found("evidence-of-use", document) == ["slots"]


def test_evidence_that_takes_longer_than_the_hours() -> None:
    document = sound()
    document["slots"] = [{**document["slots"][0], "kind": "video", "at_least": 9}]
    document["hours"] = {"low": 1, "high": 3}
    assert found("hours", document) == ["hours.high"]
    assert found("hours", {**document, "hours": {"low": 40, "high": 60}}) == []
    assert found("hours", {**document, "hours": {"low": 90, "high": 99}}) == ["hours.low"]


def test_visits_of_a_log_count_by_their_minutes() -> None:
    slot = {**sound()["slots"][0], "kind": "observation_log", "at_least": 2, "min_words": None}
    slot["conditions"] = [{"rule": "visits", "count": 2, "minutes": 40}]
    assert minutes({"slots": [slot]}) == 2 * 10 + 2 * 40


@pytest.mark.parametrize(
    ("citation", "lacks"),
    [
        (
            "Rowe, M. B. (1986). Wait time: Slowing down may be a way of speeding up. Journal of Teacher Education.",
            "",
        ),
        ("Rowe, Wait time: slowing down may be a way of speeding up", "the year"),
        ("(1986). Wait time: slowing down", "the author"),
        ("Rowe 1986", "the title"),
    ],
)
def test_citations_that_cannot_be_looked_up(citation: str, lacks: str) -> None:
    document = {**sound(), "research": [{"claim": "It helps.", "citation": citation, "url": ""}]}
    told = [finding.text for finding in CHECKS["citations"](document)]
    assert told == (
        [f"This citation lacks {lacks}. Give what somebody needs to look it up."] if lacks else []
    )


def test_examples_at_one_level_or_without_notes() -> None:
    document = sound()
    keys = [row["key"] for row in document["rubric"]["criteria"]]
    whole = {"title": "One", "text": "Words.", "notes": dict.fromkeys(keys, "Because.")}
    document["examples"] = [{**whole, "level": "developing"}, {**whole, "level": "proficient"}]
    assert found("examples", document) == []
    document["examples"][1]["notes"] = {}
    assert found("examples", document) == ["examples.1.notes"]
    assert found("examples", {**document, "examples": []}) == ["examples"]


# --- Words -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1),
        ("teacher", 2),
        ("student", 2),
        ("table", 2),
        ("evidence", 3),
        ("made", 1),
        ("asked", 1),
        ("rated", 2),
    ],
)
def test_syllables_of_common_words(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_grade_is_that_of_the_published_formula() -> None:
    # Two sentences, eight words, thirteen syllables.
    assert round(grade("The teacher asks questions. The students answer quickly."), 4) == round(
        0.39 * 4 + 11.8 * 13 / 8 - 15.59, 4
    )


def test_long_sentences_read_harder_than_short_ones() -> None:
    long = "When students come in and sit down and take out their books, the teacher looks around and waits and speaks."
    short = long.replace(" and ", ". They ")
    assert grade(long) > grade(short)


def test_text_that_is_hard_to_read_is_found_and_plain_text_is_not() -> None:
    hard = (
        "Facilitators operationalize collaborative metacognitive deliberation through institutionalized protocols "
        * 4
    )
    assert found("readability", {**sound(), "summary": hard}) == ["summary"]
    assert (
        found("readability", {**sound(), "summary": "The class sits in a ring. Each child says a name. " * 5})
        == []
    )


@pytest.mark.parametrize("language", ["es", "pt-BR", ""])
def test_checks_of_english_words_are_silent_in_other_languages(language: str) -> None:
    document = {**sound(), "language": language, "competency": "You understand and know."}
    assert [key for key in ("one-skill", "plain-verbs", "readability") if found(key, document)] == []


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)


@given(words, words)
def test_likeness_is_a_share_and_whole_for_the_same(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == 1


json = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(blank("k", "T"))), json)
def test_no_check_breaks_on_a_draft_of_any_shape(field: str, value: Any) -> None:
    assert set(examined({**blank("k", "T"), field: value})) == set(CHECKS)
