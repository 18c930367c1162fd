"""What may be done with an award's worth, with the record of an organization, and with claims to credit."""

from cairn.domain.recognition.operations.claims import (
    ask_for_credit,
    confirm_credit,
    refuse_credit,
    take_back_credit,
)
from cairn.domain.recognition.operations.records import apply, file, put_newer, share, unshare, verify

__all__ = [
    "apply",
    "ask_for_credit",
    "confirm_credit",
    "file",
    "put_newer",
    "refuse_credit",
    "share",
    "take_back_credit",
    "unshare",
    "verify",
]
