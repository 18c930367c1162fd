"""Reports of editions that were judged often: their scores are simulated, and each says so.

Walking sixty people through an edition would take the demo's start too long; the report is computed from simulated
scores in the same way as from real ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Final

from cairn import __version__
from cairn.demo.stage import Stage
from cairn.domain.catalog.models import Edition
from cairn.domain.validity import operations, queries
from cairn.domain.validity.data import Data, Score, Submission, sha256, written
from cairn.domain.validity.measuring import measured
from cairn.domain.validity.models import Snapshot
from cairn.domain.validity.naming import letters

REPORTS: Final[Mapping[str, int]] = {"number-talks": 60, "family-conversations": 36, "checking-sources": 18}
"""How many first attempts the report of each of these editions rests on: one for each tier."""
SIMULATED: Final = "The scores behind this report are simulated, for this demo."


def report(stage: Stage, at: datetime) -> None:
    """Keep a report for each edition of `REPORTS` that is on the stage."""
    for key, works in REPORTS.items():
        if edition := stage.editions.get(key):
            keep(edition, works=works, at=at)


def keep(edition: Edition, *, works: int, at: datetime, calibrated: bool = True) -> Snapshot:
    """A report of simulated scores, kept as the edition's."""
    bare = replace(queries.dataset(edition, at=at), departures=(SIMULATED,), pooled=())
    data = simulated(bare, works=works, calibrated=calibrated)
    text = written(data)
    return operations.keep(
        edition=edition,
        analysis=measured(data),
        data=text,
        fingerprint=sha256(text),
        engine=__version__,
        by=None,
        at=at,
    )


def simulated(
    bare: Data,
    *,
    works: int,
    seed: int = 8,
    noise: float = 0.2,
    people: int = 5,
    calibrated: bool = True,
    drifting: str = "",
) -> Data:
    """`bare` with `works` first attempts, each read by two of `people`; `drifting` is a level stricter from half on.

    Quality, each evaluator's severity, her view of a work as a whole, and of each criterion are normal, in levels.
    """
    dice = Random(seed)
    names = [letters(place + 1) for place in range(people)]
    severity = {name: dice.gauss(0, 0.05) for name in names}
    keys = [each.key for each in bare.criteria]
    scores: list[Score] = []
    submissions: list[Submission] = []
    for place in range(works):
        work, quality = f"S{place + 1:05d}", dice.gauss(bare.passing - 0.1, 0.8)
        truth = {key: quality + dice.gauss(0, 0.4) for key in keys}
        met = True
        for reason, name in zip(("first", "launch"), dice.sample(names, 2), strict=True):
            stricter = 1.0 if name == drifting and place > works / 2 else 0.0
            shift = severity[name] + dice.gauss(0, 0.3) + stricter
            ranks = {key: _rank(bare, truth[key] - shift + dice.gauss(0, noise)) for key in keys}
            met &= min(ranks.values()) >= bare.passing
            order = 2 * place + (1 if reason == "first" else 2)
            scores += [Score(work, name, key, rank, reason, order) for key, rank in ranks.items()]
        submissions.append(Submission(work, bare.edition, 1, int(met), 0, 0, 0, dice.randint(1, 9)))
    return replace(
        bare,
        evaluators=dict.fromkeys(names, calibrated),
        scores=tuple(sorted(scores)),
        submissions=tuple(submissions),
        minutes=bare.minutes or 42.0,
        gate=calibrated,
    )


def _rank(bare: Data, level: float) -> int:
    return min(max(round(level), bare.scale[0]), bare.scale[-1])
