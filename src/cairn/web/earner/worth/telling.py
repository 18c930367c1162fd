"""Where she stands, to be understood at a glance: how much, until when, what next, and every record with its why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext

from cairn.domain.records.models import Goal, License
from cairn.engines.policy import Decision, Line, Outcome, State
from cairn.engines.policy import Standing as Became
from cairn.engines.policy.asked import Told as Asks
from cairn.engines.policy.asked import told
from cairn.engines.policy.outcome import spoken
from cairn.engines.policy.pricing import AWARDS
from cairn.web.earner.worth.choosing import decision_title
from cairn.web.earner.worth.meters import Meter, categories, category, meter
from cairn.web.shared.rules.saying import amount
from cairn.workflows.deciding import Standing
from cairn.workflows.records import BADGE, Known

LOOKS = {
    State.MET: ("ok", "circle-check", "Met"),
    State.NOT_YET: ("info", "route", "Not yet"),
    State.PERSON: ("warn", "user-round-check", "Needs a person"),
}
DAYS_IN_A_MONTH = 30
BEYOND_HER = ("status", "approval")
"""Gates at which somebody else has to act."""


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """One record: what it is called, what became of it, why, and what she can do."""

    line: Line
    title: str
    points: str
    why: str
    entered: bool
    fills: str = ""
    """Where she says what it does not state."""


@dataclass(frozen=True)
class Told:
    """One license or goal with where it stands; `today` is the day it was decided for."""

    standing: Standing
    known: Known
    today: date

    @property
    def held(self) -> License | Goal | None:
        return self.standing.held

    @cached_property
    def decision(self) -> Decision | None:
        return self.standing.decision

    @cached_property
    def title(self) -> str:
        if isinstance(self.held, License):
            return self.held.name
        policy = self.standing.policy
        return decision_title(policy, self.standing.wanted) if policy else self.standing.key

    @property
    def recognizer(self) -> str:
        return self.standing.recognizer

    @property
    def look(self) -> tuple[str, str, str]:
        """Kind of tag, icon and words."""
        kind, icon, words = LOOKS[self.decision.state if self.decision else self.standing.choice.state]
        return kind, icon, gettext(words)

    @property
    def met(self) -> bool:
        return bool(self.decision and self.decision.met)

    @cached_property
    def whole(self) -> Meter | None:
        """The one number that says it: points of a sum, or how many of those that are asked for."""
        decision = self.decision
        if decision is None:
            return None
        if decision.needed is not None:
            return meter(decision.unit, decision.total, decision.needed, met=decision.met)
        measured = [one for one in _leaves(decision.tree) if one.need and one.have is not None]
        if measured:
            one = max(measured, key=lambda each: each.need or Fraction(0))
            return meter("", one.have or Fraction(0), one.need or Fraction(1), met=one.met)
        return None

    @cached_property
    def to_go(self) -> str:
        """What is still missing, such as “54 PDP”."""
        whole = self.whole
        if not whole or not self.decision or self.met or whole.met:
            return ""
        lack = (self.decision.missing if self.decision.needed is not None else None) or Fraction(
            whole.most - whole.done
        ).limit_denominator(1000)
        return amount(lack, self.decision.unit if self.decision.needed is not None else "")

    @cached_property
    def buckets(self) -> list[Meter]:
        """A bar for each category of the conditions."""
        if self.decision is None:
            return []
        return [category(one, self.decision.unit) for one in categories(self.decision.tree)]

    @cached_property
    def conditions(self) -> list[Outcome]:
        """The tree without what the bars show already: each condition with its state, or the joined ones."""
        tree = self.decision.tree if self.decision else None
        if tree is None or (not tree.parts and tree.need is not None and tree.have is not None):
            return []
        return [tree]

    @property
    def ends_on(self) -> date | None:
        if isinstance(self.held, License):
            return self.held.ends_on
        return self.held.by_on if self.held else None

    @property
    def deadline(self) -> str:
        """How long there is still time, in words; empty where no day is known."""
        day = self.ends_on
        if day is None:
            return ""
        if day < self.today:
            return gettext("It ended %(day)s") % {"day": spoken(day)}
        return gettext("%(left)s left, until %(day)s") % {
            "left": time_left(self.today, day),
            "day": spoken(day),
        }

    @property
    def soon(self) -> bool:
        return bool(self.ends_on and not self.met and (self.ends_on - self.today).days <= 180)

    @cached_property
    def records(self) -> list[ShownRecord]:
        if self.decision is None:
            return []
        return [self._record(line) for line in self.decision.lines]

    @property
    def counted(self) -> list[ShownRecord]:
        return [one for one in self.records if one.line.standing in (Became.COUNTED, Became.PARTLY)]

    @property
    def pending(self) -> list[ShownRecord]:
        return [one for one in self.records if one.line.standing is Became.PENDING]

    @property
    def for_a_person(self) -> list[ShownRecord]:
        return [one for one in self.records if one.line.standing is Became.PERSON]

    @property
    def refused(self) -> list[ShownRecord]:
        return [one for one in self.records if one.line.standing in (Became.REFUSED, Became.UNSPENT)]

    def _record(self, line: Line) -> ShownRecord:
        reference = line.fact.reference
        title = self.known.titles.get(reference) or line.fact.details.get("title") or line.fact.kind
        points = amount(line.points, self.decision.unit) if line.points and self.decision else ""
        return ShownRecord(
            line, title, points, _why(line), reference in self.known.entered, self._fills(line)
        )

    def _fills(self, line: Line) -> str:
        """Where she adds what a badge does not state; empty where there is nothing of the kind to add."""
        reference = line.fact.reference
        hers_to_say = (
            line.fact.kind == BADGE and line.fact.status == "valid" and reference not in self.known.entered
        )
        if not hers_to_say or not self._is_mute(line):
            return ""
        if stated := self.known.stated.get(reference):
            return reverse("earner:worth_record", args=[stated])
        return f"{reverse('earner:worth_record_add')}?badge={reference}"

    def _is_mute(self, line: Line) -> bool:
        """Whether it waits for a word or a number, be it behind an approval that comes first."""
        if line.standing is not Became.PENDING:
            return False
        units = {unit.removesuffix("s") for unit in self._asks.units if unit not in AWARDS}
        unsaid = units - {unit.removesuffix("s") for unit in line.fact.units}
        return bool(unsaid) or any(one.pending and one.gate not in BEYOND_HER for one in line.reasons)

    @cached_property
    def _asks(self) -> Asks:
        """What the rule looks at in a badge."""
        return told([self.standing.policy] if self.standing.policy else [], BADGE)


def time_left(today: date, day: date) -> str:
    """Days, months, or years and months, whichever a person would say."""
    days = (day - today).days
    if days < 2 * DAYS_IN_A_MONTH:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    months = (day.year - today.year) * 12 + day.month - today.month - (day.day < today.day)
    if months < 24:
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    return ngettext("%(n)d year", "%(n)d years", months // 12) % {"n": months // 12}


def _leaves(tree: Outcome) -> Iterator[Outcome]:
    if not tree.parts:
        yield tree
    for part in tree.parts:
        yield from _leaves(part)


def _why(line: Line) -> str:
    """The sentence without the words that the heading above it says already, and without its source."""
    said = line.because
    for start in ("Pending: ", "Not counted yet: ", "Not counted: ", "Not needed: "):
        said = said.removeprefix(start)
    if " Source: " in said:
        said = said.rpartition(" Source: ")[0]
    return said[:1].upper() + said[1:]
