"""What may be done to badges from elsewhere: kept, verified again, spoken to, removed and put back."""

from cairn.domain.foreign.operations.keeping import (
    File,
    Judged,
    Read,
    keep_badge,
    keep_file,
    restore,
    withdraw,
)
from cairn.domain.foreign.operations.noticing import Noticed, note_check, note_silence, see_changes
from cairn.domain.foreign.operations.stating import add_file, remove_file, say, take_back

__all__ = [
    "File",
    "Judged",
    "Noticed",
    "Read",
    "add_file",
    "keep_badge",
    "keep_file",
    "note_check",
    "note_silence",
    "remove_file",
    "restore",
    "say",
    "see_changes",
    "take_back",
    "withdraw",
]
