"""Who runs an organization imports frameworks, sees what came of it, and is told what to mend."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cairn.domain.frameworks.models import Framework, Item
from cairn.domain.people import operations as people
from cairn.domain.people.models import Role
from tests.domain.frameworks.conftest import Board, ours
from tests.packages import DOCUMENT, item, package, tree
from tests.walk import LONG_AGO

__all__ = ["ours"]
PAGE = "/organizations/ours/frameworks/"


@pytest.fixture
def client(ours: Board) -> Client:
    browser = Client()
    browser.force_login(ours.admin)
    return browser


def send(client: Client, data: bytes):
    return client.post(PAGE, {"file": SimpleUploadedFile("framework.json", data)})


def test_a_framework_is_imported_and_its_report_is_shown(client):
    answer = send(client, tree((1, None), (2, 9)))
    assert answer["Location"] == f"{PAGE}{DOCUMENT}/"
    report = client.get(answer["Location"]).content.decode()
    assert ["One end is not in this file." in report, "CASE 1.1 file" in report] == [False, True]
    assert Item.objects.count() == 3
    assert "Sample framework" in client.get(PAGE).content.decode()


def test_deviations_are_reported_with_place_and_number(client):
    report = client.get(send(client, package([item(1), item(2)], []))["Location"]).content.decode()
    assert "Nothing says what this item is below. It was put at the top." in report
    assert "CFItems[0]</code>" in report


def test_a_malformed_file_is_refused_with_every_place_to_mend(client):
    answer = send(client, package([item(1, fullStatement=""), item(2, identifier="x")], []))
    told = answer.content.decode()
    assert answer.status_code == 422
    assert [place in told for place in ("CFItems[0].fullStatement", "CFItems[1].identifier")] == [True, True]
    assert Framework.objects.count() == 0


@pytest.mark.parametrize("data", [b"{", b"[]", b"\x89PNG"])
def test_what_is_no_framework_is_refused_in_a_sentence(client, data):
    answer = send(client, data)
    assert (answer.status_code, "Nothing was imported" in answer.content.decode()) == (422, True)


def test_no_file_is_said_at_the_field(client):
    answer = client.post(PAGE, {})
    assert (answer.status_code, "Choose the file of the framework." in answer.content.decode()) == (422, True)


def test_others_who_run_it_see_the_list_and_why_they_cannot_import(ours):
    people.take_role(
        person=(lead := people.register(email="l@example.org", legal_name="L", by=None, at=LONG_AGO)),
        organization=ours.organization,
        role=Role.LEAD,
        by=None,
        at=LONG_AGO,
    )
    client = Client()
    client.force_login(lead)
    assert "This needs an administrator of Ours." in client.get(PAGE).content.decode()
    assert (send(client, tree((1, None))).status_code, Framework.objects.count()) == (403, 0)
