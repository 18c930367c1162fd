"""The rows of the models: variance components, severity, drift, fairness, decisions, redundancy, granularity."""

from __future__ import annotations

from cairn.engines.measurement.registry.kinds import Statistic

ROWS: tuple[Statistic, ...] = ()
