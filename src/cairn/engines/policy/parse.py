"""From YAML to a `Policy`: the first part of the language, enough for sums with dated worth."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from cairn.engines.policy.conditions import conditions
from cairn.engines.policy.facts import BESIDE_POINTS
from cairn.engines.policy.outcome import spoken
from cairn.engines.policy.reading import Spot, read
from cairn.engines.policy.rules import (
    Counts,
    DatedValue,
    Flat,
    Policy,
    PricedOn,
    Start,
    Table,
    Version,
    Window,
)

REQUIRED = ("policy", "title", "by", "version", "sources", "checked", "unit", "counts", "use", "decisions")
OPTIONAL = ("by_name", "values", "priced_on", "window", "assumptions")

Values = Mapping[str, tuple[DatedValue, ...]]


def load(text: str) -> Policy:
    """Read a policy. Raises `PolicyError` with path, line and what to do; a field it does not know is an error."""
    top = read(text).fields(required=REQUIRED, optional=OPTIONAL)
    checked = top["checked"].day()
    sources = {key: spot.text() for key, spot in top["sources"].entries().items()}
    values = _values(top["values"], sources, checked) if "values" in top else {}
    _use(top["use"])
    return Policy(
        key=top["policy"].text(),
        title=top["title"].text(),
        by=top["by"].text(),
        by_name=top["by_name"].text() if "by_name" in top else top["by"].text(),
        version=_version(top["version"], checked),
        sources=sources,
        checked=checked,
        values=values,
        priced_on=_priced_on(top, values),
        unit=top["unit"].text(),
        window=_window(top.get("window")),
        counts=tuple(_counts(spot, values, sources) for spot in top["counts"].items()),
        decisions=conditions(top["decisions"], sources),
        assumptions=tuple(spot.text() for spot in top["assumptions"].items()) if "assumptions" in top else (),
    )


def _version(spot: Spot, checked: date) -> Version:
    fields = spot.fields(required=("number", "from", "chosen_by"), optional=("date_certain", "seen_in_force"))
    fields["chosen_by"].choice(("decision date",))
    return Version(fields["number"].whole(), _start(fields, checked, "This version of the policy"))


def _start(fields: Mapping[str, Spot], checked: date, what: str) -> Start:
    """An unknown start counts from the day first seen in force, else from the day last checked."""
    certain = fields["date_certain"].yes() if "date_certain" in fields else True
    if fields["from"].text() != "unknown":
        start = fields["from"].day()
        return Start(
            start,
            "" if certain else f"{what} is taken to start on {spoken(start)}; that date is unconfirmed.",
        )
    if "seen_in_force" in fields:
        first = min((spot.day() for spot in fields["seen_in_force"].one_or_more()), default=checked)
        return Start(
            first,
            f"{what} has no known start; it counts from {spoken(first)}, when it was first seen in force.",
        )
    return Start(
        checked, f"{what} has no known start; it counts from {spoken(checked)}, when it was last checked."
    )


def _values(spot: Spot, sources: Mapping[str, str], checked: date) -> Values:
    return {name: _dated(name, place, sources, checked) for name, place in spot.entries().items()}


def _dated(name: str, spot: Spot, sources: Mapping[str, str], checked: date) -> tuple[DatedValue, ...]:
    dated: list[DatedValue] = []
    for item in spot.items():
        fields = item.fields(required=("from", "is", "source"), optional=("date_certain", "seen_in_force"))
        amount = fields["is"].number()
        if amount <= 0:
            fields["is"].fail("Write a number above zero.")
        start = _start(fields, checked, f"The worth of {amount} for {name.replace('_', '-')}")
        if any(other.start.on == start.on for other in dated):
            item.fail(f"Keep one: two values of {name} start on {spoken(start.on)}.")
        dated.append(DatedValue(start, amount, fields["source"].choice(sources)))
    if not dated:
        spot.fail("Add at least one dated value.")
    return tuple(sorted(dated, key=lambda value: value.start.on))


def _priced_on(top: Mapping[str, Spot], values: Values) -> PricedOn:
    if "priced_on" in top:
        return PricedOn(top["priced_on"].choice(PricedOn))
    if any(len(dated) > 1 for dated in values.values()):
        top["values"].fail(
            "Add “priced_on: date earned” or “priced_on: decision date”: a value changes over time."
        )
    return PricedOn.EARNED


def _window(spot: Spot | None) -> Window:
    if spot is None:
        return Window.ANY
    return Window(spot.fields(required=("earned",))["earned"].choice(Window))


def _use(spot: Spot) -> None:
    """The one way of use that this part of the language knows: each record counts once."""
    spot.fields(required=("each record",))["each record"].choice(("once",))


def _counts(spot: Spot, values: Values, sources: Mapping[str, str]) -> Counts:
    fields = spot.fields(required=("record", "source"), optional=("worth", "each", "worth_by", "at_most"))
    if ("worth" in fields) == ("worth_by" in fields):
        spot.fail("Say either “worth” or “worth_by”, and not both.")
    if "worth" in fields and "each" not in fields:
        spot.fail("Add “each”: the unit that is worth this much, such as hour.")
    record = fields["record"].text()
    if record in BESIDE_POINTS:
        fields["record"].fail(f"Name another kind of record: {record} is a condition and carries no points.")
    each, unit = _each(fields["each"]) if "each" in fields else (Fraction(1), "record")
    return Counts(
        path=spot.path,
        record=record,
        worth=_flat(fields["worth"], values) if "worth" in fields else _table(fields["worth_by"]),
        each=each,
        unit=unit,
        at_most_per_year=fields["at_most"].count("per year") if "at_most" in fields else None,
        sources=tuple(item.choice(sources) for item in fields["source"].one_or_more()),
    )


def _each(spot: Spot) -> tuple[Fraction, str]:
    """`hour` is one hour, `15 hours` fifteen of them."""
    first, _, rest = spot.text().partition(" ")
    if not first[0].isdigit():
        return Fraction(1), spot.text()
    if not rest:
        spot.fail("Write a unit such as hour, or a whole number of units such as 15 hours.")
    return Fraction(spot.count(rest)), rest


def _flat(spot: Spot, values: Values) -> Flat:
    text = spot.text()
    if not text.startswith("$"):
        return Flat(_positive(spot))
    return Flat(None, Spot(spot.node, spot.path).choice(f"${name}" for name in values)[1:])


def _table(spot: Spot) -> Table:
    entries = spot.entries()
    if len(entries) != 1:
        spot.fail("Name one detail to look the worth up by, such as level.")
    detail, table = next(iter(entries.items()))
    return Table(detail, {key: _positive(amount) for key, amount in table.entries().items()})


def _positive(spot: Spot) -> Fraction:
    amount = spot.number()
    if amount <= 0:
        spot.fail("Write a number above zero.")
    return amount
