"""How much processor time the product takes for a what-if on an organization's own people, and whether it is right.

The people are made up: each holds a license, three badges and four other records, and has opened her record to the
state. Their records are read from the database and decided in turns, as the worker does. A sample is decided one by
one, from her record as read alone.

    trying.py [--people N]       100,000 and a tenth and a fiftieth of it, or as many as are given for a quick look
"""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Any
from uuid import uuid4

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from api import set_up_place

PEOPLE, SAMPLE, AT_ONCE = 100_000, 100, 10_000
LIMIT_MS = 1.0
"""A person, read and decided under two texts; one alone takes about ten times as much to read."""

DAY = timedelta(days=1)
POLICY, RENEW = "us-tn/teacher-license", "renew"
BADGES = 3
KINDS: tuple[tuple[str, int, dict[str, str]], ...] = (
    ("learning", 40, {}),
    ("evaluation", 1, {"level": "4"}),
    ("ceu", 1, {}),
    ("learning", 3, {}),
)


def fill(cast: Any, begin: int, end: int) -> None:
    """More people who have opened their records to the state."""
    from cairn.domain.people.models import Person
    from cairn.domain.records.models import License, OtherRecord, Relation

    now, state = datetime.now(UTC), cast.organizations["tennessee"]
    for first in range(begin, end, AT_ONCE):
        numbers = range(first, min(end, first + AT_ONCE))
        people = Person.objects.bulk_create(
            Person(email=f"e{number}@example.org", display_name=f"Teacher {number}") for number in numbers
        )
        told = list(zip(numbers, people, strict=True))
        Relation.objects.bulk_create(
            Relation(
                organization=state, person=person, kind="claimed", group=f"D {number % 40}", from_on=_day(0)
            )
            for number, person in told
        )
        License.objects.bulk_create(
            License(person=person, policy_key=POLICY, name="A license", starts_on=_day(600 + number % 900),
                    ends_on=_day(2800), added_at=now, changed_at=now)
            for number, person in told
        )  # fmt: skip
        OtherRecord.objects.bulk_create(
            (
                OtherRecord(person=person, kind=kind, title=kind, numerator=1 + number % most, details=details,
                            earned_on=_day((number * 37 + place * 411) % 2400), added_at=now, changed_at=now)
                for number, person in told
                for place, (kind, most, details) in enumerate(KINDS)
            ),
            batch_size=AT_ONCE,
        )  # fmt: skip
        _award(cast, [(number, person.pk) for number, person in told], now)


def _day(days: int) -> date:
    return date(2019, 9, 1) + days * DAY


def _award(cast: Any, told: list[tuple[int, int]], now: datetime) -> None:
    """Past achievements, as rows without documents, which nobody reads here."""
    from cairn.domain.issuing import operations
    from cairn.domain.issuing.models import Award, Import, ImportRow, StatusList
    from cairn.domain.ledger.inserting import insert

    district = cast.organizations["cedar-hollow"]
    run = Import.objects.create(
        organization=district, name="All", digest="0" * 64, state="running", checked_at=now, begun_at=now
    )
    status = StatusList.objects.create(organization=district, begun_at=now, given=BADGES * len(told))
    editions = [edition.pk for edition in cast.editions.values()]
    earned = [
        (editions[(number + place) % len(editions)], person, _day((number * 53 + place * 700) % 2400))
        for number, person in told
        for place in range(BADGES)
    ]
    plain: dict[str, Any] = {
        "email": "",
        "name": "",
        "expires_on": None,
        "note": "",
        "faults": [],
        "cells": [],
    }
    insert(
        ImportRow,
        shared={"run": run.pk, "standing": "ready", **plain},
        names=("number", "edition", "earned_on"),
        rows=([place + 1, edition, day] for place, (edition, _, day) in enumerate(earned)),
    )
    keys = dict(run.rows.values_list("number", "pk"))

    def rows() -> Iterator[list[Any]]:
        for place, (edition, person, day) in enumerate(earned):
            at = datetime(day.year, day.month, day.day, tzinfo=UTC)
            yield [uuid4(), keys[place + 1], edition, person, at, day, at, at, place]

    insert(
        Award,
        shared={
            **dict.fromkeys(("attempt", "qualification", "stack", "stack_edition", "expires_at")),
            "organization": district.pk,
            "status_list": status.pk,
            "state": "issued",
            "reason": "",
            "drawing": operations.drawing_of(svg="<svg/>", at=now).pk,
            "named": "",
            "addressed": "",
        },
        names=(
            *(
                "public_id",
                "import_row",
                "edition",
                "earner",
                "earned_at",
                "earned_on",
                "made_at",
                "changed_at",
            ),
            "status_index",
        ),
        rows=rows(),
    )


