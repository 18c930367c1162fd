"""The authoring pages: who may write, what is saved, and what publishing says."""

from __future__ import annotations

import copy
from html import unescape

from cairn.demo import gating
from cairn.domain.catalog.document import lifted
from cairn.domain.catalog.models import Draft, Edition, MicroCredential
from cairn.domain.evidence.operations import attempts
from cairn.domain.evidence.queries import live_attempts_on
from tests.walk import LONG_AGO
from tests.web.author.conftest import form_data


def test_an_author_begins_a_draft_with_a_title(author):
    organization = author.get("/authoring/").context["form"].initial["organization"]
    response = author.post("/authoring/", {"title": "Reading Aloud", "organization": organization.pk})
    draft = Draft.objects.get(micro_credential__key="reading-aloud")
    assert (response.status_code, response["Location"]) == (302, f"/authoring/{draft.public_id}/")
    assert "things to do before you publish" in author.get(response["Location"]).content.decode()


def test_a_title_that_is_taken_is_refused_in_words(author, draft):
    row = draft.micro_credential
    response = author.post("/authoring/", {"title": "Exit Tickets", "organization": row.organization_id})
    assert response.status_code == 422
    assert "There is one with this title already" in response.content.decode()
    assert MicroCredential.objects.filter(key="exit-tickets").count() == 1


def test_authors_of_other_organizations_are_refused_everywhere(client, stage, draft):
    client.force_login(stage.people["priya-raman"])
    address = f"/authoring/{draft.public_id}/"
    assert [client.get(address).status_code, client.get(f"{address}preview/").status_code] == [403, 403]
    assert [client.post(f"{address}{verb}").status_code for verb in ("", "publish/", "retire/")] == [403] * 3


def test_the_form_shows_the_document_and_saves_what_was_changed(author, draft):
    address = f"/authoring/{draft.public_id}/"
    assert draft.document["competency"] in author.get(address).context["document"]["competency"]
    data = form_data(draft.document, revision=draft.revision)
    answer = author.post(address, {**data, "summary": "Short."}, headers={"X-Autosave": "1"})
    saved = Draft.objects.get(pk=draft.pk)
    assert answer.json()["revision"] == saved.revision == draft.revision + 1
    assert saved.document == {**lifted(draft.document), "summary": "Short."}


def test_a_save_over_a_newer_one_answers_with_both(author, draft):
    address = f"/authoring/{draft.public_id}/"
    data = form_data(draft.document, revision=draft.revision - 1)
    answer = author.post(address, {**data, "summary": "Mine."}, headers={"X-Autosave": "1"})
    assert answer.status_code == 409
    assert answer.json()["fields"]["summary"] == draft.document["summary"]
    page = author.post(address, {**data, "summary": "Mine."})
    assert page.status_code == 409
    assert "Mine." in page.content.decode()
    assert Draft.objects.get(pk=draft.pk).document == draft.document


def test_a_criterion_is_added_without_scripts(author, draft):
    address = f"/authoring/{draft.public_id}/"
    data = form_data(draft.document, revision=draft.revision, do="add:rubric.criteria")
    response = author.post(address, data)
    count = len(Draft.objects.get(pk=draft.pk).document["rubric"]["criteria"])
    assert count == len(draft.document["rubric"]["criteria"]) + 1
    assert response["Location"] == f"{address}#f-rubric.criteria.{count - 1}"


def test_a_removed_row_is_put_back_by_one_button(author, draft):
    address = f"/authoring/{draft.public_id}/"
    before = lifted(draft.document)
    author.post(address, form_data(before, revision=draft.revision, do="remove:slots.0"))
    assert "Put it back" in author.get(address).content.decode()
    shorter = Draft.objects.get(pk=draft.pk)
    assert len(shorter.document["slots"]) == len(before["slots"]) - 1
    author.post(address, form_data(shorter.document, revision=shorter.revision, do="undo"))
    after = Draft.objects.get(pk=draft.pk).document
    assert [slot["key"] for slot in after["slots"]] == [slot["key"] for slot in before["slots"]]
    assert "Put it back" not in author.get(address).content.decode()


