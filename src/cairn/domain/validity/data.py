"""The de-identified data of a validity report: what they are, and how they are written as text. Pure.

Nobody is named in them: submissions and evaluators carry ids that were drawn for one report alone, and no date stands
in them, only the order of things.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

HEADLINE: Final = frozenset({"first", "launch", "random"})
"""Readings that were not chosen for what an earlier reading said: only they tell how well evaluators agree."""


class Score(NamedTuple):
    """One evaluator's rank for one criterion of one submission; `order` counts readings as they were sent.

    `key` is the rank that experts agreed on, for an anchor, and 0 elsewhere.
    """

    submission: str
    evaluator: str
    criterion: str
    rank: int
    reason: str
    order: int
    key: int = 0


class Submission(NamedTuple):
    """One submission and what became of it; `attempt` is 1 for a first one.

    `met` is 1 or 0, or empty while it is read; `days` from its arrival to its result.
    """

    submission: str
    edition: str
    attempt: int
    met: int | None
    adjudicated: int
    appealed: int
    reversed: int
    days: int | None
    group: str = ""


class Level(NamedTuple):
    rank: int
    name: str
    meets: bool


class Criterion(NamedTuple):
    """`edition` is this report's own, or another's whose data are pooled with it."""

    key: str
    title: str
    edition: str


class Beside(NamedTuple):
    """Another micro-credential that many of the same people attempted; `noise` is the variance of a rank there that
    comes of reading, None where its report does not tell."""

    key: str
    title: str
    noise: float | None


class Both(NamedTuple):
    """The ranks of one person's first attempts, by criterion: at this edition and at the `beside` one. She carries no
    id, so that nobody's badges can be put together."""

    beside: str
    own: tuple[int, ...]
    other: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Data:
    """Everything that the analysis of an edition rests on.

    `evaluators` tells of each whether she is calibrated; `excluded` how many readings were left out of the headline
    figures, by reason; `pooled` the titles of the editions that its data were pooled with; `minutes` the median of a
    reading; `overdue` how many readings are late; `gate` whether only calibrated evaluators may read; `answered` the
    evaluators whose drift has been acted on. `beside` and `both` tell of other micro-credentials that enough of the
    same people attempted.
    """

    edition: str
    title: str
    competency: str
    number: int
    digest: str
    organization: str
    rules: Mapping[str, int | bool]
    departures: tuple[str, ...]
    rubric: Mapping[str, Any]
    levels: tuple[Level, ...]
    criteria: tuple[Criterion, ...]
    evaluators: Mapping[str, bool]
    scores: tuple[Score, ...]
    submissions: tuple[Submission, ...]
    excluded: Mapping[str, int] = field(default_factory=dict)
    pooled: tuple[str, ...] = ()
    minutes: float | None = None
    overdue: int = 0
    gate: bool = False
    answered: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()
    both: tuple[Both, ...] = ()

    @property
    def scale(self) -> tuple[int, ...]:
        return tuple(level.rank for level in self.levels)

    @property
    def passing(self) -> int:
        """The lowest rank that meets a criterion."""
        return min(level.rank for level in self.levels if level.meets)

    @property
    def own(self) -> tuple[Submission, ...]:
        """This edition's own first attempts that have their result."""
        return tuple(
            each
            for each in self.submissions
            if each.edition == self.edition and each.attempt == 1 and each.met is not None
        )

    def headline(self) -> tuple[Score, ...]:
        """Scores of first attempts by readings that nobody chose for what another said."""
        first = {each.submission for each in self.submissions if each.attempt == 1}
        return tuple(each for each in self.scores if each.reason in HEADLINE and each.submission in first)


def scores_csv(data: Data) -> str:
    return _csv(Score._fields, sorted(data.scores))


def submissions_csv(data: Data) -> str:
    return _csv(Submission._fields, sorted(data.submissions))


def both_csv(data: Data) -> str:
    """Ranks of a person stand in one cell, with spaces between them."""
    rows = ((each.beside, _spaced(each.own), _spaced(each.other)) for each in sorted(data.both))
    return _csv(Both._fields, rows)


def _spaced(ranks: tuple[int, ...]) -> str:
    return " ".join(map(str, ranks))


def facts_json(data: Data) -> str:
    """All that is not a table."""
    facts = {
        name: getattr(data, name)
        for name in (
            "edition", "title", "competency", "number", "digest", "organization", "rules", "departures", "rubric",
            "levels", "criteria", "evaluators", "excluded", "pooled", "minutes", "overdue", "gate", "answered",
            "beside",
        )
    }  # fmt: skip
    return canonical(facts)


def canonical(value: object) -> str:
    """JSON of which two that say the same are the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def written(data: Data) -> str:
    """The data as one text: the facts and the tables, as `read` takes them back."""
    return canonical(
        {
            "facts": facts_json(data),
            "scores": scores_csv(data),
            "submissions": submissions_csv(data),
            "both": both_csv(data),
        }
    )


def read(text: str) -> Data:
    """The data that `written` wrote. Raises `ValueError` for anything else."""
    parts = json.loads(text)
    return read_parts(parts["facts"], parts["scores"], parts["submissions"], parts.get("both", ""))


def read_parts(facts: str, scores: str, submissions: str, both: str = "") -> Data:
    """The data from their texts. Raises `ValueError` where a number is none, `KeyError` for a missing column."""
    told = json.loads(facts)
    told["levels"] = tuple(Level(*each) for each in told["levels"])
    told["criteria"] = tuple(Criterion(*each) for each in told["criteria"])
    told["beside"] = tuple(Beside(*each) for each in told.get("beside", ()))
    for name in ("departures", "pooled", "answered"):
        told[name] = tuple(told[name])
    return Data(
        **told,
        scores=tuple(
            Score(
                row["submission"],
                row["evaluator"],
                row["criterion"],
                int(row["rank"]),
                row["reason"],
                int(row["order"]),
                int(row["key"]),
            )
            for row in csv.DictReader(io.StringIO(scores))
        ),
        submissions=tuple(
            Submission(
                row["submission"],
                row["edition"],
                int(row["attempt"]),
                _whole(row["met"]),
                int(row["adjudicated"]),
                int(row["appealed"]),
                int(row["reversed"]),
                _whole(row["days"]),
                row["group"],
            )
            for row in csv.DictReader(io.StringIO(submissions))
        ),
        both=tuple(
            Both(row["beside"], _ranks(row["own"]), _ranks(row["other"]))
            for row in csv.DictReader(io.StringIO(both))
        ),
    )


def _ranks(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in text.split())


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _csv(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return text.getvalue()
