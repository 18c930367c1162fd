"""The smallest parts of a policy in words: amounts, dates, which records are meant, and who said so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cairn.engines.policy import Policy, number
from cairn.engines.policy.outcome import listed, spoken
from cairn.engines.policy.requirements import During, Fixed, Rolling, Where, Window
from cairn.engines.policy.rules import Reading, Start


@dataclass(frozen=True, slots=True)
class Cite:
    """A source by its number on the page, with its words and how it was read."""

    number: int
    words: str
    read: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence with its sources. `about` is what it is about, in a word or two.

    `joint` is how the `parts` below belong together, `note` what holds for all of them.
    """

    text: str
    cites: tuple[Cite, ...] = ()
    about: str = ""
    doubt: str = ""
    note: str = ""
    joint: str = ""
    parts: tuple[Said, ...] = ()


READ: Mapping[Reading, str | Promise] = {
    Reading.OFFICIAL: _("read in an official text"),
    Reading.SECOND_HAND: _("read second-hand, not in an official text"),
    Reading.UNCONFIRMED: _("not confirmed"),
}

NAMED: Mapping[str, str | Promise] = {
    "issuer": _("issued by %s"),
    "level": _("at level %s"),
    "subject": _("in the subject %s"),
    "role": _("for the role %s"),
    "topic": _("on the topic %s"),
    "evidence": _("judged as well as a report of the kind “%s” shows"),
    "area": _("in the area %s"),
    "kind": _("of the kind %s"),
    "result": _("with the result %s"),
    "status": _("with the status %s"),
    "name": _("called %s"),
    "degree": _("for the degree %s"),
    "provider": _("provided by %s"),
    "list": _("on the accept-list %s"),
    "record": _("as %s"),
}
"""How each word that a rule asks a record for is said."""


ABBREVIATIONS = ("ceu",)

DAYS: Mapping[str, str | Promise] = {
    "decision date": _("the day of the decision"),
    "application date": _("the day of the application"),
    "certificate issued": _("the day on which the certificate was issued"),
    "date admitted": _("the day of admission"),
    "date approved": _("the day of approval"),
}
"""Dates that choose a version, in words; others are said as they are written."""


class Sources:
    """The citations of one policy, numbered in the order of the file."""

    def __init__(self, policy: Policy) -> None:
        self.all = {
            key: Cite(place, words, str(READ[policy.read[key]]) if key in policy.read else "")
            for place, (key, words) in enumerate(policy.sources.items(), start=1)
        }

    def of(self, *keys: str) -> tuple[Cite, ...]:
        """The citations of these keys, in their order; an empty key is none."""
        return tuple(self.all[key] for key in dict.fromkeys(keys) if key in self.all)


def amount(value: Fraction, unit: str) -> str:
    """Such as “6 PDP” or “1 1/3 credits”."""
    return f"{number(value)} {many(unit, value)}".strip()


def many(unit: str, value: Fraction | int) -> str:
    """A unit for so many: “hour”, “hours”; what is written in capitals stays."""
    if unit in ABBREVIATIONS:
        return unit.upper()
    if value == 1 or not unit or unit.isupper() or unit.endswith("s"):
        return unit
    first, _of, rest = unit.partition(" of ")
    return f"{first}s of {rest}" if rest else f"{unit}s"


def head(words: str) -> str:
    """The words with a capital at their start, and whatever else they have."""
    return words.upper() if words in ABBREVIATIONS else words[:1].upper() + words[1:]


def dollars(value: Fraction) -> str:
    """Such as “$3,000” or “$12.50”."""
    return f"${value.numerator:,}" if value.denominator == 1 else f"${float(value):,.2f}"


def meant(where: Where) -> str:
    """Which records are meant, such as “on the topic reading or writing, at level graduate”; empty for all."""
    return ", ".join(
        str(NAMED[name]) % listed(list(words)) if name in NAMED else f"{name} {listed(list(words))}"
        for name, words in where.items()
    )


def with_meant(text: str, where: Where) -> str:
    """A sentence without its full stop, and which records it means."""
    told = meant(where)
    return f"{text}, {told}" if told else text


def span(window: Window) -> str:
    """A window in words."""
    match window:
        case During("current license"):
            return gettext("during the current license")
        case During(period):
            return gettext("during %(period)s") % {"period": period}
        case Rolling(count, "year", before):
            told = ngettext(
                "in the %(n)d year before the %(day)s", "in the %(n)d years before the %(day)s", count
            )
            return told % {"n": count, "day": before}
        case Rolling(count, _unit, before):
            told = ngettext(
                "in the %(n)d month before the %(day)s", "in the %(n)d months before the %(day)s", count
            )
            return told % {"n": count, "day": before}
        case Fixed(start, end):
            return between(spoken(start) if start else None, spoken(end) if end else None)
    raise TypeError(window)


def between(start: str | None, end: str | None) -> str:
    """From one day to another, either of which may be open."""
    if start and end:
        return gettext("from %(start)s to %(end)s") % {"start": start, "end": end}
    if start:
        return gettext("from %(start)s on") % {"start": start}
    return gettext("until %(end)s") % {"end": end} if end else gettext("at any time")


def since(start: Start) -> str:
    """The first day, or that it is not known."""
    return spoken(start.on) if start.known else gettext("a day that is not known")


def joined(sentences: Iterable[str]) -> str:
    return " ".join(one for one in sentences if one)


def either(words: Sequence[str]) -> str:
    """“a”, “a or b”."""
    return listed(list(words))
