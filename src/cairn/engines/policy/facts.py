"""What is known of one person: records, the periods and days they are looked at in, and what was agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final

BESIDE_POINTS: Final = frozenset({"experience", "approval"})
"""Kinds of facts that conditions ask for by themselves and that never carry points."""

STACK: Final = "stack"
"""The badge of a whole whose parts are records themselves: it is told of only where a policy counts wholes."""

LICENSE: Final = "current license"
STATUSES: Final = ("valid", "pending", "expired", "revoked", "suspended")
GATES: Final = (
    "status", "duplicate", "window", "list", "issuer", "evidence", "level", "subject", "role", "topic",
    "document", "approval",
)  # fmt: skip
"""The gates a record passes, in the order in which failures are told."""


@dataclass(frozen=True, slots=True)
class Period:
    """A span of civil dates, both ends included; without an end it is still running."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(
                f"Put the dates in order: the period ends {self.end}, before it starts {self.start}."
            )

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a record, and on which day."""

    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Fact:
    """One record of a teacher.

    `kind` is the policy's word (micro-credential, learning, college credit, experience, approval ...);
    `earned_on` the civil date that counts; `amount` how many of the unit that the policy counts by (awards,
    hours, semester hours, years), exact and above zero; `reference` names the record and is the same wherever
    the record comes from; `details` hold what rules ask for, such as {"level": "4", "issuer": "..."}.
    `units` give further measures of the same record, such as {"contact hour": 15}. Without `topics` a record
    has the topic in its details, if any. A `pending` record is on its way and is never held against her.
    """

    kind: str
    earned_on: date
    amount: Fraction | int
    reference: str
    details: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, Fraction] = field(default_factory=dict)
    topics: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    approvals: tuple[Approval, ...] = ()
    status: str = "valid"
    started_on: date | None = None
    expires_on: date | None = None

    def __post_init__(self) -> None:
        for amount in (self.amount, *self.units.values()):
            if isinstance(amount, bool) or not isinstance(amount, (int, Fraction)):
                raise TypeError(
                    f"Give the amount of {self.reference} as an int or a Fraction, not {amount!r}."
                )
            if amount <= 0:
                raise ValueError(f"Give {self.reference} an amount above zero, not {amount}.")
        if self.status not in STATUSES:
            raise ValueError(f"Give {self.reference} one of the states {', '.join(STATUSES)}.")

    def values(self, name: str) -> frozenset[str]:
        """What the record says under a name: its topics, its lists, or one of its details."""
        if name == "topic" and self.topics:
            return self.topics
        if name == "list":
            return self.lists
        if name == "record":
            return frozenset({self.kind})
        found = self.details.get(name, "")
        return frozenset({found} if found else ())

    @property
    def key(self) -> str:
        """What was earned, where it is named in a plan; the reference when the record does not say."""
        return self.details.get("key", self.reference)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A signed exception: one gate is lifted for one record, by somebody and for a reason.

    It holds under the policy of the key `policy`; under every one where that is empty.
    """

    reference: str
    gate: str
    by: str
    on: date
    reason: str
    policy: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """Everything a decision may look at.

    `periods` by name, such as the current license or a role she serves in; `dates` by name, such as the
    application date; `named` are lists that a plan or an agreement names; `roles` what she does now;
    `opted` the version of a policy she chose; `spent` what earlier final decisions took from each record, by
    ledger and reference; `paid` the keys of payments already made.
    """

    facts: tuple[Fact, ...] = ()
    person: str = ""
    periods: Mapping[str, Period] = field(default_factory=dict)
    dates: Mapping[str, date] = field(default_factory=dict)
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()
    opted: Mapping[str, int] = field(default_factory=dict)
    spent: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    paid: frozenset[str] = frozenset()
    waivers: tuple[Waiver, ...] = ()

    @property
    def license(self) -> Period | None:
        return self.periods.get(LICENSE)
