"""Business days, as an organization's own clock counts them; pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

SATURDAY = 5


def after(at: datetime, days: int, *, zone: str) -> datetime:
    """The same hour of the clock so many business days (Monday to Friday) later.

    What arrives on a weekend counts from the beginning of Monday. Holidays differ from place to place and are not
    left out. The time keeps the zone of `at`.
    """
    local = at.astimezone(ZoneInfo(zone))
    if local.weekday() >= SATURDAY:
        local = (local + timedelta(days=7 - local.weekday())).replace(
            hour=0, minute=0, second=0, microsecond=0
        )
    weeks, rest = divmod(days, 5)
    local += timedelta(weeks=weeks)
    for _ in range(rest):
        local += timedelta(days=3 if local.weekday() == SATURDAY - 1 else 1)
    return local.astimezone(at.tzinfo)


def portion(since: datetime, until: datetime, *, percent: int) -> datetime:
    """The moment at which so many hundredths of a span of time have passed."""
    return since + (until - since) * percent / 100
