"""Frameworks to browse, level by level and without scripts, to search, and to see what serves a statement."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cairn.domain.frameworks import operations
from tests.domain.frameworks.conftest import Board, ours
from tests.packages import DOCUMENT, item_id, large, tree
from tests.walk import DAY, LONG_AGO

__all__ = ["ours"]
HOME = f"/frameworks/{DOCUMENT}/"


def page(address: str, **headers: str) -> str:
    answer = Client().get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def queries(address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        page(address)
    return len(captured)


@pytest.fixture
def brought(ours: Board) -> Board:
    """SF.1 with SF.3 and SF.4 below, SF.3 below SF.2 as well, and SF.5 below SF.4."""
    ours.bring(tree((1, None), (2, None), (3, 1), (4, 1), (3, 2), (5, 4)))
    return ours


@pytest.mark.parametrize(
    ("opened", "shown"),
    [
        ("", ["SF.1", "SF.2"]),
        ("1", ["SF.1", "SF.3", "SF.4", "SF.2"]),
        ("1-2", ["SF.1", "SF.3", "SF.4", "SF.5", "SF.2"]),
        ("2", ["SF.1", "SF.2", "SF.3"]),
        ("9-9", ["SF.1", "SF.2"]),
        ("x", ["SF.1", "SF.2"]),
        ("1-x", ["SF.1", "SF.2"]),
    ],
)
def test_a_path_opens_the_tree_level_by_level(brought, opened, shown):
    parts = page(f"{HOME}?open={opened}").split('<span class="code">')[1:]
    assert [part.partition("<")[0] for part in parts] == shown


def test_a_branch_that_is_open_can_be_closed(brought):
    assert f'href="{HOME}?open=1"' in page(f"{HOME}?open=1-2")
    assert f'id="t-1" href="{HOME}"' in page(f"{HOME}?open=1")


def test_a_branch_is_the_same_in_the_part_as_in_the_page(brought):
    part = page(f"{HOME}?open=1", HX_Request="true")
    assert ("<html" in part, part.strip() in page(f"{HOME}?open=1")) == (False, True)


@pytest.mark.slow
def test_a_page_of_a_large_framework_takes_as_many_queries_as_of_a_small_one(ours):
    ours.bring(tree((1, None), (2, 1)))
    small = [queries(address) for address in (HOME, f"{HOME}?open=1", f"{HOME}?q=statement")]
    ours.bring(large(), at=LONG_AGO + DAY)
    assert [queries(address) for address in (HOME, f"{HOME}?open=1", f"{HOME}?q=statement")] == small


@pytest.mark.parametrize("address", [HOME, "/frameworks/"])
def test_statements_are_searched_by_words_and_code(brought, address):
    found = page(f"{address}?q=statement+5")
    assert ("1 statement for “statement 5”" in found, "SF.5" in found, "SF.4" in found) == (True, True, False)


def test_a_search_without_a_hit_shows_the_way_out(brought):
    assert "No statement matches" in page(f"{HOME}?q=zebra")


def test_an_item_shows_where_it_stands_and_what_serves_it(brought):
    served = uuid4()
    operations.align(
        micro_credential=served, title="Wait time", organization="Ours", identifiers=[item_id(3)], at=LONG_AGO
    )
    text = page(f"{HOME}items/{item_id(3)}/")
    shown = ("Wait time", f"/micro-credentials/{served}/", "Stands below", "SF.1", "SF.2")
    assert [word in text for word in shown] == [True] * 5
    assert "1 serves it" in page(f"{HOME}?open=1")


def test_a_retired_item_keeps_its_page(brought):
    brought.bring(tree((1, None)), at=LONG_AGO + DAY)
    assert "no longer holds this statement" in page(f"{HOME}items/{item_id(5)}/")
    assert "4 statements that the newest file no longer holds" in page(HOME)


@pytest.mark.parametrize(
    "address",
    [
        f"/frameworks/{item_id(1)}/",
        f"{HOME}items/{item_id(99)}/",
        f"/frameworks/{item_id(1)}/items/{item_id(1)}/",
    ],
)
def test_what_is_not_there_is_not_found(brought, address):
    assert Client().get(address).status_code == 404


def test_without_frameworks_the_list_says_who_imports_them(db):
    assert "No framework has been imported yet" in page("/frameworks/")


def test_a_hostile_address_in_a_file_is_no_link(ours):
    ours.bring(
        tree((1, None), officialSourceURL="javascript:alert(1)", licenseURI={"uri": "data:text/html,x"})
    )
    assert ["javascript:" in page(HOME), "data:text" in page(HOME)] == [False, False]
