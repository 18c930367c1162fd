"""What an answer was given over: the digest of the parts of a document that a standard looks at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cairn.domain.catalog import document as documents
from cairn.domain.gating.standards import Standard


def over(standard: Standard, document: Mapping[str, Any]) -> str:
    """The digest of the parts of a lifted document that the standard looks at."""
    looked_at = standard.about or tuple(document)
    return documents.digest({key: document.get(key) for key in looked_at})
