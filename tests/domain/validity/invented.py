"""Data of an edition that was never judged: a known truth, evaluators of known severity, and what they gave."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from random import Random
from typing import Any

from cairn.domain.catalog.models import Edition
from cairn.domain.validity import operations
from cairn.domain.validity.data import Criterion, Data, Level, Score, Submission, sha256, written
from cairn.domain.validity.measuring import measured
from cairn.domain.validity.models import Snapshot

TITLES = {"plan": "Planning", "talk": "Student talk", "use": "Using what you saw", "reflect": "Reflection"}
LEVELS = (
    Level(1, "Beginning", False),
    Level(2, "Developing", False),
    Level(3, "Proficient", True),
    Level(4, "Exemplary", True),
)


def data(
    works: int,
    *,
    seed: int = 8,
    noise: float = 0.2,
    people: int = 5,
    calibrated: bool = True,
    drifting: str = "",
    edition: str = "",
) -> Data:
    """`works` first attempts, each read by two of `people`; `drifting` is a level stricter from half on."""
    dice = Random(seed)
    names = [chr(65 + place) for place in range(people)]
    severity = {name: dice.gauss(0, 0.05) for name in names}
    scores, submissions, order = [], [], 0
    for place in range(works):
        work = f"S{place + 1:05d}"
        quality = dice.gauss(2.9, 0.8)
        truth = {key: quality + dice.gauss(0, 0.4) for key in TITLES}
        met = 1
        pair = dice.sample(names, 2)
        for reason, name in zip(("first", "launch"), pair, strict=True):
            order += 1
            shift = (
                severity[name] + dice.gauss(0, 0.3) + (1.0 if name == drifting and place > works / 2 else 0)
            )
            for key in TITLES:
                rank = min(max(round(truth[key] - shift + dice.gauss(0, noise)), 1), 4)
                met &= rank >= 3
                scores.append(Score(work, name, key, rank, reason, order))
        submissions.append(Submission(work, edition, 1, met, 0, 0, 0, dice.randint(1, 9)))
    return Data(
        edition=edition,
        title="Exit tickets",
        competency="You end a lesson by asking what was learned, and use the answers.",
        number=1,
        digest="0" * 64,
        organization="Cedar Hollow",
        rules={"total_days": 10, "near_cut": True, "random_percent": 20},
        departures=(),
        rubric={"rule": {"rule": "all"}, "criteria": [{"key": key} for key in TITLES]},
        levels=LEVELS,
        criteria=tuple(Criterion(key, title, edition) for key, title in TITLES.items()),
        evaluators=dict.fromkeys(names, calibrated),
        scores=tuple(sorted(scores)),
        submissions=tuple(submissions),
        excluded={"near_cut": 3},
        minutes=42.0,
        gate=calibrated,
    )


@cache
def analysis(works: int = 60, **told: Any) -> dict[str, Any]:
    """What is found in such data; computed once a run of tests."""
    return measured(data(works, **told))


def reported(edition: Edition, *, at: datetime, works: int = 60, **told: Any) -> Snapshot:
    """A report of invented data, kept as an edition's."""
    text = written(data(works, **told))
    return operations.keep(
        edition=edition,
        analysis=analysis(works, **told),
        data=text,
        fingerprint=sha256(text),
        engine="0.1.0",
        at=at,
    )
