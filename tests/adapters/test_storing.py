"""Every store keeps the same promises: a folder, S3 and memory run one suite."""

from __future__ import annotations

import hashlib
import io
import itertools
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import boto3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.adapters.storing import (
    AlreadyStored,
    NotStored,
    Store,
    Stored,
    StoreSettingError,
    StoreUnreachable,
    UploadBusy,
    WrongKey,
    WrongOffset,
    key_for,
    open_store,
    prove,
)

KEY = key_for(organization=UUID(int=1), file=UUID(int=2))
OTHER = key_for(organization=UUID(int=1), file=UUID(int=2), rendition="poster")
BIG = bytes(range(256)) * (20 << 12)  # 20 MiB: three parts on S3, the last one short


class Broken(Exception):
    """A connection that went away."""


@pytest.fixture(params=["folder", "s3", "memory"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "folder":
        return f"file://{tmp_path}/files"
    if request.param == "memory":
        return "memory:"
    endpoint = request.getfixturevalue("s3_endpoint")
    bucket = f"bucket-{uuid4()}"
    boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket=bucket)
    return f"s3://{bucket}/some/prefix?endpoint={endpoint}&region=us-east-1"


@pytest.fixture
def store(address: str) -> Store:
    return open_store(address)


def described(content: bytes) -> Stored:
    return Stored(hashlib.sha256(content).hexdigest(), len(content))


def whole(store: Store, key: str = KEY) -> bytes:
    return b"".join(store.open(key))


def breaking_off(*chunks: bytes) -> Iterator[bytes]:
    yield from chunks
    raise Broken


def refuse() -> None:
    raise Broken


def accept() -> None:
    """A checksum that is right."""


def test_what_is_put_comes_back_with_its_hash_and_size(store: Store) -> None:
    assert store.put(KEY, io.BytesIO(b"hello")) == described(b"hello")
    assert (whole(store), store.size(KEY), store.exists(KEY)) == (b"hello", 5, True)


def test_putting_again_replaces_the_file(store: Store) -> None:
    store.put(KEY, [b"old and long"])
    assert store.put(KEY, [b"n", b"ew"]) == described(b"new")
    assert whole(store) == b"new"


def test_a_large_file_is_put_and_read_in_any_slice(store: Store) -> None:
    assert store.put(KEY, io.BytesIO(BIG)) == described(BIG)
    for start, length in ((0, None), (0, 1), (9_000_000, 300_000), (len(BIG) - 3, 99), (len(BIG), 5), (7, 0)):
        end = None if length is None else start + length
        assert b"".join(store.open(KEY, start, length)) == BIG[start:end]


def test_an_upload_in_pieces_becomes_one_file(store: Store) -> None:
    assert store.append(KEY, 0, [b"one ", b"two "]) == 8
    assert store.append(KEY, 8, [b""]) == 8
    assert store.append(KEY, 8, [b"three"]) == 13
    assert (store.uploaded(KEY), store.exists(KEY)) == (13, False)
    assert store.finish(KEY) == described(b"one two three")
    assert (whole(store), store.uploaded(KEY)) == (b"one two three", 0)


def test_a_large_upload_in_uneven_pieces_becomes_one_file(store: Store) -> None:
    cuts = [0, 3, 9_000_000, 9_000_001, 17_000_000, len(BIG)]
    for start, end in itertools.pairwise(cuts):
        piece = BIG[start:end]
        assert (
            store.append(KEY, start, (piece[at : at + 65_536] for at in range(0, len(piece), 65_536))) == end
        )
    assert store.finish(KEY) == described(BIG)
    assert whole(store) == BIG


def test_an_empty_upload_becomes_an_empty_file(store: Store) -> None:
    assert store.append(KEY, 0, []) == 0
    assert store.finish(KEY) == described(b"")
    assert (whole(store), store.size(KEY)) == (b"", 0)


def test_an_empty_file_can_be_put(store: Store) -> None:
    assert store.put(KEY, []) == described(b"")
    assert whole(store) == b""


@pytest.mark.parametrize("offset", [0, 2, 4, 400])
def test_a_piece_at_a_wrong_offset_is_refused_with_the_right_one(store: Store, offset: int) -> None:
    store.append(KEY, 0, [b"abc"])
    with pytest.raises(WrongOffset, match="has 3 bytes so far") as refusal:
        store.append(KEY, offset, [b"xyz"])
    assert (refusal.value.expected, store.uploaded(KEY)) == (3, 3)


def test_an_upload_cannot_begin_in_the_middle(store: Store) -> None:
    with pytest.raises(WrongOffset):
        store.append(KEY, 5, [b"xyz"])
    assert store.uploaded(KEY) == 0


def test_bytes_before_a_broken_connection_are_kept_and_the_upload_goes_on(store: Store) -> None:
    with pytest.raises(Broken):
        store.append(KEY, 0, breaking_off(BIG[:9_000_000], BIG[9_000_000:9_000_100]))
    assert store.uploaded(KEY) == 9_000_100
    store.append(KEY, 9_000_100, [BIG[9_000_100:]])
    assert store.finish(KEY) == described(BIG)


def test_a_piece_whose_check_fails_leaves_no_byte(store: Store) -> None:
    store.append(KEY, 0, [b"good "])
    for size in (3, 9_000_000):
        with pytest.raises(Broken):
            store.append(KEY, 5, [BIG[:size]], refuse)
        assert store.uploaded(KEY) == 5
    with pytest.raises(Broken):
        store.append(KEY, 5, breaking_off(b"unproven"), accept)
    assert store.append(KEY, 5, [b"piece"], accept) == 10
    assert store.finish(KEY) == described(b"good piece")


def test_large_checked_pieces_become_one_file(store: Store) -> None:
    store.append(KEY, 0, [BIG[:10_000_000]], accept)
    store.append(KEY, 10_000_000, [BIG[10_000_000:]], accept)
    assert store.finish(KEY) == described(BIG)
    assert whole(store) == BIG


def test_two_requests_cannot_add_to_one_upload_at_once(store: Store, address: str) -> None:
    twin = store if address == "memory:" else open_store(address)
    seen: list[type[Exception]] = []

    def chunks() -> Iterator[bytes]:
        yield b"mine"
        try:
            twin.append(KEY, 0, [b"theirs"])
        except (UploadBusy, WrongOffset) as error:
            seen.append(type(error))
        yield b" too"

    try:
        store.append(KEY, 0, chunks())
    except UploadBusy:  # S3 decides when the journal is written: there, the one who writes it first wins
        seen.append(UploadBusy)
    assert seen == [UploadBusy]
    store.finish(KEY)
    assert whole(store) in (b"mine too", b"theirs")


def test_finishing_twice_says_the_same(store: Store) -> None:
    store.append(KEY, 0, [b"abc"])
    assert [store.finish(KEY), store.finish(KEY)] == [described(b"abc")] * 2


def test_a_finished_file_never_grows(store: Store) -> None:
    store.append(KEY, 0, [b"abc"])
    store.finish(KEY)
    for offset in (0, 3):
        with pytest.raises(AlreadyStored, match="start a new one"):
            store.append(KEY, offset, [b"more"])
    assert whole(store) == b"abc"


def test_what_is_not_there_is_told_before_the_first_byte(store: Store) -> None:
    for ask in (store.open, store.size, store.finish):
        with pytest.raises(NotStored):
            ask(KEY)
    with pytest.raises(NotStored), store.as_path(KEY):
        pass
    assert (store.exists(KEY), store.uploaded(KEY)) == (False, 0)


def test_deleting_removes_file_and_upload_and_may_be_repeated(store: Store) -> None:
    store.put(OTHER, [b"stays"])
    store.put(KEY, [b"abc"])
    store.delete(KEY)
    store.delete(KEY)
    assert not store.exists(KEY)
    store.append(KEY, 0, [b"abc"])
    store.delete(KEY)
    assert store.uploaded(KEY) == 0
    assert store.append(KEY, 0, [b"begun anew"]) == 10
    assert whole(store, OTHER) == b"stays"


def test_a_file_can_be_read_as_a_path(store: Store) -> None:
    store.put(KEY, [b"abc"])
    with store.as_path(KEY) as path:
        assert path.read_bytes() == b"abc"


@pytest.mark.parametrize(
    "key",
    ["", "a", "../a", "a/..", "a/b/c", "/etc/passwd", "a/b\n", "A/b", "a/b.", "a/.hold", "a\\b/c", "a/é"],
)
def test_a_key_that_is_no_key_is_refused(store: Store, key: str) -> None:
    for ask in (store.open, store.size, store.exists, store.uploaded, store.finish, store.delete):
        with pytest.raises(WrongKey):
            ask(key)
    with pytest.raises(WrongKey):
        store.append(key, 0, [b"x"])
    with pytest.raises(WrongKey):
        store.put(key, [b"x"])


@given(organization=st.uuids(), file=st.uuids(), rendition=st.from_regex(r"[a-z0-9]{0,16}", fullmatch=True))
def test_every_pair_of_ids_makes_a_key(organization: UUID, file: UUID, rendition: str) -> None:
    store = open_store("memory:")
    assert not store.exists(key_for(organization=organization, file=file, rendition=rendition))


def test_a_proven_store_is_left_as_it_was(store: Store) -> None:
    prove(store)
    assert not store.exists(key_for(organization=UUID(int=0), file=UUID(int=0), rendition="trial"))


KILLED = """
import os, signal, sys
from cairn.adapters.storing import open_store
store = open_store(sys.argv[1])
held = (lambda: None) if sys.argv[3] == "checked" else None

def chunks():
    yield b"a" * 9_000_000
    yield b"b" * 9_000_000
    os.kill(os.getpid(), signal.SIGKILL)

print(store.append(sys.argv[2], 0, [b"acknowledged"]), flush=True)
store.append(sys.argv[2], 12, chunks(), held)
"""


@pytest.mark.slow
@pytest.mark.parametrize("address", ["folder", "s3"], indirect=True)
@pytest.mark.parametrize("held", ["unchecked", "checked"])
def test_a_process_killed_in_mid_append_loses_nothing_it_acknowledged(
    store: Store, address: str, held: str
) -> None:
    command = [sys.executable, "-c", KILLED, address, KEY, held]
    killed = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (killed.stdout, killed.returncode) == ("12\n", -9)
    size = store.uploaded(KEY)
    sent = b"acknowledged" + b"a" * 9_000_000 + b"b" * 9_000_000
    assert size == 12 if held == "checked" else 12 <= size <= len(sent)
    store.append(KEY, size, [b" and resumed"])
    assert store.finish(KEY) == described(sent[:size] + b" and resumed")


def test_files_and_folders_are_readable_by_nobody_else(tmp_path: Path) -> None:
    store = open_store(f"file://{tmp_path}/files")
    store.put(KEY, [b"abc"])
    store.append(OTHER, 0, [b"abc"])
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [oct(path.stat().st_mode & 0o777) for path in files] == ["0o600", "0o600"]
    assert oct((tmp_path / "files" / "kept").stat().st_mode & 0o777) == "0o700"


def test_a_finished_or_replaced_file_leaves_nothing_else_in_the_folder(tmp_path: Path) -> None:
    store = open_store(f"file://{tmp_path}")
    store.append(KEY, 0, [b"abc"], accept)
    store.finish(KEY)
    store.put(OTHER, [b"old"])
    store.put(OTHER, [b"new"])
    with pytest.raises(Broken):
        store.put(OTHER, breaking_off(b"half"))
    names = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert names == [str(UUID(int=2)), f"{UUID(int=2)}.poster"]
    assert whole(store, OTHER) == b"new"


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "is not understood; write file:///absolute/folder, s3://"),
        ("/var/files", "is not understood"),
        ("memory:x", "is not understood"),
        ("file://relative/folder", "write three slashes"),
        ("file:relative", "write three slashes"),
        ("s3:///prefix", "names no bucket"),
        ("s3://bucket?endpoint=minio:9000", "must begin with https://"),
        ("s3://bucket?endpont=https://minio", "unknown option 'endpont'"),
        ("s3://bucket?region=not a region", "cannot be used"),
    ],
)
def test_a_wrong_address_is_refused_with_how_to_mend_it(url: str, sentence: str) -> None:
    with pytest.raises(StoreSettingError, match=sentence):
        open_store(url)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreSettingError, match="create it, or choose another"):
        open_store(f"file://{tmp_path}/file/store")


def test_a_missing_bucket_and_a_silent_service_are_told(s3_endpoint: str) -> None:
    with pytest.raises(StoreSettingError, match="NoSuchBucket"):
        prove(open_store(f"s3://absent?endpoint={s3_endpoint}"))
    with pytest.raises(StoreUnreachable, match="does not answer"):
        open_store("s3://absent?endpoint=http://127.0.0.1:9").size(KEY)
