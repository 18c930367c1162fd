"""A framework comes in whole, comes in again without doubling, and keeps what is aligned to it."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cairn.adapters.case import Malformed
from cairn.domain.frameworks import operations, queries
from cairn.domain.frameworks.models import AlignedTo, Association, Framework, Item, Place
from cairn.domain.ledger.models import Entry
from tests.domain.asking import refused
from tests.packages import DOCUMENT, association, item, item_id, large, package, tree
from tests.walk import DAY, LONG_AGO

COUNTED = (Framework, Item, Place, Association)
MOST_QUERIES = 120
"""For 585 items and 3,368 associations; SQLite takes fewer rows in one query than PostgreSQL."""


def numbers() -> list[int]:
    return [model._default_manager.count() for model in COUNTED]


def standing(framework: Framework, parent: Item | None = None) -> list[str]:
    return [place.item.code for place in queries.level(framework, parent)]


def found(number: int) -> Item:
    return Item.objects.get(identifier=item_id(number))


@pytest.mark.slow
def test_a_large_framework_comes_in_and_again_without_doubling(ours):
    with CaptureQueriesContext(
        connection,
    ) as first:
        framework = ours.bring(large())
    assert (numbers(), framework.report) == (
        [1, 585, 585, 3368],
        {
            "items": 585,
            "associations": 3368,
            "added": 585,
            "changed": 0,
            "returned": 0,
            "retired": 0,
            "deviations": [],
        },
    )
    keys = set(Item.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as second:
        again = ours.bring(large(), at=LONG_AGO + DAY)
    assert (numbers(), again.pk, again.report["added"], again.report["changed"]) == (
        [1, 585, 585, 3368],
        framework.pk,
        0,
        0,
    )
    assert set(Item.objects.values_list("pk", flat=True)) == keys
    assert [len(first) <= MOST_QUERIES, len(second) <= MOST_QUERIES] == [True, True]


def test_each_import_is_in_the_ledger(ours):
    ours.bring(tree((1, None)))
    entry = Entry.objects.get(event="framework.imported")
    assert (entry.subject, entry.detail["items"], entry.detail["retired"]) == (DOCUMENT, 1, 0)


def test_the_tree_is_read_level_by_level_in_order(ours):
    framework = ours.bring(tree((2, None), (1, None), (4, 2), (3, 2), (3, 1)))
    assert standing(framework) == ["SF.2", "SF.1"]
    assert (standing(framework, found(2)), standing(framework, found(1))) == (["SF.4", "SF.3"], ["SF.3"])
    assert [vars(place)["below_count"] for place in queries.level(framework)] == [2, 1]
    assert {each.code for each in queries.parents(found(3))} == {"SF.1", "SF.2"}


def test_the_way_down_to_an_item_follows_its_first_parents(ours):
    ours.bring(tree((1, None), (2, 1), (3, 2)))
    assert [each.code for each in queries.trail(found(3))] == ["SF.1", "SF.2"]


def test_a_newer_file_changes_adds_retires_and_brings_back(ours):
    ours.bring(package([item(1), item(2)], [association(1, item_id(1), DOCUMENT)]))
    newer = package([item(1, fullStatement="Said better"), item(3)], [], title="New title")
    framework = ours.bring(newer, at=LONG_AGO + DAY)
    report = framework.report
    assert (report["added"], report["changed"], report["retired"]) == (1, 1, 1)
    assert (framework.title, found(1).statement) == ("New title", "Said better")
    assert (found(2).retired_at, standing(framework)) == (LONG_AGO + DAY, ["SF.1", "SF.3"])
    back = ours.bring(package([item(1, fullStatement="Said better"), item(2)], []), at=LONG_AGO + 2 * DAY)
    assert (back.report["returned"], back.report["retired"], found(2).retired_at) == (1, 1, None)
    assert found(3).retired_at == LONG_AGO + 2 * DAY


def test_what_was_retired_stays_as_long_retired(ours):
    ours.bring(tree((1, None), (2, None)))
    for days in (1, 2):
        ours.bring(tree((1, None)), at=LONG_AGO + days * DAY)
    assert found(2).retired_at == LONG_AGO + DAY


def test_alignments_survive_every_import(ours):
    served = uuid4()
    operations.align(
        micro_credential=served, title="Wait time", organization="Ours", identifiers=[item_id(2)], at=LONG_AGO
    )
    ours.bring(tree((1, None), (2, None)))
    ours.bring(tree((1, None)), at=LONG_AGO + DAY)
    assert [each.micro_credential for each in queries.aligned(found(2).identifier)] == [served]


def test_aligning_again_replaces_what_was_noted(db):
    one, served = item_id(1), uuid4()
    for identifiers in ([one, one, item_id(2)], [item_id(2)]):
        operations.align(
            micro_credential=served, title="T", organization="O", identifiers=identifiers, at=LONG_AGO
        )
    assert queries.alignment_counts([one, item_id(2)]) == {item_id(2): 1}


def test_a_malformed_file_changes_nothing(ours):
    ours.bring(tree((1, None)))
    with pytest.raises(Malformed):
        ours.bring(package([item(1, fullStatement="Changed"), item(2, fullStatement="")], []))
    assert (numbers(), found(1).statement) == ([1, 1, 1, 1], "Statement 1")


def test_another_organization_does_not_take_a_framework_over(ours, theirs):
    ours.bring(tree((1, None)))
    assert refused(lambda: theirs.bring(tree((1, None), title="Mine now"))) == ("another_brought_it",)
    assert Framework.objects.get().title == "Sample framework"


def test_an_item_of_another_framework_is_refused_whole(ours, theirs):
    ours.bring(tree((1, None)))
    other = tree((1, None), (2, None), identifier=str(UUID(int=7)))
    assert refused(lambda: theirs.bring(other)) == ("item_of_another_framework",)
    assert numbers() == [1, 1, 1, 1]


def test_only_an_administrator_brings_frameworks(ours, theirs):
    ours.admin = theirs.admin
    assert refused(lambda: ours.bring(tree((1, None)))) == ("role",)
    assert numbers() == [0, 0, 0, 0]


def test_an_empty_framework_is_a_framework(ours):
    assert (ours.bring(package([], [])).title, numbers()) == ("Sample framework", [1, 0, 0, 0])


def test_search_finds_by_code_first_then_by_words(ours):
    ours.bring(
        package(
            [
                item(1, humanCodingScheme="TC.1", fullStatement="Listens to students"),
                item(2, humanCodingScheme="TC.10", fullStatement="Gives feedback"),
                item(3, humanCodingScheme="X", fullStatement="Cites TC.1 in feedback to students"),
            ],
            [],
        )
    )
    asked = ("tc.1", "feedback students", "STUDENTS listens", "nothing", " ")
    assert [[each.code for each in queries.search(text)] for text in asked] == [
        ["TC.1", "TC.10", "X"],
        ["X"],
        ["TC.1"],
        [],
        [],
    ]


def test_search_leaves_out_what_is_retired_and_other_frameworks(ours):
    first = ours.bring(tree((1, None), (2, None)))
    other = ours.bring(package([item(9)], [], identifier=str(UUID(int=7)), title="Another"))
    ours.bring(tree((1, None)), at=LONG_AGO + DAY)
    assert [each.code for each in queries.search("statement")] == ["SF.9", "SF.1"]
    assert [each.code for each in queries.search("statement", framework=first)] == ["SF.1"]
    assert [each.code for each in queries.search("statement", framework=other)] == ["SF.9"]
    assert len(queries.search("statement", limit=1)) == 1


def test_an_item_is_found_by_its_identifier_even_when_retired(ours):
    ours.bring(tree((1, None), (2, None)))
    ours.bring(tree((1, None)))
    assert [queries.item(item_id(number)) is not None for number in (1, 2, 3)] == [True, True, False]


def test_relations_beside_the_tree_are_kept_with_both_ends(ours):
    ours.bring(
        package(
            [item(1), item(2)],
            [
                association(1, item_id(1), item_id(2), "isRelatedTo"),
                association(2, item_id(1), item_id(99), "exactMatchOf"),
            ],
        )
    )
    told = [(each.kind, each.destination and each.destination.code) for each in queries.related(found(1))]
    assert told == [("exactMatchOf", None), ("isRelatedTo", "SF.2")]
    assert AlignedTo.objects.count() == 0
