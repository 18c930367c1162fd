"""The gate's rules: who may review, what a change asks for again, and that an unmet must stops everything."""

from __future__ import annotations

from typing import Any

import pytest

from cairn.demo import gating as walking
from cairn.demo.material import gate_answers
from cairn.demo.stage import Stage
from cairn.domain.catalog import operations as catalog
from cairn.domain.catalog.models import Draft
from cairn.domain.gating import access, operations, queries
from cairn.domain.gating.models import Review
from cairn.domain.gating.standards import default, floor, standards_in
from cairn.domain.people.models import Role
from cairn.domain.people.operations import take_role
from cairn.engines.lifecycle import WrongMove
from cairn.workflows import reviewing
from tests.domain.asking import refused
from tests.walk import DAY, LONG_AGO

NOW = LONG_AGO + DAY


@pytest.fixture
def draft(stage: Stage) -> Draft:
    """The draft of exit tickets, with another summary than was published."""
    draft = stage.editions["exit-tickets"].micro_credential.draft
    return changed(draft, stage, summary="Another summary.")


def changed(draft: Draft, stage: Stage, **changes: Any) -> Draft:
    return catalog.save_draft(
        draft=draft,
        document={**draft.document, **changes},
        revision=draft.revision,
        by=stage.people["janelle-wright"],
        at=NOW,
    )


def asked(draft: Draft, stage: Stage) -> Review:
    return walking.ask(
        draft, author=stage.people["janelle-wright"], reviewer=stage.people["hannah-kim"], at=NOW
    )


def judged(review: Review, stage: Stage, **other: tuple[str, str]) -> Review:
    said = {**gate_answers("reviewer"), **{key.replace("_", "-"): one for key, one in other.items()}}
    return operations.judge(review=review, said=said, by=stage.people["hannah-kim"], at=NOW)


def test_a_change_asks_again_for_the_standards_that_look_at_it(draft: Draft, stage: Stage) -> None:
    review = queries.latest(draft.micro_credential)
    lines = queries.lines(review, draft.document, draft.micro_credential.organization)
    stale = {line.standard.key for line in lines if line.author and not line.author.fresh}
    about = {one.key for one in standards_in(default()["standards"]) if "summary" in one.about}
    assert stale == about == {"accessible-language"}


def test_a_must_that_either_side_leaves_open_is_not_cleared(draft: Draft, stage: Stage) -> None:
    review = judged(
        asked(draft, stage), stage, research_base=("met", ""), bias_review=("not_met", "Not yet.")
    )
    hannah = stage.people["hannah-kim"]
    codes = refused(lambda: reviewing.clear(review=review, note="", by=hannah, at=NOW))
    assert codes == ("gate:research-base", "gate:bias-review")


def test_what_is_only_a_should_hinders_nobody(draft: Draft, stage: Stage) -> None:
    review = judged(asked(draft, stage), stage, worked_example=("not_met", "There is none."))
    cleared = reviewing.clear(review=review, note="", by=stage.people["hannah-kim"], at=NOW)
    assert (cleared.state, bool(queries.gate(draft.micro_credential, draft.document))) == ("cleared", True)


def test_clearing_holds_for_what_was_handed_in_and_for_nothing_written_since(
    draft: Draft, stage: Stage
) -> None:
    review = judged(asked(draft, stage), stage)
    later = changed(draft, stage, purpose="Another purpose.")
    reviewing.clear(review=review, note="", by=stage.people["hannah-kim"], at=NOW)
    assert not queries.gate(later.micro_credential, later.document)
    assert queries.gate(later.micro_credential, draft.document)


def test_an_author_who_answers_otherwise_after_clearance_has_that_standard_looked_at_again(
    draft: Draft, stage: Stage
) -> None:
    hannah, janelle = stage.people["hannah-kim"], stage.people["janelle-wright"]
    row, told = draft.micro_credential, gate_answers("author")["bias-review"]
    reviewing.clear(review=judged(asked(draft, stage), stage), note="", by=hannah, at=NOW)

    def say(word: str, evidence: str) -> tuple[str, ...]:
        said = {"bias-review": (word, evidence)}
        operations.answer(micro_credential=row, document=draft.document, said=said, by=janelle, at=NOW)
        return queries.gate(row, draft.document).codes

    held = [say(*told), say("met", "Other words."), say("not_met", "It was not, after all."), say(*told)]
    assert held == [(), ("gate:bias-review",), ("gate:bias-review", "gate:bias-review"), ()]
    say("met", "Other words.")
    review = reviewing.ask(draft=draft, reviewers=[hannah], message="", by=janelle, at=NOW)
    assert refused(lambda: reviewing.clear(review=review, note="", by=hannah, at=NOW)) == (
        "gate:bias-review",
    )
    again = {"bias-review": gate_answers("reviewer")["bias-review"]}
    review = operations.judge(review=review, said=again, by=hannah, at=NOW)
    reviewing.clear(review=review, note="", by=hannah, at=NOW)
    assert queries.gate(row, draft.document)


