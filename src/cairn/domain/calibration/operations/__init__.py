"""What may be done in calibration."""

from cairn.domain.calibration.operations.anchors import (
    agree,
    allow_training,
    ask_expert,
    burn,
    burn_of,
    choose,
    publish,
    withdraw_training,
)
from cairn.domain.calibration.operations.pools import open_pool, set_badge, set_rules
from cairn.domain.calibration.operations.qualifying import (
    after_practice,
    ask,
    declare,
    decline,
    finish_lesson,
    invite,
    leave,
    practice,
)
from cairn.domain.calibration.operations.sheets import rate, send
from cairn.domain.calibration.operations.signals import (
    close_signal,
    coach,
    keep_charts,
    note_reread,
    raise_signal,
)
from cairn.domain.calibration.operations.testing import after_gate_sheet, begin_gate
from cairn.domain.calibration.operations.watching import (
    appoint,
    drop,
    give_seed,
    lapse,
    note_read,
    raise_concern,
    reinstate,
    reply,
    suspend,
)

__all__ = [
    "after_gate_sheet",
    "after_practice",
    "agree",
    "allow_training",
    "appoint",
    "ask",
    "ask_expert",
    "begin_gate",
    "burn",
    "burn_of",
    "choose",
    "close_signal",
    "coach",
    "declare",
    "decline",
    "drop",
    "finish_lesson",
    "give_seed",
    "invite",
    "keep_charts",
    "lapse",
    "leave",
    "note_read",
    "note_reread",
    "open_pool",
    "practice",
    "publish",
    "raise_concern",
    "raise_signal",
    "rate",
    "reinstate",
    "reply",
    "send",
    "set_badge",
    "set_rules",
    "suspend",
    "withdraw_training",
]
