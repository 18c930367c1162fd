"""How many questions handing in and judging may ask of the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from cairn.demo import walking
from cairn.demo.stage import Stage
from cairn.domain.evaluation import queries
from cairn.domain.evidence.access import may_read_round
from cairn.domain.evidence.operations import attempts
from cairn.domain.evidence.queries import frozen_pieces
from cairn.workflows import evaluating, scoring, submitting
from tests.judging import NOW, newcomer, under
from tests.walk import LONG_AGO


@contextmanager
def counted(counts: dict[str, int], call: str) -> Iterator[None]:
    """Note how many statements a call sends, but for the savepoint that stands for a beginning in a test."""

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        counts[call] = counts.get(call, 0) + ("SAVEPOINT" not in sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        yield


def test_handing_in_and_judging_ask_no_more_of_the_database_than_they_need(stage: Stage) -> None:
    edition = under(stage)
    tomasz = stage.people["tomasz-nowak"]
    passing = edition.document["rubric"]["pass_level"]
    for number in range(2):
        counts: dict[str, int] = {}
        attempt = attempts.start(edition=edition, by=newcomer(number), at=LONG_AGO)
        walking.fill(attempt, at=LONG_AGO)
        with counted(counts, "submit"):
            submitting.submit(attempt=attempt, declared=True, by=attempt.earner, at=LONG_AGO)
        with counted(counts, "next"):
            taken = evaluating.claim_next(by=tomasz, at=NOW)
        assert taken is not None
        with counted(counts, "view"):
            reading = queries.sheet(taken.public_id)
            shown = may_read_round(tomasz, reading.round, at=NOW) and frozen_pieces(reading.round)
            asked = queries.criteria_of(reading)
        assert shown
        given = {each.key: scoring.Given(passing, "Clear.") for each in asked}
        with counted(counts, "save"):
            scoring.save(
                reading=reading, given=given, summary="", window=None, revision=None, by=tomasz, at=NOW
            )
        with counted(counts, "send"):
            evaluating.conclude(reading=reading, summary="Clear.", by=tomasz, at=NOW)
    # The second time, when all that never changes has been read once.
    assert counts == {"submit": 12, "next": 16, "view": 7, "save": 9, "send": 19}