def test_a_log_may_be_held_to_visits_and_other_ways_may_be_offered(author, draft):
    address = f"/authoring/{draft.public_id}/"
    document = lifted(draft.document)
    document["slots"][0]["kind"] = "observation_log"
    for added in ("add:slots.0.conditions", "add:slots.0.alternatives"):
        revision = Draft.objects.get(pk=draft.pk).revision
        author.post(address, form_data(document, revision=revision, do=added))
        document = Draft.objects.get(pk=draft.pk).document
    assert document["slots"][0]["conditions"] == [{"rule": "visits", "count": 2, "minutes": 40}]
    assert document["slots"][0]["alternatives"] == [{"kind": "document", "instructions": ""}]
    page = author.get(address).content.decode()
    assert 'name="slots.0.conditions.0.minutes" value="40"' in page


def test_every_problem_links_to_something_on_the_page(author, draft):
    document = copy.deepcopy(draft.document)
    document |= {"title": "", "topics": [], "research": []}
    document["hours"] = {"low": 9, "high": 2}
    document["slots"][0]["min_words"] = -3
    document = lifted(document)
    document["slots"][0]["alternatives"] = [{"kind": "video", "instructions": ""}]
    document["examples"] = [{"level": "none", "title": "", "text": "", "notes": {}}]
    document["rubric"]["rule"] = {"rule": "count", "count": 99, "required": []}
    document["rubric"]["criteria"][0] |= {"slots": [], "look_for": ""}
    Draft.objects.filter(pk=draft.pk).update(document=document)
    response = author.get(f"/authoring/{draft.public_id}/")
    page = response.content.decode()
    found = response.context["found"]
    assert len(found) >= 6
    assert [one for one in found if f'id="{one.anchor}"' not in page] == []


def test_publishing_says_every_problem_and_makes_no_edition(author, draft):
    document = {**draft.document, "title": "", "purpose": ""}
    before = Edition.objects.count()
    response = author.post(
        f"/authoring/{draft.public_id}/publish/", form_data(document, revision=draft.revision)
    )
    page = response.content.decode()
    assert (response.status_code, Edition.objects.count()) == (422, before)
    assert "Add a title." in page
    assert "Add a declared purpose." in page


def test_a_new_edition_is_published_and_those_at_work_keep_theirs(author, draft, stage):
    row = draft.micro_credential
    attempt = attempts.start(
        edition=stage.editions["exit-tickets"], by=stage.people["dana-brown"], at=LONG_AGO
    )
    data = form_data({**draft.document, "summary": "Better."}, revision=draft.revision)
    author.post(f"/authoring/{draft.public_id}/", data)
    assert "1 earner is at work" in author.get(f"/authoring/{draft.public_id}/").content.decode()
    draft.refresh_from_db()
    gating.clear(
        draft, author=stage.people["janelle-wright"], reviewer=stage.people["hannah-kim"], at=LONG_AGO
    )
    page = author.post(f"/authoring/{draft.public_id}/publish/", follow=True).content.decode()
    row.refresh_from_db()
    attempt.refresh_from_db()
    assert (row.edition.number, attempt.edition.number, live_attempts_on(row)) == (2, 1, 1)
    assert row.edition.digest in page


def test_retiring_takes_it_out_of_the_catalog(author, draft):
    author.post(f"/authoring/{draft.public_id}/retire/")
    draft.micro_credential.refresh_from_db()
    assert draft.micro_credential.state == "retired"


def test_the_preview_shows_a_teachers_and_an_evaluators_side(author, draft):
    page = unescape(author.get(f"/authoring/{draft.public_id}/preview/").content.decode())
    assert draft.document["competency"] in page
    assert "As an evaluator" in page
    assert page.count('class="panel crit"') == len(draft.document["rubric"]["criteria"])


def test_the_preview_of_an_empty_draft_stands(author, stage):
    organization = stage.organizations["cedar-hollow"]
    author.post("/authoring/", {"title": "Empty", "organization": organization.pk})
    draft = Draft.objects.get(micro_credential__key="empty")
    assert author.get(f"/authoring/{draft.public_id}/preview/").status_code == 200
