"""Reading the lines of `counts`, the caps, and the words that say which records are meant."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from cairn.engines.policy.facts import BESIDE_POINTS
from cairn.engines.policy.reading import Spot
from cairn.engines.policy.requirements import Where
from cairn.engines.policy.rules import Cap, Counts, DatedValue, Flat, Table, Unknown
from cairn.engines.policy.spans import window

Sources = Mapping[str, str]
Values = Mapping[str, tuple[DatedValue, ...]]

SAID = ("issuer", "level", "subject", "role", "topic", "evidence", "area", "kind", "result", "status", "name",
        "degree", "provider")  # fmt: skip
"""Names under which a rule may ask a record for a word; `on_list` asks for its lists."""

LINE = ("worth", "each", "worth_by", "at_most", "source", "on_list", "approved_by", "approved_before",
        "document", "earned", "round", *SAID)  # fmt: skip


def counts(spot: Spot, values: Values, sources: Sources) -> Counts:
    """One line of `counts`."""
    fields = spot.fields(required=("record",), optional=LINE)
    if ("worth" in fields) == ("worth_by" in fields):
        spot.fail("Say either “worth” or “worth_by”, and not both.")
    flat = "worth" in fields and fields["worth"].text() != "unknown"
    if flat and "each" not in fields:
        spot.fail("Add “each”: the unit that is worth this much, such as hour.")
    record = fields["record"].text()
    if record in BESIDE_POINTS:
        fields["record"].fail(f"Name another kind of record: {record} is a condition and carries no points.")
    each, unit = _each(fields["each"]) if "each" in fields else (Fraction(1), "record")
    rounding = _rounding(fields.get("round"))
    return Counts(
        path=spot.path,
        record=record,
        worth=_worth(fields, values),
        each=each,
        unit=unit,
        at_most_per_year=fields["at_most"].count("per year") if "at_most" in fields else None,
        sources=cited(fields, sources),
        accepts=where(fields),
        approved_by=fields["approved_by"].words() if "approved_by" in fields else (),
        approved_before="approved_before" in fields
        and bool(fields["approved_before"].choice(("work starts",))),
        documents=fields["document"].words() if "document" in fields else (),
        window=window(fields["earned"]) if "earned" in fields else None,
        round_to=rounding[0],
        round_up=rounding[1],
    )


def cited(fields: Mapping[str, Spot], sources: Sources) -> tuple[str, ...]:
    """The keys of the sources that a place cites; none when it cites none, which `lint` tells."""
    return (
        tuple(item.choice(sources) for item in fields["source"].one_or_more()) if "source" in fields else ()
    )


def where(fields: Mapping[str, Spot], names: tuple[str, ...] = SAID) -> Where:
    """What a record must say; “any” asks for nothing."""
    found = {name: fields[name].words() for name in names if name in fields}
    if "on_list" in fields:
        found["list"] = fields["on_list"].words()
    return {name: words for name, words in found.items() if words != ("any",)}


def caps(spot: Spot, sources: Sources, unit: str) -> tuple[Cap, ...]:
    """The caps; any two must nest or have nothing in common. Raises `PolicyError` E310."""
    found: list[Cap] = []
    for name, place in spot.entries().items():
        fields = place.fields(required=("most", "record"), optional=("source", "on_list", *SAID))
        source = "".join(cited(fields, sources)[:1])
        cap = Cap(name, fields["most"].in_unit(unit), fields["record"].words(), where(fields), source)
        for other in found:
            if not (within(cap, other) or within(other, cap) or apart(cap, other)):
                place.fail(
                    f"Nest the caps “{other.name}” and “{name}”, or keep them apart: they overlap.", "E310"
                )
        found.append(cap)
    return tuple(found)


def within(inner: Cap, outer: Cap) -> bool:
    """Whether every record under `inner` is under `outer`."""
    same = all(
        name in inner.where and set(inner.where[name]) <= set(words) for name, words in outer.where.items()
    )
    return set(inner.records) <= set(outer.records) and same


def apart(one: Cap, other: Cap) -> bool:
    """Whether no record is under both. A record may have several topics or lists, so these never part caps."""
    if not set(one.records) & set(other.records):
        return True
    return any(
        not set(one.where[name]) & set(other.where[name])
        for name in one.where.keys() & other.where.keys() - {"topic", "list"}
    )


def _each(spot: Spot) -> tuple[Fraction, str]:
    """`hour` is one hour, `15 hours` fifteen of them."""
    first, _, rest = spot.text().partition(" ")
    if not first[0].isdigit():
        return Fraction(1), spot.text()
    if not rest:
        spot.fail("Write a unit such as hour, or a whole number of units such as 15 hours.")
    return Fraction(spot.count(rest)), rest


def _worth(fields: Mapping[str, Spot], values: Values) -> Flat | Table | Unknown:
    if "worth_by" in fields:
        return _table(fields["worth_by"])
    spot = fields["worth"]
    text = spot.text()
    if text == "unknown":
        return Unknown()
    if not text.startswith("$"):
        return Flat(spot.positive())
    return Flat(None, spot.choice(f"${name}" for name in values)[1:])


def _table(spot: Spot) -> Table:
    entries = spot.entries()
    if len(entries) != 1:
        spot.fail("Name one detail to look the worth up by, such as level.")
    detail, table = next(iter(entries.items()))
    return Table(detail, {key: amount.positive() for key, amount in table.entries().items()})


def _rounding(spot: Spot | None) -> tuple[Fraction | None, bool]:
    """`down to 1`, `up to 0.5`: the one place where an exact amount is rounded."""
    if spot is None:
        return None, False
    way, _, step = spot.text().partition(" to ")
    if way not in ("down", "up") or not step.replace(".", "").isdigit() or not Fraction(step):
        spot.fail("Write “down to 1” or “up to 0.5”.")
    return Fraction(step), way == "up"
