"""Awards that programs ask for over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from cairn.demo.stage import Stage
from cairn.domain.issuing import operations
from cairn.domain.issuing.models import Award, Credential
from cairn.domain.ledger.operations import first_break
from cairn.domain.portfolios.access import is_public
from cairn.workflows import relaying, tasks, verifying
from tests.walk import LONG_AGO

ASKED = {
    "achievement": "exit-tickets",
    "recipient": {"email": "Pia@Example.org", "name": "Pia Lund"},
    "earned_on": "2019-05-24",
    "evidence": "https://records.example.org/986",
}
Ask = Callable[..., Any]


@pytest.fixture
def token(stage: Stage):
    """A token of the district, and what its program shows."""
    district, ruth = stage.organizations["cedar-hollow"], stage.people["ruth-delaney"]
    return operations.make_token(
        organization=district, name="Records bridge", letters=True, by=ruth, at=LONG_AGO
    )


@pytest.fixture
def ask(token) -> Ask:
    relaying.forget()

    def post(told: object = ASKED, *, secret: str = token[1], **headers: str) -> Any:
        answer = Client().post(
            "/api/awards",
            told if isinstance(told, bytes) else json.dumps(told),
            content_type="application/json",
            headers={"Authorization": f"Bearer {secret}", **headers},
        )
        return answer.status_code, answer.json()

    return post


def test_a_program_awards_once_however_often_it_asks(ask, stage):
    first, again = ask(), ask()
    renamed = ask({**ASKED, "achievement": stage.editions["exit-tickets"].title})
    award = Award.objects.get()
    here = f"http://127.0.0.1:8000/badges/{award.public_id}"
    assert [first, again, renamed] == [
        (201, {"id": here, "status": "awarded"}),
        (200, {"id": here, "status": "awarded_before"}),
        (200, {"id": here, "status": "awarded_before"}),
    ]
    report = verifying.verify(award.credential.text.encode(), at=datetime.now(UTC))
    said, row = json.loads(award.credential.text), award.import_row
    assert row is not None
    assert (report.valid, is_public(award), award.earner.email, row.note) == (
        True,
        False,
        "pia@example.org",
        "https://records.example.org/986",
    )
    assert ("records.example.org" in award.credential.text, said["id"]) == (False, here)
    micro_credential = stage.editions["exit-tickets"].micro_credential
    micro_credential.refresh_from_db()
    assert (micro_credential.earned, first_break()) == (1, None)
    tasks.run_all(datetime.now(UTC))
    assert [(each.to, each.subject) for each in mail.outbox] == [
        (["pia@example.org"], f"Your badge is here: {award.title}")
    ]


def test_a_request_by_its_own_name_is_answered_the_same_and_no_other_takes_its_name(ask):
    named = {"Idempotency-Key": "986"}
    first, again = ask(**named), ask(**named)
    other = ask({**ASKED, "earned_on": "2019-05-25"}, **named)
    assert (first[0], again[0], first[1]["id"] == again[1]["id"]) == (201, 200, True)
    assert (other[0], other[1]["error"]["code"], Award.objects.count()) == (422, "key", 1)


def test_a_program_is_answered_without_a_session_and_with_the_headers_that_guard(ask):
    answer = Client().get("/api/awards")
    assert (answer.status_code, answer["Allow"], answer.cookies.output()) == (405, "POST", "")
    assert (answer["X-Frame-Options"], answer["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")


def test_what_is_wrong_is_named_by_its_member_and_nothing_is_awarded(ask):
    told = {"achievement": "Exit tickts", "recipient": {"email": "pia"}, "earned_on": "tomorrow"}
    status, answer = ask(told)
    assert (status, [fault["member"] for fault in answer["faults"]]) == (
        422,
        ["recipient.email", "earned_on", "achievement", "recipient.name"],
    )
    assert [ask(each)[0] for each in (b"{", b"[]", {**ASKED, "points": 3}, b" " * 20_000)] == [
        400,
        422,
        422,
        413,
    ]
    assert Award.objects.count() == 0


def test_a_token_is_shown_kept_as_a_hash_counted_and_refused_at_once_when_revoked(
    ask, token, stage, settings
):
    settings.API_A_MINUTE = 2
    row, secret = token
    answers = [ask({**ASKED, "earned_on": f"2019-05-{day}"})[0] for day in (20, 21, 22)]
    row.refresh_from_db()
    assert (answers.count(201), row.last_used_at is None, secret in str(vars(row))) == (2, False, False)
    operations.revoke_token(token=row, by=stage.people["ruth-delaney"], at=datetime.now(UTC))
    assert (ask()[0], ask(secret="cairn_guessed")[0], Credential.objects.count()) == (401, 401, 2)
