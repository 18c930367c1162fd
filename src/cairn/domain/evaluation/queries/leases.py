"""Which window edits a reading."""

from __future__ import annotations

from datetime import datetime

from cairn.domain.evaluation.models import EditLease, Reading


def lease_of(reading: Reading) -> EditLease | None:
    """The row of the window that edits, or edited, with the revision of what is saved."""
    return EditLease.objects.filter(reading=reading).first()


def editing(lease: EditLease | None, *, at: datetime) -> bool:
    """Whether some window edits at `at`."""
    return bool(lease and lease.window and lease.until and lease.until > at)
