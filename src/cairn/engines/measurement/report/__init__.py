"""Everything that a validity report says, computed in one call from the scores and what came of them."""

from cairn.engines.measurement.report.analysis import Analysis, Outcomes, analyse
from cairn.engines.measurement.report.parts import Agreement, Criterion, ReaderPair, Scoring

__all__ = ["Agreement", "Analysis", "Criterion", "Outcomes", "ReaderPair", "Scoring", "analyse"]
