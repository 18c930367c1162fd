"""The recognizer's pages: what was shared, what is on record, and that nothing else is."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse

from cairn.domain.issuing import operations as issuing
from cairn.domain.recognition.models import Filing, Verification
from cairn.web.recognizer.apps import waiting
from cairn.workflows.payrolls import plain


@pytest.fixture
def filed(recognizer, shared):
    recognizer.post(f"/recognizing/{shared.public_id}/file/")
    return Filing.objects.get(pk=shared.pk)


def test_a_teacher_is_told_whom_the_page_is_for(client, stage):
    client.force_login(stage.people["dana-brown"])
    response = client.get("/recognizing/")
    assert response.status_code == 403
    assert "keep an organization's record" in response.content.decode().replace("&#x27;", "'")


def test_what_was_shared_waits_with_its_note_and_a_check(recognizer, shared, stage):
    page = recognizer.get("/recognizing/").content.decode()
    assert all(
        words in page
        for words in (shared.title, "Dana Brown", "For my renewal.", "Verified when you file it.")
    )
    assert waiting(stage.people["ruth-delaney"]) == 1


def test_filing_verifies_the_badge_and_puts_it_on_record(recognizer, filed, stage):
    page = recognizer.get("/recognizing/").content.decode()
    assert (filed.filed_by, filed.verifications.get().outcome) == (stage.people["ruth-delaney"], "valid")
    assert "Valid on" in page
    assert waiting(stage.people["ruth-delaney"]) == 0


def test_a_revocation_shows_when_the_record_is_checked_again(recognizer, filed, award, stage, now):
    issuing.revoke(award=award, reason="Issued in error.", by=stage.people["ruth-delaney"], at=now)
    page = recognizer.post(
        "/recognizing/check/", {"organization": "cedar-hollow"}, follow=True
    ).content.decode()
    assert "Revoked since" in page
    assert Verification.objects.filter(filing=filed, outcome="revoked").count() == 1


def test_a_revoked_badge_is_not_filed_and_the_reason_is_said(recognizer, shared, award, stage, now):
    issuing.revoke(award=award, reason="Issued in error.", by=stage.people["ruth-delaney"], at=now)
    page = recognizer.post(f"/recognizing/{shared.public_id}/file/", follow=True).content.decode()
    assert "This badge was not filed" in page
    assert Filing.objects.get(pk=shared.pk).filed_at is None


def test_one_badge_is_checked_again_from_its_page(recognizer, filed):
    page = recognizer.post(f"/recognizing/{filed.public_id}/check/", follow=True).content.decode()
    assert filed.verifications.count() == 2
    assert page.count("This badge is valid") >= 2


def test_the_page_of_a_badge_leads_to_no_evidence(recognizer, filed):
    page = recognizer.get(f"/recognizing/{filed.public_id}/").content.decode()
    assert filed.issuer in page
    assert [word for word in ("/files/", str(filed.award.attempt.public_id), "<video") if word in page] == []


def test_filings_of_other_organizations_are_not_found(client, stage, shared):
    client.force_login(stage.people["sam-whitaker"])
    addresses = [f"/recognizing/{shared.public_id}/", "/recognizing/?organization=cedar-hollow"]
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    assert client.post(f"/recognizing/{shared.public_id}/file/").status_code == 404
    assert client.post("/recognizing/check/", {"organization": "cedar-hollow"}).status_code == 404


def test_the_record_is_searched_word_by_word_and_the_part_is_the_table(recognizer, filed):
    part = recognizer.get("/recognizing/?q=dana+exit", headers={"HX-Request": "true"}).content.decode()
    assert filed.title in part
    assert "<html" not in part
    assert "Nothing on record matches" in recognizer.get("/recognizing/?q=nobody").content.decode()


def test_the_record_is_downloaded_as_csv(recognizer, filed):
    response = recognizer.get(reverse("recognizer:export") + "?organization=cedar-hollow")
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert [(row["person"], row["micro-credential"]) for row in rows] == [("Dana Brown", filed.title)]


@pytest.mark.parametrize(
    ("cell", "kept"), [("=1+1", "'=1+1"), ("-2", "'-2"), ("@x", "'@x"), ("Dana", "Dana"), ("", "")]
)
def test_no_cell_is_taken_for_a_formula(cell, kept):
    assert plain(cell) == kept
