"""What commands about badges share: files read, what was handed in, and a report told."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from cairn.cli.place import Trouble, say
from cairn.engines.openbadges.errors import BadgeError
from cairn.engines.openbadges.trust import pinning
from cairn.engines.openbadges.verifying.report import Report

LARGEST_BYTES = 20 * 1024 * 1024
NOT_CHECKED = ("unknown", "not_confirmed")


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


def pages_of(files: Iterable[Path]) -> dict[str, bytes]:
    """What was handed in, by the addresses at which it would be served. Raises `Trouble`."""
    try:
        return pinning.pages_for(read(file) for file in files)
    except BadgeError as error:
        raise Trouble(f"What was given with --issuer-doc or --status-list cannot be used. {error}") from error


def code_of(report: Report) -> int:
    """What a command ends with: 0 valid, 1 not valid, 2 when it could not be checked."""
    if report.overall in NOT_CHECKED:
        return 2
    return 0 if report.valid else 1


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
