"""Resumable uploads: what the protocol allows, and the sentence when it does not."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.engines.tus import (
    PIECE_TYPE,
    Checksum,
    Creation,
    Piece,
    Receiving,
    TusError,
    abilities,
    creation,
    demand_unexpired,
    demand_version,
    in_words,
    method_of,
    parse_checksum,
    parse_metadata,
    piece,
    progress,
)

GB = 1 << 30
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def test_options_tell_what_is_offered() -> None:
    assert abilities(limit=GB) == {
        "Tus-Resumable": "1.0.0",
        "Tus-Version": "1.0.0",
        "Tus-Extension": "creation,expiration,checksum,termination",
        "Tus-Max-Size": "1073741824",
        "Tus-Checksum-Algorithm": "sha256,sha1",
    }


@pytest.mark.parametrize("headers", [{}, {"Tus-Resumable": "0.2.2"}])
def test_another_version_is_refused_with_ours(headers: dict[str, str]) -> None:
    with pytest.raises(TusError, match=r"speak tus 1\.0\.0") as refusal:
        demand_version(headers)
    assert (refusal.value.status, refusal.value.headers["Tus-Version"]) == (412, "1.0.0")


def test_our_version_goes_through() -> None:
    demand_version({"Tus-Resumable": "1.0.0"})


def test_a_method_can_be_overridden() -> None:
    assert method_of("POST", {"X-HTTP-Method-Override": "patch"}) == "PATCH"
    assert method_of("head", {}) == "HEAD"


def test_an_upload_begins_with_its_length_and_description() -> None:
    headers = {
        "Upload-Length": "2048",
        "Upload-Metadata": f"filename {encoded('Müsli.mp4'.encode())},is_clip",
    }
    assert creation(headers, limit=GB) == Creation(2048, {"filename": "Müsli.mp4", "is_clip": ""})


def test_an_empty_file_and_one_of_just_the_limit_may_begin() -> None:
    assert creation({"Upload-Length": "0"}, limit=GB) == Creation(0, {})
    assert creation({"Upload-Length": str(GB)}, limit=GB) == Creation(GB, {})


def test_a_two_gigabyte_upload_is_refused_with_the_limit_in_words() -> None:
    with pytest.raises(TusError) as refusal:
        creation({"Upload-Length": str(2 * GB)}, limit=500 << 20)
    assert refusal.value.status == 413
    assert refusal.value.sentence == (
        "This file is 2 GB large; files may be up to 500 MB. Shorten or compress it, then try again."
    )


def test_a_file_one_byte_too_large_does_not_look_like_the_limit() -> None:
    with pytest.raises(TusError, match=r"1\.1 GB large; files may be up to 1 GB"):
        creation({"Upload-Length": str(GB + 1)}, limit=GB)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Upload-Length": "-1"},
        {"Upload-Length": "1.5"},
        {"Upload-Length": "9" * 5000},
        {"Upload-Length": "٣"},
        {"Upload-Defer-Length": "1"},
        {"Upload-Length": "1", "Upload-Metadata": "name not*base64"},
        {"Upload-Length": "1", "Upload-Metadata": f"name {encoded(bytes([255]))}"},
        {"Upload-Length": "1", "Upload-Metadata": "a YQ==,a YQ=="},
        {"Upload-Length": "1", "Upload-Metadata": ",,"},
        {"Upload-Length": "1", "Upload-Metadata": "é YQ=="},
        {"Upload-Length": "1", "Upload-Metadata": "a " + "YWFh" * 4000},
    ],
)
def test_a_broken_beginning_is_a_bad_request(headers: dict[str, str]) -> None:
    with pytest.raises(TusError) as refusal:
        creation(headers, limit=GB)
    assert refusal.value.status == 400


@given(st.dictionaries(st.from_regex(r"[!-+\--~]{1,20}", fullmatch=True), st.text(max_size=30), max_size=5))
def test_metadata_comes_back_as_it_was_sent(metadata: dict[str, str]) -> None:
    header = ",".join(f"{key} {encoded(value.encode())}" for key, value in metadata.items())
    assert parse_metadata(header) == metadata


def patch(**more: str) -> dict[str, str]:
    given = {name.replace("_", "-"): value for name, value in more.items()}
    return {"Content-Type": PIECE_TYPE, "Upload-Offset": "10", **given}


def test_a_piece_goes_on_where_the_upload_ends() -> None:
    assert piece(patch(Content_Length="90"), offset=10, length=100) == Piece(10, 90, None)
    assert piece(patch(), offset=10, length=100) == Piece(10, 90, None)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (patch(Content_Type="text/plain"), 415),
        (patch(Upload_Offset="9"), 409),
        (patch(Upload_Offset="x"), 400),
        (patch(Content_Length="91"), 413),
        (patch(Upload_Checksum=""), 400),
        (patch(Upload_Checksum="md5 " + encoded(bytes(16))), 400),
        (patch(Upload_Checksum="sha1 " + encoded(bytes(19))), 400),
        (patch(Upload_Checksum="sha1 ***"), 400),
    ],
)
def test_a_piece_that_does_not_fit_is_refused(headers: dict[str, str], status: int) -> None:
    with pytest.raises(TusError) as refusal:
        piece(headers, offset=10, length=100)
    assert refusal.value.status == status


def test_a_wrong_offset_is_told_the_right_one() -> None:
    with pytest.raises(TusError, match="10 bytes so far") as refusal:
        piece(patch(Upload_Offset="11"), offset=10, length=100)
    assert refusal.value.headers["Upload-Offset"] == "10"


@given(
    chunks=st.lists(st.binary(max_size=20), max_size=5),
    algorithm=st.sampled_from(["sha1", "sha256"]),
    damage=st.booleans(),
)
def test_a_checksum_accepts_the_bytes_it_was_made_of_and_no_others(
    chunks: list[bytes], algorithm: str, damage: bool
) -> None:
    whole = b"".join(chunks)
    digest = hashlib.new(algorithm, whole + (b"!" if damage else b"")).digest()
    checksum = parse_checksum(f"{algorithm} {encoded(digest)}")
    assert checksum == Checksum(algorithm, digest)
    receiving = Receiving(Piece(0, len(whole), checksum))
    assert b"".join(receiving.through(chunks)) == whole
    if damage:
        with pytest.raises(TusError, match="sent again") as refusal:
            receiving.check()
        assert refusal.value.status == 460
    else:
        receiving.check()


@given(chunks=st.lists(st.binary(max_size=20), max_size=5), room=st.integers(0, 100))
def test_no_more_bytes_go_through_than_there_is_room_for(chunks: list[bytes], room: int) -> None:
    whole, through, refused = b"".join(chunks), b"", False
    try:
        for chunk in Receiving(Piece(0, room, None)).through(chunks):
            through += chunk
    except TusError as error:
        refused = error.status == 413
    assert (through, refused) == (whole[:room], len(whole) > room)


def test_progress_is_told_and_never_cached() -> None:
    assert progress(offset=5, length=9, expires=NOON) == {
        "Tus-Resumable": "1.0.0",
        "Upload-Offset": "5",
        "Cache-Control": "no-store",
        "Upload-Length": "9",
        "Upload-Expires": "Sun, 01 Mar 2026 12:00:00 GMT",
    }


def test_an_upload_expires_at_its_instant() -> None:
    demand_unexpired(expires=NOON, at=NOON - timedelta(microseconds=1))
    with pytest.raises(TusError, match="start it again") as refusal:
        demand_unexpired(expires=NOON, at=NOON)
    assert refusal.value.status == 410


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (1023, "1023 bytes"),
        (1536, "1.5 KB"),
        (500 << 20, "500 MB"),
        (2 * GB, "2 GB"),
    ],
)
def test_sizes_are_told_in_words(size: int, words: str) -> None:
    assert in_words(size) == words
