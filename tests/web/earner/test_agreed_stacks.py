"""A stack between a teacher and her principal, by their pages: built, proposed, amended, agreed, handed over."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.issuing.models import Award
from cairn.domain.people import operations as people
from cairn.domain.portfolios.operations import show
from cairn.domain.stacks import operations as stacks
from cairn.domain.stacks.models import Stack
from cairn.workflows import agreeing, tasks
from tests.walk import DAY, LONG_AGO, stage
from tests.web.earner.conftest import browser

__all__ = ["stage"]

HOME = "/my/stacks/"
WORDS = {
    "title": "Leading Reading",
    "summary": "You lead your grade in reading.",
    "topic": "leadership",
    "duties": "Mentors two new teachers.",
    "pay": "$3,000 a year.",
    "order": "any_order",
    "needed": "1",
}


@pytest.fixture
def walter(stage: Stage) -> Client:
    """A browser in which Dana's principal is signed in."""
    return browser(stage.people["walter-finch"])


def begun(dana: Client, stage: Stage) -> str:
    """The address of a stack that Dana has begun with her principal."""
    partner = f"cedar-hollow:{stage.people['walter-finch'].public_id}"
    dana.post(f"{HOME}begin/", {"mine-title": "Leading Reading", "mine-partner": partner})
    return f"{HOME}{Stack.objects.get().public_id}/"


def write(client: Client, address: str, **told: object) -> Any:
    """Post the builder as it stands, with what is told."""
    draft = Stack.objects.get()
    return client.post(f"{address}build/", {"revision": draft.revision, **WORDS, **told})


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


TICKETS, WAIT = "micro_credential:cedar-hollow/exit-tickets", "micro_credential:cedar-hollow/wait-time"


def test_a_teacher_builds_it_from_what_the_catalog_finds_and_proposes_it(dana: Client, walter: Client, stage):
    address = begun(dana, stage)
    found = write(dana, address, q="tickets", find="yes")["Location"]
    assert "Exit Tickets That Change Tomorrow" in page(dana, found)
    write(dana, address, add=TICKETS)
    answer = write(dana, address, part=TICKETS, add=WAIT, propose="yes")
    assert answer["Location"] == address
    tasks.run_all(LONG_AGO + 900 * DAY)
    assert [letter.to for letter in mail.outbox] == [["walter.finch@cedarhollow.example.org"]]
    seen = page(walter, address)
    assert [words in seen for words in ("Dana Brown proposes this stack", "$3,000 a year.")] == [True, True]


def agreed(dana: Client, walter: Client, stage: Stage) -> str:
    """The address of a stack of two parts that both have agreed to."""
    return agreed_on(dana, walter, stage, [TICKETS, WAIT])


def agreed_on(dana: Client, walter: Client, stage: Stage, parts: list[str]) -> str:
    address = begun(dana, stage)
    write(dana, address, part=parts, points=["1"] * len(parts), propose="yes")
    edition = Stack.objects.get().editions.get()
    walter.post(f"{address}agree/", {"edition": str(edition.public_id)})
    return address


def test_a_change_is_shown_word_by_word_and_holds_when_the_other_agrees(dana: Client, walter: Client, stage):
    address = agreed(dana, walter, stage)
    write(walter, address, part=[WAIT], order="in_order", pay="$2,000 a year.", propose="yes")
    seen = page(dana, address)
    for words in (
        "Walter Finch proposes a change",
        "<del>$3,000 a year.</del> <ins>$2,000 a year.</ins>",
        "<del>All, in any order</del> <ins>All, one after the other</ins>",
        "Part: Exit Tickets That Change Tomorrow",
    ):
        assert words in seen
    assert "Walter Finch proposes a change" not in page(walter, address)
    first, second = Stack.objects.get().editions.order_by("number")
    dana.post(f"{address}agree/", {"edition": str(first.public_id)}, follow=True)
    assert Stack.objects.get().edition == first
    dana.post(f"{address}agree/", {"edition": str(second.public_id)})
    assert Stack.objects.get().edition == second


def test_nothing_is_proposed_that_asks_for_nothing_and_what_was_written_is_kept(dana: Client, stage):
    address = begun(dana, stage)
    answer = write(dana, address, summary="", propose="yes")
    assert answer.status_code == 422
    told = answer.content.decode()
    assert [words in told for words in ("Add a summary.", "Add a part.", "$3,000 a year.")] == [True] * 3
    assert Stack.objects.get().editions.count() == 0


def test_who_writes_on_what_the_other_changed_meanwhile_loses_nothing(dana: Client, walter: Client, stage):
    address = begun(dana, stage)
    write(dana, address, pay="$4,000 a year.")
    answer = walter.post(f"{address}build/", {**WORDS, "revision": 1, "pay": "$2,500 a year."})
    assert (answer.status_code, "$2,500 a year." in answer.content.decode()) == (409, True)
    assert "Dana Brown saved this stack after you opened it." in answer.content.decode()
    assert Stack.objects.get().document["terms"]["pay"] == "$4,000 a year."


@pytest.mark.parametrize(
    ("teacher", "told"),
    [
        ("Sam Whitaker", "Nobody of Cedar Hollow School District is found by this."),
        ("a", "More than one person is found"),
        ("", "Write the name of the teacher"),
    ],
)
def test_a_principal_names_the_teacher_and_is_told_whom_nobody_finds(walter: Client, teacher: str, told: str):
    posted = {"theirs-title": "Leading", "theirs-organization": "cedar-hollow", "theirs-teacher": teacher}
    answer = walter.post(f"{HOME}begin/", posted)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)


