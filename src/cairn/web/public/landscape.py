"""The public map of recognition: every policy that answers on a day, where it lies, what for, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cairn.engines.policy import Policy, Recognized, recognized
from cairn.engines.policy.landscape import answering, asked_of, doubts, is_local, lines_of, state_of
from cairn.engines.policy.pricing import in_force
from cairn.engines.policy.requirements import Every
from cairn.engines.policy.rules import Counts, Flat, Table
from cairn.web.shared.rules.saying import amount, dollars, many
from cairn.workflows.rulebook import Rulebook

STATES: Mapping[str, str] = dict(
    line.split(" ", 1)
    for line in """al Alabama|ak Alaska|az Arizona|ar Arkansas|ca California|co Colorado|ct Connecticut|de Delaware
dc District of Columbia|fl Florida|ga Georgia|hi Hawaii|id Idaho|il Illinois|in Indiana|ia Iowa|ks Kansas|ky Kentucky
la Louisiana|me Maine|md Maryland|ma Massachusetts|mi Michigan|mn Minnesota|ms Mississippi|mo Missouri|mt Montana
ne Nebraska|nv Nevada|nh New Hampshire|nj New Jersey|nm New Mexico|ny New York|nc North Carolina|nd North Dakota|oh Ohio
ok Oklahoma|or Oregon|pa Pennsylvania|ri Rhode Island|sc South Carolina|sd South Dakota|tn Tennessee|tx Texas|ut Utah
vt Vermont|va Virginia|wa Washington|wv West Virginia|wi Wisconsin|wy Wyoming""".replace("\n", "|").split("|")
)

CLEAREST = list(Recognized)
SAID: Mapping[Recognized, str | Promise] = {
    Recognized.COUNTS: _("Micro-credentials count"),
    Recognized.UNSTATED: _("Recognized, worth not stated"),
    Recognized.NOT_FOUND: _("Nothing found about micro-credentials"),
}


@dataclass(frozen=True)
class Entry:
    """One policy as it answers on a day."""

    policy: Policy
    on: date

    @property
    def state(self) -> str:
        return state_of(self.policy.key)

    @property
    def place(self) -> str:
        """The name of its state; empty where it lies in none."""
        return STATES.get(self.state, "")

    @property
    def local(self) -> bool:
        return is_local(self.policy.key)

    @property
    def address(self) -> str:
        return reverse("public:policy", args=self.policy.key.split("/", 1))

    @cached_property
    def recognized(self) -> Recognized:
        return recognized(self.policy)

    @property
    def said(self) -> str:
        return str(SAID[self.recognized])

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        return doubts(self.policy)

    @cached_property
    def brings(self) -> str:
        """What one micro-credential brings, in a few words; empty where nothing was found."""
        found = [*_by_lines(self.policy, self.on), *_by_pay(self.policy)] or _by_conditions(self.policy)
        return "; ".join(dict.fromkeys(found))

    @property
    def sources(self) -> list[str]:
        """Each source with how it was read."""
        read = self.policy.read
        return [
            f"{words} ({read[key]})" if key in read else words for key, words in self.policy.sources.items()
        ]

    def row(self) -> dict[str, Any]:
        """The entry for programs."""
        version = self.policy.version
        return {
            "policy": self.policy.key,
            "version": version.number,
            "title": self.policy.title,
            "by": self.policy.by_name,
            "state": self.state.upper(),
            "local": self.local,
            "purposes": list(self.policy.purposes),
            "micro_credentials": str(self.recognized),
            "brings": self.brings,
            "in_force_from": version.start.on.isoformat() if version.start.known else "",
            "doubts": list(self.doubts),
            "sources": self.sources,
            "checked": self.policy.checked.isoformat(),
            "identity": self.policy.identity,
        }


def _by_lines(policy: Policy, on: date) -> Iterable[str]:
    for line in lines_of(policy):
        match line.worth:
            case Table(detail):
                yield gettext("by its %(detail)s") % {"detail": detail}
            case Flat(value, name):
                dated = in_force(policy.values[name], on) if name else None
                yield _rate(policy, line, dated.amount if dated else value)
            case _:
                yield gettext("worth not stated")


def _rate(policy: Policy, line: Counts, value: Fraction | None) -> str:
    """Such as “6 PDP for each award”; a record that counts by what it is measured in says so."""
    if value is None:
        return gettext("worth not known for that day")
    if value == line.each and line.unit.removesuffix("s") == policy.unit.removesuffix("s"):
        return gettext("as many %(units)s as it states") % {"units": many(line.unit, 2)}
    each = amount(line.each, line.unit) if line.each != 1 else many(line.unit, 1)
    return gettext("%(worth)s for each %(each)s") % {"worth": amount(value, policy.unit), "each": each}


def _by_pay(policy: Policy) -> Iterable[str]:
    for pay in policy.pays:
        if pay.trigger == "each micro-credential" and pay.amount is not None:
            yield gettext("%(sum)s for each") % {"sum": dollars(pay.amount)}
        elif pay.low is not None and pay.high is not None:
            yield gettext("%(low)s to %(high)s") % {"low": dollars(pay.low), "high": dollars(pay.high)}


def _by_conditions(policy: Policy) -> list[str]:
    found = []
    for leaf in asked_of(policy):
        if isinstance(leaf, Every):
            found.append(gettext("all that the %(plan)s names are asked for") % {"plan": leaf.named_in})
        elif leaf.many > 1:
            found.append(gettext("%(n)d of them are asked for") % {"n": leaf.many})
        else:
            found.append(gettext("one is asked for"))
    return found


def entries(book: Rulebook, *, on: date) -> list[Entry]:
    """Every policy that answers on the day, by state and title."""
    found = [answering(book.versions(key), on) for key in book.keys()]  # noqa: SIM118 - a rulebook is no mapping
    rows = [Entry(policy, on) for policy in found if policy]
    return sorted(rows, key=lambda entry: (entry.place or "~", entry.local, entry.policy.title))


def _sure(entry: Entry) -> tuple[int, int]:
    return CLEAREST.index(entry.recognized), len(entry.doubts)


ORDERS: Mapping[str, Callable[[Entry], Any]] = {
    "state": lambda entry: (entry.place or "~", entry.local, entry.policy.title),
    "policy": lambda entry: entry.policy.title,
    "purpose": lambda entry: (entry.policy.purposes or ("~",), entry.place or "~"),
    "worth": lambda entry: (*_sure(entry), entry.place or "~"),
    "checked": lambda entry: (entry.policy.checked, entry.place or "~"),
}
"""What the table may be sorted by."""


def purposes(every: Sequence[Entry]) -> list[str]:
    """What the policies are for, in alphabetical order."""
    return sorted({purpose for entry in every for purpose in entry.policy.purposes})
