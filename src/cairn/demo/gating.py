"""Walking a draft through the quality gate: its author answers and asks, and a reviewer answers and clears."""

from __future__ import annotations

from datetime import datetime

from cairn.demo.material import gate_answers
from cairn.domain.catalog.models import Draft
from cairn.domain.gating import operations as gating
from cairn.domain.gating.models import Review
from cairn.domain.people.models import Person
from cairn.workflows import reviewing


def answer(draft: Draft, *, author: Person, at: datetime) -> Review:
    """Let the author answer every standard."""
    return gating.answer(
        micro_credential=draft.micro_credential,
        document=draft.document,
        said=gate_answers("author"),
        by=author,
        at=at,
    )


def ask(draft: Draft, *, author: Person, reviewer: Person, at: datetime, message: str = "") -> Review:
    """Let the author answer every standard and ask the reviewer by name."""
    answer(draft, author=author, at=at)
    return reviewing.ask(draft=draft, reviewers=[reviewer], message=message, by=author, at=at)


def clear(draft: Draft, *, author: Person, reviewer: Person, at: datetime) -> Review:
    """Bring the draft as it stands through the gate."""
    review = ask(draft, author=author, reviewer=reviewer, at=at)
    review = gating.judge(review=review, said=gate_answers("reviewer"), by=reviewer, at=at)
    return reviewing.clear(review=review, note="", by=reviewer, at=at)
