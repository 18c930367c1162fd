"""Pages of stacks: three cost what one costs, a personal stack is hidden, and a revoked part is named."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cairn.demo.stage import Stage
from cairn.domain.issuing import operations as issuing
from cairn.domain.issuing.models import Award
from cairn.domain.stacks import operations as stacks
from cairn.domain.stacks.models import StackEdition
from cairn.workflows import agreeing, stacking
from tests.domain.stacks.examples import document, mc
from tests.walk import DAY, LONG_AGO, stage, work_at

__all__ = ["stage"]

TICKETS, WAIT = mc("cedar-hollow/exit-tickets"), mc("cedar-hollow/wait-time")


def offer(stage: Stage, key: str) -> StackEdition:
    return stacking.load(
        organization=stage.organizations["cedar-hollow"],
        document=document(key, TICKETS, WAIT),
        by=None,
        at=LONG_AGO,
    )


def cost(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("path", ["/stacks/", "/work/"])
def test_three_stacks_cost_what_one_costs(client: Client, stage: Stage, path: str) -> None:
    dana = stage.people["dana-brown"]
    work_at("working", edition=stage.editions["wait-time"], earner=dana, evaluators=[], at=LONG_AGO)
    client.force_login(dana)
    offer(stage, "first")
    one = cost(client, path)
    offer(stage, "second")
    offer(stage, "third")
    assert cost(client, path) == one


def test_a_personal_stack_is_shown_to_the_two_alone(client: Client, stage: Stage) -> None:
    dana, walter = stage.people["dana-brown"], stage.people["walter-finch"]
    stack = stacks.begin_personal(
        organization=stage.organizations["cedar-hollow"],
        key="dana",
        title="Dana leads",
        owner=dana,
        partner=walter,
        by=dana,
        at=LONG_AGO,
    )
    stack = stacks.save_draft(
        stack=stack, document=document("dana", TICKETS), revision=1, by=dana, at=LONG_AGO
    )
    edition = agreeing.propose(stack=stack, by=dana, at=LONG_AGO)
    agreeing.agree(edition=edition, by=walter, at=LONG_AGO)
    met = []
    for who in (None, "marcus-bell", "dana-brown", "walter-finch"):
        client.logout()
        if who:
            client.force_login(stage.people[who])
        met.append(client.get(f"/stacks/{stack.public_id}/").status_code)
    assert met == [404, 404, 200, 200]
    assert b"Dana leads" not in Client().get("/stacks/").content


def test_a_part_that_was_revoked_since_is_named_on_the_stacks_badge(client: Client, stage: Stage) -> None:
    edition = stacking.load(
        organization=stage.organizations["cedar-hollow"],
        document=document("one", TICKETS),
        by=None,
        at=LONG_AGO,
    )
    work_at(
        "awarded",
        edition=stage.editions["exit-tickets"],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["tomasz-nowak"]],
        at=LONG_AGO + DAY,
    )
    whole = Award.objects.get(stack=edition.stack)
    before = client.get(f"/badges/{whole.public_id}/").content.decode()
    issuing.revoke(
        award=whole.parts.get(),
        reason="It was another's work.",
        by=stage.people["ruth-delaney"],
        at=LONG_AGO + 9 * DAY,
    )
    after = client.get(f"/badges/{whole.public_id}/").content.decode()
    words = "A part has been revoked since"
    assert (words in before, words in after) == (False, True)
