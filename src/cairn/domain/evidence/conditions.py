"""What a slot asks of all entries of an observation log together: how long, where and on how many days."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

Condition = Mapping[str, Any]


class Entry(Protocol):
    """An entry as the conditions see it; `minutes` is 0 while it is not known how long it lasted."""

    @property
    def minutes(self) -> int: ...
    @property
    def place(self) -> str: ...
    @property
    def made_on(self) -> date | None: ...


def places_in(entries: Sequence[Entry]) -> int:
    """In how many places they were; capitals and spaces make no place another one."""
    named = {" ".join(entry.place.casefold().split()) for entry in entries}
    return len(named - {""})


def days_in(entries: Sequence[Entry]) -> int:
    return len({entry.made_on for entry in entries if entry.made_on})


def minutes_in(entries: Sequence[Entry]) -> int:
    return sum(entry.minutes for entry in entries)


def unmet(conditions: Sequence[Condition], entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """A code and a sentence for each condition that the entries do not fulfil yet."""
    told = [(condition["rule"], fault(condition, entries)) for condition in conditions]
    return [(code, text) for code, text in told if text]


def fault(condition: Condition, entries: Sequence[Entry]) -> str:
    """What is missing for a condition and how to mend it; empty when it is met."""
    return _FAULTS[condition["rule"]](condition, entries)


def asked(condition: Condition) -> str:
    """A condition as a sentence of what is asked for."""
    return _ASKED[condition["rule"]](condition)


def _visits(condition: Condition, entries: Sequence[Entry]) -> str:
    count, minutes = condition["count"], condition["minutes"]
    long = sum(entry.minutes >= minutes for entry in entries)
    if long >= count:
        return ""
    lasts = f"visit{'s' if count != 1 else ''} last{'s' if long == 1 or count == 1 else ''}"
    return f"{long} of {count} {lasts} at least {_minutes(minutes)}. Add {_more(count - long)} more."


def _places(condition: Condition, entries: Sequence[Entry]) -> str:
    count, there = condition["count"], places_in(entries)
    if there >= count:
        return ""
    where = f"{there} place" if there == 1 else f"{there} places"
    return (
        f"Your entries are from {where}; {count} are asked for. Add an entry from {_another(count - there)}."
    )


def _total(condition: Condition, entries: Sequence[Entry]) -> str:
    wanted, have = condition["minutes"], minutes_in(entries)
    if have >= wanted:
        return ""
    return f"Your entries come to {_minutes(have)} of {wanted}. Add {_minutes(wanted - have)} more."


def _days(condition: Condition, entries: Sequence[Entry]) -> str:
    count, there = condition["count"], days_in(entries)
    if there >= count:
        return ""
    when = f"{there} day" if there == 1 else f"{there} days"
    more = count - there
    other = "another day" if more == 1 else f"{_more(more)} other days"
    return f"Your entries are from {when}; {count} are asked for. Add an entry from {other}."


def _minutes(count: int) -> str:
    return f"{count} minute" if count == 1 else f"{count} minutes"


def _more(count: int) -> str:
    return "one" if count == 1 else str(count)


def _another(count: int) -> str:
    return "another place" if count == 1 else f"{_more(count)} other places"


_FAULTS: Mapping[str, Callable[[Condition, Sequence[Entry]], str]] = {
    "visits": _visits,
    "places": _places,
    "total_minutes": _total,
    "days": _days,
}
_ASKED: Mapping[str, Callable[[Condition], str]] = {
    "visits": lambda asks: (
        f"At least {asks['count']} visit{'s' if asks['count'] != 1 else ''} "
        f"of at least {_minutes(asks['minutes'])}{' each' if asks['count'] != 1 else ''}"
    ),
    "places": lambda asks: f"In at least {asks['count']} different places",
    "total_minutes": lambda asks: f"At least {_minutes(asks['minutes'])} in all",
    "days": lambda asks: f"On at least {asks['count']} different days",
}
RULES = frozenset(_FAULTS)
