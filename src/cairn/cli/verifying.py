"""`cairn verify FILE|URL|ARCHIVE`: whether a badge is genuine and whose it is, without Django or a database."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from cairn.adapters.links import REASONS, Fetcher, Rules, Shut
from cairn.cli import archives
from cairn.cli.place import Trouble, say
from cairn.engines.openbadges.errors import BadgeError
from cairn.engines.openbadges.trust import KnownIssuer, issuer_list, pinning
from cairn.engines.openbadges.verifying import verify as judge
from cairn.engines.openbadges.verifying.report import Report

LARGEST_BYTES = 20 * 1024 * 1024
SECONDS = 30.0
NOT_CHECKED = ("unknown", "not_confirmed")


def verify(options: Namespace) -> int:
    """Print the conclusion and every check; 0 valid, 1 not valid, 2 when it could not be checked."""
    now, until = datetime.now(UTC), monotonic() + SECONDS
    fetch = None if options.offline else Fetcher(Rules(agent="Cairn verify"), SECONDS)
    if archives.is_archive(options.file):
        return archives.verify(options, now=now, fetch=fetch, known=_listed(options.issuers, now, fetch))
    report = judge(
        _badge(options.file, fetch),
        now=now,
        fetch=fetch,
        time_left=lambda: until - monotonic(),
        recipient=options.recipient,
        pages=pages_of([*options.issuer_doc, *options.status_list]),
        known=issuer_list.Listed(_listed(options.issuers, now, fetch)),
    )
    if options.json:
        say(json.dumps(report.to_json(), indent=2, ensure_ascii=False))
    else:
        tell(report)
    return code_of(report)


def code_of(report: Report) -> int:
    """What a command ends with: 0 valid, 1 not valid, 2 when it could not be checked."""
    if report.overall in NOT_CHECKED:
        return 2
    return 0 if report.valid else 1


def _badge(place: str, fetch: Fetcher | None) -> bytes:
    """The badge at a path or an address; `-` is standard input. Raises `Trouble`."""
    if not place.startswith(("https://", "http://")):
        return read(Path(place))
    if fetch is None:
        raise Trouble("With --offline nothing is fetched. Download the badge, and give its file.")
    try:
        return fetch.anywhere(place)
    except Shut as shut:
        raise Trouble(f"{place} cannot be read. {REASONS[shut.why]}") from shut


def pages_of(files: Iterable[Path]) -> dict[str, bytes]:
    """What was handed in, by the addresses at which it would be served. Raises `Trouble`."""
    try:
        return pinning.pages_for(read(file) for file in files)
    except BadgeError as error:
        raise Trouble(f"What was given with --issuer-doc or --status-list cannot be used. {error}") from error


def _listed(files: Iterable[Path], now: datetime, fetch: Fetcher | None) -> list[KnownIssuer]:
    """The issuers of signed lists; whoever names a list vouches for it."""
    found: list[KnownIssuer] = []
    for file in files:
        try:
            listed, _key = issuer_list.read(read(file), now=now, fetch=fetch)
        except BadgeError as error:
            raise Trouble(f"{file} is no list of issuers that can be relied on. {error}") from error
        found.extend(listed.issuers)
    return found


def read(file: Path) -> bytes:
    """The file's bytes; `-` is standard input. Raises `Trouble`."""
    try:
        with sys.stdin.buffer if str(file) == "-" else file.open("rb") as stream:
            data = stream.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise Trouble(f"{file} cannot be read: {error.strerror}.") from error
    if len(data) > LARGEST_BYTES:
        raise Trouble(f"{file} is larger than 20 MB; a badge is not. Give the badge's own file.")
    return data


def tell(report: Report, margin: str = "") -> None:
    """Print the conclusion, whose key it is, and every check."""
    say(f"{margin}{report.sentence}")
    say(f"{margin}Unchanged: {report.integrity.sentence}")
    say(f"{margin}Whose key: {report.whose}")
    _tell_checks(report, f"{margin}  ")


def _tell_checks(report: Report, margin: str) -> None:
    for check in report.checks:
        say(f"{margin}{check.outcome:<8} {check.title}: {check.sentence}")
    for number, part in enumerate(report.parts, 1):
        name = (part.document or {}).get("name", "")
        say(f"{margin}{number}. {name}: {part.sentence}")
        _tell_checks(part, f"{margin}    ")
