from cairn.domain.evaluation.models.exchange import Answer, Question
from cairn.domain.evaluation.models.harm import HarmReport, SafeguardingContact
from cairn.domain.evaluation.models.leases import EditLease
from cairn.domain.evaluation.models.outcomes import CriterionOutcome, Outcome
from cairn.domain.evaluation.models.pay import Paid, PayLine, PayRate
from cairn.domain.evaluation.models.phrases import Phrase
from cairn.domain.evaluation.models.readings import APART, Moment, Rating, Reading, Why
from cairn.domain.evaluation.models.rules import Lot

__all__ = [
    "APART",
    "Answer",
    "CriterionOutcome",
    "EditLease",
    "HarmReport",
    "Lot",
    "Moment",
    "Outcome",
    "Paid",
    "PayLine",
    "PayRate",
    "Phrase",
    "Question",
    "Rating",
    "Reading",
    "SafeguardingContact",
    "Why",
]
