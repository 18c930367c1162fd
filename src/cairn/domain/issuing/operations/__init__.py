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
    sign_endorsement_again,
    withdraw_endorsement,
)
from cairn.domain.issuing.operations.imports import (
    Past,
    begin_import,
    discard_import,
    finish_import,
    keep_awards,
    keep_import,
)
from cairn.domain.issuing.operations.keys import add_key, compromise_key, describe_issuer, sign_again
from cairn.domain.issuing.operations.places import Places, free_places
from cairn.domain.issuing.operations.tokens import (
    Asked,
    count_requests,
    digest_of,
    keep_asked,
    lock_token,
    make_token,
    revoke_token,
)
from cairn.domain.issuing.operations.versions import Correction, reissue

__all__ = [
    "Asked",
    "Correction",
    "Past",
    "Places",
    "add_key",
    "ask_endorsement",
    "begin_import",
    "compromise_key",
    "count_requests",
    "decline_endorsement",
    "describe_issuer",
    "digest_of",
    "discard_import",
    "drawing_of",
    "endorse",
    "finish_import",
    "free_places",
    "hide_endorsement",
    "issue",
    "keep_asked",
    "keep_awards",
    "keep_import",
    "lock_token",
    "make_award",
    "make_stack_award",
    "make_token",
    "reinstate",
    "reissue",
    "revoke",
    "revoke_token",
    "show",
    "show_endorsement",
    "sign_again",
    "sign_endorsement_again",
    "suspend",
    "withdraw_endorsement",
]
