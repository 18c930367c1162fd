"""Bars: how much there is of how much, in whole words and in numbers that a browser draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext

from cairn.engines.policy import Outcome, number
from cairn.web.shared.rules.saying import amount


@dataclass(frozen=True, slots=True)
class Meter:
    """A bar: `done` of `most`, in whole numbers for the browser and in words for people."""

    label: str
    have: str
    need: str
    done: float
    most: float
    met: bool
    remedy: str = ""


def meter(
    unit: str, have: Fraction, need: Fraction, *, met: bool, label: str = "", remedy: str = ""
) -> Meter:
    """A bar that is full at what is needed."""
    return Meter(label, number(have), amount(need, unit), float(min(have, need)), float(need), met, remedy)


def category(one: Outcome, unit: str) -> Meter:
    """The bar of one category of a cover."""
    lack = (one.need or Fraction(0)) - (one.have or Fraction(0))
    label = one.text.partition(":")[0]
    return meter(
        unit,
        one.have or Fraction(0),
        one.need or Fraction(1),
        met=one.met,
        label=label[:1].upper() + label[1:],
        remedy=gettext("%(lack)s to go") % {"lack": amount(lack, unit)} if lack > 0 else "",
    )


def categories(tree: Outcome) -> Iterator[Outcome]:
    """The parts of covers: outcomes below one that has a need of its own."""
    if tree.parts and tree.need is not None:
        yield from tree.parts
        return
    for part in tree.parts:
        yield from categories(part)
