"""What it's worth: what is asked of her, what is refused with a sentence, and papers that only some may open."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.records import operations
from cairn.domain.records.models import License, OtherRecord, RecordDocument
from cairn.workflows import neighbors, tasks
from tests.web.earner.conftest import browser
from tests.web.earner.test_work import text_of

HOURS = "/worth/records/add/?kind=learning"
FILLED = {"title": "A course", "amount": "7.5", "earned_on": "2025-03-04"}


def test_a_rule_asks_for_the_days_it_needs_and_no_others(dana):
    maryland = text_of(dana.get("/worth/hold/us-md/certificate-renewal/renew/"))
    assert "Date: certificate issued" in maryland
    assert "Which version of the rule?" in maryland
    aurora = text_of(dana.get("/worth/hold/us-co-aurora/salary-hours/one_credit/"))
    assert ("Date:" in aurora, "First day of this license" in aurora, "By when?" in aurora) == (
        False,
        False,
        True,
    )
    assert dana.get("/worth/hold/us-co-aurora/salary-hours/two_credits/").status_code == 404


def test_the_license_is_there_already_so_what_else_it_brings_is_a_goal(dana, stage: Stage):
    page = dana.post("/worth/hold/us-tn/teacher-license/advance/", {}, follow=True)
    assert "Added. This is where you stand." in text_of(page)
    assert stage.people["dana-brown"].recognition_goals.get().decision == "advance"
    assert License.objects.filter(person=stage.people["dana-brown"]).count() == 1


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"amount": "many"}, "Write a number, such as 15 or 7.5."),
        ({"amount": "0"}, "Write a number above zero and below ten thousand."),
        ({"amount": "1/0"}, "Write a number, such as 15 or 7.5."),
        ({"earned_on": "2999-01-01"}, "This day is still to come. Add it once it is done."),
        ({"earned_on": "0202-03-04"}, "Look at the year once more."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_typed_is_lost(dana, sent, sentence):
    response = dana.post(HOURS, FILLED | sent)
    assert (response.status_code, sentence in text_of(response)) == (422, True)
    assert "A course" in response.content.decode()
    assert not OtherRecord.objects.exists()


def test_a_paper_is_opened_by_her_and_where_she_belongs_and_its_bytes_go_when_she_removes_it(
    dana, stage: Stage
):
    dana.post(HOURS, FILLED)
    record = OtherRecord.objects.get()
    assert (record.amount.numerator, record.amount.denominator) == (15, 2)
    address, now = reverse("earner:worth_paper_add", args=[record.public_id]), timezone.now()
    refused = dana.post(address, {"file": SimpleUploadedFile("a.pdf", b"<script>")}, follow=True)
    assert "is no PDF, picture or document" in text_of(refused)
    content = walking.sample("pdf", 1, "Twelve hours.").data
    dana.post(address, {"file": SimpleUploadedFile("../my.pdf", content), "kind": ""})
    paper = RecordDocument.objects.get()
    assert paper.name == "my.pdf"
    opened = reverse("earner:worth_paper", args=[paper.public_id])
    answer = dana.get(opened)
    assert (answer.getvalue(), answer["Content-Disposition"]) == (content, 'attachment; filename="my.pdf"')
    office, owner = browser(stage.people["walter-finch"]), stage.people["dana-brown"]
    assert office.get(opened).status_code == 403
    operations.claim(
        organization=stage.organizations["cedar-hollow"], group="", on=now.date(), by=owner, at=now
    )
    assert office.get(opened).status_code == 200
    dana.post(reverse("earner:worth_paper_remove", args=[paper.public_id]))
    tasks.run_all(timezone.now())
    assert (dana.get(opened).status_code, neighbors.store().exists(paper.store_key)) == (404, False)
