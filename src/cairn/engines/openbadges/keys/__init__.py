"""Keys, whoever signs with them, and where they are published.

`primitives` calls the cryptography, `pairs` has the keys and the signers, `methods` reads verification methods, `dids`
reads and writes the documents of issuers that list them (W3C Controlled Identifiers 1.0).
"""

from cairn.engines.openbadges.keys.pairs import Algorithm, JwtSigner, KeySigner, PublicKey, SecretKey, Signer

__all__ = [
    "Algorithm",
    "JwtSigner",
    "KeySigner",
    "PublicKey",
    "SecretKey",
    "Signer",
]
