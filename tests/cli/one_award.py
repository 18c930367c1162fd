"""Make one award in the installation whose environment this runs in, and print the credential's text."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta


def main() -> None:
    from cairn.cli.place import load_django

    load_django()
    from cairn.demo import stage, walking
    from cairn.workflows import awarding

    now = datetime.now(UTC)
    cast = stage.set_up(at=now - timedelta(days=30), only=["exit-tickets"], named=True)
    met = walking.work_at(
        "met",
        edition=cast.editions["exit-tickets"],
        earner=cast.people["dana-brown"],
        evaluators=[cast.people["aisha-rahman"]],
        at=now - timedelta(days=20),
    )
    sys.stdout.write(awarding.award(attempt=met, at=now).credential.text)


if __name__ == "__main__":
    main()
