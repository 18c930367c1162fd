"""The demo's data: every micro-credential could be published, and the cast and the texts fit together."""

from __future__ import annotations

from collections import Counter

import pytest
from lucide import IconDoesNotExist, _load_icon

from cairn.demo.material import cast, contents, reflection, remark, story
from cairn.domain.catalog.document import GRADES, TOPICS, cleaned, problems
from cairn.domain.catalog.document_words import FIRST_SLOT_KINDS
from cairn.domain.people.models import Role

DOCUMENTS = contents()
ROLES = set(Role.values)


@pytest.mark.parametrize("key", DOCUMENTS)
def test_a_micro_credential_of_the_demo_can_be_published_as_it_is(key: str) -> None:
    document = DOCUMENTS[key]
    assert problems(document) == []
    assert cleaned(document) == document
    assert document["key"] == key


@pytest.mark.parametrize("key", DOCUMENTS)
def test_a_micro_credential_of_the_demo_is_rich_enough_to_show(key: str) -> None:
    document = DOCUMENTS[key]
    assert len(document["rubric"]["levels"]) == 4
    assert 3 <= len(document["rubric"]["criteria"]) <= 5
    assert 3 <= len(document["slots"]) <= 5
    assert len({slot["kind"] for slot in document["slots"]}) >= 3
    assert 2 <= len(document["research"]) <= 4
    assert len(document["example"].split()) >= 30


@pytest.mark.parametrize("key", DOCUMENTS)
def test_the_icon_of_a_micro_credential_exists(key: str) -> None:
    try:
        _load_icon(DOCUMENTS[key]["icon"])
    except IconDoesNotExist:
        pytest.fail(f"{key}: choose another icon than {DOCUMENTS[key]['icon']}")


def test_the_catalog_shows_every_topic_grade_and_kind_of_evidence() -> None:
    documents = DOCUMENTS.values()
    assert len(documents) == 12
    assert {topic for document in documents for topic in document["topics"]} == set(TOPICS)
    assert {grade for document in documents for grade in document["grades"]} == set(GRADES)
    assert {slot["kind"] for document in documents for slot in document["slots"]} == set(FIRST_SLOT_KINDS)
    assert {document["needs"]["student_work"] for document in documents} == {True, False}
    assert {document["tier"] for document in documents} == {1, 2, 3}


def test_morning_meeting_asks_for_what_the_story_tells() -> None:
    document = DOCUMENTS["morning-meeting"]
    assert {slot["key"]: (slot["kind"], slot["at_least"]) for slot in document["slots"]} == {
        "videos": ("video", 3),
        "plans": ("plan", 1),
        "justification": ("reflection", 1),
        "structure": ("document", 1),
    }
    assert document["readings"] == 1
    voice = next(row for row in document["rubric"]["criteria"] if row["key"] == "voice")
    assert voice["slots"] == ["videos", "plans"]


def test_nobody_shares_a_key_a_name_or_an_address() -> None:
    actors = cast().actors.values()
    assert len(actors) == 60
    for field in ("email", "legal_name", "display_name"):
        assert [
            value for value, count in Counter(getattr(a, field) for a in actors).items() if count > 1
        ] == []


def test_every_address_is_in_a_domain_reserved_for_examples() -> None:
    domains = {place.domain for place in cast().places.values()}
    assert {actor.email.split("@")[1] for actor in cast().actors.values()} == domains
    assert all(domain.endswith(".example.org") for domain in domains)


def test_roles_schools_ties_and_offers_point_at_what_exists() -> None:
    everyone, places = cast().actors, cast().places
    for actor in everyone.values():
        assert actor.roles
        assert {slug for slug, _ in actor.roles} <= set(places)
        assert {role for _, role in actor.roles} <= ROLES
        assert not actor.school or actor.school in {
            school for place in places.values() for school in place.schools
        }
    for tie in cast().ties:
        assert {tie.source, tie.target} <= set(everyone)
    for offer in cast().offers:
        assert (offer.organization, "author") in everyone[offer.author].roles


def test_each_organization_that_offers_something_can_judge_and_issue_it() -> None:
    for organization in {offer.organization for offer in cast().offers}:
        assert len(cast().holding(organization, "evaluator")) >= 2
        assert cast().holding(organization, "lead")
        assert cast().holding(organization, "issuer")


def test_somebody_holds_several_roles_and_the_stranger_holds_none_with_the_others() -> None:
    assert {role for _, role in cast().actors["tomasz-nowak"].roles} == {"earner", "evaluator", "author"}
    assert {place for place, _ in cast().actors["nora-quill"].roles} == {"ridge-gap"}


def test_the_story_returns_one_criterion_and_then_meets_it() -> None:
    document = DOCUMENTS["morning-meeting"]
    first, second = story()["rounds"]
    criteria = [row["key"] for row in document["rubric"]["criteria"]]
    levels = [level["key"] for level in document["rubric"]["levels"]]
    passing = levels.index(document["rubric"]["pass_level"])
    assert list(first["ratings"]) == criteria
    assert [key for key, level in first["ratings"].items() if levels.index(level) < passing] == ["voice"]
    assert second["ratings"] == {"voice": "proficient"}
    assert list(story()["feedback"]) == criteria
    assert len(first["parts"]["videos"]) == 3
    assert len(second["parts"]["videos"]) == 1


def test_the_people_of_the_story_may_do_what_they_do_in_it() -> None:
    actors = cast().actors
    for told in story()["rounds"]:
        assert ("harpeth-state", "evaluator") in actors[told["evaluator"]].roles
    assert ("harpeth-state", "coach") in actors[story()["attempt"]["coach"]].roles


def test_the_story_s_statement_fits_the_number_of_words_asked_for() -> None:
    slot = next(row for row in DOCUMENTS["morning-meeting"]["slots"] if row["key"] == "justification")
    for told in story()["rounds"]:
        assert slot["min_words"] <= len(told["parts"]["justification"].split()) <= slot["max_words"]


@pytest.mark.parametrize("key", DOCUMENTS)
def test_there_is_text_enough_for_every_written_part(key: str) -> None:
    for slot in DOCUMENTS[key]["slots"]:
        if slot["min_words"]:
            texts = {reflection(key, least=slot["min_words"], seed=seed) for seed in range(8)}
            assert len(texts) >= 4
            assert all(slot["min_words"] <= len(text.split()) <= slot["max_words"] for text in texts)


def test_a_text_longer_than_the_pool_is_refused() -> None:
    with pytest.raises(ValueError, match="Add paragraphs"):
        reflection("exit-tickets", least=5000, seed=1)


@pytest.mark.parametrize("kind", ["strengths", "met", "unmet", "coach", "moments"])
def test_a_remark_is_the_same_for_the_same_seed_and_varies_with_it(kind: str) -> None:
    assert remark(kind, seed=3) == remark(kind, seed=3)
    assert len({remark(kind, seed=seed) for seed in range(40)}) >= 4
