"""Sweeping: what somebody left lying is let go of once its time has run out."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from cairn.domain.evaluation.models import Reading
from cairn.domain.evidence.models import StoredFile, Upload
from cairn.domain.evidence.operations import attempts
from cairn.workflows import (
    anchoring,
    approving,
    arriving,
    calibrating,
    carrying,
    evaluating,
    sharing,
    uploading,
    watching,
)
from cairn.workflows.foreign import rechecking

# How long a lease that ran out is left to its evaluator, who may still continue; others may take the work at once.
LEFT = timedelta(days=1)
AT_ONCE = 100


def sweep(*, at: datetime) -> int:
    """Delete uploads that expired and give long overdue readings back; the number of both. Safe to repeat."""
    expired = Upload.objects.filter(finished_at=None, expires_at__lte=at).exclude(
        file__state=StoredFile.State.TOMBSTONED
    )
    overdue = Reading.objects.filter(state="claimed", leased_until__lte=at - LEFT)
    uploads = list(expired.select_related("file", "part__attempt")[:AT_ONCE])
    readings = list(overdue.select_related("round__attempt", "evaluator")[:AT_ONCE])
    for upload in uploads:
        _give_up(upload, at)
    calibrating.lapse_what_ran_out(at=at)
    anchoring.burn_what_was_withdrawn(at=at)
    for reading in readings:
        evaluating.lapse(reading=reading, at=at)
    evaluating.remind(at=at)
    evaluating.escalate(at=at)
    watching.ask(at=at)
    approving.lapse_overdue(at=at)
    carrying.let_go(at=at)
    arriving.let_go(at=at)
    rechecking.ask_for_checks(at=at)
    sharing.check_what_is_due(at=at)
    return len(uploads) + len(readings)


@transaction.atomic
def _give_up(upload: Upload, at: datetime) -> None:
    """Unless its last piece has just arrived: whoever attaches a file holds the attempt."""
    attempts.lock(upload.part.attempt)
    if Upload.objects.filter(pk=upload.pk, finished_at=None, expires_at__lte=at).exists():
        uploading.discard(file=upload.file, by=None, at=at)
