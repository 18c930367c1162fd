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

__all__ = [
    "Past",
    "add_key",
    "begin_import",
    "compromise_key",
    "describe_issuer",
    "discard_import",
    "drawing_of",
    "finish_import",
    "free_places",
    "issue",
    "keep_awards",
    "keep_import",
    "make_award",
    "make_stack_award",
    "reinstate",
    "revoke",
    "show",
    "sign_again",
    "suspend",
]
