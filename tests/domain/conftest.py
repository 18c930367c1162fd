"""Domain tests walk on the small stage too."""

from __future__ import annotations

from tests.walk import stage

__all__ = ["stage"]