def test_one_reviewers_no_stands_against_anothers_yes(draft: Draft, stage: Stage) -> None:
    grace, hannah = stage.people["grace-okafor"], stage.people["hannah-kim"]
    walking.answer(draft, author=stage.people["janelle-wright"], at=NOW)
    review = reviewing.ask(
        draft=draft, reviewers=[grace, hannah], message="", by=stage.people["janelle-wright"], at=NOW
    )
    operations.judge(review=review, said={"key-method": ("not_met", "Too thin.")}, by=grace, at=NOW)
    review = judged(review, stage)
    assert refused(lambda: reviewing.clear(review=review, note="", by=hannah, at=NOW)) == ("gate:key-method",)


def test_who_has_ever_written_in_a_draft_may_not_review_it(draft: Draft, stage: Stage) -> None:
    tomasz = stage.people["tomasz-nowak"]
    take_role(
        person=tomasz,
        organization=draft.micro_credential.organization,
        role=Role.REVIEWER,
        by=None,
        at=LONG_AGO,
    )
    row = draft.micro_credential
    assert tomasz in queries.reviewers_for(row, at=NOW)
    catalog.save_draft(draft=draft, document=draft.document, revision=draft.revision, by=tomasz, at=NOW)
    assert tomasz not in queries.reviewers_for(row, at=NOW)
    assert access.may_be_asked(tomasz, row, at=NOW).codes == ("wrote_it",)
    review = asked(Draft.objects.get(pk=draft.pk), stage)
    assert access.may_review(tomasz, review, at=NOW).codes == ("wrote_it",)
    assert review not in queries.waiting_for(tomasz, at=NOW)


WHO = {
    "hannah-kim": (),  # a reviewer of the district
    "grace-okafor": ("role",),  # a reviewer elsewhere, whom nobody asked
    "janelle-wright": ("wrote_it",),
    "aisha-rahman": ("role",),
    "nora-quill": ("role",),
}


@pytest.mark.parametrize("key", WHO)
def test_the_open_pool_is_the_organizations_own_reviewers(draft: Draft, stage: Stage, key: str) -> None:
    walking.answer(draft, author=stage.people["janelle-wright"], at=NOW)
    review = reviewing.ask(draft=draft, reviewers=[], message="", by=stage.people["janelle-wright"], at=NOW)
    person = stage.people[key]
    assert access.may_review(person, review, at=NOW).codes == WHO[key]
    assert (review in queries.waiting_for(person, at=NOW)) == (WHO[key] == ())


def test_a_reviewer_of_another_organization_may_be_asked_by_name(draft: Draft, stage: Stage) -> None:
    grace, hannah = stage.people["grace-okafor"], stage.people["hannah-kim"]
    review = walking.ask(draft, author=stage.people["janelle-wright"], reviewer=grace, at=NOW)
    assert access.may_review(grace, review, at=NOW)
    assert access.may_review(hannah, review, at=NOW).codes == ("not_asked",)
    assert list(queries.waiting_for(grace, at=NOW)) == [review]


def test_sending_back_says_why(draft: Draft, stage: Stage) -> None:
    review, hannah = asked(draft, stage), stage.people["hannah-kim"]
    judged(review, stage)
    back = refused(lambda: reviewing.ask_for_changes(review=review, note=" ", by=hannah, at=NOW))
    assert back == ("no_reason",)
    returned = reviewing.ask_for_changes(review=review, note="Shorter, please.", by=hannah, at=NOW)
    assert (returned.state, returned.note) == ("returned", "Shorter, please.")


