from cairn.domain.evaluation.models.outcomes import CriterionOutcome, Outcome
from cairn.domain.evaluation.models.readings import Moment, Rating, Reading

__all__ = ["CriterionOutcome", "Moment", "Outcome", "Rating", "Reading"]
