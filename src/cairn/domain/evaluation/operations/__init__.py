"""What may be done to readings."""

from cairn.domain.evaluation.operations.appeals import (
    appeal,
    decide_appeal,
    raise_outcome,
    return_incomplete,
)
from cairn.domain.evaluation.operations.back_reads import draw, look, take_back_look
from cairn.domain.evaluation.operations.defaults import set_defaults
from cairn.domain.evaluation.operations.eligibility import (
    declare_expertise,
    end_partner,
    name_partner,
)
from cairn.domain.evaluation.operations.lots import lot_of
from cairn.domain.evaluation.operations.offers import offer, take_back_offer
from cairn.domain.evaluation.operations.readings import (
    AT_LEAST,
    ask,
    cancel,
    claim,
    due_in_all,
    due_of,
    keep,
    lapse,
    note_reminder,
    note_stuck,
    open_scoring,
    recuse,
    release,
    renew,
)
from cairn.domain.evaluation.operations.scoring import (
    Mark,
    comment,
    complete,
    conclude,
    rate,
    uncomment,
    write,
)
from cairn.domain.evaluation.operations.settling import settle
from cairn.domain.evaluation.operations.unsealing import unseal, unseal_each

__all__ = [
    "AT_LEAST",
    "Mark",
    "appeal",
    "ask",
    "cancel",
    "claim",
    "comment",
    "complete",
    "conclude",
    "decide_appeal",
    "declare_expertise",
    "draw",
    "due_in_all",
    "due_of",
    "end_partner",
    "keep",
    "lapse",
    "look",
    "lot_of",
    "name_partner",
    "note_reminder",
    "note_stuck",
    "offer",
    "open_scoring",
    "raise_outcome",
    "rate",
    "recuse",
    "release",
    "renew",
    "return_incomplete",
    "set_defaults",
    "settle",
    "take_back_look",
    "take_back_offer",
    "uncomment",
    "unseal",
    "unseal_each",
    "write",
]
