"""Worlds whose truth is known. Everything is in levels of the rubric: a severity of 0.5 takes half a level off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from cairn.engines.measurement.drift import Monitored
from cairn.engines.measurement.ratings import Ratings

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]


@dataclass(frozen=True)
class Setup:
    """What is put into a world. The defaults give the agreement that assessment of teaching evidence has in print:
    about 57 % exact, a quadratically weighted kappa of about .65, and three in five submissions worthy of the award.

    `leniency` is what evaluators add on the whole. Standard deviations: `quality` of submissions, `halo` of an
    evaluator's view of one submission as a whole, `own` of what a submission is worth on single criteria, `severity`
    among evaluators, `taste` of an evaluator for a criterion, `noise` of single scores. `severe` maps evaluators
    (from 0) to what they take off; `drifting` maps them to what they take off from the middle of their readings on.
    `redundant` maps a criterion to the one it repeats; `biased` maps a criterion to what it takes off the focal
    group, which is `focal_share` of all; `easier` maps a criterion to what its mean lies above `mean`.
    """

    submissions: int = 200
    evaluators: int = 12
    criteria: int = 4
    readings: int = 3
    levels: int = 4
    cut: int = 3
    mean: float = 3.04
    quality: float = 0.67
    own: float = 0.39
    halo: float = 0.32
    severity: float = 0.12
    leniency: float = 0.18
    taste: float = 0.09
    noise: float = 0.30
    severe: Mapping[int, float] = field(default_factory=dict)
    drifting: Mapping[int, float] = field(default_factory=dict)
    redundant: Mapping[int, int] = field(default_factory=dict)
    biased: Mapping[int, float] = field(default_factory=dict)
    easier: Mapping[int, float] = field(default_factory=dict)
    focal_share: float = 0.5


@dataclass(frozen=True, eq=False)
class World:
    """`truth` (submissions x criteria) in levels with fractions; `worthy`: who truly deserves the award; `reader`
    (submissions x readings) and their `scores` (submissions x readings x criteria); `focal`: who is of the
    focal group.
    """

    setup: Setup
    truth: Floats
    worthy: NDArray[np.bool_]
    reader: Whole
    scores: Whole
    focal: NDArray[np.bool_]

    def ratings(self, readings: int = 2) -> Ratings:
        """The first so many readings of every submission."""
        n, k = self.truth.shape
        shape = (n, readings, k)
        return Ratings(
            unit=np.broadcast_to(np.arange(n)[:, None, None], shape).ravel(),
            rater=np.broadcast_to(self.reader[:, :readings, None], shape).ravel(),
            item=np.broadcast_to(np.arange(k), shape).ravel(),
            score=self.scores[:, :readings].ravel(),
            scale=tuple(range(1, self.setup.levels + 1)),
            units=tuple(f"s{number:06}" for number in range(n)),
            raters=tuple(f"e{number:03}" for number in range(self.setup.evaluators)),
            items=tuple(f"c{number}" for number in range(k)),
        )

    def groups(self) -> dict[str, str]:
        """Each submission's group, "focal" or "reference"."""
        return {f"s{place:06}": "focal" if one else "reference" for place, one in enumerate(self.focal)}

    def met_at(self) -> dict[str, int]:
        """Each criterion with the level at which it is met."""
        return {f"c{number}": self.setup.cut for number in range(self.setup.criteria)}

    def pairs(self) -> tuple[Monitored, ...]:
        """What comparing first with second readings says of both evaluators, in order of time."""
        gaps = (self.scores[:, 0] - self.scores[:, 1]).mean(axis=1)
        return tuple(
            Monitored(f"e{self.reader[place, side]:03}", "pair", float(sign * gap))
            for place, gap in enumerate(gaps)
            for side, sign in ((0, 1), (1, -1))
        )

    def seeds(self, share: float, rng: np.random.Generator) -> tuple[Monitored, ...]:
        """What comparing a share of the first readings with the truth says, as if experts had rated those."""
        chosen = np.flatnonzero(rng.random(len(self.truth)) < share)
        key = np.clip(np.rint(self.truth), 1, self.setup.levels)
        gaps = (self.scores[:, 0] - key).mean(axis=1)
        return tuple(Monitored(f"e{self.reader[p, 0]:03}", "seed", float(gaps[p])) for p in chosen)


