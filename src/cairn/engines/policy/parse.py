"""From YAML to a `Policy`."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches

from cairn.engines.policy.conditions import Frame, conditions, use_of
from cairn.engines.policy.counting import Sources, Values, caps, counts
from cairn.engines.policy.identity import identity_of
from cairn.engines.policy.outcome import spoken
from cairn.engines.policy.paying import budget, carry, pays
from cairn.engines.policy.reading import Spot, read
from cairn.engines.policy.requirements import Use, Window
from cairn.engines.policy.rules import DatedValue, Policy, PricedOn, Reading, Start, Version
from cairn.engines.policy.spans import window

REQUIRED = ("policy", "title", "by", "version", "sources", "checked", "decisions")
OPTIONAL = (
    "by_name", "purposes", "values", "priced_on", "unit", "window", "counts", "caps", "use", "carry", "pays",
    "teacher_costs", "budget", "assumptions", "local_may", "read",
)  # fmt: skip


def load(text: str, parents: Mapping[str, Policy] | None = None) -> Policy:
    """Read a policy. Raises `PolicyError` with path, line and what to do; a field it does not know is an error.

    `parents` are policies by key that this one may extend.
    """
    spot = read(text)
    if "extends" in spot.entries():
        from cairn.engines.policy.overlay import overlay

        return overlay(spot, parents or {})
    top = spot.fields(required=REQUIRED, optional=OPTIONAL)
    if "counts" in top:
        spot.fields(required=("unit", "use"), optional=(*REQUIRED, *OPTIONAL))
    checked = top["checked"].day()
    sources = {key: place.text() for key, place in top["sources"].entries().items()}
    dated = values(top["values"], sources, checked) if "values" in top else {}
    unit = top["unit"].text() if "unit" in top else "record"
    use, ledger = use_of(top["use"]) if "use" in top else (Use.WHOLE, "")
    return Policy(
        key=top["policy"].text(),
        title=top["title"].text(),
        by=top["by"].text(),
        by_name=top["by_name"].text() if "by_name" in top else top["by"].text(),
        version=version_of(top["version"], checked),
        sources=sources,
        checked=checked,
        values=dated,
        priced_on=_priced_on(top, dated),
        unit=unit,
        window=_window(top.get("window")),
        counts=tuple(counts(place, dated, sources) for place in top["counts"].items())
        if "counts" in top
        else (),
        decisions=conditions(top["decisions"], Frame(sources, unit, use)),
        assumptions=_texts(top, "assumptions"),
        use=use,
        ledger=ledger,
        caps=caps(top["caps"], sources, unit) if "caps" in top else (),
        carry=carry(top["carry"], sources, unit) if "carry" in top else None,
        pays=pays(top["pays"], sources) if "pays" in top else (),
        costs=pays(top["teacher_costs"], sources) if "teacher_costs" in top else (),
        budget=budget(top["budget"]) if "budget" in top else None,
        purposes=_texts(top, "purposes"),
        local_may=_texts(top, "local_may"),
        read=readings(top, sources),
        identity=identity_of(spot.plain()),
    )


def _texts(top: Mapping[str, Spot], name: str) -> tuple[str, ...]:
    return top[name].words() if name in top else ()


def readings(top: Mapping[str, Spot], sources: Sources) -> dict[str, Reading]:
    """How each source was read, by its key; a key that is no source is an error E201."""
    found: dict[str, Reading] = {}
    for key, place in top["read"].entries().items() if "read" in top else ():
        if key not in sources:
            near = get_close_matches(key, list(sources), 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            place.fail(
                f"Name one of the sources: {', '.join(sources)}; “{key}” is not one of them.{hint}", "E201"
            )
        found[key] = Reading(place.choice(Reading))
    return found


def version_of(spot: Spot, checked: date) -> Version:
    """The number of a version, when it applies, and the date that selects it."""
    fields = spot.fields(
        required=("number", "from", "chosen_by"),
        optional=("until", "date_certain", "seen_in_force", "opt_in"),
    )
    first = start(fields, checked, "This version of the policy")
    until = fields["until"].day() if "until" in fields else None
    if until and not first.known and "seen_in_force" not in fields:
        doubt = (
            f"This version of the policy has no known start; it answers for any day up to {spoken(until)}."
        )
        first = Start(date.min, doubt, known=False)
    if until and until < first.on:
        spot.fail("Put the dates in order: this version ends before it starts.", "E306")
    opt_in = "opt_in" in fields and fields["opt_in"].yes()
    return Version(fields["number"].whole(), first, until, fields["chosen_by"].text(), opt_in)


def start(fields: Mapping[str, Spot], checked: date, what: str) -> Start:
    """An unknown start counts from the day first seen in force, else from the day last checked."""
    certain = fields["date_certain"].yes() if "date_certain" in fields else True
    if fields["from"].text() != "unknown":
        day = fields["from"].day()
        doubt = "" if certain else f"{what} is taken to start on {spoken(day)}; that date is unconfirmed."
        return Start(day, doubt)
    if "seen_in_force" in fields:
        first = min((spot.day() for spot in fields["seen_in_force"].one_or_more()), default=checked)
        doubt = f"{what} has no known start; it counts from {spoken(first)}, when it was first seen in force."
        return Start(first, doubt, known=False)
    doubt = f"{what} has no known start; it counts from {spoken(checked)}, when it was last checked."
    return Start(checked, doubt, known=False)


def values(spot: Spot, sources: Sources, checked: date) -> Values:
    """Every named value with its dates; two that apply on one day are an error E304."""
    return {name: _dated(name, place, sources, checked) for name, place in spot.entries().items()}


def _dated(name: str, spot: Spot, sources: Sources, checked: date) -> tuple[DatedValue, ...]:
    dated: list[tuple[DatedValue, Spot]] = []
    for item in spot.items():
        fields = item.fields(
            required=("from", "is", "source"), optional=("until", "date_certain", "seen_in_force")
        )
        amount = fields["is"].positive()
        first = start(fields, checked, f"The worth of {amount} for {name.replace('_', '-')}")
        until = fields["until"].day() if "until" in fields else None
        if any(other.start.on == first.on for other, _ in dated):
            item.fail(f"Keep one: two values of {name} start on {spoken(first.on)}.", "E304")
        dated.append((DatedValue(first, amount, fields["source"].choice(sources), until), item))
    if not dated:
        spot.fail("Add at least one dated value.")
    dated.sort(key=lambda pair: pair[0].start.on)
    for (one, _), (following, item) in itertools.pairwise(dated):
        if one.until and one.until >= following.start.on:
            item.fail(f"Keep one: two values of {name} apply on {spoken(following.start.on)}.", "E304")
    return tuple(value for value, _ in dated)


def _priced_on(top: Mapping[str, Spot], dated: Values) -> PricedOn:
    if "priced_on" in top:
        return PricedOn(top["priced_on"].choice(PricedOn))
    if any(len(row) > 1 for row in dated.values()):
        top["values"].fail(
            "Add “priced_on: date earned” or “priced_on: decision date”: a value changes over time."
        )
    return PricedOn.EARNED


def _window(spot: Spot | None) -> Window | None:
    if spot is None:
        return None
    earned = spot.fields(required=("earned",))["earned"]
    return None if earned.is_text and earned.text() == "any time" else window(earned)
