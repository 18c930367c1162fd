"""Evaluating: an evaluator takes work from the queue, reads it blind, and the round comes to its outcome."""

from cairn.workflows.evaluating.concluding import STEPS, Concluding, conclude, release_result
from cairn.workflows.evaluating.minding import escalate, remind
from cairn.workflows.evaluating.taking import (
    claim,
    claim_next,
    lapse,
    rate,
    recuse,
    release,
    renew,
    return_incomplete,
    write,
)

__all__ = [
    "STEPS",
    "Concluding",
    "claim",
    "claim_next",
    "conclude",
    "escalate",
    "lapse",
    "rate",
    "recuse",
    "release",
    "release_result",
    "remind",
    "renew",
    "return_incomplete",
    "write",
]
