"""Every statistic by a stable name: what it asks, which data and options it takes, its paper and its minimum."""

from __future__ import annotations

from cairn.engines.measurement.registry import agreement, models, outcomes
from cairn.engines.measurement.registry.kinds import Column, Option, Scores, Statistic

__all__ = ["STATISTICS", "Column", "Option", "Scores", "Statistic"]

STATISTICS: dict[str, Statistic] = {row.name: row for row in (*agreement.ROWS, *models.ROWS, *outcomes.ROWS)}
