"""The gate's pages: an author answers and asks, a reviewer judges, and nothing unmet is published."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from cairn.demo import gating
from cairn.demo.material import gate_answers
from cairn.demo.stage import Stage
from cairn.domain.catalog import operations
from cairn.domain.catalog.models import Draft, Edition
from cairn.domain.gating.models import Answer, Review
from cairn.domain.gating.queries import latest
from tests.walk import LONG_AGO


@pytest.fixture
def changed(draft: Draft, stage: Stage) -> Draft:
    """The draft of exit tickets with another rubric than was published."""
    document = {**draft.document, "rubric": {**draft.document["rubric"]}}
    document["rubric"]["criteria"] = document["rubric"]["criteria"][:1] + [
        {**row, "look_for": f"{row['look_for']} Look twice."} for row in document["rubric"]["criteria"][1:]
    ]
    return operations.save_draft(
        draft=draft,
        document=document,
        revision=draft.revision,
        by=stage.people["janelle-wright"],
        at=LONG_AGO,
    )


def answers(side: str = "author", *, again: bool = True, **other: str) -> dict[str, str]:
    """What a form posts that answers every standard and says of each that it holds; `other` replaces answers."""
    posted: dict[str, str] = {}
    for key, (word, evidence) in gate_answers(side).items():
        posted |= {f"{key}.answer": other.get(key.replace("-", "_"), word), f"{key}.evidence": evidence}
        posted |= {f"{key}.again": "yes"} if again else {}
    return posted


def gate(draft: Draft, verb: str = "") -> str:
    return f"/authoring/{draft.public_id}/gate/{verb}"


@pytest.fixture
def reviewer(stage: Stage) -> Client:
    """A browser in which Hannah, who reviews for Cedar Hollow, is signed in."""
    client = Client()
    client.force_login(stage.people["hannah-kim"])
    return client


def asked(author: Client, draft: Draft) -> Review:
    author.post(gate(draft, "ask/"), answers())
    review = latest(draft.micro_credential)
    assert review is not None
    assert review.state == "asked"
    return review


def test_answers_are_saved_as_they_are_given(author, changed):
    kept = author.post(
        gate(changed),
        {"feasible-hours.answer": "met", "feasible-hours.evidence": "We timed it."},
        headers={"X-Autosave": "1"},
    )
    assert kept.status_code == 200
    row = Answer.objects.get(standard="feasible-hours", side="author", review__state="answering")
    assert (row.answer, row.evidence, row.review.number) == ("met", "We timed it.", 2)


def test_a_change_asks_again_for_the_standards_it_touches_and_for_no_others(author, changed):
    page = author.get(gate(changed))
    owed = {reason.code.removeprefix("gate:") for reason in page.context["ready"].reasons}
    assert "rubric-clarity" in owed
    assert "feasible-hours" not in owed
    assert "research-base" not in owed


def test_an_answer_about_an_earlier_text_holds_only_when_it_is_said_again(author, changed):
    author.post(gate(changed), answers(again=False))
    owed = [reason.code for reason in author.get(gate(changed)).context["ready"].reasons]
    assert "gate:rubric-clarity" in owed
    author.post(gate(changed), answers())
    assert author.get(gate(changed)).context["ready"].ok


def test_a_must_without_an_answer_is_not_handed_in(author, changed):
    page = author.post(gate(changed, "ask/"), answers(bias_review=""))
    assert page.status_code == 422
    assert "“Looked at for bias” waits for the author's answer." in unescape(page.content.decode())
    assert Review.objects.filter(state="asked").count() == 0


def test_an_unmet_must_cannot_be_published(author, changed):
    before = Edition.objects.count()
    page = unescape(author.post(gate(changed, "offer/"), {"as": "all"}).content.decode())
    assert "has changed since the author answered" in page
    refused = author.post(f"/authoring/{changed.public_id}/publish/")
    assert (refused.status_code, Edition.objects.count()) == (422, before)


def test_a_reviewer_finds_it_judges_it_and_clears_it(author, reviewer, changed):
    review = asked(author, changed)
    assert [row.pk for row in reviewer.get("/authoring/reviews/").context["waiting"]] == [review.pk]
    address = f"/authoring/reviews/{review.public_id}/"
    assert changed.document["competency"] in unescape(reviewer.get(address).content.decode())
    unmet = reviewer.post(
        f"{address}decide/", {**answers("reviewer", bias_review="not_met"), "decision": "clear"}
    )
    assert unmet.status_code == 422
    done = reviewer.post(f"{address}decide/", {**answers("reviewer"), "decision": "clear"})
    review.refresh_from_db()
    assert (done["Location"], review.state) == ("/authoring/reviews/", "cleared")
    author.post(gate(changed, "offer/"), {"as": "all"})
    changed.micro_credential.refresh_from_db()
    assert changed.micro_credential.edition.number == 2


def test_a_reviewer_asks_for_changes_and_the_author_sees_what_to_mend(author, reviewer, changed):
    review = asked(author, changed)
    judged = {**answers("reviewer", rubric_clarity="not_met"), "decision": "return", "note": "Nearly there."}
    judged["rubric-clarity.evidence"] = "“Look twice” says nothing."
    reviewer.post(f"/authoring/reviews/{review.public_id}/decide/", judged)
    page = unescape(author.get(gate(changed)).content.decode())
    assert "Nearly there." in page
    assert "“Look twice” says nothing." in page


def test_who_wrote_in_it_is_never_offered_and_may_not_review(author, changed, stage):
    offered = author.get(gate(changed)).context["reviewers"]
    assert {person.display_name for person in offered} == {"Grace Okafor", "Hannah Kim"}
    review = gating.ask(
        changed, author=stage.people["janelle-wright"], reviewer=stage.people["hannah-kim"], at=LONG_AGO
    )
    assert author.get(f"/authoring/reviews/{review.public_id}/").status_code == 403


def test_a_draft_is_called_back_and_asked_for_again(author, changed):
    asked(author, changed)
    author.post(gate(changed, "call-back/"))
    again = latest(changed.micro_credential)
    assert again is not None
    assert (again.number, again.state) == (2, "answering")


def test_a_pilot_is_offered_and_marked(author, reviewer, stage, client):
    organization = stage.organizations["cedar-hollow"]
    author.post("/authoring/", {"title": "Fresh", "organization": organization.pk})
    fresh = Draft.objects.get(micro_credential__key="fresh")
    other = Draft.objects.get(micro_credential__key="wait-time").document
    fresh = operations.save_draft(
        draft=fresh,
        document={**other, "key": "fresh", "title": "Fresh"},
        revision=fresh.revision,
        by=stage.people["janelle-wright"],
        at=LONG_AGO,
    )
    review = asked(author, fresh)
    assert "In review" in author.get(gate(fresh)).content.decode()
    reviewer.post(
        f"/authoring/reviews/{review.public_id}/decide/", {**answers("reviewer"), "decision": "clear"}
    )
    author.post(gate(fresh, "offer/"), {"as": "pilot"})
    row = fresh.micro_credential
    row.refresh_from_db()
    assert row.state == "pilot"
    page = unescape(Client().get(f"/micro-credentials/{row.public_id}/").content.decode())
    assert "Pilot" in page
    assert "How it was checked" in page
    assert gate_answers("reviewer")["student-privacy"][1] in page
    assert "Hannah" not in page


def test_retiring_names_the_last_day(author, draft):
    author.post(f"/authoring/{draft.public_id}/retire/", {"until": "2027-06-30"})
    row = draft.micro_credential
    row.refresh_from_db()
    assert (row.state, row.teach_out.isoformat()) == ("retired", "2027-06-30")
    assert "Jun 30, 2027" in Client().get(f"/micro-credentials/{row.public_id}/").content.decode()
