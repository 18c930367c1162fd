"""Workflow tests walk on the small stage."""

from __future__ import annotations

from tests.walk import stage

__all__ = ["stage"]
