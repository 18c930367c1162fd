"""Whether an evaluator's severity moves in time: charts of standardized residuals, and how long they take to tell."""

from cairn.engines.measurement.drift.blame import untangled
from cairn.engines.measurement.drift.charts import (
    Cusum,
    Ewma,
    change_point,
    cusum,
    ewma,
    first_alarms,
    shewhart,
    standardized,
)
from cairn.engines.measurement.drift.lengths import alarm_chance, run_length, siegmund
from cairn.engines.measurement.drift.strips import Monitored, Strip, strips

__all__ = [
    "Cusum",
    "Ewma",
    "Monitored",
    "Strip",
    "alarm_chance",
    "change_point",
    "cusum",
    "ewma",
    "first_alarms",
    "run_length",
    "shewhart",
    "siegmund",
    "standardized",
    "strips",
    "untangled",
]
