"""Micro-credential documents as files that people write: YAML, and a spreadsheet to fill in."""

from __future__ import annotations

from cairn.domain.catalog.exchange.faults import Broken, Fault
from cairn.domain.catalog.exchange.reading import from_yaml
from cairn.domain.catalog.exchange.writing import to_yaml

__all__ = ["Broken", "Fault", "from_yaml", "to_yaml"]
