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
from cairn.domain.gating.operations import Seen, note_links
from cairn.domain.gating.queries import latest
from cairn.domain.outbox.models import Message
from cairn.domain.people.models import Person, Role
from cairn.domain.people.operations import take_role
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


# --- Two authors at once --------------------------------------------------------------------------------------


@pytest.fixture
def other(stage: Stage) -> Client:
    """A browser in which Tomasz, who writes for Cedar Hollow as well, is signed in."""
    tomasz = stage.people["tomasz-nowak"]
    take_role(
        person=tomasz,
        organization=stage.organizations["cedar-hollow"],
        role=Role.AUTHOR,
        by=None,
        at=LONG_AGO,
    )
    client = Client()
    client.force_login(tomasz)
    return client


def form_of(client: Client, draft: Draft) -> dict[str, str]:
    """What the form of the page posts when nothing is touched."""
    context = client.get(gate(draft)).context
    posted = {"revision": str(context["revision"])}
    for one in context["shown"]:
        key = one.standard.key
        posted |= {f"{key}.answer": one.word, f"{key}.evidence": one.evidence, f"{key}.was": one.was}
    return posted


def kept(draft: Draft, *keys: str) -> list[str]:
    review = latest(draft.micro_credential)
    rows = (
        {row.standard: row.evidence for row in review.answers.all() if row.side == "author"} if review else {}
    )
    return [rows[key] for key in keys]


def test_whoever_answers_second_sees_both_texts_and_loses_none(author, other, changed, stage):
    mine, theirs = form_of(author, changed), form_of(other, changed)
    theirs |= {"feasible-hours.evidence": "Theirs.", "bias-review.evidence": "Also theirs."}
    assert other.post(gate(changed), theirs).status_code == 302
    mine |= {"feasible-hours.evidence": "Mine.", "key-method.evidence": "Mine too."}
    page = author.post(gate(changed), mine)
    text = unescape(page.content.decode())
    assert page.status_code == 409
    assert f"{stage.people['tomasz-nowak'].name} has saved meanwhile" in text
    shown = {one.standard.key: one.evidence for one in page.context["shown"]}
    assert [shown[key] for key in ("feasible-hours", "key-method", "bias-review")] == [
        "Mine.",
        "Mine too.",
        "Also theirs.",
    ]
    assert "Theirs." in text
    assert kept(changed, "feasible-hours", "bias-review") == ["Theirs.", "Also theirs."]


def test_the_conflict_page_is_a_form_to_go_on_with(author, other, changed):
    mine, theirs = form_of(author, changed), form_of(other, changed)
    other.post(gate(changed), theirs | {"feasible-hours.evidence": "Theirs."})
    page = author.post(gate(changed), mine | {"feasible-hours.evidence": "Mine."})
    again = {"revision": str(page.context["revision"]), "feasible-hours.answer": "met"}
    author.post(gate(changed), again | {"feasible-hours.evidence": "Theirs, and mine."})
    assert kept(changed, "feasible-hours") == ["Theirs, and mine."]


def test_an_autosave_that_comes_second_is_told_what_stands(author, other, changed):
    mine, theirs = form_of(author, changed), form_of(other, changed)
    other.post(gate(changed), theirs | {"feasible-hours.evidence": "Theirs."})
    answer = author.post(
        gate(changed), mine | {"feasible-hours.evidence": "Mine."}, headers={"X-Autosave": "1"}
    )
    told = answer.json()
    assert (answer.status_code, told["fields"]) == (
        409,
        {"feasible-hours.answer": "met", "feasible-hours.evidence": "Theirs."},
    )
    saved = author.post(
        gate(changed),
        mine | {"feasible-hours.evidence": "Both.", "revision": told["revision"]},
        headers={"X-Autosave": "1"},
    )
    assert (saved.status_code, saved.json()["revision"]) == (200, told["revision"] + 1)


def test_a_reviewer_with_two_windows_sees_both_texts_and_loses_none(author, reviewer, changed):
    address = f"/authoring/reviews/{asked(author, changed).public_id}/"

    def form() -> dict[str, str]:
        context = reviewer.get(address).context
        posted = {"revision": str(context["revision"])}
        for one in context["shown"]:
            key = one.standard.key
            posted |= {f"{key}.answer": one.word, f"{key}.evidence": one.evidence, f"{key}.was": one.was}
        return posted

    def said() -> list[str]:
        rows = Answer.objects.filter(side="reviewer", review__state="asked", standard="key-method")
        return [row.evidence for row in rows]

    first, second = form(), form()
    assert reviewer.post(address, second | {"key-method.evidence": "There."}).status_code == 302
    mine = first | {"key-method.evidence": "Here.", "note": "A word.", "decision": "clear"}
    page = reviewer.post(f"{address}decide/", mine)
    text = unescape(page.content.decode())
    assert (page.status_code, "There." in text, "Here." in text, "A word." in text) == (409, True, True, True)
    quiet = reviewer.post(address, mine, headers={"X-Autosave": "1"})
    told = quiet.json()
    assert (quiet.status_code, told["fields"]["key-method.evidence"], said()) == (409, "There.", ["There."])
    again = mine | {"key-method.evidence": "Both.", "revision": told["revision"]}
    saved = reviewer.post(address, again, headers={"X-Autosave": "1"}).json()
    assert (said(), saved["revision"], form()["revision"]) == (
        ["Both."],
        told["revision"] + 1,
        str(saved["revision"]),
    )


# --- Links ----------------------------------------------------------------------------------------------------


def with_a_source(draft: Draft, by: Person) -> Draft:
    research = [{"claim": "It helps.", "citation": "Rowe (1986)", "url": "https://example.org/gone"}]
    document = {**draft.document, "research": research}
    return operations.save_draft(draft=draft, document=document, revision=draft.revision, by=by, at=LONG_AGO)


def test_an_installation_that_looks_at_no_sites_says_so(author, changed, stage):
    draft = with_a_source(changed, stage.people["janelle-wright"])
    page = unescape(author.get(gate(draft)).content.decode())
    assert "Not checked: this installation does not look at other sites." in page
    assert "Check the links now" not in page
    assert author.post(gate(draft, "links/")).status_code == 422


def test_what_was_seen_at_a_link_stands_beside_its_standard(author, reviewer, changed, stage, settings):
    settings.LOOK_AT_LINKS = True
    draft = with_a_source(changed, stage.people["janelle-wright"])
    assert "Check the links now" in author.get(gate(draft)).content.decode()
    author.post(gate(draft, "links/"))
    author.post(gate(draft, "links/"))
    assert "We are looking at the links" in author.get(gate(draft)).content.decode()
    assert Message.objects.filter(channel="links").count() == 1
    seen = [Seen("https://example.org/gone", "gone")]
    note_links(micro_credential=draft.micro_credential, seen=seen, by=None, at=LONG_AGO)
    part = author.get(gate(draft), headers={"HX-Request": "true", "HX-Target": "links"}).content.decode()
    assert part.strip().startswith('<section id="links"')
    told = "https://example.org/gone: This page is gone. Find where it went, or another source."
    hints = {
        one.standard.key: [hint.text for hint in one.hints]
        for one in author.get(gate(draft)).context["shown"]
    }
    assert told in hints["research-base"]
    review = asked(author, draft)
    assert told in reviewer.get(f"/authoring/reviews/{review.public_id}/").content.decode()
