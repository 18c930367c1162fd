"""The server's half of `data-autosave`: answers that a form in the browser understands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest, JsonResponse


def is_autosave(request: HttpRequest) -> bool:
    """Whether the form was sent in the background, and so wants one of the answers below."""
    return request.headers.get("X-Autosave") == "1"


def revision_in(request: HttpRequest) -> int:
    """The revision that the browser began from; 0 when it sent none or nonsense."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def saved(revision: int, at: datetime) -> JsonResponse:
    """Saved: the browser forgets its own copy and goes on from `revision`."""
    return JsonResponse({"revision": revision, "saved_at": at.isoformat()})


def conflict(revision: int, fields: Mapping[str, str]) -> JsonResponse:
    """Someone saved in between: the browser shows `fields` (name to text) beside what was typed."""
    return JsonResponse({"revision": revision, "fields": dict(fields)}, status=409)


def refused(sentence: str) -> JsonResponse:
    """Not saved for a reason the person can mend; the browser keeps the words and shows the sentence."""
    return JsonResponse({"error": {"code": "refused", "text": sentence}}, status=422)
