"""The recognizer's pages of policies: nothing written is lost, and what is wrong stands beside its line."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cairn.demo.stage import Stage
from cairn.domain.people.models import Person
from cairn.domain.policies.models import AcceptEntry, PolicyVersion
from tests.ruling import Ruled, rule


@pytest.fixture
def walter(stage: Stage) -> Person:
    return stage.people["walter-finch"]


@pytest.fixture
def ruled(stage: Stage, walter: Person, now: datetime) -> Ruled:
    return rule(stage.organizations["cedar-hollow"], by=walter, at=now)


@pytest.fixture
def browser(walter: Person) -> Client:
    client = Client()
    client.force_login(walter)
    return client


def test_a_text_that_cannot_be_read_is_kept_and_its_fault_stands_beside_the_line(
    browser: Client, ruled: Ruled
) -> None:
    page = reverse("recognizer:policy_draft", args=[ruled.draft.public_id])
    broken = ruled.draft.text.replace("points: 10", "poinst: 10")
    sent = {
        "text": broken.replace("\n", "\r\n"),
        "cases": ruled.draft.cases,
        "revision": ruled.draft.revision,
    }
    assert browser.post(page, sent).status_code == 302
    ruled.draft.refresh_from_db()
    assert ruled.draft.text == broken
    line = next(n for n, row in enumerate(broken.splitlines(), 1) if "poinst" in row)
    shown = browser.get(page).content.decode()
    assert f'id="line-{line}" class="found"' in shown
    assert "Mend the errors first" in shown
    late = browser.post(page, {**sent, "text": "title: Late"})
    assert (late.status_code, "title: Late" in late.content.decode()) == (409, True)
    assert "poinst" in browser.get(page).content.decode()


def test_a_policy_is_uploaded_put_in_use_withdrawn_with_a_reason_and_put_back(
    browser: Client, ruled: Ruled, stage: Stage
) -> None:
    file = SimpleUploadedFile("mine.yaml", b"title: [unfinished")
    brought = browser.post(reverse("recognizer:new_policy"), {"file": file})
    assert "unfinished" in browser.get(brought["Location"]).content.decode()
    use = reverse("recognizer:use_policy", args=[ruled.draft.public_id])
    assert "What changes against version 1" in browser.get(use).content.decode()
    assert browser.post(use, {"used_from": "2020-01-01"}).status_code == 422
    assert browser.post(use, {"used_from": "2099-01-01"}).status_code == 302
    made = PolicyVersion.objects.get(number=2)
    page = browser.get(
        reverse("recognizer:policy", args=["cedar-hollow", "what-it-is-for"]) + f"?version={made.identity}"
    )
    assert "At least 10 hours in counted records." in page.content.decode()
    for address, state in (("withdraw_policy", "withdrawn"), ("put_policy_back", "in_use")):
        browser.post(reverse(f"recognizer:{address}", args=[made.public_id]), {"why": "A slip."})
        made.refresh_from_db()
        assert made.state == state


def test_what_stands_in_the_catalog_is_found_and_accepted_with_a_tier(
    browser: Client, ruled: Ruled, stage: Stage
) -> None:
    page = reverse("recognizer:accept_list", args=[ruled.entry.list.public_id])
    edition = stage.editions["wait-time"]
    found = browser.get(page, {"q": edition.title[:8]}, headers={"HX-Request": "true"}).content.decode()
    value = f"edition:{edition.public_id}"
    assert f'value="{value}"' in found
    sent = {"what": value, "least_tier": "provisional", "from_on": "2026-01-01", "note": "For 2026."}
    assert browser.post(page, {**sent, "what": ""}).status_code == 422
    assert browser.post(page, sent).status_code == 302
    entry = AcceptEntry.objects.exclude(pk=ruled.entry.pk).get()
    assert (entry.edition, entry.least_tier) == (edition, "provisional")


def test_the_table_of_a_what_if_leaves_out_what_the_page_leaves_out(browser: Client, ruled: Ruled) -> None:
    answer = browser.get(reverse("recognizer:trial_table", args=[ruled.trial.public_id]))
    assert answer.content.decode().removeprefix("\ufeff").split("\r\n") == [
        "group,people,met before,met after,gained,lost",
        "",
    ]
