"""Who serves a statement follows what is offered: published, it is shown; retired, it is not."""

from __future__ import annotations

from cairn.demo.stage import Stage
from cairn.domain.frameworks import queries
from cairn.workflows import publishing
from tests.walk import DAY, LONG_AGO


def serving(code: str) -> list[str]:
    item = queries.search(code, limit=1)[0]
    return [each.title for each in queries.aligned(item.identifier)]


def test_what_is_published_serves_its_statements_until_it_is_retired(stage: Stage):
    edition = stage.editions["exit-tickets"]
    assert [serving(code) for code in ("CH.4.a", "CH.4.b", "CH.1.a")] == [
        [edition.title],
        [edition.title],
        [],
    ]
    publishing.retire(
        micro_credential=edition.micro_credential,
        by=stage.people["janelle-wright"],
        at=LONG_AGO + DAY,
    )
    assert [serving(code) for code in ("CH.4.a", "CH.3.a")] == [[], [stage.editions["wait-time"].title]]
