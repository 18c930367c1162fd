"""Competency frameworks in CASE 1.0 and 1.1, translated to plain rows."""

from .notes import Malformed, Note
from .package import LARGEST, Package, read
from .tree import Place

__all__ = ["LARGEST", "Malformed", "Note", "Package", "Place", "read"]
