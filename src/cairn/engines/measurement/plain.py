"""Results as plain values that JSON can hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from math import isfinite
from typing import Any

import numpy as np


def plain(value: Any) -> Any:
    """Dataclasses and mappings as dicts, arrays and tuples as lists, NumPy numbers as Python's, no NaN: None."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value) if field.repr}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, Mapping):
        return {" x ".join(key) if isinstance(key, tuple) else str(key): plain(value[key]) for key in value}
    if isinstance(value, (tuple, list)):
        if hasattr(value, "_fields"):
            return {name: plain(getattr(value, name)) for name in value._fields}
        return [plain(each) for each in value]
    return None if isinstance(value, float) and not isfinite(value) else value
