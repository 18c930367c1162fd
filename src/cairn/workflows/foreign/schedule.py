"""When a badge from elsewhere is verified again: often enough to be news, seldom enough to be polite."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

DAYS: Final = {"valid": 30, "suspended": 7, "not_yet_valid": 7, "unknown": 7}
"""Days until a badge is looked at again, by its standing."""
SELDOM: Final = 90
"""For what has come to an end: expired, revoked, not valid."""
LONGEST_WAIT: Final = 30


def next_check(
    *, standing: str, expires_at: datetime | None, failures: int, digest: str, at: datetime
) -> date:
    """The day of the next verification, spread by the badge's own `digest` (hexadecimal) over some days.

    After `failures` in a row to ask its issuer's site, 2, 4, 8 and 16 days later, then every 30.
    """
    today = at.date()
    if failures:
        return today + timedelta(days=min(2**failures, LONGEST_WAIT))
    days = DAYS.get(standing, SELDOM)
    spread = int(digest[:8], 16) % (days // 3 + 1)
    day = today + timedelta(days=days - spread)
    if standing == "valid" and expires_at is not None and expires_at > at:
        # The day after it ends, so that its end is told when it comes.
        return min(day, expires_at.date() + timedelta(days=1))
    return day
