"""Past achievements from a list to signed awards, durably, a second; the single-award path in turn with it.

One round of the bulk is a list of 10,000 rows for a seventh as many people, most of whom are new: awards, status
places, signed credentials of 9 KB, ledger and messages are committed with every write flushed to the disk. Checking the
list beforehand is told apart, and so is baking the badge into its picture, which is done when somebody asks for it.
The limit, taken in turn, is the bare driver with the very rows of the round, without relations, guards, people and
signatures. Processor time is that of the process that writes and of the one that signs beside it; PostgreSQL's own
comes on top. Other people's verifiers judge a thousand, drawn from what was issued.

The single path does more for each award: it closes an attempt, draws the levels that were reached into the credential,
and asks for stacks and recognition in messages of their own. The badge servers measured for performance.md made 13 and
11 awards a second over HTTP; that is a published reference from another day, so no ratio is given.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from peers.databases import on_both

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cairn.demo.stage import Stage
    from cairn.domain.evidence.models import Attempt

ROUNDS = 4
ROWS, SINGLE = 10_000, 10
AWARDS_A_PERSON = 7
DRAWN, BAKED = 1_000, 200
GOAL, SEED = 5_000, 20_261_122
DAY = timedelta(days=1)


def set_up(folder: Path, database: str) -> Stage:
    os.environ |= {"CAIRN_DEMO": "yes", "CAIRN_DATA": str(folder)}
    os.environ.pop("DATABASE_URL", None)
    if database:
        os.environ["DATABASE_URL"] = database
    from cairn.cli.installing import prepare

    prepare(folder)
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = FULL")
    from cairn.demo import stage

    return stage.set_up(at=datetime.now(UTC) - 60 * DAY, only=["exit-tickets", "wait-time"], named=True)


def listed(number: int) -> bytes:
    """The list of one round: nobody earned the same twice on a day."""
    lines = ["e-mail,name,micro-credential,earned on,note"]
    for row in range(ROWS):
        person, nth = divmod(row, AWARDS_A_PERSON)
        day = date(2016, 1, 1) + timedelta(days=37 * nth + person % 30 + number)
        key = ("exit-tickets", "wait-time")[row % 2]
        lines.append(f"t{number}-{person}@example.org,Teacher {person},{key},{day.isoformat()},Ledger {row}")
    return "\n".join(lines).encode()


def met(cast: Stage, number: int) -> list[Attempt]:
    """Attempts that were met and wait to be awarded."""
    from cairn.demo import walking
    from cairn.domain.people import operations as people

    at, waiting = datetime.now(UTC) - 30 * DAY, []
    for each in range(SINGLE):
        email, name = f"single{number}-{each}@example.org", f"Earner {each}"
        earner = people.register(email=email, legal_name=name, verified=True, by=None, at=at)
        people.take_role(
            person=earner, organization=cast.organizations["cedar-hollow"], role="earner", by=None, at=at
        )
        edition, reader = cast.editions["exit-tickets"], cast.people["aisha-rahman"]
        waiting.append(walking.work_at("met", edition=edition, earner=earner, evaluators=[reader], at=at))
    return waiting


class Run:
    """Both sides in turn on one database."""

    def __init__(self, cast: Stage, folder: Path) -> None:
        self.cast, self.folder = cast, folder
        self.checked: list[float] = []
        self.bulk: list[float] = []
        self.bare: list[float] = []
        self.single: list[float] = []
        self.writing: list[float] = []
        self.signing: list[float] = []

    def take_turns(self) -> None:
        for number in range(ROUNDS):
            self._bulk(number)
            self._bare()
            self._single(met(self.cast, number))

    def _bulk(self, number: int) -> None:
        from cairn.workflows import importing
        from cairn.workflows.past_rows import Reading

        now = datetime.now(UTC)
        began = perf_counter()
        run = importing.check(
            organization=self.cast.organizations["cedar-hollow"],
            name=f"{number}.csv",
            content=listed(number),
            reading=Reading(first_for_earlier=True),
            by=None,
            at=now,
        )
        checked, before = perf_counter(), os.times()
        importing.carry_on(run=importing.begin(run=run, letters=True, by=None, at=now), by=None, at=now)
        self.checked.append(ROWS / (checked - began))
        self.bulk.append(ROWS / (perf_counter() - checked))
        spent = [after - then for after, then in zip(os.times(), before, strict=True)]
        self.writing.append((spent[0] + spent[1]) / ROWS * 1e6)
        self.signing.append((spent[2] + spent[3]) / ROWS * 1e6)

    def _bare(self) -> None:
        from peers import bare_rows

        from cairn.workflows.recording import AT_ONCE

        self.bare.append(bare_rows.rate(self.folder, count=ROWS, at_once=AT_ONCE))

    def _single(self, waiting: list[Attempt]) -> None:
        from cairn.workflows import awarding

        began = perf_counter()
        for attempt in waiting:
            awarding.award(attempt=attempt, at=datetime.now(UTC))
        self.single.append(SINGLE / (perf_counter() - began))

    def complaints(self) -> list[str]:
        """What is wrong with what was made."""
        from cairn.domain.issuing.models import Award, Credential
        from cairn.domain.ledger.operations import first_break
        from cairn.workflows import verifying

        said = []
        keys = list(Award.objects.filter(import_row__isnull=False).values_list("pk", flat=True))
        if len(keys) != ROUNDS * ROWS or Credential.objects.filter(award__in=keys[:ROWS]).count() != ROWS:
            said.append(f"{len(keys):,} awards instead of {ROUNDS * ROWS:,}")
        drawn = Credential.objects.filter(award__in=random.sample(keys, DRAWN)).select_related("form")
        reports = verifying.verify_each([each.text.encode() for each in drawn], at=datetime.now(UTC))
        wrong = [
            report
            for report in reports
            if any(check.outcome == "failed" for check in report.checks)
            or not any(check.code == "proof" and check.outcome == "ok" for check in report.checks)
        ]
        if wrong:
            said.append(f"{len(wrong)} of {DRAWN} do not verify: {wrong[0].sentence}")
        if first_break() is not None:
            said.append("the ledger is broken")
        return said

    def judged(self) -> Iterator[tuple[str, str]]:
        """What other people's verifiers say of a draw, and what is wrong with it."""
        from peers import judging

        from cairn.domain.issuing.models import Award
        from cairn.workflows import crediting

        awards = Award.objects.filter(import_row__isnull=False).order_by("pk")
        keys = random.Random(SEED).sample(list(awards.values_list("pk", flat=True)), DRAWN)
        drawn = list(
            awards.filter(pk__in=keys).select_related(
                "credential__signing_key", "credential__form", "status_list__organization"
            )
        )
        lists = {(each.status_list, each.credential.signing_key) for each in drawn}
        pages = {
            crediting.status_address(one, one.organization, key): json.dumps(
                crediting.status_credential(one, at=datetime.now(UTC), by=key.fragment)
            )
            for one, key in lists
        }
        return judging.verdicts([each.credential.text for each in drawn], pages)

    def baked(self) -> float:
        """Badges a second that are baked into their picture as SVG."""
        from cairn.domain.issuing.queries import awards
        from cairn.workflows import picturing

        some = list(awards().filter(import_row__isnull=False)[:BAKED])
        began = perf_counter()
        for award in some:
            picturing.svg(award)
        return BAKED / (perf_counter() - began)