def test_the_next_round_keeps_what_was_said_and_still_holds(draft: Draft, stage: Stage) -> None:
    review, hannah = judged(asked(draft, stage), stage), stage.people["hannah-kim"]
    reviewing.ask_for_changes(review=review, note="Say it shorter.", by=hannah, at=NOW)
    later = changed(draft, stage, purpose="Another purpose.")
    again = asked(later, stage)
    lines = queries.lines(again, later.document, later.micro_credential.organization)
    owed = [line.standard.key for line in lines if line.owed("reviewer")]
    assert (again.number, owed) == (review.number + 1, ["accessible-language", "purpose-and-stakes"])


def test_answers_stand_still_while_a_reviewer_reads(draft: Draft, stage: Stage) -> None:
    janelle = stage.people["janelle-wright"]
    review = asked(draft, stage)
    said = {"key-method": ("met", "Changed.")}
    assert refused(
        lambda: operations.answer(
            micro_credential=draft.micro_credential, document=draft.document, said=said, by=janelle, at=NOW
        )
    ) == ("asked",)
    reviewing.call_back(review=review, by=janelle, at=NOW)
    with pytest.raises(WrongMove, match="cannot clear when answering"):
        reviewing.clear(review=review, note="", by=stage.people["hannah-kim"], at=NOW)


def test_the_public_learns_what_was_answered_and_no_name(stage: Stage) -> None:
    checked = queries.checked(stage.editions["exit-tickets"])
    assert checked is not None
    assert checked.must == len(floor())
    assert all(line.settled for line in checked.lines)


# --- Standards of one's own --------------------------------------------------------------------------------


def rows(**changes: Any) -> list[dict[str, Any]]:
    return [{**row, **changes.get(row["key"].replace("-", "_"), {})} for row in default()["standards"]]


def more() -> dict[str, Any]:
    return {**rows()[0], "key": "our-own", "title": "Our own", "must": True, "check": "", "about": []}


def test_a_set_of_ones_own_is_asked_for_from_the_next_review_on(draft: Draft, stage: Stage) -> None:
    janelle, place = stage.people["janelle-wright"], stage.organizations["cedar-hollow"]
    before = asked(draft, stage)
    made = operations.set_standards(
        organization=place, title="Ours", standards=[*rows(), more()], by=janelle, at=NOW
    )
    assert queries.whole_review().get(pk=before.pk).standard_set != made
    judged(before, stage)
    reviewing.clear(review=before, note="", by=stage.people["hannah-kim"], at=NOW)
    later = changed(draft, stage, purpose="Another purpose.")
    codes = refused(lambda: asked(later, stage))
    assert codes == ("gate:our-own",)


def test_a_standard_in_other_words_is_answered_anew_from_the_next_review_on(
    draft: Draft, stage: Stage
) -> None:
    janelle, place = stage.people["janelle-wright"], stage.organizations["cedar-hollow"]
    review = judged(asked(draft, stage), stage)
    reviewing.ask_for_changes(review=review, note="Shorter, please.", by=stage.people["hannah-kim"], at=NOW)
    other = rows(key_method={"text": "The method is told step by step."}, bias_review={"role": "developer"})
    operations.set_standards(organization=place, title="Ours", standards=other, by=janelle, at=NOW)
    again = operations.answer(
        micro_credential=draft.micro_credential, document=draft.document, said={}, by=janelle, at=NOW
    )
    lines = queries.lines(again, draft.document, place)
    assert [line.standard.key for line in lines if line.owed("author", "reviewer")] == ["key-method"]


@pytest.mark.parametrize("key", sorted(floor()))
def test_no_set_is_without_a_must_of_the_default(stage: Stage, key: str) -> None:
    janelle, place = stage.people["janelle-wright"], stage.organizations["cedar-hollow"]
    for weaker in (
        [row for row in rows() if row["key"] != key],
        rows(**{key.replace("-", "_"): {"must": False}}),
    ):
        told = refused(
            lambda weaker=weaker: operations.set_standards(  # type: ignore[misc]
                organization=place, title="Ours", standards=weaker, by=janelle, at=NOW
            )
        )
        assert told == ("floor",)


def test_only_authors_and_administrators_set_standards(stage: Stage) -> None:
    place = stage.organizations["cedar-hollow"]
    allowed = {
        key: bool(access.may_set_standards(stage.people[key], place, at=NOW))
        for key in ("janelle-wright", "ruth-delaney", "hannah-kim", "priya-raman", "dana-brown")
    }
    assert allowed == {
        "janelle-wright": True,
        "ruth-delaney": True,
        "hannah-kim": False,
        "priya-raman": False,
        "dana-brown": False,
    }
