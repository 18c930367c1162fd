"""`cairn verify FILE`: whether a badge is genuine, from the file alone, without Django or a database."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from cairn.cli.place import Trouble, say
from cairn.engines.openbadges.verifying import verify as judge

LARGEST_BYTES = 20 * 1024 * 1024
CODES = {"valid": 0, "invalid": 1, "unknown": 3}


def verify(options: Namespace) -> int:
    """Print the conclusion and every check; 0 valid, 1 invalid, 3 when something could not be looked up."""
    report = judge(_read(options.file), now=datetime.now(UTC))
    say(report.sentence)
    for check in report.checks:
        say(f"  {check.outcome:<8} {check.title}: {check.sentence}")
    return CODES[report.overall]


def _read(file: Path) -> bytes:
    """The file's bytes; `-` is standard input. Raises `Trouble`."""
    try:
        with sys.stdin.buffer if str(file) == "-" else file.open("rb") as stream:
            data = stream.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise Trouble(f"{file} cannot be read: {error.strerror}.") from error
    if len(data) > LARGEST_BYTES:
        raise Trouble(f"{file} is larger than 20 MB; a badge is not. Give the badge's own file.")
    return data