def tried(state: Any, on: date) -> tuple[float, Any, bool]:
    """Seconds of processor for the what-if, the trial, and whether a sample is decided as alone."""
    from cairn.domain.policies import operations
    from cairn.domain.policies.models import Trial
    from cairn.workflows import trying
    from cairn.workflows.rulebook import shipped

    now = datetime.now(UTC)
    text = next(one.text for one in shipped() if one.policy.key == POLICY)
    fives = text.replace("is: 6", "is: 5")
    began = process_time()
    trial = operations.ask_what_if(
        organization=state, policy=POLICY, before=(fives, "5"), after=(text, "6"), decision=RENEW, on=on,
        by=None, at=now
    )  # fmt: skip
    trying.run(trial=trial, at=now)
    spent = process_time() - began
    return spent, Trial.objects.get(pk=trial.pk), _as_alone(state, text, on)


def _as_alone(state: Any, text: str, on: date) -> bool:
    from cairn.domain.people.models import Person
    from cairn.engines.policy import decide, load
    from cairn.engines.policy.population import Population, decide_all
    from cairn.workflows.records import record_of, records_of

    policy = load(text)
    people = list(islice(Person.objects.filter(record_relations__organization=state).order_by("?"), SAMPLE))
    together = records_of(people, on=on, seen_by=state, key=POLICY, decision=RENEW)
    found = decide_all(policy, Population.of(list(together.values())), on=on, decision=RENEW)
    for place, person in enumerate(people):
        alone = decide(policy, record_of(person, on=on, seen_by=state, key=POLICY), on=on, decision=RENEW)
        if (found.state(place), found.total(place)) != (alone.state, Fraction(alone.total)):
            return False
    return True


def main() -> int:
    parser = ArgumentParser(description="A what-if on people's own records.")
    parser.add_argument("--people", type=int, default=PEOPLE, metavar="N", help=f"default: {PEOPLE:,}")
    most = parser.parse_args().people
    told, fast, right, there = [], True, True, 0
    with tempfile.TemporaryDirectory() as place:
        set_up_place(Path(place), "")
        from cairn.demo import stage

        cast = stage.set_up(at=datetime.now(UTC) - 3000 * DAY, only=["exit-tickets", "wait-time"], named=True)
        for many in (most // 50, most // 5, most):
            fill(cast, there, many)
            there = many
            seconds, trial, same = tried(cast.organizations["tennessee"], _day(2600))
            each = seconds / many * 1000
            told.append(f"{seconds:.1f} s for {many:,} ({each:.2f} ms each)")
            fast, right = fast and each <= LIMIT_MS, right and same and trial.state == "done"
            right &= trial.found["people"] == many and trial.found["gained"] > 0
    checked = f"as {SAMPLE} of each decided alone" if right else "NOT AS DECIDED ALONE"
    print(
        f"what-if in the product, processor time: {', '.join(told)} (limit {LIMIT_MS:g} ms each); {checked}"
    )
    return 0 if fast and right else 1


if __name__ == "__main__":
    sys.exit(main())
