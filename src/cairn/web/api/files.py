"""Sending evidence: who may open it is asked on every request, so that withdrawn consent stops playback at once."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from cairn.domain.evidence.access import may_open
from cairn.domain.evidence.models import StoredFile
from cairn.engines.verdict import demand
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.sending import send_file


@signed_in
@require_safe
def send(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """A file, or the range of it that a player asks for."""
    file = get_object_or_404(StoredFile.objects.select_related("original"), public_id=public_id)
    demand(may_open(person_of(request), file, at=timezone.now()))
    return send_file(request, file)
