"""Importing past achievements: a file is checked row by row, and what has no fault is awarded, once.

Checking awards nothing. What was begun is carried on by the worker, or by whoever waits for it, in batches; a crash
between two of them loses nothing, and the next turn goes on after the last row that was dealt with.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import Final

from django.db import transaction

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.finding import operations as finding
from cairn.domain.issuing import access, operations
from cairn.domain.issuing.imported import faulty_rows
from cairn.domain.issuing.models import Import, ImportRow
from cairn.domain.outbox.operations import put
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import demand
from cairn.workflows import past_files
from cairn.workflows.past_files import HEADS, TO_MEND, Line, Table
from cairn.workflows.past_rows import Reading, examined
from cairn.workflows.recording import Recorder

CHANNEL: Final = "import"
BATCHES_A_TURN: Final = 20
"""As many batches as the worker does before it looks at other work."""
BY_HAND: Final = "by hand"


def look(
    *, organization: Organization, content: bytes, reading: Reading, at: datetime
) -> tuple[Table, list[ImportRow]]:
    """Examine a file and keep nothing. Raises `past_files.Unreadable`."""
    table = past_files.read(content)
    return table, examined(table, organization=organization, reading=reading, at=at)


def check(
    *,
    organization: Organization,
    name: str,
    content: bytes,
    reading: Reading,
    by: Person | None,
    at: datetime,
) -> Import:
    """Examine a file and keep what was found, for somebody to begin it. Raises `past_files.Unreadable`."""
    if by:
        demand(access.may_issue(by, organization, at=at))
    table, rows = look(organization=organization, content=content, reading=reading, at=at)
    return operations.keep_import(
        organization=organization,
        name=name,
        digest=hashlib.sha256(content).hexdigest(),
        heads=table.heads,
        rows=rows,
        by=by,
        at=at,
    )


@transaction.atomic
def begin(*, run: Import, letters: bool, by: Person | None, at: datetime) -> Import:
    """Let it be carried on, by the worker or by whoever calls `carry_on`."""
    begun = operations.begin_import(run=run, letters=letters, by=by, at=at)
    _ask(begun, at)
    return begun


def _ask(run: Import, at: datetime) -> None:
    put(
        event=f"import:{run.public_id}:{run.reached}",
        recipient=str(run.organization.public_id),
        channel=CHANNEL,
        at=at,
        payload={"import": str(run.public_id)},
    )


def carry_on(
    *,
    run: Import,
    by: Person | None,
    at: datetime,
    batches: int | None = None,
    told: Callable[[Import], None] = lambda run: None,
) -> bool:
    """Award the next rows of an import that was begun; whether it is finished. Safe to repeat.

    `batches` is how many to do at most; `told` is called after each of them.
    """
    done = 0
    with closing(Recorder(run=run, by=by, at=at).batches()) as kept:
        for reached in kept:
            run.reached, done = reached, done + 1
            told(run)
            if done == batches:
                return False
    _finish(run, by, at)
    return True


def _finish(run: Import, by: Person | None, at: datetime) -> None:
    awarded = run.rows.filter(award__isnull=False).values("edition__micro_credential")
    for row in MicroCredential.objects.filter(pk__in=awarded).order_by("pk"):
        finding.index(micro_credential=row, at=at)
    operations.finish_import(run=run, by=by, at=at)


def take_turn(*, run: Import, at: datetime) -> None:
    """What the worker does: some batches, and asking for the next turn when rows are left."""
    if run.state == "running" and not carry_on(run=run, by=run.checked_by, at=at, batches=BATCHES_A_TURN):
        run.refresh_from_db()
        _ask(run, at)


def one_by_hand(
    *,
    organization: Organization,
    cells: dict[str, str],
    letters: bool,
    by: Person | None,
    at: datetime,
) -> ImportRow:
    """Award one past achievement, given as a row's cells by their columns; the row says what came of it."""
    table = Table(
        tuple(HEADS.values()),
        {name: place for place, name in enumerate(HEADS)},
        (Line(1, tuple(cells.get(name, "") for name in HEADS)),),
    )
    reading = Reading(first_for_earlier=True)
    (row,) = examined(table, organization=organization, reading=reading, at=at)
    if row.standing == ImportRow.Standing.READY:
        run = operations.keep_import(
            organization=organization,
            name=BY_HAND,
            digest=hashlib.sha256(repr(table.lines).encode()).hexdigest(),
            heads=table.heads,
            rows=[row],
            by=by,
            at=at,
        )
        begun = operations.begin_import(run=run, letters=letters, by=by, at=at)
        carry_on(run=begun, by=by, at=at)
        row.refresh_from_db()
    return row


def to_mend(run: Import) -> str:
    """The faulty rows as they were written, as CSV, with what to mend in each; to be mended and brought again."""
    rows = list(faulty_rows(run))
    width = max([len(run.heads), *(len(row.cells) for row in rows)])
    # What an earlier copy to mend had added is not added again.
    kept = [place for place in range(width) if _at(run.heads, place) not in TO_MEND]
    lines = [
        [
            *(_at(row.cells, place) for place in kept),
            row.number,
            " ".join(f"{head}: {text}" for head, _, text in row.faults),
        ]
        for row in rows
    ]
    return past_files.written([[*(_at(run.heads, place) for place in kept), *TO_MEND], *lines])


def _at(cells: list[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""
