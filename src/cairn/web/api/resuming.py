"""What every resumable upload answers with, and how its bytes are read, whatever is uploaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext

from cairn.adapters.storing import AlreadyStored, StoreError, StoreFull, UploadBusy, WrongOffset
from cairn.engines import tus

AT_ONCE = 1 << 18  # bytes read from the connection at a time: no request is ever held whole


def arriving(request: HttpRequest) -> Iterator[bytes]:
    """The body of a request, piece by piece."""
    while piece := request.read(AT_ONCE):
        yield piece


def not_stored(error: StoreError) -> HttpResponse:
    """What the store said no to, as the status that makes a client wait, ask again or give up."""
    if isinstance(error, WrongOffset):
        return refused("offset", str(error), 409, tus.progress(offset=error.expected))
    if isinstance(error, AlreadyStored):
        return refused("complete", gettext("This upload is complete."), 409)
    if isinstance(error, UploadBusy):
        sentence = gettext("Another window is sending this file. It goes on when that one pauses.")
        return refused("busy", sentence, 423)
    if isinstance(error, StoreFull):
        return refused("full", str(error), 507)
    return refused("store", gettext("Files cannot be kept at the moment. Try again in a minute."), 503)


def refused(code: str, sentence: str, status: int, headers: Mapping[str, str] | None = None) -> JsonResponse:
    """A no, with a sentence that a page shows."""
    answer: dict[str, Any] = {"error": {"code": code, "text": sentence}}
    return JsonResponse(answer, status=status, headers={"Tus-Resumable": tus.VERSION, **(headers or {})})


def wrong_method(allowed: str) -> HttpResponse:
    """What may be asked for here instead."""
    return HttpResponse(status=405, headers={"Allow": allowed, "Tus-Resumable": tus.VERSION})
