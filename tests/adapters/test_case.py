"""CASE packages: what is understood and how, what is noted, and what is refused whole."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.adapters import case
from cairn.adapters.case.tree import Link, Place, grow
from tests.packages import DOCUMENT, association, document, item, item_id, large, package, tree


def notes(data: bytes) -> dict[str, tuple[str, int]]:
    return {note.where: (note.text, note.count) for note in case.read(data).deviations}


def faults(data: bytes) -> dict[str, str]:
    with pytest.raises(case.Malformed) as refusal:
        case.read(data)
    return {fault.where: fault.text for fault in refusal.value.faults}


def places(data: bytes) -> set[tuple[str, str, int]]:
    """Each place as (item's last digits, parent's, position); the top is empty."""
    return {
        (str(each.item)[-3:].lstrip("0"), str(each.parent or "")[-3:].lstrip("0"), each.position)
        for each in case.read(data).places
    }


def test_a_package_that_keeps_to_the_standard_has_no_deviation():
    assert case.read(large()).deviations == ()


def test_a_large_package_is_read_whole():
    read = case.read(large())
    assert (read.version, len(read.items), len(read.associations), len(read.places)) == (
        "1.1",
        585,
        3368,
        585,
    )


def test_children_stand_in_the_order_of_their_sequence_numbers():
    data = package(
        [item(1), item(2), item(3)],
        [
            association(1, item_id(1), DOCUMENT, sequenceNumber=20),
            association(2, item_id(2), DOCUMENT, sequenceNumber=3),
            association(3, item_id(3), DOCUMENT),
        ],
    )
    assert places(data) == {("2", "", 1), ("1", "", 2), ("3", "", 3)}


def test_an_item_may_stand_below_several_others():
    assert places(tree((1, None), (2, None), (3, 1), (3, 2))) == {
        ("1", "", 1),
        ("2", "", 2),
        ("3", "1", 1),
        ("3", "2", 1),
    }


def test_what_would_stand_below_itself_is_cut_where_the_top_reaches_it():
    data = tree((1, None), (2, 1), (1, 2))
    assert places(data) == {("1", "", 1), ("2", "1", 1)}
    assert notes(data) == {
        "CFAssociations[2]": ("This would put an item below itself. It was left out of the tree.", 1)
    }


def test_a_circle_that_nothing_leads_to_is_put_at_the_top():
    assert places(tree((1, 2), (2, 1), (3, 3))) == {("1", "", 1), ("2", "1", 1), ("3", "", 2)}


def test_an_item_without_a_parent_stands_at_the_top_and_is_noted():
    data = package([item(1)], [])
    assert places(data) == {("1", "", 1)}
    assert notes(data) == {"CFItems[0]": ("Nothing says what this item is below. It was put at the top.", 1)}


def test_an_end_outside_of_the_file_is_kept_with_its_address():
    other = item_id(99)
    read = case.read(package([item(1)], [association(1, item_id(1), other, "exactMatchOf")]))
    assert read.associations[0]["destination"] == {
        "identifier": other,
        "title": "An end",
        "uri": f"https://frameworks.example.org/{other}",
    }


@pytest.mark.parametrize(
    ("about", "version"),
    [
        ({}, "1.1"),
        ({"caseVersion": "1.0"}, "1.0"),
        ({"caseVersion": None, "uri": "https://example.org/ims/case/v1p1/CFDocuments/1"}, "1.1"),
        ({"caseVersion": None, "uri": "https://example.org/ims/case/v1p0/CFDocuments/1"}, "1.0"),
        ({"caseVersion": None, "uri": "https://example.org/1", "frameworkType": "Course"}, "1.1"),
    ],
)
def test_the_file_tells_its_version(about, version):
    told = {key: value for key, value in document(**about).items() if value is not None}
    data = json.dumps({"CFDocument": told, "CFItems": [], "CFAssociations": []}).encode()
    assert case.read(data).version == version


def test_what_only_1_0_has_is_a_deviation_in_1_1_and_counted():
    more = {"CFDocumentURI": {"title": "T", "identifier": str(DOCUMENT), "uri": "https://example.org"}}
    links = [association(number, item_id(number), DOCUMENT, sequenceNumber=number) for number in (1, 2)]
    items = [item(1, **more), item(2, **more)]
    newer, older = package(items, links), package(items, links, caseVersion="1.0")
    told = "CASE 1.1 knows no such field here. It was left out."
    assert notes(newer) == {"CFItems[0].CFDocumentURI": (told, 2)}
    # 1.0 in turn has no field that would say so.
    assert notes(older) == {
        "CFDocument.caseVersion": ("CASE 1.0 knows no such field here. It was left out.", 1)
    }


@pytest.mark.parametrize(
    ("changes", "field", "taken"),
    [
        ({"educationLevel": "08"}, "levels", ["08"]),
        ({"educationLevel": ["08", "08", 9, " "]}, "levels", ["08"]),
        ({"humanCodingScheme": 4.5}, "code", "4.5"),
        ({"abbreviatedStatement": ["x"]}, "abbreviated", ""),
        ({"statusEndDate": "2026-08-31"}, "status_end", date(2026, 8, 31)),
        ({"statusEndDate": "2026-08-31T00:00:00Z"}, "status_end", date(2026, 8, 31)),
        ({"statusEndDate": "soon"}, "status_end", None),
        ({"lastChangeDateTime": "2026-01-05T12:00:00"}, "last_changed", datetime(2026, 1, 5, 12, tzinfo=UTC)),
        ({"lastChangeDateTime": "0001-01-01T00:00:00+14:00"}, "last_changed", None),
        ({"fullStatement": " a\x00b \ud800 "}, "statement", "ab ?"),
        ({"identifier": str(item_id(1)).upper().replace("-", "")}, "identifier", item_id(1)),
        ({"licenseURI": {"uri": "https://example.org/license"}}, "license", "https://example.org/license"),
        ({"notes": None}, "notes", ""),
    ],
)
def test_what_is_meant_is_taken(changes, field, taken):
    data = package([item(1, **changes)], [association(1, item_id(1), DOCUMENT)])
    assert case.read(data).items[0][field] == taken


@pytest.mark.parametrize("number", ["7", 7.0])
def test_a_sequence_number_as_text_is_taken_and_noted(number):
    data = package([item(1)], [association(1, item_id(1), DOCUMENT, sequenceNumber=number)])
    assert case.read(data).associations[0]["sequence"] == 7
    assert notes(data) == {
        "CFAssociations[0].sequenceNumber": ("This should be a whole number. It was taken as one.", 1)
    }


def test_a_wrapped_package_is_unwrapped():
    wrapped = json.dumps({"CFPackage": json.loads(tree((1, None)))}).encode()
    assert (len(case.read(wrapped).items), list(notes(wrapped))) == (1, ["CFPackage"])


def test_an_unknown_status_and_association_are_kept_and_noted():
    data = package(
        [item(1), item(2)],
        [
            association(1, item_id(1), DOCUMENT),
            association(2, item_id(2), DOCUMENT),
            association(3, item_id(1), item_id(2), "isCousinOf"),
            association(4, item_id(1), item_id(2), "ext:taughtWith"),
        ],
        adoptionStatus="Implemented",
    )
    assert list(notes(data)) == ["CFDocument.adoptionStatus", "CFAssociations[2].associationType"]
    assert [row["kind"] for row in case.read(data).associations[2:]] == ["isCousinOf", "ext:taughtWith"]


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (b"", "Line 1, column 1"),
        (b'{"CFDocument":\n  {"title" "x"}}', "Line 2, column 12"),
        (b'{"CFDocument": NaN}', "The file"),
        (b"\xff\xfe{", "Byte 1"),
        (b"[" * 200_000, "The file"),
        (b"[]", "The file"),
        (b'{"CFItems": []}', "The file"),
        (b'{"CFDocument": 3}', "CFDocument"),
        (b" " * (case.LARGEST + 1), "The file"),
    ],
    ids=["empty", "syntax", "nan", "utf-16", "deep", "a list", "no document", "a number", "huge"],
)
def test_what_is_no_package_is_refused_with_the_place(data, where):
    assert list(faults(data)) == [where]


def test_every_item_that_cannot_be_told_is_named():
    items: list[Any] = [item(1), item(1), item(2, identifier="two"), item(3, fullStatement=" "), "four"]
    told = faults(package(items, []))
    assert list(told) == ["CFItems[2].identifier", "CFItems[3].fullStatement", "CFItems[4]"]


def test_two_items_of_one_identifier_are_refused():
    assert faults(package([item(1), item(1)], [])) == {
        "CFItems[1].identifier": "Give this item a UUID of its own: CFItems[0] has the same."
    }


def test_an_association_without_kind_or_ends_is_refused():
    broken = association(1, item_id(1), DOCUMENT) | {"associationType": "", "originNodeURI": {}}
    assert list(faults(package([item(1)], [broken]))) == [
        "CFAssociations[0].associationType",
        "CFAssociations[0].originNodeURI",
    ]


ITEMS = [item_id(number) for number in range(6)]
LINKS = st.lists(
    st.builds(
        Link,
        child=st.sampled_from(ITEMS),
        parent=st.sampled_from([None, *ITEMS]),
        sequence=st.none() | st.integers(0, 3),
    ),
    max_size=20,
)


@given(LINKS)
def test_however_the_links_run_everything_is_reached_from_the_top_and_nothing_is_below_itself(links):
    grown, cut = grow(ITEMS, links)
    below: dict[object, list[Place]] = {}
    for place in grown:
        below.setdefault(place.parent, []).append(place)
    reached = set()

    def walk(parent: object, above: tuple[object, ...]) -> None:
        for place in below.get(parent, ()):
            assert place.item not in above
            reached.add(place.item)
            walk(place.item, (*above, place.item))

    walk(None, ())
    assert reached == set(ITEMS)
    assert len({(place.item, place.parent) for place in grown}) == len(grown)
    assert all(
        sorted(place.position for place in group) == list(range(1, len(group) + 1))
        for group in below.values()
    )
    kept = {(link.child, link.parent) for link in links} - {(link.child, link.parent) for link in cut}
    assert kept <= {(place.item, place.parent) for place in grown}