def told(rates: list[float]) -> str:
    return f"{statistics.median(rates):,.0f} ({min(rates):,.0f} to {max(rates):,.0f})"


def measure(name: str, folder: Path, database: str) -> int:
    run = Run(set_up(folder, database), folder)
    run.take_turns()
    complaints, judged = run.complaints(), list(run.judged())
    complaints += [wrong for _, wrong in judged if wrong]
    rate, single, bare = map(statistics.median, (run.bulk, run.single, run.bare))
    print(
        f"bulk, {name}: {told(run.bulk)} awards a second (goal {GOAL:,}), {rate / bare:.2f} of the "
        f"bare driver's {told(run.bare)} and {rate / single:.0f} x the single path's {told(run.single)}; "
        f"processor time {statistics.median(run.writing):.0f} us a credential writing, "
        f"{statistics.median(run.signing):.0f} us signing beside; "
        f"a list is checked at {told(run.checked)} rows a second; SVG baked at {run.baked():,.0f}; "
        f"{'; '.join(line for line, _ in judged)}; "
        f"{'; '.join(complaints) or f'{DRAWN:,} drawn verify here'}",
        flush=True,
    )
    return 0 if rate >= GOAL and not complaints else 1


if __name__ == "__main__":
    sys.exit(on_both(measure, sys.argv[1:]))
