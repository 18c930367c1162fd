"""The D study in plain words: what another reading or another criterion buys, with the hours it costs.

`text` is English for reports and the command line; pages may say the same in their own words from the figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cairn.engines.measurement.estimates import Estimate, said
from cairn.engines.measurement.generalizability import TARGETS, Cell, Study

ENOUGH, GOOD = TARGETS
WORTH = 0.02


@dataclass(frozen=True, slots=True)
class Effort:
    """What reading takes: `minutes` for one reading with the present criteria, of which `viewing` (a share) goes into
    seeing the evidence whatever the number of criteria; `submissions` a year."""

    minutes: float
    submissions: int
    viewing: float = 0.5

    def hours(self, evaluators: int, criteria: int, now: int) -> float:
        """Hours a year with so many evaluators and criteria, where there are `now` criteria at present."""
        each = self.minutes * (self.viewing + (1 - self.viewing) * criteria / now)
        return each * evaluators * self.submissions / 60


@dataclass(frozen=True, slots=True)
class Option:
    """One design with its phi and its hours a year; `more` is what it adds to the hours of one evaluator."""

    evaluators: int
    criteria: int
    phi: Estimate
    hours: float
    more: float


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do, in sentences, and the options they speak of: 1, 2 and 3 evaluators with the present criteria, and
    with as many criteria as reach .70 where fewer or more would. Empty options where the study has no figures."""

    sentences: tuple[str, ...]
    options: tuple[Option, ...]

    @property
    def text(self) -> str:
        return " ".join(self.sentences)


def advise(study: Study, effort: Effort) -> Advice:
    """Advice on how many evaluators and criteria, from the D study. "Not yet" where there are too few data."""
    if study.undefined or not study.contour:
        return Advice((f"There is no advice yet. {said(study.undefined or 'no_data')}",), ())
    options = tuple(_option(study, effort, study.at(evaluators)) for evaluators in (1, 2, 3))
    return Advice(tuple(_sentences(study, effort, options)), options)


def _option(study: Study, effort: Effort, cell: Cell) -> Option:
    hours = effort.hours(cell.evaluators, cell.criteria, study.criteria)
    return Option(
        cell.evaluators,
        cell.criteria,
        cell.absolute,
        hours,
        hours - effort.hours(1, study.criteria, study.criteria),
    )


def _sentences(study: Study, effort: Effort, options: tuple[Option, ...]) -> Iterator[str]:
    one, two, three = options
    if "below_minimum" in one.phi.cautions or "few_evaluators" in one.phi.cautions:
        yield "These figures rest on few data, so take them as a hint."
    yield f"With one evaluator and {study.criteria} criteria, dependability (phi) is {_told(one.phi)}."
    yield _gain("second", two, one)
    yield _gain("third", three, two)
    for target in (ENOUGH, GOOD):
        yield _fewest(study, effort, target)
    yield from _criteria(study)


def _gain(which: str, option: Option, before: Option) -> str:
    gain = (option.phi.value or 0.0) - (before.phi.value or 0.0)
    hours = option.hours - before.hours
    if gain < WORTH:
        return f"A {which} evaluator would add next to nothing ({gain:.2f}) for {hours:,.0f} hours a year."
    return f"A {which} evaluator raises it to {option.phi.value:.2f} for {hours:,.0f} hours a year."


def _fewest(study: Study, effort: Effort, target: float) -> str:
    found = study.fewest_evaluators(target)
    if found is None:
        return f"No number of evaluators up to five reaches {target:.2f} with these criteria."
    hours = effort.hours(found, study.criteria, study.criteria)
    people = "one evaluator" if found == 1 else f"{found} evaluators"
    return f"{target:.2f} takes {people} a submission, {hours:,.0f} hours a year."


def _criteria(study: Study) -> Iterator[str]:
    """What the number of criteria could be, for one evaluator."""
    found = study.fewest_criteria(ENOUGH, 1)
    if found is not None and found < study.criteria:
        yield f"With one evaluator, {found} criteria like these would do for {ENOUGH:.2f}."
    elif found is not None and found > study.criteria:
        yield f"With one evaluator, {ENOUGH:.2f} would take {found} criteria like these."


def _told(phi: Estimate) -> str:
    if phi.value is None:
        return "not known"
    if phi.low is None or phi.high is None:
        return f"{phi.value:.2f}"
    return f"{phi.value:.2f} (between {phi.low:.2f} and {phi.high:.2f})"
