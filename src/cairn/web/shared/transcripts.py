"""A transcript as the file that somebody asked for."""

from __future__ import annotations

from django.http import HttpResponse

from cairn.domain.recognition.models import Transcript
from cairn.workflows import transcribing


def file_of(made: Transcript, kind: str) -> HttpResponse | None:
    """The paper as `pdf`, the signed record as `json`; None for any other kind."""
    if kind == "pdf":
        response = HttpResponse(transcribing.paper(made), content_type="application/pdf")
    elif kind == "json":
        response = HttpResponse(made.text, content_type="application/json")
    else:
        return None
    response["Content-Disposition"] = f'attachment; filename="transcript-{made.public_id}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response
