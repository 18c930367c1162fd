"""What may be done to keys, awards and credentials."""

from cairn.domain.issuing.operations.awards import (
    issue,
    make_award,
    make_stack_award,
    reinstate,
    revoke,
    show,
    suspend,
)
from cairn.domain.issuing.operations.keys import add_key

__all__ = [
    "add_key",
    "issue",
    "make_award",
    "make_stack_award",
    "reinstate",
    "revoke",
    "show",
    "suspend",
]
