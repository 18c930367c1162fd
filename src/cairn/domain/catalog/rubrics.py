"""The rows of a sealed edition's rubric, which never change again: read once by a process, and kept at hand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from cairn.domain.catalog.models import Criterion, Edition, Level

KEPT = 256
"""Editions whose rubric a process keeps at hand."""


@dataclass(frozen=True, slots=True)
class Rubric:
    """The criteria in their order with the slots that feed them, and the levels from the lowest.

    Whoever is given them changes nothing of them.
    """

    criteria: tuple[Criterion, ...]
    levels: tuple[Level, ...]

    @property
    def passing(self) -> int:
        """The least rank that meets a criterion."""
        return min(level.rank for level in self.levels if level.meets)


def rubric_of(edition: Edition) -> Rubric:
    """The edition's rubric."""
    return _kept(edition.public_id) if edition.sealed else _read(edition.public_id)


def _read(edition: UUID) -> Rubric:
    criteria = (
        Criterion.objects.filter(edition__public_id=edition).prefetch_related("slots").order_by("position")
    )
    levels = Level.objects.filter(edition__public_id=edition).order_by("rank")
    return Rubric(tuple(criteria), tuple(levels))


_kept = lru_cache(maxsize=KEPT)(_read)


def editions_of(keys: Collection[int]) -> dict[int, Edition]:
    """Editions by their keys, without their text, which is the document's.

    Whoever is given them changes nothing of them.
    """
    return Edition.objects.defer("text").in_bulk(keys) if keys else {}
