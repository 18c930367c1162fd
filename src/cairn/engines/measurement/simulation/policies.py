"""Policies of second reading: how many readings they cost and how often they decide wrongly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cairn.engines.measurement.simulation.worlds import World

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Errors:
    """Under one policy: readings a submission, and the shares of all submissions decided wrongly, awarded wrongly and
    denied wrongly."""

    policy: str
    readings: float
    error: float
    false_award: float
    false_denial: float


def near_cut(world: World, bare: int = 3) -> Flags:
    """Whose first reading is near the cut: one criterion unmet, or all met and at least `bare` of them barely."""
    first, cut = world.scores[:, 0], world.setup.cut
    met, barely = (first >= cut).sum(axis=1), (first == cut).sum(axis=1)
    all_met = met == first.shape[1]
    return np.asarray((met == first.shape[1] - 1) | (all_met & (barely >= bare)))


def _single(world: World, rng: np.random.Generator) -> Flags:
    return np.zeros(len(world.scores), dtype=np.bool_)


def _random(world: World, rng: np.random.Generator) -> Flags:
    return np.asarray(rng.random(len(world.scores)) < 0.2)


def _near(world: World, rng: np.random.Generator) -> Flags:
    return near_cut(world)


def _nearer(world: World, rng: np.random.Generator) -> Flags:
    return near_cut(world, 2)


def _steady(world: World, rng: np.random.Generator) -> Flags:
    return np.asarray(_random(world, rng) | near_cut(world))


def _always(world: World, rng: np.random.Generator) -> Flags:
    return np.ones(len(world.scores), dtype=np.bool_)


POLICIES: dict[str, Callable[[World, np.random.Generator], Flags]] = {
    "single": _single,
    "random": _random,
    "near_cut": _near,
    "near_cut_2": _nearer,
    "random_and_near_cut": _steady,
    "always": _always,
}
"""Who gets a second reading. A third follows where the first two decide differently, and the majority decides."""


def compare(world: World, rng: np.random.Generator) -> tuple[Errors, ...]:
    """Every policy on the same world. ValueError unless each submission has three readings to draw on."""
    if world.scores.shape[1] < 3:
        raise ValueError("Comparing policies takes three readings of every submission.")
    said = np.asarray((world.scores >= world.setup.cut).all(axis=2))
    return tuple(_errors(name, second(world, rng), said, world.worthy) for name, second in POLICIES.items())


def _errors(policy: str, second: Flags, said: Flags, worthy: Flags) -> Errors:
    split = second & (said[:, 0] != said[:, 1])
    decided = np.where(split, said[:, 2], said[:, 0])
    false_award, false_denial = float((decided & ~worthy).mean()), float((~decided & worthy).mean())
    readings = 1 + float(second.mean()) + float(split.mean())
    return Errors(policy, readings, false_award + false_denial, false_award, false_denial)
