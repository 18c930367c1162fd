"""Everything that a validity report says, computed in one call from the scores and what came of them."""

from cairn.engines.measurement.report.analysis import (
    Analysis,
    Criterion,
    Outcomes,
    analyse,
)

__all__ = ["Analysis", "Criterion", "Outcomes", "analyse"]
