"""`cairn import-awards FILE` and `cairn issue`: past achievements, from a list or one by hand."""

from __future__ import annotations

import hashlib
import sys
from argparse import Namespace
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cairn.cli.named import begin, organization_named, person_named, refusals_told
from cairn.cli.place import Trouble, say

if TYPE_CHECKING:
    from cairn.domain.issuing.models import Import, ImportRow
    from cairn.domain.people.models import Organization, Person
    from cairn.workflows.past_rows import Reading


@refusals_told()
def import_awards(options: Namespace) -> int:
    """Award what a file lists; 1 when rows have faults, which are named, while all others are awarded."""
    begin(options)
    from cairn.domain.issuing.imported import running_import
    from cairn.workflows import importing, past_files
    from cairn.workflows.past_rows import Reading

    organization, by, now = (
        organization_named(options.organization),
        person_named(options.by),
        datetime.now(UTC),
    )
    content = _content(options.file)
    reading = Reading(options.dates, first_for_earlier=options.first_edition)
    try:
        if options.dry_run:
            return _dry_run(organization, content, reading, now)
        run = running_import(organization, hashlib.sha256(content).hexdigest())
        if run:
            say(f"This file was begun before; going on after row {run.reached}.")
        else:
            run = importing.check(
                organization=organization,
                name=options.file.name,
                content=content,
                reading=reading,
                by=by,
                at=now,
            )
    except past_files.Unreadable as problem:
        raise Trouble(f"{options.file}: {problem}") from problem
    return _award(run, by, now, letters=not options.no_letters, faults=options.faults)


def _award(run: Import, by: Person | None, at: datetime, *, letters: bool, faults: Path | None) -> int:
    from cairn.domain.issuing.imported import faulty_rows, tally
    from cairn.workflows import importing

    begun = importing.begin(run=run, letters=letters, by=by, at=at)
    total = tally(begun).ready
    importing.carry_on(
        run=begun, by=by, at=at, told=lambda run: say(f"{total - tally(run).left:,} of {total:,}")
    )
    done = tally(begun)
    say(f"{done.awarded} awarded, {done.already} awarded before, {done.faulty} to mend.")
    _tell(faulty_rows(begun))
    if done.faulty and faults:
        try:
            faults.write_text(importing.to_mend(begun), "utf-8", newline="")
        except OSError as error:
            raise Trouble(f"{faults} cannot be written ({error.strerror}). Choose another file.") from error
        say(f"The rows to mend are in {faults}. Mend them there, and import that file.")
    return 1 if done.faulty else 0


def _dry_run(organization: Organization, content: bytes, reading: Reading, at: datetime) -> int:
    from collections import Counter

    from cairn.workflows import importing

    _, rows = importing.look(organization=organization, content=content, reading=reading, at=at)
    found = Counter(row.standing for row in rows)
    say(
        f"{found['ready']} to award, {found['known']} awarded before, {found['faulty']} to mend. "
        "Nothing was changed."
    )
    _tell(row for row in rows if row.faults)
    return 1 if found["faulty"] else 0


@refusals_told()
def issue(options: Namespace) -> int:
    """Award one past achievement; 1 when something about it has to be mended."""
    begin(options)
    from cairn.workflows import addresses, importing

    organization, by, now = (
        organization_named(options.organization),
        person_named(options.by),
        datetime.now(UTC),
    )
    row = importing.one_by_hand(
        organization=organization,
        cells={
            "email": options.email,
            "name": options.name or "",
            "micro_credential": options.micro_credential,
            "edition": options.edition or "",
            "earned_on": options.date,
            "expires_on": options.expires or "",
            "note": options.note or "",
        },
        letters=not options.no_letters,
        by=by,
        at=now,
    )
    if row.faults:
        for head, value, told in row.faults:
            print(f"{head} “{value}”: {told}", file=sys.stderr)
        return 1
    if row.standing == "known":
        say("This was awarded before.")
        return 0
    say(addresses.absolute(addresses.badge(row.award.public_id)))
    return 0


def _tell(rows: Iterable[ImportRow]) -> None:
    for row in rows:
        for head, value, told in row.faults:
            print(f"row {row.number}, {head} “{value}”: {told}", file=sys.stderr)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Trouble(f"{file} cannot be read: {error.strerror}.") from error
