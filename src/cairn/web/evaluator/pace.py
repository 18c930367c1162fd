"""How many readings an evaluator sent in each of the last weeks; for her own eyes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from cairn.web.shared import charts

WEEKS = 8


def week_of(at: datetime) -> date:
    """The Monday of the week in which an instant lies, in the reader's time zone."""
    day = timezone.localtime(at).date()
    return day - timedelta(days=day.weekday())


def by_week(sent: Iterable[datetime], now: datetime) -> list[tuple[date, int]]:
    """The last `WEEKS` weeks, the present one last, each with the number sent in it."""
    counts = Counter(week_of(at) for at in sent)
    this = week_of(now)
    weeks = [this - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    return [(week, counts[week]) for week in weeks]


def chart(sent: Iterable[datetime], now: datetime) -> SafeString:
    """The weeks as a small chart with its numbers; empty when nothing was sent in any of them."""
    rows = by_week(sent, now)
    total = sum(count for _, count in rows)
    if not total:
        return SafeString("")
    finding = ngettext(
        "You sent %(count)d reading in the last %(weeks)d weeks. Nobody else sees this.",
        "You sent %(count)d readings in the last %(weeks)d weeks. Nobody else sees this.",
        total,
    ) % {"count": total, "weeks": WEEKS}
    named = [(date_format(week, "M j"), float(count)) for week, count in rows]
    return charts.bars(gettext("Readings you sent, by week"), finding, named, unit=gettext("Readings"))
