"""What each kind of key can do, on plain bytes: the thin layer over `cryptography`.

Public keys as bytes: Ed25519 its 32 bytes; P-256 and P-384 the compressed point; RSA the DER of its
SubjectPublicKeyInfo. Secret keys: Ed25519 its seed of 32 bytes; P-256 and P-384 the number, big-endian; RSA
the DER of its PKCS#8. Signatures are raw: Ed25519 64 bytes (RFC 8032); ECDSA r followed by s (64 and 96
bytes, RFC 7518 section 3.4), never DER; RSA PKCS#1 v1.5.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384

from cairn.engines.openbadges.errors import KeyFormatError

KeyKind = Literal["Ed25519", "P-256", "P-384", "RSA"]

NativePublic = ed25519.Ed25519PublicKey | ec.EllipticCurvePublicKey | rsa.RSAPublicKey
NativeSecret = ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

FEWEST_RSA_BITS: Final = 2_048
MOST_RSA_BITS: Final = 8_192

_FIELD: Final = 2**255 - 19
_ORDER_8: Final = 0x5FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
_SMALL_ORDER: Final = frozenset({0, 1, _FIELD - 1, _ORDER_8, _FIELD - _ORDER_8})
"""The y of the eight points of curve25519 whose order divides 8."""

_COORDINATE_BYTES: Final[dict[KeyKind, int]] = {"P-256": 32, "P-384": 48}
_POINT = (forms.Encoding.X962, forms.PublicFormat.CompressedPoint)
_INFO = (forms.Encoding.DER, forms.PublicFormat.SubjectPublicKeyInfo)
_PKCS8 = (forms.Encoding.DER, forms.PrivateFormat.PKCS8, forms.NoEncryption())


@lru_cache(maxsize=256)
def public_key(kind: KeyKind, raw: bytes) -> NativePublic:
    """The library's key; `KeyFormatError` for bytes that are no public key of this kind."""
    try:
        if kind == "Ed25519":
            return _ed25519_public(raw)
        if kind == "RSA":
            return _rsa_public(raw)
        if len(raw) == _COORDINATE_BYTES[kind] + 1:
            return ec.EllipticCurvePublicKey.from_encoded_point(_curve(kind), raw)
    except KeyFormatError:
        raise
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyFormatError(f"The bytes are no {kind} public key.") from error
    raise KeyFormatError(f"A {kind} public key has {_COORDINATE_BYTES[kind] + 1} bytes, not {len(raw)}.")


def _ed25519_public(raw: bytes) -> ed25519.Ed25519PublicKey:
    key = ed25519.Ed25519PublicKey.from_public_bytes(raw)
    y = int.from_bytes(raw, "little") % 2**255
    # With a point of small order one signature fits every document; RFC 8032, section 5.1.3, wants y below p.
    if y >= _FIELD or y in _SMALL_ORDER:
        raise KeyFormatError("The key is one with which anybody can sign.")
    return key


def _rsa_public(raw: bytes) -> rsa.RSAPublicKey:
    key = forms.load_der_public_key(raw)
    if not isinstance(key, rsa.RSAPublicKey):
        raise KeyFormatError("The bytes are no RSA public key.")
    check_rsa_bits(key.key_size)
    return key


def check_rsa_bits(bits: int) -> None:
    """Fewer bits can be broken (RFC 7518, 3.3: 2048 or more); far more would only cost a verifier time."""
    if not FEWEST_RSA_BITS <= bits <= MOST_RSA_BITS:
        raise KeyFormatError(
            f"An RSA key has {FEWEST_RSA_BITS:,} to {MOST_RSA_BITS:,} bits here, not {bits:,}."
        )


def public_bytes(key: object) -> tuple[KeyKind, bytes]:
    """A library's public key as kind and bytes; `KeyFormatError` for a kind that is not used here."""
    if isinstance(key, ed25519.Ed25519PublicKey):
        return "Ed25519", key.public_bytes_raw()
    if isinstance(key, ec.EllipticCurvePublicKey):
        return _kind_of(key.curve), key.public_bytes(*_POINT)
    if isinstance(key, rsa.RSAPublicKey):
        check_rsa_bits(key.key_size)
        return "RSA", key.public_bytes(*_INFO)
    raise KeyFormatError(_OTHER_KIND)