def test_a_principal_begins_one_for_a_teacher(walter: Client, stage: Stage):
    posted = {
        "theirs-title": "Leading",
        "theirs-organization": "cedar-hollow",
        "theirs-teacher": "dana brown",
    }
    walter.post(f"{HOME}begin/", posted)
    stack = Stack.objects.get()
    assert (stack.owner, stack.partner) == (stage.people["dana-brown"], stage.people["walter-finch"])


def test_what_it_pays_is_told_nobody_when_its_badge_is_public(dana: Client, walter: Client, stage, client):
    walking.work_at(
        "awarded",
        edition=stage.editions["exit-tickets"],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["tomasz-nowak"]],
        at=LONG_AGO,
    )
    address = begun(dana, stage)
    write(dana, address, part=TICKETS, propose="yes")
    edition = Stack.objects.get().editions.get()
    walter.post(f"{address}agree/", {"edition": str(edition.public_id)})
    tasks.run_all(timezone.now())
    award = Award.objects.get(stack__isnull=False)
    show(badge=award, audience="public", named=True, by=award.earner, at=timezone.now())
    met = {
        name: [
            one.get(reverse(f"public:{name}", args=[edition.public_id])).status_code for one in (client, dana)
        ]
        for name in ("stack_edition", "stack_text", "stack_art")
    }
    assert met == {"stack_edition": [200, 200], "stack_text": [404, 200], "stack_art": [200, 200]}
    assert "$3,000" not in page(client, reverse("public:stack_edition", args=[edition.public_id]))
    assert "$3,000" not in page(client, reverse("public:credential", args=[award.public_id]))
    assert "It is completed" in page(walter, address)


def test_three_stacks_take_no_more_queries_than_one(dana: Client, walter: Client, stage: Stage):
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            page(dana, address)
        return len(captured)

    agreed(dana, walter, stage)
    few = [queries(HOME), queries("/work/")]
    for number in range(2):
        stack = agreeing.begin(
            organization=stage.organizations["cedar-hollow"],
            title=f"Another {number}",
            owner=stage.people["dana-brown"],
            partner=stage.people["walter-finch"],
            by=stage.people["walter-finch"],
            at=LONG_AGO,
        )
        told = Stack.objects.exclude(edition=None).get().document | {"key": stack.key}
        stack = stacks.save_draft(
            stack=stack, document=told, revision=1, by=stage.people["walter-finch"], at=LONG_AGO
        )
        agreeing.propose(stack=stack, by=stage.people["walter-finch"], at=LONG_AGO)
    assert [queries(HOME), queries("/work/")] == few


def test_she_ends_it_with_a_reason_her_principal_reads_it_and_she_takes_it_back(
    dana: Client, walter: Client, stage
):
    address = agreed_on(dana, walter, stage, [TICKETS])
    assert dana.post(f"{address}end/", {"because": ""}).status_code == 422
    assert walter.post(f"{address}end/", {"because": "No."}).status_code == 403
    assert dana.post(f"{address}end/", {"because": "I move away."})["Location"] == address
    assert [dana.get(f"{address}build/").status_code, walter.get(f"{address}build/").status_code] == [
        403,
        403,
    ]
    walking.work_at(
        "awarded",
        edition=stage.editions["exit-tickets"],
        earner=stage.people["dana-brown"],
        evaluators=[stage.people["tomasz-nowak"]],
        at=LONG_AGO,
    )
    tasks.run_all(timezone.now())
    seen = [("I move away." in page(one, address), "Undo" in page(one, address)) for one in (dana, walter)]
    assert (seen, "Ended" in page(walter, HOME)) == ([(True, True), (True, False)], True)
    assert Award.objects.filter(stack__isnull=False).count() == 0
    assert "Dana Brown has ended: Leading Reading" in [letter.subject for letter in mail.outbox]
    dana.post(f"{address}take-up/")
    tasks.run_all(timezone.now())
    assert "It is completed" in page(walter, address)


def test_handing_over_tells_whom_it_concerns_and_shuts_the_door_behind(dana: Client, walter: Client, stage):
    address, ruth = agreed(dana, walter, stage), stage.people["ruth-delaney"]
    assert dana.post(f"{address}hand-over/", {"to": ""}).status_code == 422
    people.end_role(
        membership=stage.people["walter-finch"].memberships.get(), by=None, at=timezone.now() - DAY
    )
    assert "Walter Finch no longer decides for Cedar Hollow School District" in page(dana, address)
    tasks.run_all(timezone.now())
    mail.outbox.clear()
    dana.post(f"{address}hand-over/", {"to": str(ruth.public_id)})
    tasks.run_all(timezone.now())
    told = {(letter.to[0].partition("@")[0], letter.subject) for letter in mail.outbox}
    said = "Ruth Delaney takes over: Leading Reading"
    assert told == {("walter.finch", said), ("ruth.delaney", said)}
    met = [one.get(address).status_code for one in (dana, walter, browser(ruth))]
    assert met == [200, 404, 200]
    assert "no longer decides" not in page(dana, address)
