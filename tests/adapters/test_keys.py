"""Signing keys are kept sealed, and sign the same after a restart."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from cairn.adapters.keys import (
    FolderKeys,
    KeySettingError,
    KeyStore,
    KeyStoreError,
    MemoryKeys,
    UnknownKey,
    WrongSecret,
)

SECRET = "a long secret that is used in tests only"


@pytest.fixture(params=["folder", "memory"])
def keys(request: pytest.FixtureRequest, tmp_path: Path) -> KeyStore:
    return MemoryKeys() if request.param == "memory" else FolderKeys(tmp_path / "keys", SECRET)


def test_what_a_key_signs_its_public_half_verifies(keys: KeyStore) -> None:
    key_ref, public = keys.create()
    assert (len(public), keys.public(key_ref)) == (32, public)
    Ed25519PublicKey.from_public_bytes(public).verify(keys.sign(key_ref, b"message"), b"message")
    keys.check()


def test_every_key_is_another(keys: KeyStore) -> None:
    made = [keys.create() for _ in range(5)]
    assert len({new.key_ref for new in made}) == len({new.public for new in made}) == 5


@pytest.mark.parametrize("key_ref", ["", "../../etc/passwd", "00000000-0000-4000-8000-000000000000"])
def test_an_unknown_key_is_told(keys: KeyStore, key_ref: str) -> None:
    for ask in (keys.public, lambda ref: keys.sign(ref, b"")):
        with pytest.raises(UnknownKey, match="There is no signing key"):
            ask(key_ref)


@given(messages=st.lists(st.binary(), max_size=5), seed=st.text(max_size=10))
def test_seeded_keys_are_the_same_each_time(messages: list[bytes], seed: str) -> None:
    first, second = MemoryKeys(seed), MemoryKeys(seed)
    made = first.create()
    assert second.create() == made
    assert [first.sign(made.key_ref, text) for text in messages] == [
        second.sign(made.key_ref, text) for text in messages
    ]


def test_a_key_signs_the_same_after_a_restart(tmp_path: Path) -> None:
    before = FolderKeys(tmp_path, SECRET)
    key_ref, public = before.create()
    after = FolderKeys(tmp_path, SECRET)
    assert (after.public(key_ref), after.sign(key_ref, b"x")) == (public, before.sign(key_ref, b"x"))


def test_a_wrong_secret_opens_no_key_and_says_so(tmp_path: Path) -> None:
    key_ref, public = FolderKeys(tmp_path, SECRET).create()
    stranger = FolderKeys(tmp_path, SECRET.upper())
    assert stranger.public(key_ref) == public
    for ask in (stranger.check, lambda: stranger.sign(key_ref, b"x")):
        with pytest.raises(WrongSecret, match="Set the earlier secret again"):
            ask()


def test_files_of_keys_cannot_be_swapped_or_changed_unnoticed(tmp_path: Path) -> None:
    keys = FolderKeys(tmp_path, SECRET)
    first, second = keys.create(), keys.create()
    mine, other = (tmp_path / f"{new.key_ref}.json" for new in (first, second))
    untouched = json.loads(mine.read_text())
    mine.write_text(other.read_text())
    with pytest.raises(WrongSecret):
        FolderKeys(tmp_path, SECRET).sign(first.key_ref, b"x")
    for part in ("public", "salt", "nonce", "sealed"):
        mine.write_text(json.dumps({**untouched, part: json.loads(other.read_text())[part]}))
        with pytest.raises(WrongSecret):
            FolderKeys(tmp_path, SECRET).check()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"version": 2}', '{"version": 1, "public": 5}'])
def test_a_file_that_is_no_key_is_told(tmp_path: Path, content: str) -> None:
    keys = FolderKeys(tmp_path, SECRET)
    path = tmp_path / f"{keys.create().key_ref}.json"
    path.write_text(content)
    with pytest.raises(KeyStoreError, match="bring it back from a backup"):
        keys.check()


def test_only_its_owner_may_read_a_key(tmp_path: Path) -> None:
    keys = FolderKeys(tmp_path / "keys", SECRET)
    keys.create()
    (path,) = (tmp_path / "keys").iterdir()
    assert (oct(path.stat().st_mode & 0o777), oct(path.parent.stat().st_mode & 0o777)) == ("0o600", "0o700")
    path.chmod(0o640)
    with pytest.raises(KeySettingError, match="run: chmod 600"):
        keys.check()


def test_the_private_key_is_nowhere_in_the_folder(tmp_path: Path) -> None:
    keys = FolderKeys(tmp_path, SECRET)
    key_ref, _ = keys.create()
    private = keys._unsealed[key_ref].private_bytes_raw()
    stored = json.loads((tmp_path / f"{key_ref}.json").read_text())
    assert sorted(stored) == ["nonce", "public", "salt", "sealed", "version"]
    parts = [base64.b64decode(stored[name]) for name in ("nonce", "public", "salt", "sealed")]
    assert [private in part for part in parts] == [False] * 4


def test_a_secret_that_can_be_guessed_and_a_folder_that_cannot_be_made_are_refused(tmp_path: Path) -> None:
    with pytest.raises(KeySettingError, match="shorter than 32 characters"):
        FolderKeys(tmp_path, "password")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(KeySettingError, match="create it, or choose another"):
        FolderKeys(tmp_path / "file" / "keys", SECRET)
