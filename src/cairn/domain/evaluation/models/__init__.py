from cairn.domain.evaluation.models.appeals import Appeal, Incomplete, Raising
from cairn.domain.evaluation.models.back_reads import BackRead
from cairn.domain.evaluation.models.eligibility import Expertise, Partner
from cairn.domain.evaluation.models.exchange import Answer, Question
from cairn.domain.evaluation.models.harm import HarmReport, SafeguardingContact
from cairn.domain.evaluation.models.leases import EditLease
from cairn.domain.evaluation.models.outcomes import CriterionOutcome, Outcome
from cairn.domain.evaluation.models.pay import Paid, PayLine, PayRate
from cairn.domain.evaluation.models.phrases import Phrase
from cairn.domain.evaluation.models.readings import APART, FRESH, Moment, Rating, Reading, Why
from cairn.domain.evaluation.models.rules import JudgingDefaults, Lot
from cairn.domain.evaluation.models.unsealings import Unsealing

__all__ = [
    "APART",
    "FRESH",
    "Answer",
    "Appeal",
    "BackRead",
    "CriterionOutcome",
    "EditLease",
    "Expertise",
    "HarmReport",
    "Incomplete",
    "JudgingDefaults",
    "Lot",
    "Moment",
    "Outcome",
    "Paid",
    "Partner",
    "PayLine",
    "PayRate",
    "Phrase",
    "Question",
    "Raising",
    "Rating",
    "Reading",
    "SafeguardingContact",
    "Unsealing",
    "Why",
]
