"""What counts, as rows of a table: which record, worth how much, from when to when, and under what conditions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from django.utils.translation import gettext

from cairn.engines.policy import Policy, number
from cairn.engines.policy.outcome import spoken
from cairn.engines.policy.rules import Counts, DatedValue, Flat, Table
from cairn.web.shared.rules.saying import (
    Cite,
    Sources,
    amount,
    between,
    either,
    head,
    many,
    meant,
    since,
    span,
)


@dataclass(frozen=True, slots=True)
class Worth:
    """One worth; `when` is empty where it never changes, `doubt` where its dates are confirmed."""

    text: str
    when: str = ""
    doubt: str = ""
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of what counts; `only` are the conditions on a record."""

    record: str
    each: str
    worths: tuple[Worth, ...]
    only: tuple[str, ...]
    cites: tuple[Cite, ...]

    @property
    def text(self) -> str:
        """The row as one sentence."""
        told = "; ".join(f"{one.text} {one.when}".strip() for one in self.worths)
        return ". ".join(part for part in (f"{told} {self.each}".strip(), *self.only) if part) + "."


def row(line: Counts, policy: Policy, sources: Sources) -> Row:
    return Row(
        record=head(line.record),
        each=_each(line),
        worths=_worths(line, policy, sources),
        only=_only(line),
        cites=sources.of(*line.sources),
    )


def _each(line: Counts) -> str:
    if line.each != 1:
        return gettext("for each %(amount)s") % {"amount": amount(line.each, line.unit)}
    return gettext("for each %(unit)s") % {"unit": many(line.unit, 1)} if line.unit != "record" else ""


def _worths(line: Counts, policy: Policy, sources: Sources) -> tuple[Worth, ...]:
    match line.worth:
        case Flat(value, "") if value is not None:
            return (Worth(amount(value, policy.unit)),)
        case Flat(_value, name):
            values = policy.values.get(name, ())
            return tuple(_dated(values, place, policy, sources) for place in range(len(values)))
        case Table(detail, amounts):
            return tuple(
                Worth(amount(value, policy.unit), f"{_of(detail)} {key}") for key, value in amounts.items()
            )
    return (Worth(gettext("Recognized; what it is worth was not found")),)


def _of(detail: str) -> str:
    return gettext("for the %(detail)s") % {"detail": detail}


def _dated(values: tuple[DatedValue, ...], place: int, policy: Policy, sources: Sources) -> Worth:
    value = values[place]
    last = value.until
    if last is None and place + 1 < len(values):
        last = values[place + 1].start.on - timedelta(days=1)
    when = between(since(value.start), spoken(last) if last else None)
    return Worth(amount(value.amount, policy.unit), when, value.start.doubt, sources.of(value.source))


def _only(line: Counts) -> tuple[str, ...]:
    found = []
    if told := meant(line.accepts):
        found.append(gettext("Only %(which)s") % {"which": told})
    if line.approved_by:
        who = {"who": either(line.approved_by)}
        found.append(
            gettext("Approved by %(who)s before the work starts") % who
            if line.approved_before
            else gettext("Approved by %(who)s") % who
        )
    if line.documents:
        found.append(gettext("With %(papers)s") % {"papers": either(line.documents)})
    if line.window:
        found.append(gettext("Earned %(window)s") % {"window": span(line.window)})
    if line.at_most_per_year:
        found.append(gettext("At most %(n)d a year") % {"n": line.at_most_per_year})
    if line.round_to is not None:
        found.append(_rounding(line.round_to, line.round_up))
    return tuple(found)


def _rounding(to: Fraction, up: bool) -> str:
    told = gettext("Rounded up to %(step)s") if up else gettext("Rounded down to %(step)s")
    return told % {"step": f"{number(to)}"}
