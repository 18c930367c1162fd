"""Status lists: written as the standard says, read with limits."""

from __future__ import annotations

import base64
import gzip
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.engines.openbadges import status
from cairn.engines.openbadges.errors import StatusError
from tests.engines.openbadges.examples import AWARDED, LIST


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.sets(st.integers(0, status.MINIMUM_ENTRIES - 1), max_size=20))
def test_what_is_set_is_read_and_nothing_else(indexes: set[int]) -> None:
    bits = status.decode(status.encode(indexes))
    assert {index for index in range(status.MINIMUM_ENTRIES) if status.is_set(bits, index)} == indexes


def test_the_first_entry_is_the_highest_bit_of_the_first_byte() -> None:
    bits = status.decode(status.encode([0, 15]))
    assert (len(bits), bits[:3]) == (16_384, b"\x80\x01\x00")


def test_the_same_list_is_written_the_same_way() -> None:
    assert status.encode([5, 3]) == status.encode([3, 5])


def test_a_list_as_published_by_w3c_is_read() -> None:
    # The example of an empty list in Bitstring Status List 1.0, section 4.1.
    published = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
    assert status.decode(published) == bytes(16_384)


def test_the_credential_of_a_list_says_whose_and_what() -> None:
    made = status.status_list_credential(
        address=LIST, issuer="did:web:x.example", set_indexes=[1, 2], valid_from=AWARDED
    )
    assert made == {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": "did:web:x.example",
        "validFrom": "2026-11-20T16:30:00Z",
        "credentialSubject": {
            "id": f"{LIST}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": status.encode([1, 2]),
        },
    }


@pytest.mark.parametrize("entries", [8, 131_064, 131_073, status.MAX_ENTRIES + 8])
def test_a_list_too_small_to_hide_in_or_too_large_is_refused(entries: int) -> None:
    with pytest.raises(StatusError, match="131,072"):
        status.encode([], entries=entries)


@pytest.mark.parametrize("index", [-1, status.MINIMUM_ENTRIES])
def test_a_place_outside_the_list_is_refused(index: int) -> None:
    with pytest.raises(StatusError, match="outside"):
        status.encode([index])
    with pytest.raises(StatusError, match="outside"):
        status.is_set(bytes(status.MINIMUM_ENTRIES // 8), index)


def _packed(data: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(data).decode().rstrip("=")


@pytest.mark.parametrize(
    ("encoded", "said"),
    [
        ("", "not multibase"),
        ("zabc", "not multibase"),
        ("u" + "A" * 5_000_000, "not multibase"),
        ("u!!", "not gzip"),
        ("uAAAA", "not gzip"),
        (_packed(gzip.compress(bytes(100))), "fewer than"),
        (_packed(gzip.compress(bytes(16_384))[:-4]), "cut off"),
        (_packed(gzip.compress(bytes(16_384)) + b"more"), "followed by something else"),
        (_packed(gzip.compress(bytes(200_000_000), 9)), "too large"),
    ],
    ids=range(9),
)
def test_a_list_that_cannot_be_read_is_refused(encoded: str, said: str) -> None:
    with pytest.raises(StatusError, match=said):
        status.decode(encoded)


@pytest.mark.parametrize(
    "change",
    [
        {"statusListIndex": 5},
        {"statusListIndex": "-5"},
        {"statusListIndex": "٣"},
        {"statusListIndex": "1" * 11},
        {"statusListCredential": None},
        {"statusPurpose": ["revocation"]},
        {"statusSize": 2},
        {"statusSize": 0, "statusPurpose": "message"},
        {"statusSize": True, "statusPurpose": "message"},
        {"statusSize": 9, "statusPurpose": "message"},
        {"statusMessage": [{"status": "one", "message": "x"}]},
        {"statusMessage": "x"},
    ],
)
def test_an_entry_that_cannot_be_read_is_refused(change: dict[str, Any]) -> None:
    entry = {"statusListIndex": "5", "statusListCredential": LIST, "statusPurpose": "revocation"}
    assert status.place_of(entry) == status.Place(LIST, 5, "revocation")
    with pytest.raises(StatusError):
        status.place_of({**entry, **change})


def test_a_status_of_several_bits_is_read_where_each_number_is_explained() -> None:
    entry = {
        "statusListIndex": "3",
        "statusListCredential": LIST,
        "statusPurpose": "message",
        "statusSize": 2,
    }
    place = status.place_of({**entry, "statusMessage": [{"status": "0x2", "message": "in review"}]})
    bits = status.decode(status.encode([6]))
    number = status.value_at(bits, place.index, size=place.size)
    assert (number, place.messages.get(number)) == (2, "in review")
    with pytest.raises(StatusError):
        status.value_at(bits, status.MINIMUM_ENTRIES // 2, size=2)
