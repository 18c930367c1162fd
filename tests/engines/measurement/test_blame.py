"""Whoever reads beside an evaluator who drifts is not blamed for her."""

from __future__ import annotations

from collections import Counter

import numpy as np

from cairn.engines.measurement.drift import Monitored, strips, untangled
from cairn.engines.measurement.simulation import Setup, simulate

WORLDS = 60
SETUP = Setup(submissions=100, evaluators=6, readings=2, drifting={2: 1.0})


def _pairs(seed: int) -> list[Monitored]:
    world = simulate(SETUP, np.random.default_rng(seed))
    gaps = (world.scores[:, 0] - world.scores[:, 1]).mean(axis=1)
    return [
        Monitored(f"e{one}", "pair", float(sign * gap), f"e{other}")
        for gap, (first, second) in zip(gaps, world.reader, strict=True)
        for one, other, sign in ((first, second, 1), (second, first, -1))
    ]


def test_of_evaluators_who_read_beside_one_who_drifts_far_fewer_are_blamed_and_she_is_found():
    found = {make: Counter[str]() for make in (strips, untangled)}
    for seed in range(WORLDS):
        for make, counts in found.items():
            counts.update(strip.evaluator for strip in make(_pairs(seed)) if strip.drifts)
    assert found[untangled]["e2"] >= found[strips]["e2"] - 1 >= 0.9 * WORLDS - 1
    assert 1.5 * (found[untangled].total() - found[untangled]["e2"]) < (
        found[strips].total() - found[strips]["e2"]
    )


def test_readings_that_do_not_say_beside_whom_are_charted_as_they_are():
    bare = [Monitored(each.evaluator, each.kind, each.residual) for each in _pairs(1)]
    assert [strip.shift for strip in untangled(bare)] == [strip.shift for strip in strips(bare)]
