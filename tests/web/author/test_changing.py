"""What changes from edition to edition, and what is taken over from others."""

from __future__ import annotations

from html import unescape

import pytest

from cairn.demo.stage import Stage
from cairn.domain.catalog.document import lifted, problems
from cairn.domain.catalog.models import Draft, Edition
from cairn.domain.evidence.operations import attempts
from cairn.domain.frameworks.models import Item
from cairn.engines.verdict import Refused
from cairn.workflows import authoring
from tests.walk import DAY, LONG_AGO
from tests.web.author.conftest import form_data


def test_the_draft_is_compared_with_what_is_published(author, draft, stage):
    attempts.start(edition=stage.editions["exit-tickets"], by=stage.people["dana-brown"], at=LONG_AGO)
    document = lifted(draft.document)
    document["rubric"]["criteria"][0]["look_for"] = "Something else."
    author.post(f"/authoring/{draft.public_id}/", form_data(document, revision=draft.revision))
    answer = author.get(f"/authoring/{draft.public_id}/difference/")
    page = unescape(answer.content.decode())
    [line] = answer.context["changes"]
    assert (line.section, line.judged, line.after) == ("Rubric", True, "Something else.")
    assert "1 earner is at work" in page
    titles = [one["title"] for one in document["rubric"]["criteria"]]
    assert answer.context["kept"] == titles[1:]


def test_two_texts_that_are_the_same_say_so(author, draft):
    answer = author.get(f"/authoring/{draft.public_id}/difference/?from=1&to=1")
    assert "The two texts are the same." in answer.content.decode()
    assert author.get(f"/authoring/{draft.public_id}/difference/?from=1&to=9").status_code == 404


def test_a_draft_without_an_edition_has_nothing_to_compare(author, stage):
    author.post("/authoring/", {"title": "Empty", "organization": stage.organizations["cedar-hollow"].pk})
    empty = Draft.objects.get(micro_credential__key="empty")
    page = author.get(f"/authoring/{empty.public_id}/difference/").content.decode()
    assert "Nothing to compare yet" in page


@pytest.fixture
def theirs(stage: Stage) -> Edition:
    """An edition of Cedar Hollow, which reserves all rights."""
    return stage.editions["exit-tickets"]


def adopted(theirs: Edition, stage: Stage, license_: str) -> Draft:
    """What Priya's organization makes of it, were it under that license."""
    theirs.document = lifted(theirs.document) | {"license": license_}
    return authoring.adopt(
        edition=theirs, organization=their_organization(stage), by=stage.people["priya-raman"], at=LONG_AGO
    )


def their_organization(stage: Stage):
    return stage.people["priya-raman"].memberships.get(role="author").organization


def test_what_reserves_all_rights_is_not_adapted_by_others(client, stage, theirs):
    with pytest.raises(Refused) as refusal:
        adopted(theirs, stage, "all-rights-reserved")
    assert refusal.value.verdict.codes == ("all_rights_reserved",)
    client.force_login(stage.people["priya-raman"])
    page = client.get("/authoring/adapt/", {"q": "exit tick"})
    assert [bool(one["verdict"]) for one in page.context["rows"]] == [False]
    assert "All rights are reserved." in page.content.decode()
    answer = client.post("/authoring/adapt/", {"edition": str(theirs.public_id)})
    assert answer.status_code == 422


def test_an_open_license_lets_others_adapt_and_names_the_source(stage, theirs):
    draft = adopted(theirs, stage, "CC-BY-SA-4.0")
    document = draft.document
    assert document["adapted_from"] == {
        "organization": "Cedar Hollow School District",
        "title": theirs.title,
        "url": document["adapted_from"]["url"],
        "digest": theirs.digest,
        "license": "CC-BY-SA-4.0",
    }
    assert document["adapted_from"]["url"].endswith(f"/editions/{theirs.public_id}/")
    assert (problems(document), document["license"]) == ([], "CC-BY-SA-4.0")
    stricter = {**document, "license": "all-rights-reserved"}
    assert [one.code for one in problems(stricter)] == ["license_unfit"]


def test_ones_own_is_adapted_under_a_free_key(author, stage, theirs):
    answer = author.post("/authoring/adapt/", {"edition": str(theirs.public_id)})
    draft = Draft.objects.get(micro_credential__key="exit-tickets-2")
    assert answer["Location"] == f"/authoring/{draft.public_id}/"
    assert draft.micro_credential.state == "draft"
    again = authoring.adopt(
        edition=theirs,
        organization=stage.organizations["cedar-hollow"],
        by=stage.people["janelle-wright"],
        at=LONG_AGO + DAY,
    )
    assert again.micro_credential.key == "exit-tickets-3"


def test_an_item_of_a_framework_is_found_and_added_once(author, draft):
    address = f"/authoring/{draft.public_id}/align/"
    before = lifted(draft.document)["alignments"]
    free = Item.objects.exclude(identifier__in=[one["item"] for one in before if one["item"]])
    item = free.filter(retired_at=None).exclude(code="").order_by("pk")[0]
    answer = author.get(address, {"q": item.code})
    assert [(found.pk, held) for found, held in answer.context["found"][:1]] == [(item.pk, False)]
    for _ in range(2):
        author.post(address, {"item": str(item.identifier)})
    document = Draft.objects.get(pk=draft.pk).document
    assert document["alignments"][: len(before)] == before
    assert [(one["item"], one["code"]) for one in document["alignments"][len(before) :]] == [
        (str(item.identifier), item.code)
    ]
    assert problems(document) == []
    found = author.get(address, {"q": item.code}).context["found"]
    assert [held for _, held in found[:1]] == [True]


@pytest.mark.parametrize("item", ["", "no-uuid", "6f1c2a54-0000-4b7a-9c1f-2e5d7a90b341"])
def test_an_item_that_nobody_knows_is_not_aligned_to(author, draft, item):
    assert author.post(f"/authoring/{draft.public_id}/align/", {"item": item}).status_code == 404
    assert Draft.objects.get(pk=draft.pk).document == draft.document
