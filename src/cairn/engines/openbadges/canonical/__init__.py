"""One order of words for one meaning: RDF Dataset Canonicalization (RDFC-1.0) of JSON-LD documents.

`form` says which documents are read, `statements` what they state, `rdfc` puts that in order; where it could take
long, `child` does so in a process of its own. `compiled` does the same faster.
"""

from cairn.engines.openbadges.canonical.rdfc import (
    MAX_ALIKE,
    MAX_STATEMENTS,
    canonical_document,
    canonicalize,
)

__all__ = [
    "MAX_ALIKE",
    "MAX_STATEMENTS",
    "canonical_document",
    "canonicalize",
]
