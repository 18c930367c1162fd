"""A story as a list of steps that happen wholly or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from cairn.domain.deeds import deed

Case = TypeVar("Case")


def take(steps: Sequence[Callable[[Case], None]], case: Case) -> Case:
    """Take every step in one transaction; a crash between any two of them leaves things as they were."""
    with deed():
        for step in steps:
            step(case)
    return case