@dataclass(frozen=True, eq=False)
class Works:
    """What is submitted: `truth` (submissions x criteria), who truly is `worthy`, and who is of the `focal` group."""

    truth: Floats
    worthy: NDArray[np.bool_]
    focal: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Bench:
    """Who reads: each evaluator's `severity`, and her `taste` for each criterion (evaluators x criteria)."""

    severity: Floats
    taste: Floats


def works(setup: Setup, rng: np.random.Generator) -> Works:
    """Submissions as the setup has them."""
    n, k = setup.submissions, setup.criteria
    normal = rng.standard_normal
    truth = (
        setup.mean + _planted(setup.easier, k) + setup.quality * normal((n, 1)) + setup.own * normal((n, k))
    )
    for copy, original in setup.redundant.items():
        truth[:, copy] = truth[:, original]
    focal = rng.random(n) < setup.focal_share
    return Works(truth, np.asarray((truth >= setup.cut - 0.5).all(axis=1)), focal)


def bench(setup: Setup, rng: np.random.Generator) -> Bench:
    """Evaluators as the setup has them."""
    size = setup.evaluators
    severity = setup.severity * rng.standard_normal(size) - setup.leniency + _planted(setup.severe, size)
    return Bench(severity, setup.taste * rng.standard_normal((size, setup.criteria)))


def simulate(setup: Setup, rng: np.random.Generator) -> World:
    """One world. ValueError if there are fewer evaluators than readings of a submission."""
    if setup.evaluators < setup.readings:
        raise ValueError("Each reading of a submission needs another evaluator.")
    n, k, r = setup.submissions, setup.criteria, setup.readings
    normal = rng.standard_normal
    given = works(setup, rng)
    reader = np.argsort(rng.random((n, setup.evaluators)), axis=1)[:, :r]
    people = bench(setup, rng)
    view = given.truth[:, None] - people.severity[reader][:, :, None] + people.taste[reader]
    view = view - _drifted(setup, reader)[:, :, None]
    view -= np.where(given.focal[:, None], _planted(setup.biased, k), 0.0)[:, None]
    view += setup.halo * normal((n, r, 1)) + setup.noise * normal((n, r, k))
    return World(setup, given.truth, given.worthy, reader, _levels(setup, view), given.focal)


def sheet(
    setup: Setup,
    given: Works,
    people: Bench,
    *,
    submission: int,
    evaluator: int,
    late: bool,
    rng: np.random.Generator,
) -> Whole:
    """What one evaluator gives one submission, by criterion; `late`: read after drifting evaluators have drifted."""
    view = given.truth[submission] - people.severity[evaluator] + people.taste[evaluator]
    view = view - (setup.drifting.get(evaluator, 0.0) if late else 0.0)
    if given.focal[submission]:
        view = view - _planted(setup.biased, setup.criteria)
    view = view + setup.halo * rng.standard_normal() + setup.noise * rng.standard_normal(setup.criteria)
    return _levels(setup, view)


def _levels(setup: Setup, view: Floats) -> Whole:
    """Levels from what was seen (criteria last); a criterion that repeats another gets what that one got."""
    for copy, original in setup.redundant.items():
        view[..., copy] = view[..., original]
    return np.asarray(np.clip(np.rint(view), 1, setup.levels).astype(np.intp))


def _planted(faults: Mapping[int, float], size: int) -> Floats:
    made = np.zeros(size)
    for place, amount in faults.items():
        made[place] = amount
    return made


def _drifted(setup: Setup, reader: Whole) -> Floats:
    """Submissions x readings: what drift takes off, from the middle of each drifting evaluator's readings on."""
    made = np.zeros(reader.shape)
    for place, amount in setup.drifting.items():
        rows, columns = np.nonzero(reader == place)
        late = slice(len(rows) // 2, None)
        made[rows[late], columns[late]] = amount
    return made
