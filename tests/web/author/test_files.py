"""Drafts as files: out as YAML and spreadsheet, in again, and what a broken file does: nothing."""

from __future__ import annotations

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cairn.domain.catalog.document import cleaned, lifted
from cairn.domain.catalog.exchange import from_spreadsheet, from_yaml, to_spreadsheet, to_yaml
from cairn.domain.catalog.models import Draft, MicroCredential

BROKEN = "schema: 2\ntitel: Wait\nhours:\n  low: soon\n"


def sent(content: str | bytes, name: str = "draft.yaml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def test_a_draft_is_taken_along_in_both_formats(author, draft):
    address = f"/authoring/{draft.public_id}/"
    document = cleaned(lifted(draft.document))
    text, book = author.get(f"{address}draft.yaml"), author.get(f"{address}draft.xlsx")
    assert text["Content-Disposition"] == 'attachment; filename="exit-tickets.yaml"'
    assert from_yaml(text.content.decode()) == document
    assert from_spreadsheet(book.content) == document
    assert author.get("/authoring/template.xlsx").content.startswith(b"PK")


@pytest.mark.parametrize("writing", [to_yaml, to_spreadsheet])
def test_a_file_replaces_what_the_draft_holds_and_never_its_key(author, draft, writing):
    document = {**lifted(draft.document), "summary": "From a file.", "key": "another-key"}
    answer = author.post(
        f"/authoring/{draft.public_id}/file/",
        {"file": sent(writing(document)), "revision": draft.revision},
    )
    assert (answer.status_code, answer["Location"]) == (302, f"/authoring/{draft.public_id}/")
    saved = Draft.objects.get(pk=draft.pk).document
    assert (saved["summary"], saved["key"]) == ("From a file.", "exit-tickets")


def test_a_broken_file_changes_nothing_and_says_every_line(author, draft):
    answer = author.post(
        f"/authoring/{draft.public_id}/file/", {"file": sent(BROKEN), "revision": draft.revision}
    )
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "<strong>line 2</strong>: Remove “titel”" in page
    assert "<strong>line 4</strong>" in page
    assert "<code>low: soon</code>" in page
    kept = Draft.objects.get(pk=draft.pk)
    assert (kept.document, kept.revision) == (draft.document, draft.revision)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "it is empty"),
        (b"title: caf\xe9\n", "another encoding"),
        (b"PK\x03\x04 no workbook", "this file is none"),
        (b"x" * 2_000_001, "more than 2 MB"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_words(author, draft, content, told):
    answer = author.post(
        f"/authoring/{draft.public_id}/file/", {"file": sent(content), "revision": draft.revision}
    )
    assert answer.status_code == 422
    assert told in unescape(answer.content.decode())


def test_a_file_over_a_newer_draft_is_held_back(author, draft):
    answer = author.post(
        f"/authoring/{draft.public_id}/file/",
        {"file": sent(to_yaml(draft.document)), "revision": draft.revision - 1},
    )
    assert answer.status_code == 422
    assert "Somebody saved this draft" in answer.content.decode()
    assert Draft.objects.get(pk=draft.pk).revision == draft.revision


def test_a_draft_begins_with_a_file(author, stage):
    organization = stage.organizations["cedar-hollow"]
    text = "schema: 2\ntitle: Reading Aloud\ncompetency: You read aloud.\n"
    answer = author.post("/authoring/file/", {"file": sent(text), "organization": organization.pk})
    draft = Draft.objects.get(micro_credential__key="reading-aloud")
    assert answer["Location"] == f"/authoring/{draft.public_id}/"
    assert (draft.document["competency"], draft.document["key"]) == ("You read aloud.", "reading-aloud")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BROKEN, "line 2"),
        ("schema: 2\nkey: exit-tickets\ntitle: Exit Tickets\n", "There is one of this name already"),
        ("schema: 2\nkey: Not a Key\ntitle: Exit\n", "Give the file a title"),
        ("schema: 2\n", "Give the file a title"),
    ],
)
def test_a_file_that_cannot_begin_a_draft_begins_none(author, stage, text, told):
    before = MicroCredential.objects.count()
    organization = stage.organizations["cedar-hollow"]
    answer = author.post("/authoring/file/", {"file": sent(text), "organization": organization.pk})
    assert (answer.status_code, MicroCredential.objects.count()) == (422, before)
    assert told in unescape(answer.content.decode())


def test_authors_of_other_organizations_get_no_files(client, stage, draft):
    client.force_login(stage.people["priya-raman"])
    address = f"/authoring/{draft.public_id}/"
    pages = ("draft.yaml", "draft.xlsx", "file/", "difference/")
    assert [client.get(f"{address}{page}").status_code for page in pages] == [403] * 4
    assert client.post(f"{address}file/", {"file": sent("")}).status_code == 403
