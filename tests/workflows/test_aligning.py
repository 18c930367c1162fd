"""Who serves a statement follows what is offered: published, it is shown; retired, it is not."""

from __future__ import annotations

from copy import deepcopy

from cairn.demo import gating
from cairn.demo.stage import Stage
from cairn.domain.catalog import operations as catalog
from cairn.domain.catalog.models import Draft
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


def test_a_statement_named_by_its_code_is_served_where_one_alone_bears_it(stage: Stage):
    draft = Draft.objects.select_related("micro_credential__organization").get(
        micro_credential__key="exit-tickets"
    )
    janelle, title = stage.people["janelle-wright"], queries.search("CH.4.a", limit=1)[0].framework.title
    named = [(title, "ch.1.a"), ("Some framework", "CH.1.b"), (title, "CH.99"), (title, "")]
    alignments = [
        {"framework": framework, "item": "", "code": code, "text": "Words", "url": ""}
        for framework, code in named
    ]
    document = deepcopy(draft.document) | {"alignments": alignments}
    draft = catalog.save_draft(
        draft=draft, document=document, revision=draft.revision, by=janelle, at=LONG_AGO + DAY
    )
    gating.clear(draft, author=janelle, reviewer=stage.people["hannah-kim"], at=LONG_AGO + DAY)
    edition = publishing.publish(draft=draft, by=janelle, at=LONG_AGO + DAY)
    assert [serving(code) for code in ("CH.1.a", "CH.1.b", "CH.4.a")] == [
        [edition.title],
        [edition.title],
        [],
    ]
