"""What may be done to keys, awards and credentials."""

from cairn.domain.issuing.operations.awards import (
    drawing_of,
    issue,
    make_award,
    make_stack_award,
    reinstate,
    revoke,
    show,
    suspend,
)
from cairn.domain.issuing.operations.endorsements import (
    ask_endorsement,
    decline_endorsement,
    endorse,
    hide_endorsement,
    show_endorsement,
    withdraw_endorsement,
)
from cairn.domain.issuing.operations.imports import (
    Past,
    begin_import,
    discard_import,
    finish_import,
    free_places,
    keep_awards,
    keep_import,
)
from cairn.domain.issuing.operations.keys import add_key, compromise_key, describe_issuer, sign_again
from cairn.domain.issuing.operations.versions import Correction, reissue

__all__ = [
    "Correction",
    "Past",
    "add_key",
    "ask_endorsement",
    "begin_import",
    "compromise_key",
    "decline_endorsement",
    "describe_issuer",
    "discard_import",
    "drawing_of",
    "endorse",
    "finish_import",
    "free_places",
    "hide_endorsement",
    "issue",
    "keep_awards",
    "keep_import",
    "make_award",
    "make_stack_award",
    "reinstate",
    "reissue",
    "revoke",
    "show",
    "show_endorsement",
    "sign_again",
    "suspend",
    "withdraw_endorsement",
]