def holds(key: NativePublic, signature: bytes, data: bytes) -> bool:
    """Whether a raw signature over `data` is this key's."""
    try:
        if isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(signature, data)
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, padding.PKCS1v15(), SHA256())
        else:
            key.verify(_as_der(signature, _kind_of(key.curve)), data, _ecdsa(key.curve))
    except (InvalidSignature, ValueError):
        return False
    return True


def generate(kind: KeyKind) -> bytes:
    """A new secret key from the system's random source."""
    if kind == "Ed25519":
        return ed25519.Ed25519PrivateKey.generate().private_bytes_raw()
    if kind == "RSA":
        made = rsa.generate_private_key(public_exponent=65_537, key_size=3_072)
        return made.private_bytes(*_PKCS8)
    return secret_bytes(ec.generate_private_key(_curve(kind)))[1]


def secret_key(kind: KeyKind, raw: bytes, *, checked: bool = False) -> NativeSecret:
    """The library's key; `KeyFormatError` for bytes that are no secret key of this kind.

    `checked` says that the bytes were looked at before: looking at an RSA key again costs many signatures.
    """
    try:
        if kind == "Ed25519":
            return ed25519.Ed25519PrivateKey.from_private_bytes(raw)
        if kind == "RSA":
            return _rsa_secret(raw, checked=checked)
        if len(raw) == _COORDINATE_BYTES[kind]:
            return ec.derive_private_key(int.from_bytes(raw), _curve(kind))
    except KeyFormatError:
        raise
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyFormatError(f"The bytes are no {kind} secret key.") from error
    raise KeyFormatError(f"A {kind} secret key has {_COORDINATE_BYTES[kind]} bytes, not {len(raw)}.")


def _rsa_secret(raw: bytes, *, checked: bool) -> rsa.RSAPrivateKey:
    key = forms.load_der_private_key(raw, password=None, unsafe_skip_rsa_key_validation=checked)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise KeyFormatError("The bytes are no RSA secret key.")
    check_rsa_bits(key.key_size)
    return key


def secret_bytes(key: object) -> tuple[KeyKind, bytes]:
    """A library's secret key as kind and bytes; `KeyFormatError` for a kind that is not used here."""
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "Ed25519", key.private_bytes_raw()
    if isinstance(key, ec.EllipticCurvePrivateKey):
        kind = _kind_of(key.curve)
        return kind, key.private_numbers().private_value.to_bytes(_COORDINATE_BYTES[kind])
    if isinstance(key, rsa.RSAPrivateKey):
        check_rsa_bits(key.key_size)
        return "RSA", key.private_bytes(*_PKCS8)
    raise KeyFormatError(_OTHER_KIND)


def sign(key: NativeSecret, data: bytes) -> bytes:
    """The raw signature over `data`."""
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign(data)
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(data, padding.PKCS1v15(), SHA256())
    r, s = decode_dss_signature(key.sign(data, _ecdsa(key.curve)))
    size = _COORDINATE_BYTES[_kind_of(key.curve)]
    return r.to_bytes(size) + s.to_bytes(size)


def _as_der(signature: bytes, kind: KeyKind) -> bytes:
    size = _COORDINATE_BYTES[kind]
    if len(signature) != 2 * size:
        raise InvalidSignature
    return encode_dss_signature(int.from_bytes(signature[:size]), int.from_bytes(signature[size:]))


def _curve(kind: KeyKind) -> ec.EllipticCurve:
    return ec.SECP256R1() if kind == "P-256" else ec.SECP384R1()


def _kind_of(curve: ec.EllipticCurve) -> KeyKind:
    if isinstance(curve, ec.SECP256R1):
        return "P-256"
    if isinstance(curve, ec.SECP384R1):
        return "P-384"
    raise KeyFormatError(_OTHER_KIND)


def _ecdsa(curve: ec.EllipticCurve) -> ec.ECDSA:
    return ec.ECDSA(SHA256() if isinstance(curve, ec.SECP256R1) else SHA384())


_OTHER_KIND: Final = "Only Ed25519, P-256, P-384 and RSA keys can be used here."
