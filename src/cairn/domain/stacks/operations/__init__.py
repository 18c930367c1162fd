"""What may be done to stacks: written and announced by authors, or agreed between two people."""

from cairn.domain.stacks.operations.agreeing import agree, begin_personal, end, hand_over, propose, take_up
from cairn.domain.stacks.operations.freezing import Stale
from cairn.domain.stacks.operations.writing import begin, count_award, load_stack, publish, retire, save_draft

__all__ = [
    "Stale",
    "agree",
    "begin",
    "begin_personal",
    "count_award",
    "end",
    "hand_over",
    "load_stack",
    "propose",
    "publish",
    "retire",
    "save_draft",
    "take_up",
]
