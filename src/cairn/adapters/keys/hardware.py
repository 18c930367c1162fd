"""Signing keys in a hardware module or a program that acts as one, through PKCS #11 (OASIS, 3.0).

Keys are made inside, may not be read out, and are known by their CKA_ID, which both halves share.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from operator import itemgetter
from threading import Lock
from typing import TYPE_CHECKING, Final, cast
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric import ec, rsa

from cairn.engines.openbadges.errors import KeyFormatError
from cairn.engines.openbadges.keys import PublicKey, primitives
from cairn.engines.openbadges.keys.primitives import KeyKind

from .store import HeldKey, KeySettingError, KeyStoreError, unknown

if TYPE_CHECKING:
    import pkcs11

_P256: Final = bytes.fromhex("06082a8648ce3d030107")  # the curve's name in DER (RFC 5480, section 2.1.1)
_ED25519: Final = b"\x13\x0cedwards25519"  # PKCS #11 3.0, section 2.3.10
_ED25519_OID: Final = bytes.fromhex("06032b6570")  # RFC 8410, section 3; some modules tell this one
_RSA_BITS: Final = 3_072
_OCTETS: Final = 0x04
_REF: Final = re.compile(r"([0-9a-f]{2}){1,60}")


class TokenKeys:
    """A `KeyStore` on the token labelled `token` that the PKCS #11 module at `library` reaches.

    Nothing is asked of the module before it is needed, so that a process forked in between starts afresh.
    """

    makes_keys = True

    def __init__(self, library: str, token: str, pin: str) -> None:
        self._library, self._token, self._pin = library, token, pin
        self._lock = Lock()
        self._opened: tuple[int, pkcs11.Session] | None = None

    def create(self, kind: KeyKind = "Ed25519") -> HeldKey:
        identity = uuid4().bytes
        with self._session() as session:
            _make(session, kind, identity)
        key_ref = identity.hex()
        return HeldKey(key_ref, self.public(key_ref))

    def held(self) -> list[HeldKey]:
        from pkcs11 import Attribute, ObjectClass

        with self._session() as session:
            keys = list(session.get_objects({Attribute.CLASS: ObjectClass.PUBLIC_KEY}))
            told = [(bytes(key[Attribute.ID]).hex(), _public(key)) for key in keys]
        return [
            HeldKey(key_ref, found) for key_ref, found in sorted(told, key=itemgetter(0)) if key_ref and found
        ]

    def public(self, key_ref: str) -> PublicKey:
        from pkcs11 import ObjectClass

        with self._session() as session:
            found = _public(_find(session, key_ref, ObjectClass.PUBLIC_KEY))
        if found is None:
            raise _missing(key_ref)
        return found

    def sign(self, key_ref: str, message: bytes) -> bytes:
        from pkcs11 import KeyType, Mechanism, ObjectClass

        with self._session() as session:
            found = _find(session, key_ref, ObjectClass.PRIVATE_KEY)
            # The library gives a key the methods of its kind when it is found.
            key = cast("pkcs11.types.SignMixin", found)
            if found.key_type == KeyType.RSA:
                return bytes(key.sign(message, mechanism=Mechanism.SHA256_RSA_PKCS))
            if found.key_type == KeyType.EC:
                return bytes(key.sign(hashlib.sha256(message).digest(), mechanism=Mechanism.ECDSA))
            return bytes(key.sign(message, mechanism=Mechanism.EDDSA))

    def check(self) -> None:
        for key in self.held():
            if not key.public.holds(self.sign(key.key_ref, b"check"), b"check"):
                raise KeyStoreError(
                    f"The token {self._token} signs wrongly with the key {key.key_ref}. Do not issue with it, and "
                    "ask the module's maker."
                )

    @contextmanager
    def _session(self) -> Iterator[pkcs11.Session]:
        """The token, unlocked, for one thread at a time; after a failure it is opened anew."""
        with self._lock:
            try:
                if self._opened is None or self._opened[0] != os.getpid():
                    self._opened = (os.getpid(), self._open())
                yield self._opened[1]
            except KeyStoreError:
                raise
            except Exception as error:
                self._opened = None
                if not _is_modules(error):
                    raise
                raise KeyStoreError(
                    f"The token {self._token} refused ({type(error).__name__}). See that the module runs and that "
                    "it knows this kind of key, then try again."
                ) from error

    def _open(self) -> pkcs11.Session:
        if not self._library or not self._token:
            raise KeySettingError(
                "There is no hardware module set up. Set CAIRN_PKCS11_LIBRARY to the module's library, "
                "CAIRN_PKCS11_TOKEN to the token's label and CAIRN_PKCS11_PIN to its PIN."
            )
        try:
            import pkcs11
        except ImportError as error:
            raise KeySettingError(
                "The library for hardware modules is not installed. Run: pip install 'cairn-credentials[pkcs11]'"
            ) from error
        try:
            return _unlocked(pkcs11.lib(self._library).get_token(token_label=self._token), self._pin)
        except (pkcs11.exceptions.PKCS11Error, RuntimeError) as error:
            raise KeySettingError(
                f"The token {self._token} cannot be opened through {self._library} ({type(error).__name__}). "
                "Check CAIRN_PKCS11_LIBRARY, CAIRN_PKCS11_TOKEN and CAIRN_PKCS11_PIN."
            ) from error


def _unlocked(token: pkcs11.Token, pin: str) -> pkcs11.Session:
    from pkcs11.exceptions import UserAlreadyLoggedIn

    try:
        return token.open(rw=True, user_pin=pin)
    except UserAlreadyLoggedIn:  # a process signs in once; its further sessions are signed in
        return token.open(rw=True)


def _is_modules(error: Exception) -> bool:
    from pkcs11.exceptions import PKCS11Error

    return isinstance(error, PKCS11Error)


def _missing(key_ref: str) -> KeyStoreError:
    return unknown(
        key_ref[:16], "connect the token that holds it, or restore it from the module's own backup"
    )


def _find(session: pkcs11.Session, key_ref: str, kind: pkcs11.ObjectClass) -> pkcs11.types.Key:
    from pkcs11.exceptions import MultipleObjectsReturned, NoSuchKey

    if not _REF.fullmatch(key_ref):
        raise _missing(key_ref)
    try:
        return session.get_key(object_class=kind, id=bytes.fromhex(key_ref))
    except (NoSuchKey, MultipleObjectsReturned):
        raise _missing(key_ref) from None


def _make(session: pkcs11.Session, kind: KeyKind, identity: bytes) -> None:
    from pkcs11 import Attribute, KeyType, Mechanism

    label, kept = f"cairn {kind}", {Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: False}
    if kind == "RSA":
        session.generate_keypair(
            KeyType.RSA, _RSA_BITS, private_template=kept, id=identity, label=label, store=True
        )
        return
    family, curve, how = (
        (KeyType.EC, _P256, Mechanism.EC_KEY_PAIR_GEN)
        if kind == "P-256"
        else (KeyType.EC_EDWARDS, _ED25519, Mechanism.EC_EDWARDS_KEY_PAIR_GEN)
    )
    parameters = session.create_domain_parameters(family, {Attribute.EC_PARAMS: curve}, local=True)
    parameters.generate_keypair(mechanism=how, private_template=kept, id=identity, label=label, store=True)


def _public(key: pkcs11.Object) -> PublicKey | None:
    """The public half of a public key of the token; None for a kind that issuers do not use."""
    from pkcs11 import Attribute, KeyType

    family = key[Attribute.KEY_TYPE]
    if family == KeyType.RSA:
        numbers = [int.from_bytes(key[each]) for each in (Attribute.PUBLIC_EXPONENT, Attribute.MODULUS)]
        return _known(rsa.RSAPublicNumbers(*numbers).public_key())
    if family not in (KeyType.EC, KeyType.EC_EDWARDS):
        return None
    curve, point = bytes(key[Attribute.EC_PARAMS]), _unwrapped(bytes(key[Attribute.EC_POINT]))
    if curve in (_ED25519, _ED25519_OID):
        return PublicKey(point)
    return (
        _known(ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point))
        if curve == _P256
        else None
    )


def _known(key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey) -> PublicKey | None:
    try:
        kind, raw = primitives.public_bytes(key)
    except KeyFormatError:
        return None
    return PublicKey(raw, kind)


def _unwrapped(point: bytes) -> bytes:
    """The point itself: modules tell it inside a DER octet string, as the standard asks, or bare."""
    return point[2:] if point[0] == _OCTETS and point[1] == len(point) - 2 else point
