"""`cairn verify ARCHIVE`: every credential of a portfolio by itself, with what came along, and what was damaged."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any, Final

from cairn.adapters.links import Fetcher
from cairn.cli.badges import LARGEST_BYTES, code_of, pages_of, tell
from cairn.cli.place import Trouble, say
from cairn.engines import archive
from cairn.engines.archive import ArchiveRefused, Contents, days
from cairn.engines.openbadges.errors import BadgeError
from cairn.engines.openbadges.trust import KnownIssuer, issuer_list, pinning
from cairn.engines.openbadges.verifying import verify as judge
from cairn.engines.openbadges.verifying.report import Report

_MARK: Final = b"PK\x03\x04"
_SECONDS: Final = 120.0
"""For all of an archive together, as far as anything is looked up."""


@dataclass(frozen=True, slots=True)
class Verified:
    """One signed file of an archive and the report on it; None where it is missing, damaged or too large."""

    path: str
    title: str
    report: Report | None

    @property
    def code(self) -> int:
        return code_of(self.report) if self.report is not None else 1

    def to_json(self) -> dict[str, Any]:
        return {
            "file": self.path,
            "title": self.title,
            "report": self.report.to_json() if self.report is not None else None,
        }


def is_archive(place: str) -> bool:
    """Whether a path leads to a ZIP file."""
    try:
        with Path(place).open("rb") as file:
            return file.read(len(_MARK)) == _MARK
    except OSError:
        return False


def verify(options: Namespace, *, now: datetime, fetch: Fetcher | None, known: Sequence[KnownIssuer]) -> int:
    """Print what each signed file comes to and what was damaged; the gravest of 1 not valid, 2 not checked, 0 valid."""
    try:
        with Path(options.file).open("rb") as file:
            contents = archive.read(file)
            found = list(_verified(contents, options, now, fetch, known))
    except ArchiveRefused as problem:
        raise Trouble(str(problem)) from problem
    if options.json:
        say(json.dumps(_as_json(contents, found), indent=2, ensure_ascii=False))
    else:
        _tell(contents, found)
    codes = {one.code for one in found} | ({1} if contents.faults else set())
    return next((code for code in (1, 2) if code in codes), 0)


def _verified(
    contents: Contents, options: Namespace, now: datetime, fetch: Fetcher | None, known: Sequence[KnownIssuer]
) -> Iterator[Verified]:
    """The record first, then each badge. What came along stands in only for what cannot be fetched."""
    told, until = contents.portfolio, monotonic() + _SECONDS
    pages = {**_pages(contents), **pages_of([*options.issuer_doc, *options.status_list])}
    files = [(told.record, "The record of all of them")] if told.record else []
    for path, title in [*files, *((badge.credential, badge.title) for badge in told.badges)]:
        try:
            data = contents.data(path, most=LARGEST_BYTES)
        except KeyError:
            yield Verified(path, title, None)
            continue
        report = judge(
            data,
            now=now,
            fetch=fetch,
            time_left=lambda: until - monotonic(),
            recipient=options.recipient,
            pages=pages,
            known=issuer_list.Listed(known),
        )
        yield Verified(path, title, report)


def _pages(contents: Contents) -> dict[str, bytes]:
    """The issuers' documents and status lists that came along, by where they say that they belong."""
    found: dict[str, bytes] = {}
    for known in (*contents.portfolio.issuers, *contents.portfolio.status_lists):
        try:
            found |= pinning.pages_for([contents.data(known.path, most=LARGEST_BYTES)])
        except (KeyError, BadgeError):  # then whatever needs it says so
            continue
    return found


def _as_json(contents: Contents, found: Sequence[Verified]) -> dict[str, Any]:
    told = contents.portfolio
    return {
        "archive": {"holder": told.holder, "made_at": told.made_at, "made_by": told.made_by or None},
        "faults": [{"file": fault.path, "flaw": fault.flaw} for fault in contents.faults],
        "credentials": [one.to_json() for one in found],
    }


def _tell(contents: Contents, found: Sequence[Verified]) -> None:
    told = contents.portfolio
    by = f", by {told.made_by}" if told.made_by else ""
    say(f"The portfolio of {told.holder}, made {days.spoken(told.day)}{by}.")
    if contents.faults:
        say("The archive was damaged or changed:")
        for fault in contents.faults:
            say(f"  {fault.sentence}")
    else:
        say("Every file in it is as it was when it was made.")
    for known in told.status_lists:
        say(f"It holds a list of what was revoked as of {days.spoken(known.known_at[:10])}: {known.id}")
    for number, one in enumerate(found, 1):
        say(f"\n{number}. {one.title} ({one.path})")
        if one.report is None:
            say("   Its file is missing, damaged or too large, so nothing can be said of it.")
        else:
            tell(one.report, "   ")
