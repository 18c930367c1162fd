"""The register of known issuers: pinned, replaced, taken out, put back; lists likewise; who may, and what shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cairn.demo.stage import Stage
from cairn.domain.ledger.models import Entry
from cairn.domain.people.models import Organization, Person
from cairn.domain.trust import access, operations, queries
from cairn.domain.trust.models import Pin
from cairn.engines.openbadges.trust import KnownIssuer
from cairn.engines.verdict import Refused
from tests.domain.trust.examples import DID, known, listed
from tests.walk import DAY, LONG_AGO

pytestmark = pytest.mark.django_db


def pin(issuer: KnownIssuer, at: int = 0, by: Person | None = None, place: Organization | None = None) -> Pin:
    when = LONG_AGO + at * DAY
    return operations.pin(issuer=issuer, ground=Pin.Ground.FILE, organization=place, by=by, at=when)


def test_what_was_pinned_is_known_as_it_was_and_the_same_again_changes_nothing() -> None:
    first = pin(known())
    assert (pin(known(), at=1), queries.entries_of(DID)) == (first, [known()])
    newer = pin(known(seed=b"n"), at=2)
    assert (newer == first, queries.entries_of(DID)) == (
        False,
        [replace(known(seed=b"n"), pinned_on=LONG_AGO)],
    )


def test_an_issuer_is_taken_out_and_put_back_and_the_ledger_knows() -> None:
    pinned = pin(known())
    how: dict[str, Any] = {"pin": pinned, "organization": None, "by": None, "at": LONG_AGO + DAY}
    operations.unpin(**how)
    operations.unpin(**how)
    assert queries.entries_of(DID) == []
    operations.put_back(**how)
    assert queries.entries_of(DID) == [known()]
    told = Entry.objects.filter(subject=pinned.public_id).values_list("event", flat=True)
    assert list(told.order_by("pk")) == ["issuer.pinned", "issuer.unpinned", "issuer.put_back"]


def test_a_newer_list_replaces_an_older_and_both_sources_are_heard() -> None:
    pin(known())

    def keep(*issuers: KnownIssuer, days: int) -> None:
        when = LONG_AGO + days * DAY
        operations.keep_list(
            listed=listed(*issuers, published=when), organization=None, by=None, at=LONG_AGO + 9 * DAY
        )

    keep(known(seed=b"o", source="a list"), days=1)
    assert queries.contradicted(queries.found("lakeside")) == set(queries.pins().values_list("pk", flat=True))
    keep(known("did:web:river.example", name="River"), days=2)
    assert [(row.name, row.ground) for row in queries.found("")] == [("Lakeside", "file"), ("River", "list")]
    assert queries.contradicted(queries.pins()) == set()
    with pytest.raises(Refused, match="newer list"):
        keep(known(), days=1)
    with pytest.raises(Refused, match="stands in a list"):
        operations.unpin(pin=queries.found("river")[0], organization=None, by=None, at=LONG_AGO)
    of_list = queries.lists()[0]
    for _ in range(2):
        operations.remove_list(of_list=of_list, organization=None, by=None, at=LONG_AGO + 10 * DAY)
    assert (list(queries.found("river")), list(queries.lists())) == ([], [])
    operations.put_list_back(of_list=of_list, organization=None, by=None, at=LONG_AGO + 11 * DAY)
    assert [row.name for row in queries.found("river")] == ["River"]


def test_administrators_of_districts_and_states_keep_the_register(stage: Stage) -> None:
    people, places = stage.people, stage.organizations
    who = [
        (name, place)
        for name in ("ruth-delaney", "walter-finch", "eleanor-voss")
        for place in ("cedar-hollow", "harpeth-state")
        if access.may_keep_register(people[name], places[place], at=LONG_AGO)
    ]
    assert who == [("ruth-delaney", "cedar-hollow")]
    with pytest.raises(Refused):
        pin(known(), by=people["walter-finch"], place=places["cedar-hollow"])
    assert (
        pin(known(), by=people["ruth-delaney"], place=places["cedar-hollow"]).pinned_by
        == people["ruth-delaney"]
    )
