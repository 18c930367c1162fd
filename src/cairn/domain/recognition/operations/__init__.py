"""What may be done with an award's worth, an organization's record, claims, final decisions, pay and transcripts."""

from cairn.domain.recognition.operations.claims import (
    ask_for_credit,
    confirm_credit,
    refuse_credit,
    take_back_credit,
)
from cairn.domain.recognition.operations.decisions import Made, decide, set_aside
from cairn.domain.recognition.operations.payments import (
    Due,
    export,
    note,
    note_each,
    release,
    set_budget,
    stop,
)
from cairn.domain.recognition.operations.records import apply, file, put_newer, share, unshare, verify
from cairn.domain.recognition.operations.tasks import (
    ask_for_packet,
    ask_for_payments,
    begin_payments,
    fail_packet,
    fail_payments,
    finish_payments,
    keep_packet,
    note_payments_progress,
)
from cairn.domain.recognition.operations.transcripts import (
    Heading,
    make_transcript,
    no_social_security_number,
)

__all__ = [
    "Due",
    "Heading",
    "Made",
    "apply",
    "ask_for_credit",
    "ask_for_packet",
    "ask_for_payments",
    "begin_payments",
    "confirm_credit",
    "decide",
    "export",
    "fail_packet",
    "fail_payments",
    "file",
    "finish_payments",
    "keep_packet",
    "make_transcript",
    "no_social_security_number",
    "note",
    "note_each",
    "note_payments_progress",
    "put_newer",
    "refuse_credit",
    "release",
    "set_aside",
    "set_budget",
    "share",
    "stop",
    "take_back_credit",
    "unshare",
    "verify",
]
