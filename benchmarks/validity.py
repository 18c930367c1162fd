"""The whole validity report of an edition: 10,000 rounds read twice on 4 criteria, 1,000 bootstrap draws.

Agreement with intervals, variance components and D study, decisions and policies, criteria and their overlap, the Rasch
model, every evaluator's drift strip, and fairness: what a page, a bundle and this line all compute. The scores are
simulated with faults planted, and each run must find them. Time is of one processor, so that other work weighs little.
"""

from __future__ import annotations

import os
import resource
import sys
from statistics import median
from time import process_time

# Matrices here are small: threads would cost more than they save, and their time could not be told from waiting.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from cairn.engines.measurement.report import Analysis, Outcomes, analyse
from cairn.engines.measurement.simulation import Setup, World, simulate

GOAL_SECONDS, GOAL_MEBIBYTES = 5.0, 1024
SMALL, LARGE = 1_000, 10_000
DRAWS, ROUNDS, EVALUATORS = 1_000, 3, 40
SEVERE, DRIFTING, BIASED = 7, 11, 1


def world(rounds: int) -> World:
    """Readings with a severe evaluator, a drifting one, a criterion that repeats another, and a biased one."""
    setup = Setup(
        submissions=rounds,
        evaluators=EVALUATORS,
        severe={SEVERE: 1.2},
        drifting={DRIFTING: 0.8},
        redundant={3: 0},
        biased={BIASED: 0.4},
    )
    return simulate(setup, np.random.default_rng(rounds))


def report(judged: World) -> Analysis:
    outcomes = Outcomes(
        met_at=judged.met_at(), groups={"region": judged.groups()}, monitored=judged.pairs(), readings=2
    )
    return analyse(judged.ratings(), outcomes, draws=DRAWS, seed=1)


def finds_what_was_planted(judged: World, found: Analysis) -> bool:
    """Whether the report says so of each fault, and the variance between evaluators is that of the world."""
    severest = max(found.facets.evaluators, key=lambda each: each.severity.value or 0.0)
    drifted = {strip.evaluator for strip in found.strips if strip.sure}
    biased = {each.criterion for each in found.fairness["region"] if each.test.ets == "C"}
    repeated = {(pair.left, pair.right) for pair in found.criterion_pairs if pair.redundant}
    submission = found.generalizability.parts[0]
    truth = judged.truth.mean(axis=1).var()
    return (
        severest.evaluator == f"e{SEVERE:03}"
        and drifted == {f"e{DRIFTING:03}"}
        and biased == {f"c{BIASED}"}
        and repeated == {("c0", "c3")}
        and submission.value is not None
        and 0.5 < submission.value / truth < 1.1
        and found.judgment.verdict == "concern"
    )


def take_turn(judged: World) -> tuple[float, bool]:
    began = process_time()
    found = report(judged)
    seconds = process_time() - began
    return seconds, finds_what_was_planted(judged, found)


def main() -> int:
    small, large = world(SMALL), world(LARGE)
    rounds = [(*take_turn(small), *take_turn(large)) for _ in range(ROUNDS)]
    first, second = [turn[0] for turn in rounds], [turn[2] for turn in rounds]
    right = all(turn[1] and turn[3] for turn in rounds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    slow = median(second)
    print(
        f"validity: {slow:.2f} s for {LARGE:,} rounds read twice on 4 criteria with {DRAWS:,} draws "
        f"({min(second):.2f} to {max(second):.2f}; limit {GOAL_SECONDS:.0f} s), {peak:,.0f} MiB at most "
        f"(limit {GOAL_MEBIBYTES:,}); {median(first):.2f} s for {SMALL:,}, so 10 x the rounds take "
        f"{slow / median(first):.1f} x the time; "
        + ("every planted fault found, and no other" if right else "PLANTED FAULTS NOT FOUND")
    )
    return 0 if right and slow <= GOAL_SECONDS and peak <= GOAL_MEBIBYTES else 1


if __name__ == "__main__":
    sys.exit(main())
