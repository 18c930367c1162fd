"""Canonicalizing fast, byte for byte what the general path gives, where a structure was met before.

Call `compiled.canonical_document(document)` for `canonical.canonical_document`. `press` builds compiled signing
on top.

How it works: a `Shape` learns from the general path which statements a structure makes, by giving it marks for
texts, and is compared with it before use. Texts that a layer below might not take just as they are (odd
addresses, parts that look alike) go the general way.
"""

from cairn.engines.openbadges.compiled.shape import Shape
from cairn.engines.openbadges.compiled.shapes import Shapes, canonical_document

__all__ = ["Shape", "Shapes", "canonical_document"]
