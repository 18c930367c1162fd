"""The kinds of keys an issuer signs with, each by the name its signatures have in the standards."""

from __future__ import annotations

import hashlib
from typing import Final, Literal, get_args

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

Algorithm = Literal["Ed25519", "ES256", "RS256"]
"""Ed25519 as in RFC 8032; ES256 and RS256 as in RFC 7518, sections 3.4 and 3.3."""

ALGORITHMS: Final[tuple[Algorithm, ...]] = get_args(Algorithm)
RSA_BITS: Final = 3072  # good beyond 2030 (NIST SP 800-57 part 1, table 2): credentials live long

PrivateKey = Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
PublicKey = Ed25519PublicKey | ec.EllipticCurvePublicKey | rsa.RSAPublicKey

_HALF = 32  # bytes of each of the two numbers of an ES256 signature


def generate(algorithm: Algorithm) -> PrivateKey:
    """A new key from the system's random source."""
    if algorithm == "Ed25519":
        return Ed25519PrivateKey.generate()
    if algorithm == "ES256":
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(public_exponent=65537, key_size=RSA_BITS)


def algorithm_of(key: object) -> Algorithm:
    """What a key of the library `cryptography` signs with; `ValueError` for one that issuers here do not use."""
    if isinstance(key, Ed25519PrivateKey | Ed25519PublicKey):
        return "Ed25519"
    if isinstance(key, ec.EllipticCurvePrivateKey | ec.EllipticCurvePublicKey):
        if isinstance(key.curve, ec.SECP256R1):
            return "ES256"
    elif isinstance(key, rsa.RSAPrivateKey | rsa.RSAPublicKey) and key.key_size >= 2048:
        return "RS256"
    raise ValueError("An issuer signs with an Ed25519, P-256 or RSA key, the last of 2048 bits or more.")


def usable(key: object) -> PrivateKey:
    """The private key itself if an issuer may sign with it; `ValueError` for any other."""
    algorithm_of(key)
    if not isinstance(key, PrivateKey):
        raise ValueError("This is only the public half of a key.")
    return key


def public_bytes(key: PublicKey) -> bytes:
    """As a store tells it: the 32 bytes of an Ed25519 key, for others the SubjectPublicKeyInfo of RFC 5280."""
    if isinstance(key, Ed25519PublicKey):
        return key.public_bytes_raw()
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def read_public(algorithm: Algorithm, public: bytes) -> PublicKey:
    """The key that `public_bytes` wrote; `ValueError` for anything else."""
    if algorithm == "Ed25519":
        return Ed25519PublicKey.from_public_bytes(public)
    key = load_der_public_key(public)
    if algorithm_of(key) != algorithm or not isinstance(key, ec.EllipticCurvePublicKey | rsa.RSAPublicKey):
        raise ValueError(f"This is no {algorithm} key.")
    return key


def sign(key: PrivateKey, message: bytes) -> bytes:
    """The signature: 64 bytes for Ed25519 and ES256 (the two numbers side by side, RFC 7518), the modulus' length
    for RS256.
    """
    if isinstance(key, Ed25519PrivateKey):
        return key.sign(message)
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return b"".join(
            number.to_bytes(_HALF) for number in decode_dss_signature(key.sign(message, ec.ECDSA(SHA256())))
        )
    return key.sign(message, padding.PKCS1v15(), SHA256())


def holds(algorithm: Algorithm, public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether a signature is this key's over the message."""
    key = read_public(algorithm, public)
    try:
        if isinstance(key, Ed25519PublicKey):
            key.verify(signature, message)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            numbers = (int.from_bytes(half) for half in (signature[:_HALF], signature[_HALF:]))
            key.verify(encode_dss_signature(*numbers), message, ec.ECDSA(SHA256()))
        else:
            key.verify(signature, message, padding.PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True


def pem(algorithm: Algorithm, public: bytes) -> str:
    """The public key as PEM (RFC 7468), for other programs."""
    key = read_public(algorithm, public)
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def fingerprint(algorithm: Algorithm, public: bytes) -> str:
    """SHA-256 of the SubjectPublicKeyInfo in hex: the same for the same key wherever it is kept."""
    key = read_public(algorithm, public)
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()
