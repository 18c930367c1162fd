"""A log, code and another way as an evaluator and a coach read them: one table, no school, nothing run."""

from __future__ import annotations

import re
from datetime import datetime, time
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evaluation.models import Moment, Reading
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts, logs, pieces
from cairn.workflows import coaching
from tests.observing import offer, with_code
from tests.walk import DAY

CODE = "<b>total</b> = 1\n\nprint(total)"


def with_code_for_one_reader(whole: dict[str, Any]) -> None:
    with_code(whole)
    whole["judging"] = {"launch": 0, "random_percent": 0, "near_cut": False}


@pytest.fixture
def attempt(stage: Stage, now: datetime) -> Attempt:
    """Dana's anti-bias instruction in full, what peers made of it shown as code."""
    edition, dana = (
        offer(stage, at=now - 9 * DAY, change=with_code_for_one_reader),
        stage.people["dana-brown"],
    )
    begun = attempts.start(edition=edition, by=dana, at=now - 5 * DAY)
    part = begun.parts.get(slot__key="peers")
    logs.show_as(part=part, kind="code", by=dana, at=now - 4 * DAY)
    full = walking.fill(begun, at=now - 3 * DAY)
    pieces.write(part=part, text=CODE, revision=1, by=dana, at=now - 3 * DAY)
    return full


@pytest.fixture
def reading(stage: Stage, attempt: Attempt, now: datetime) -> Reading:
    walking.submit(attempt, at=now - 2 * DAY)
    return walking.claim(attempt, stage.people["luis-ortega"], at=now)


def browser(stage: Stage, key: str) -> Client:
    client = Client()
    client.force_login(stage.people[key])
    return client


def text_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.fixture
def sheet(stage: Stage, reading: Reading) -> str:
    return text_of(browser(stage, "luis-ortega"), reverse("evaluator:sheet", args=[reading.public_id]))


def logs_in(page: str) -> list[str]:
    return re.findall(r'<tbody role="rowgroup">(.*?)</tbody>', page, re.DOTALL)


def test_the_log_is_one_table_with_its_totals_and_conditions(sheet: str):
    (table,) = logs_in(sheet)
    assert table.count('<tr role="row">') == 2
    assert "1 h 30 min" in sheet
    assert "At least 2 visits of at least 40 minutes each" in sheet


def test_another_way_is_named_with_what_it_asks_for(sheet: str):
    assert re.search(r"Shown another way:\s+Code", sheet)
    assert "Show the program that you changed together." in sheet


def test_code_stands_line_by_line_and_is_never_a_page(sheet: str):
    lines = ["&lt;b&gt;total&lt;/b&gt; = 1", "", "print(total)"]
    assert "".join(f"<li><code>{line}</code></li>" for line in lines) in sheet


def test_what_was_ticked_stands_apart_from_the_rubric(attempt: Attempt, sheet: str):
    assert "Done, the teacher says" in sheet
    assert [each in unescape(sheet) for each in attempt.edition.document["completion"]] == [True] * 5


def test_an_entry_is_commented_on_by_itself_and_its_earner_sees_both(
    stage: Stage, reading: Reading, now: datetime
):
    entry = reading.round.pieces.filter(kind="entry").order_by("position")[1]
    where = reverse("evaluator:comment", args=[reading.public_id, entry.public_id])
    browser(stage, "luis-ortega").post(where, {"kind": "strength", "text": "You wrote times.", "at": ""})
    assert Moment.objects.get().piece == entry
    walking.rate(reading, at=now, levels={"analysis": "developing"}, words={"analysis": "Look again."})
    walking.send(reading, summary="", at=now)
    result = text_of(
        browser(stage, "dana-brown"), reverse("earner:result", args=[reading.round.attempt.public_id])
    )
    assert "You wrote times." in result
    assert [log.count('<tr role="row">') for log in logs_in(result)] == [1]


def test_a_log_to_revise_is_shown_then_and_now(stage: Stage, reading: Reading, now: datetime):
    walking.rate(reading, at=now, levels={"seeing": "developing"}, words={"seeing": "Add times."})
    walking.send(reading, summary="", at=now)
    attempt, dana = reading.round.attempt, stage.people["dana-brown"]
    where = reverse("earner:result", args=[attempt.public_id])
    page = browser(stage, "dana-brown")
    assert len(logs_in(text_of(page, where))) == 1
    part = attempt.parts.get(slot__key="visits")
    seen = logs.Observed(now.date() - 2 * DAY, time(9), time(10), "A garden", "New words. " * 100)
    logs.add_entry(part=part, observed=seen, by=dana, at=now)
    then, later = logs_in(text_of(page, where))
    assert [then.count('<tr role="row">'), later.count('<tr role="row">')] == [2, 3]


def test_a_coach_reads_the_log_and_the_code_of_a_draft(stage: Stage, attempt: Attempt, now: datetime):
    dana = stage.people["dana-brown"]
    coaching.invite(attempt=attempt, coach=stage.people["marcus-bell"], message="", by=dana, at=now)
    page = text_of(browser(stage, "marcus-bell"), reverse("coach:attempt", args=[attempt.public_id]))
    assert len(logs_in(page)) == 1
    assert "<li><code>print(total)</code></li>" in page
    assert re.search(r"Shown as\s+code", page)
    assert "Nothing here yet." not in page.split('id="part-visits"')[1].split("</section>")[0]
