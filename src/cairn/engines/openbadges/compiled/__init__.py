"""Canonicalizing and signing fast, byte for byte what the general path gives.

How to call. To sign many credentials, make one `Press` and hand it `parts.Credential`s that share the objects
of issuer and achievement:

    press = compiled.Press()
    for ... : text = press.sign(credential, signer=signer, created=now)     # JSON text, to be kept as it is

Each text is the one of `compiled.sign`, the general path, and any credential may be handed in: the first of a
kind, and whatever cannot be compiled, goes the general way, with the same errors.

To canonicalize documents that may have a structure met before, such as when verifying, call
`compiled.canonical_document(document)` instead of `canonical.canonical_document`.

How it works: a `Shape` learns from the general path which statements a structure makes (`shape`), a `Plate`
settles all texts of a shape but an earner's own (`plate`), and each is compared with the general path before
it is used.
"""

from cairn.engines.openbadges.compiled.press import Press, sign
from cairn.engines.openbadges.compiled.shapes import Shapes, canonical_document

__all__ = ["Press", "Shapes", "canonical_document", "sign"]
