"""Signing keys are kept sealed, and sign the same after a restart."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from cairn.adapters.keys import (
    KINDS,
    FolderKeys,
    HandedKeys,
    KeySettingError,
    KeyStore,
    KeyStoreError,
    MemoryKeys,
    TokenKeys,
    UnknownKey,
    WrongSecret,
)
from cairn.engines.openbadges.keys import PublicKey, SecretKey, primitives
from cairn.engines.openbadges.keys.primitives import KeyKind

SECRET = "a long secret that is used in tests only"


SOFTHSM = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)
MAKERS = ("folder", "memory", "token")


@pytest.fixture(scope="session")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TokenKeys]:
    """A token of SoftHSM, a program that acts as a hardware module."""
    library = next((path for path in SOFTHSM if Path(path).exists()), None)
    if library is None or shutil.which("softhsm2-util") is None:
        pytest.skip("no SoftHSM was found: install the package softhsm2")
    pytest.importorskip("pkcs11", reason="the extra pkcs11 is not installed")
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "conf").write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "conf")
    begin = [
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        "district",
        "--pin",
        "2468",
        "--so-pin",
        "13579",
    ]
    subprocess.run(begin, check=True, capture_output=True)
    yield TokenKeys(library, "district", "2468")
    del os.environ["SOFTHSM2_CONF"]


@pytest.fixture(params=MAKERS)
def keys(request: pytest.FixtureRequest, tmp_path: Path) -> KeyStore:
    """Every store that makes keys."""
    if request.param == "token":
        made: TokenKeys = request.getfixturevalue("token")
        return made
    return MemoryKeys() if request.param == "memory" else FolderKeys(tmp_path / "keys", SECRET)


@pytest.mark.parametrize("kind", ["Ed25519", "P-256"])
def test_what_a_key_signs_its_public_half_verifies(keys: KeyStore, kind: KeyKind) -> None:
    key_ref, public = keys.create(kind)
    assert (keys.makes_keys, public.kind, keys.public(key_ref)) == (True, kind, public)
    assert (key_ref, public) in keys.held()
    signature = keys.sign(key_ref, b"message")
    assert (len(signature), public.holds(signature, b"message")) == (64, True)
    assert not public.holds(signature, b"another")
    keys.check()


def test_an_rsa_key_in_the_folder_signs_after_a_restart(tmp_path: Path) -> None:
    key_ref, public = FolderKeys(tmp_path, SECRET).create("RSA")
    assert public.holds(FolderKeys(tmp_path, SECRET).sign(key_ref, b"message"), b"message")


def test_a_private_key_cannot_be_read_out_of_a_token(token: TokenKeys) -> None:
    from pkcs11 import Attribute, ObjectClass

    key_ref = token.create().key_ref
    with token._session() as session:
        key = session.get_key(object_class=ObjectClass.PRIVATE_KEY, id=bytes.fromhex(key_ref))
        assert (key[Attribute.SENSITIVE], key[Attribute.EXTRACTABLE]) == (True, False)


def test_a_token_that_is_not_there_is_told(token: TokenKeys) -> None:
    for wrong, mend in (
        (TokenKeys("", "", ""), "Set CAIRN_PKCS11_LIBRARY"),
        (TokenKeys(str(SOFTHSM), "district", "2468"), "Check CAIRN_PKCS11_LIBRARY"),
        (TokenKeys(token._library, "county", "2468"), "Check CAIRN_PKCS11_LIBRARY"),
    ):
        with pytest.raises(KeySettingError, match=mend):
            wrong.check()


def test_keys_are_handed_in_as_files_and_variables(tmp_path: Path) -> None:
    made = [SecretKey.generate(kind) for kind in KINDS[:2]]
    texts = [
        primitives.secret_key(key.kind, key.seed)
        .private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        .decode()
        for key in made
    ]
    (tmp_path / "one.pem").write_text(texts[0])
    keys = HandedKeys([str(tmp_path), "env:SECOND"], {"SECOND": texts[1].replace("\n", "\\n")})
    keys.check()
    assert [key.public for key in keys.held()] == [key.public for key in made]
    for key_ref, public in keys.held():
        assert keys.public(key_ref) == public
        assert public.holds(keys.sign(key_ref, b"message"), b"message")
    with pytest.raises(KeySettingError, match="Hand in one of the kind Ed25519"):
        keys.create()


def test_what_is_handed_in_wrongly_is_told(tmp_path: Path) -> None:
    short = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    weak = short.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    for sources, mend in (
        ([], "Name its PEM file"),
        (["env:UNSET"], "Set it"),
        ([str(tmp_path / "absent.pem")], "Mount it"),
        (["env:WORDS"], "openssl genpkey"),
        (["env:WEAK"], "2048 bits or more"),
    ):
        with pytest.raises(KeySettingError, match=mend):
            HandedKeys(sources, {"WORDS": "open sesame", "WEAK": weak}).check()
    with pytest.raises(UnknownKey, match="hand it in again"):
        HandedKeys([], {}).sign("0" * 64, b"x")


def test_every_key_is_another(keys: KeyStore) -> None:
    made = [keys.create() for _ in range(5)]
    assert len({new.key_ref for new in made}) == len({new.public for new in made}) == 5


@pytest.mark.parametrize(
    "key_ref", ["", "../../etc/passwd", "00000000-0000-4000-8000-000000000000", "ab" * 16]
)
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


def test_a_key_that_the_first_version_kept_is_read(tmp_path: Path) -> None:
    keys = FolderKeys(tmp_path, SECRET)
    private, salt, nonce = Ed25519PrivateKey.generate(), b"s" * 16, b"n" * 12
    key_ref, public = "00000000-0000-4000-8000-000000000000", private.public_key().public_bytes_raw()
    sealed = keys._cipher(salt).encrypt(nonce, private.private_bytes_raw(), f"{key_ref} ".encode() + public)
    parts = {"public": public, "salt": salt, "nonce": nonce, "sealed": sealed}
    content = {name: base64.b64encode(part).decode() for name, part in parts.items()}
    path = tmp_path / f"{key_ref}.json"
    path.write_text(json.dumps({"version": 1, **content}))
    path.chmod(0o600)
    assert keys.held() == [(key_ref, PublicKey(public))]
    assert keys.sign(key_ref, b"x") == private.sign(b"x")


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


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"version": 3}', '{"version": 2, "kind": "none"}', '{"version": 1, "public": 5}'],
)
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
    _, private = primitives.secret_bytes(keys._unsealed[key_ref])
    stored = json.loads((tmp_path / f"{key_ref}.json").read_text())
    assert sorted(stored) == ["kind", "nonce", "public", "salt", "sealed", "version"]
    parts = [base64.b64decode(stored[name]) for name in ("nonce", "public", "salt", "sealed")]
    assert [private in part for part in parts] == [False] * 4


def test_a_secret_that_can_be_guessed_and_a_folder_that_cannot_be_made_are_refused(tmp_path: Path) -> None:
    with pytest.raises(KeySettingError, match="shorter than 32 characters"):
        FolderKeys(tmp_path, "password")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(KeySettingError, match="create it, or choose another"):
        FolderKeys(tmp_path / "file" / "keys", SECRET)
