"""Data of an edition that was never judged: a known truth, evaluators of known severity, and what they gave."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from cairn.demo.judged import simulated
from cairn.domain.catalog.models import Edition
from cairn.domain.validity import operations
from cairn.domain.validity.data import Criterion, Data, Level, sha256, written
from cairn.domain.validity.measuring import measured
from cairn.domain.validity.models import Snapshot

TITLES = {"plan": "Planning", "talk": "Student talk", "use": "Using what you saw", "reflect": "Reflection"}
LEVELS = (
    Level(1, "Beginning", False),
    Level(2, "Developing", False),
    Level(3, "Proficient", True),
    Level(4, "Exemplary", True),
)


BARE = Data(
    edition="",
    title="Exit tickets",
    competency="You end a lesson by asking what was learned, and use the answers.",
    number=1,
    digest="0" * 64,
    organization="Cedar Hollow",
    rules={"total_days": 10, "near_cut": True, "random_percent": 20},
    departures=(),
    rubric={"rule": {"rule": "all"}, "criteria": [{"key": key} for key in TITLES]},
    levels=LEVELS,
    criteria=tuple(Criterion(key, title, "") for key, title in TITLES.items()),
    evaluators={},
    scores=(),
    submissions=(),
    excluded={"near_cut": 3},
    minutes=42.0,
)


def data(works: int, **told: Any) -> Data:
    """`works` first attempts, each read by two; `told` is as for `simulated`."""
    return simulated(BARE, works=works, **told)


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
        by=None,
        at=at,
    )
