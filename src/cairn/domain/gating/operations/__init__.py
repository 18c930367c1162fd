"""What may be done at the quality gate: its standards set, drafts answered for and judged, links looked at."""

from cairn.domain.gating.operations.answering import Said, Stale, answer, judge
from cairn.domain.gating.operations.deciding import ask, ask_for_changes, call_back, clear
from cairn.domain.gating.operations.links import Seen, note_links
from cairn.domain.gating.operations.standards import set_standards

__all__ = [
    "Said",
    "Seen",
    "Stale",
    "answer",
    "ask",
    "ask_for_changes",
    "call_back",
    "clear",
    "judge",
    "note_links",
    "set_standards",
]
