"""All that is known of one person, and the record of it that one policy is to see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from cairn.domain.approvals.queries import Roles
from cairn.domain.people.models import Person
from cairn.domain.records.models import Goal, License
from cairn.engines.policy import Fact, Period, Record, Waiver
from cairn.engines.policy.facts import LICENSE


@dataclass(frozen=True)
class Known:
    """All that is known of one person, read once; `under` makes the record that one policy is to see."""

    person: Person
    on: date
    facts: tuple[Fact, ...] = ()
    licenses: tuple[License, ...] = ()
    goals: tuple[Goal, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    spent: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    paid: frozenset[str] = frozenset()
    titles: Mapping[str, str] = field(default_factory=dict)
    """What each record is called, by its reference."""
    entered: frozenset[str] = frozenset()
    """The references of what she entered herself and may change."""
    stated: Mapping[str, str] = field(default_factory=dict)
    """By a badge's reference the record that says what its verifier stated."""
    approved: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What plans and agreements named when they were approved: later changes need another approval."""
    served: Roles = field(default_factory=dict)
    """By policy the roles that its keeper says she holds, which go before what she says herself."""

    @property
    def held(self) -> tuple[License | Goal, ...]:
        """The licenses that she holds, then the goals that she pursues."""
        return (*self.licenses, *self.goals)

    def under(self, key: str, decision: str = "") -> Record:
        """The record for one policy: the license and the goals under it say periods, dates, lists and roles."""
        held = [one for one in self.held if one.policy_key == key]
        # What she says for this very decision comes last, so that it is taken.
        held.sort(key=lambda one: isinstance(one, Goal) and one.decision == decision)
        periods = _periods(one for one in held if isinstance(one, License))
        dates: dict[str, date] = {}
        named: dict[str, tuple[str, ...]] = {}
        opted: dict[str, int] = {}
        for one in held:
            if one.chosen_version:
                opted[key] = one.chosen_version
            dates |= {name: date.fromisoformat(day) for name, day in one.dates.items()}
            named |= {name: tuple(words) for name, words in one.named.items()}
            if isinstance(one, Goal):
                periods |= _roles(one)
        periods |= self.served.get(key, {})
        named |= self.approved
        return Record(
            facts=self.facts,
            person=str(self.person.public_id),
            periods=periods,
            dates=dates,
            named=named,
            roles=frozenset(name for name, span in periods.items() if name != LICENSE and self.on in span),
            opted=opted,
            spent=self.spent,
            paid=frozenset(name for name in self.paid if name.startswith(f"{key}|")),
            waivers=tuple(one for one in self.waivers if one.policy in ("", key)),
        )


def _periods(held: Iterable[License]) -> dict[str, Period]:
    """The cycle of the one license that may be held under a policy."""
    dated = [Period(one.starts_on, one.ends_on) for one in held if one.starts_on]
    return dict(zip((LICENSE,), dated, strict=False))


def _roles(goal: Goal) -> dict[str, Period]:
    found = {}
    for name, (start, end) in goal.roles.items():
        if start:
            found[name] = Period(date.fromisoformat(start), date.fromisoformat(end) if end else None)
    return found
