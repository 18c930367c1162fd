"""Windows: from words to days, and both ends of one for a person."""

from __future__ import annotations

import re
from datetime import date

from cairn.engines.policy.facts import Period, Record
from cairn.engines.policy.outcome import spoken
from cairn.engines.policy.reading import Spot
from cairn.engines.policy.requirements import During, Fixed, Rolling, Window

ROLLING = re.compile(r"([1-9][0-9]{0,2}) (year|month)s? before (.+)")
DECISION = "decision"


def window(spot: Spot) -> Window:
    """A window as it is written: a period's name, “4 years before application”, or two dates."""
    if not spot.is_text:
        fields = spot.fields(optional=("from", "until"))
        start = fields["from"].day() if "from" in fields else None
        end = fields["until"].day() if "until" in fields else None
        if start and end and end < start:
            spot.fail("Put the dates in order: the window ends before it starts.", "E306")
        return Fixed(start, end)
    text = spot.text()
    if rolling := ROLLING.fullmatch(text):
        return Rolling(int(rolling[1]), rolling[2], rolling[3].removesuffix(" date"))
    if text.startswith("during "):
        return During(text.removeprefix("during "))
    return spot.fail(
        f"Write “during current license”, “4 years before application”, or two dates, in place of “{text}”."
    )


def both_ends(span: Window, record: Record, on: date) -> Period | None:
    """The first and the last day, both included; None while the person's dates are unknown."""
    match span:
        case During(period):
            return record.periods.get(period)
        case Fixed(start, end):
            return Period(start or date.min, end)
        case Rolling(many, unit, before):
            last = on if before == DECISION else record.dates.get(before, record.dates.get(f"{before} date"))
            return None if last is None else Period(back(last, many, unit), last)


def back(day: date, many: int, unit: str) -> date:
    """The same day so many years or months before; 29 February becomes 28 February, which lets more in."""
    months = day.year * 12 + day.month - 1 - many * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if year < 1:
        return date.min
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def told(span: Window) -> str:
    """What a window is called in a sentence."""
    match span:
        case During(period):
            return "license period" if period == "current license" else period
        case Rolling(many, unit, before):
            return f"window of {many} {unit}{'s' if many > 1 else ''} before the {before}"
        case Fixed():
            return "window"


def outside(span: Window, ends: Period, day: date) -> str:
    """Why a day does not lie within, with both ends said; empty when it does."""
    if day in ends:
        return ""
    if day < ends.start:
        return f"earned {spoken(day)}; the {told(span)} began {spoken(ends.start)}{_to(ends)}."
    return f"earned {spoken(day)}; the {told(span)} ended {spoken(ends.end or ends.start)}."


def _to(ends: Period) -> str:
    return f" and ends {spoken(ends.end)}" if ends.end else ""
