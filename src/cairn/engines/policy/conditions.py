"""The tree of conditions under `decisions`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from cairn.engines.policy.reading import Spot
from cairn.engines.policy.rules import (
    AllOf,
    AnyOf,
    ApprovedBy,
    Condition,
    Experience,
    Points,
    Window,
    points_in,
)

DEEPEST = 12
"""Levels of all and any; a file that refers to itself would otherwise never end."""

Sources = Mapping[str, str]


def conditions(spot: Spot, sources: Sources) -> dict[str, Condition]:
    """The condition of each decision by its name."""
    found = {}
    for name, place in spot.entries().items():
        found[name] = _condition(place, sources, DEEPEST)
        if len(points_in(found[name])) > 1:
            place.fail("Ask for points once: this part of the language adds all records into one total.")
    if not found:
        spot.fail("Add at least one decision.")
    return found


def _condition(spot: Spot, sources: Sources, deepest: int) -> Condition:
    if deepest == 0:
        spot.fail(f"Nest all and any at most {DEEPEST} deep.")
    entries = spot.entries()
    for word, parts in (("all", AllOf), ("any", AnyOf)):
        if word in entries:
            inner = spot.fields(required=(word,))[word].items()
            if not inner:
                entries[word].fail("List at least one condition.")
            return parts(tuple(_condition(item, sources, deepest - 1) for item in inner))
    for word, parse in LEAVES.items():
        if word in entries:
            return parse(spot, sources)
    return spot.fail(f"Say one of: all, any, {', '.join(LEAVES)}.")


def _points(spot: Spot, sources: Sources) -> Points:
    fields = spot.fields(required=("points", "source"))
    least = fields["points"].number()
    if least <= 0:
        fields["points"].fail("Write a number above zero.")
    return Points(least, fields["source"].choice(sources))


def _experience(spot: Spot, sources: Sources) -> Experience:
    fields = spot.fields(required=("experience", "source"), optional=("during",))
    years = fields["experience"].count("year", "years")
    if "during" in fields:
        fields["during"].choice(("current license",))
    window = Window.LICENSE if "during" in fields else Window.ANY
    return Experience(Fraction(years), window, fields["source"].choice(sources))


def _approved_by(spot: Spot, sources: Sources) -> ApprovedBy:
    fields = spot.fields(required=("approved_by", "source"))
    return ApprovedBy(fields["approved_by"].text(), fields["source"].choice(sources))


LEAVES: Mapping[str, Callable[[Spot, Sources], Condition]] = {
    "points": _points,
    "experience": _experience,
    "approved_by": _approved_by,
}
