"""What may be done to licenses, goals, entered records and to who may see them."""

from cairn.domain.records.operations.entered import (
    add_document,
    add_record,
    change_record,
    put_back_record,
    remove_document,
    withdraw_record,
)
from cairn.domain.records.operations.goals import change_goal, drop_goal, pursue, take_up_goal
from cairn.domain.records.operations.licenses import (
    add_license,
    change_license,
    put_back_license,
    remove_license,
)
from cairn.domain.records.operations.relations import claim, end, note_filed, roster

__all__ = [
    "add_document",
    "add_license",
    "add_record",
    "change_goal",
    "change_license",
    "change_record",
    "claim",
    "drop_goal",
    "end",
    "note_filed",
    "pursue",
    "put_back_license",
    "put_back_record",
    "remove_document",
    "remove_license",
    "roster",
    "take_up_goal",
    "withdraw_record",
]
