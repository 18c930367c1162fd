"""What may be done to policies, drafts of them, accept-lists, and what-ifs."""

from cairn.domain.policies.operations.drafts import (
    begin_draft,
    finish_draft,
    remove_draft,
    restore_draft,
    save_draft,
)
from cairn.domain.policies.operations.lists import add_entry, make_list, put_entry_back, remove_entry
from cairn.domain.policies.operations.trials import (
    ask_what_if,
    begin_trial,
    fail_trial,
    finish_trial,
    note_progress,
)
from cairn.domain.policies.operations.versions import put_back, put_in_use, withdraw

__all__ = [
    "add_entry",
    "ask_what_if",
    "begin_draft",
    "begin_trial",
    "fail_trial",
    "finish_draft",
    "finish_trial",
    "make_list",
    "note_progress",
    "put_back",
    "put_entry_back",
    "put_in_use",
    "remove_draft",
    "remove_entry",
    "restore_draft",
    "save_draft",
    "withdraw",
]
