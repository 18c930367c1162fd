"""Micro-credential documents as files that people write: YAML, and a spreadsheet to fill in."""

from __future__ import annotations

from cairn.domain.catalog.exchange.faults import Broken, Fault
from cairn.domain.catalog.exchange.reading import from_yaml
from cairn.domain.catalog.exchange.spreadsheet_in import from_spreadsheet
from cairn.domain.catalog.exchange.spreadsheet_out import template_spreadsheet, to_spreadsheet
from cairn.domain.catalog.exchange.writing import to_yaml

__all__ = [
    "Broken",
    "Fault",
    "from_spreadsheet",
    "from_yaml",
    "template_spreadsheet",
    "to_spreadsheet",
    "to_yaml",
]
