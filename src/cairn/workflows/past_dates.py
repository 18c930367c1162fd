"""Dates as people write them in lists. One that may be read in two ways is refused unless its order is known."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

Order = Literal["", "month-first", "day-first"]
ORDERS: Final[tuple[Order, ...]] = ("", "month-first", "day-first")

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_NUMBERS: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", re.ASCII)
_SHORT_YEAR: Final = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2}", re.ASCII)
_WRITE: Final = "Write year, month and day, such as 2019-05-24."


class NoDate(ValueError):
    """Raised for what is no date, or may be two; the text says what to do."""


def read_date(text: str, order: Order = "") -> date:
    """The day that a text names. Raises `NoDate`."""
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
        return _day(year, month, day)
    if found := _NUMBERS.fullmatch(text):
        first, second, year = map(int, found.groups())
        return _day(year, *_month_and_day(first, second, order))
    if _SHORT_YEAR.fullmatch(text):
        raise NoDate(f"Write the year with four digits. {_WRITE}")
    raise NoDate(f"This is no date that can be read. {_WRITE}")


def _month_and_day(first: int, second: int, order: Order) -> tuple[int, int]:
    if order == "month-first":
        return first, second
    if order == "day-first" or first > 12:
        return second, first
    if second > 12 or first == second:
        return first, second
    raise NoDate(
        f"This may be day {second} of month {first}, or day {first} of month {second}. {_WRITE} "
        "Or say, for the whole file, whether the month or the day comes first."
    )


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoDate(f"There is no such day. {_WRITE}") from None
