"""Reading what a policy pays, what it costs, what carries over, and the budget."""

from __future__ import annotations

from fractions import Fraction

from cairn.engines.policy.counting import SAID, Sources, cited, where
from cairn.engines.policy.reading import Spot
from cairn.engines.policy.rules import Budget, Carry, Pay

EVERY = ("school year", "calendar year", "month")
ONCE = ("per micro-credential", "per record", "per person")


def pays(spot: Spot, sources: Sources) -> tuple[Pay, ...]:
    """The payments; each is keyed by policy, person, trigger and period, so it is made once."""
    return tuple(_pay(item, sources) for item in spot.items())


def _pay(spot: Spot, sources: Sources) -> Pay:
    fields = spot.fields(
        required=("for", "amount"),
        optional=(
            "between",
            "once",
            "every",
            "while",
            "adds_to",
            "at_most",
            "source",
            "on_list",
            "was",
            *SAID,
        ),
    )
    if "once" in fields and "every" in fields:
        spot.fail("Say either “once” or “every”, and not both.")
    set_by = fields["amount"].text().startswith("set by")
    low = high = None
    if "between" in fields:
        ends = fields["between"].items()
        if len(ends) != 2 or ends[0].dollars() > ends[1].dollars():
            fields["between"].fail("Write the least and the most, such as [$100, $600].")
        low, high = ends[0].dollars(), ends[1].dollars()
    return Pay(
        trigger=fields["for"].text(),
        amount=None if set_by else fields["amount"].dollars(),
        low=low,
        high=high,
        every=fields["every"].choice(EVERY) if "every" in fields else "",
        during_role=fields["while"].text().removeprefix("serving as ") if "while" in fields else "",
        adds_to=fields["adds_to"].text() if "adds_to" in fields else "",
        most_per_year=_most(fields["at_most"]) if "at_most" in fields else None,
        source="".join(cited(fields, sources)[:1]),
        where=where(fields),
        once=fields["once"].choice(ONCE) if "once" in fields else "",
        was=fields["was"].words() if "was" in fields else (),
    )


def _most(spot: Spot) -> Fraction:
    text = spot.text()
    amount = text.removesuffix(" per year").removeprefix("$")
    if amount == text or not amount.isdigit():
        spot.fail(f"Write an amount such as “$500 per year” in place of “{text}”.")
    return Fraction(amount)


def budget(spot: Spot) -> Budget:
    """The ceiling of a year; “not stated” where nobody has said."""
    fields = spot.fields(required=("ceiling",), optional=("if_exceeded", "order"))
    unstated = fields["ceiling"].text() == "not stated"
    return Budget(
        None if unstated else fields["ceiling"].dollars(),
        fields["if_exceeded"].text() if "if_exceeded" in fields else "",
        fields["order"].words() if "order" in fields else ("date", "person"),
    )


def carry(spot: Spot, sources: Sources, unit: str) -> Carry:
    """What of the unspent goes into the next window."""
    fields = spot.fields(required=("at_most",), optional=("earned_in_last", "earned_since", "source"))
    return Carry(
        fields["at_most"].in_unit(unit),
        fields["earned_in_last"].count("year", "years") if "earned_in_last" in fields else None,
        fields["earned_since"].day() if "earned_since" in fields else None,
        "".join(cited(fields, sources)[:1]),
    )
