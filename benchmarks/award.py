"""How many awards a second one process makes, with database, signature, status slot, ledger and queued letters.

The badge servers measured for performance.md made 13 (Open Educational Badges, 2026) and 11 (badgr-server, 2021) a
second through their API. That is a published reference: they ran over HTTP and on another day, so no ratio is given.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cairn.domain.evidence.models import Attempt

AWARDS = 100
DAY = timedelta(days=1)


def set_up(folder: Path) -> None:
    os.environ |= {"CAIRN_DEMO": "yes", "CAIRN_DATA": str(folder)}
    from cairn.cli.installing import prepare

    prepare(folder)


def met(number: int, at: datetime) -> list[Attempt]:
    """Attempts of as many earners that were met and wait to be awarded."""
    from cairn.demo import stage, walking
    from cairn.domain.people import operations as people

    cast = stage.set_up(at=at, only=["exit-tickets"], named=True)
    district, reader = cast.organizations["cedar-hollow"], cast.people["aisha-rahman"]
    waiting = []
    for each in range(number):
        email, name = f"earner{each}@example.org", f"Earner {each}"
        earner = people.register(email=email, legal_name=name, verified=True, by=None, at=at)
        people.take_role(person=earner, organization=district, role="earner", by=None, at=at)
        edition = cast.editions["exit-tickets"]
        waiting.append(
            walking.work_at("met", edition=edition, earner=earner, evaluators=[reader], at=at + DAY)
        )
    return waiting


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        from cairn.workflows import awarding, verifying

        now = datetime.now(UTC)
        waiting = met(AWARDS, now - 30 * DAY)
        began = perf_counter()
        awards = [awarding.award(attempt=attempt, at=now) for attempt in waiting]
        took = perf_counter() - began
        valid = sum(verifying.verify(award.credential.text.encode(), at=now).valid for award in awards)
    print(
        f"award: {AWARDS / took:.0f} awards a second, {valid} of {AWARDS} verify "
        "(reference, over HTTP: Open Educational Badges 13, badgr-server 11)"
    )
    return 0 if valid == AWARDS else 1


if __name__ == "__main__":
    sys.exit(main())
