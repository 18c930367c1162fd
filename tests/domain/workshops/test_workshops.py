"""Workshops: held by coaches, joined by a code while the doors are open, and no evidence of anything."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

import pytest

from cairn.demo.stage import Stage
from cairn.domain.evidence.models import Piece
from cairn.domain.issuing.models import Award
from cairn.domain.ledger.models import Entry
from cairn.domain.workshops import access, operations, queries
from cairn.domain.workshops.models import Attendance, Workshop
from cairn.engines.verdict import Refused
from tests.walk import DAY, LONG_AGO, stage

__all__ = ["stage"]

HOUR = timedelta(hours=1)
TALK: operations.Told = {
    "title": "Talk that reaches everyone",
    "words": "",
    "place": "The library",
    "link": "",
    "begins": LONG_AGO,
    "ends": LONG_AGO + HOUR,
}


def held(stage: Stage, **changes: object) -> Workshop:
    """A workshop that Marcus, a coach of Cedar Hollow, holds."""
    told = cast("operations.Told", {**TALK, **changes})
    return operations.make(
        organization=stage.organizations["cedar-hollow"],
        by=stage.people["marcus-bell"],
        at=LONG_AGO,
        **told,
    )


def test_coaches_and_administrators_of_the_organization_hold_workshops_and_nobody_else(stage: Stage) -> None:
    place = stage.organizations["cedar-hollow"]
    may = {key for key, one in stage.people.items() if access.may_hold(one, place, at=LONG_AGO)}
    assert may == {"marcus-bell", "ruth-delaney"}
    with pytest.raises(Refused, match="needs a coach or administrator"):
        operations.change(workshop=held(stage), by=stage.people["dana-brown"], at=LONG_AGO, **TALK)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"ends": LONG_AGO}, "an end that comes after the start"),
        ({"place": ""}, "a place, a link, or both"),
    ],
)
def test_a_workshop_has_hours_and_a_place(stage: Stage, changes: dict[str, object], told: str) -> None:
    with pytest.raises(Refused, match=told):
        held(stage, **changes)


@pytest.mark.parametrize(
    ("after", "codes"),
    [
        (-2 * HOUR, ("too_early",)),
        (-HOUR, ()),
        (HOUR, ()),
        (HOUR + DAY, ()),
        (2 * HOUR + DAY, ("too_late",)),
    ],
)
def test_one_says_that_one_is_there_from_an_hour_before_to_a_day_after(
    stage: Stage, after: timedelta, codes: tuple[str, ...]
) -> None:
    assert access.may_join(held(stage), at=LONG_AGO + after).codes == codes


def test_whoever_has_the_code_joins_once_and_the_host_notes_people_of_the_organization(stage: Stage) -> None:
    workshop, dana, nora = held(stage), stage.people["dana-brown"], stage.people["nora-quill"]
    marcus = stage.people["marcus-bell"]
    operations.join(workshop=workshop, by=nora, at=LONG_AGO)
    operations.join(workshop=workshop, by=nora, at=LONG_AGO + 30 * DAY)
    operations.note(workshop=workshop, person=dana, by=marcus, at=LONG_AGO + 3 * DAY)
    with pytest.raises(Refused, match="joins with the code"):
        operations.note(workshop=workshop, person=stage.people["sam-whitaker"], by=marcus, at=LONG_AGO)
    told = [(each.person, each.noted_by) for each in queries.list_of(workshop)]
    assert told == [(dana, marcus), (nora, nora)]
    assert Entry.objects.filter(event="workshop.attended").count() == 2
    operations.strike(attendance=queries.list_of(workshop)[1], by=nora, at=LONG_AGO + DAY)
    assert [each.person for each in queries.list_of(workshop)] == [dana]
    with pytest.raises(Refused, match="needs a coach or administrator"):
        operations.strike(attendance=Attendance.objects.get(), by=nora, at=LONG_AGO + DAY)


def test_what_was_suggested_stands_on_the_page_of_those_who_were_there_for_a_while(stage: Stage) -> None:
    workshop, dana, marcus = held(stage), stage.people["dana-brown"], stage.people["marcus-bell"]
    tickets = stage.editions["exit-tickets"].micro_credential
    for _ in range(2):
        operations.suggest(workshop=workshop, micro_credential=tickets, by=marcus, at=LONG_AGO)
    operations.join(workshop=workshop, by=dana, at=LONG_AGO)
    seen = {
        name: [each.micro_credential for each in queries.suggested_to(person, at=LONG_AGO + after)]
        for name, person, after in (
            ("there", dana, DAY),
            ("long after", dana, 91 * DAY),
            ("not there", marcus, DAY),
        )
    }
    assert seen == {"there": [tickets], "long after": [], "not there": []}
    assert list(queries.suggesting(tickets, to=dana)) == [workshop]
    assert list(queries.suggesting(tickets, to=marcus)) == []
    assert (Piece.objects.count(), Award.objects.count()) == (0, 0)


def test_a_workshop_that_is_called_off_takes_nobody_in_and_can_be_held_after_all(stage: Stage) -> None:
    workshop, marcus = held(stage), stage.people["marcus-bell"]
    seen = []
    for off in (True, True, False):
        operations.call_off(workshop=workshop, off=off, by=marcus, at=LONG_AGO)
        workshop.refresh_from_db()
        seen.append(
            (access.may_join(workshop, at=LONG_AGO).codes, queries.open_to(marcus, at=LONG_AGO).count())
        )
    assert seen == [(("called_off",), 0), (("called_off",), 0), ((), 1)]
    assert Entry.objects.filter(event="workshop.called_off").count() == 1


def test_what_nobody_can_start_is_not_suggested(stage: Stage) -> None:
    with pytest.raises(Refused, match="offered to everybody"):
        operations.suggest(workshop=held(stage), by=stage.people["marcus-bell"], at=LONG_AGO)
