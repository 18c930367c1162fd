"""Who serves a statement follows what is offered: published, it is shown; retired, it is not."""

from __future__ import annotations

from copy import deepcopy

from cairn.demo import gating
from cairn.demo.stage import Stage
from cairn.domain.catalog import operations as catalog
from cairn.domain.catalog.models import Draft, Edition
from cairn.domain.frameworks import queries
from cairn.workflows import frameworks, publishing, tasks
from tests.packages import item, item_id, package
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


def named_by_code(stage: Stage, *named: tuple[str, str]) -> Edition:
    """A published edition that names these statements by framework and code alone."""
    draft = Draft.objects.select_related("micro_credential__organization").get(
        micro_credential__key="exit-tickets"
    )
    janelle, at = stage.people["janelle-wright"], LONG_AGO + DAY
    alignments = [
        {"framework": framework, "item": "", "code": code, "text": "Words", "url": ""}
        for framework, code in named
    ]
    document = deepcopy(draft.document) | {"alignments": alignments}
    draft = catalog.save_draft(draft=draft, document=document, revision=draft.revision, by=janelle, at=at)
    gating.clear(draft, author=janelle, reviewer=stage.people["hannah-kim"], at=at)
    return publishing.publish(draft=draft, by=janelle, at=at)


def test_a_statement_named_by_its_code_is_served_where_one_alone_bears_it(stage: Stage):
    title = queries.search("CH.4.a", limit=1)[0].framework.title
    named = [(title, "ch.1.a"), ("Some framework", "CH.1.b"), (title, "CH.99"), (title, "")]
    edition = named_by_code(stage, *named)
    assert [serving(code) for code in ("CH.1.a", "CH.1.b", "CH.4.a")] == [
        [edition.title],
        [edition.title],
        [],
    ]


def test_a_code_finds_its_statement_once_the_framework_comes_and_loses_it_with_the_statement(stage: Stage):
    named = [("Sample framework", "SF.1"), ("Sample framework", "SF.9"), ("Another framework", "2")]
    edition, second = named_by_code(stage, *named), item(2) | {"humanCodingScheme": "2"}
    served = []
    for days, items in enumerate(([item(1), second], [item(1), second, item(9)], [second, item(9)]), start=2):
        frameworks.bring(
            organization=stage.organizations["cedar-hollow"],
            data=package(items, []),
            by=stage.people["ruth-delaney"],
            at=LONG_AGO + days * DAY,
        )
        tasks.run_all(LONG_AGO + days * DAY)
        served.append(queries.served_by(edition.micro_credential.public_id))
    assert served == [{item_id(1)}, {item_id(1), item_id(9)}, {item_id(9)}]
    assert frameworks.rematch(at=LONG_AGO + 9 * DAY) == 0
