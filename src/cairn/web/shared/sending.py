"""Sending a stored file, or the range of it that a player asks for, so that it cannot act as a page of ours."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from cairn.adapters.storing import NotStored
from cairn.domain.evidence.models import StoredFile
from cairn.engines.ranges import Range, Unsatisfiable, parse_range, range_applies
from cairn.workflows import neighbors

SHOWN = frozenset({"video", "audio", "image", "pdf"})
# What a copy is saved as: the name that its owner gave the original may be her own.
NAMELESS = "evidence"


def send_file(request: HttpRequest, file: StoredFile) -> HttpResponseBase:
    """A file to whoever may open it, or the range that is asked for; kept by nobody on the way.

    Raises `Http404` where the store does not hold it.
    """
    return _guarded(send_stored(request, file.store_key, size=file.size, sha256=file.sha256), file)


def send_stored(
    request: HttpRequest, store_key: str, *, size: int, sha256: str
) -> HttpResponse | StreamingHttpResponse:
    """What the store holds under a key, or the range of it that is asked for (RFC 9110, section 14).

    Raises `Http404` where the store does not hold it.
    """
    # Compressed on the way, a range would no longer be the bytes that its Content-Range names.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    etag = f'"{sha256}"'
    asked = request.headers.get("Range") if range_applies(request.headers.get("If-Range"), etag) else None
    response = _answer(request, store_key, size, parse_range(asked, size))
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    return response


def _answer(
    request: HttpRequest, store_key: str, size: int, wanted: Range | Unsatisfiable | None
) -> HttpResponse | StreamingHttpResponse:
    if isinstance(wanted, Unsatisfiable):
        return HttpResponse(status=416, headers={"Content-Range": wanted.content_range})
    start, length = (wanted.start, wanted.length) if wanted else (0, size)
    status = 206 if wanted else 200
    response: HttpResponse | StreamingHttpResponse
    if request.method == "HEAD":
        response = HttpResponse(status=status)
    else:
        try:
            pieces = neighbors.store().open(store_key, start, length)
        except NotStored as error:
            raise Http404(str(error)) from error
        response = StreamingHttpResponse(pieces, status=status)
    response["Content-Length"] = str(length)
    if wanted:
        response["Content-Range"] = wanted.content_range
    return response


def _guarded(
    response: HttpResponse | StreamingHttpResponse, file: StoredFile
) -> HttpResponse | StreamingHttpResponse:
    """Headers that keep what people uploaded from acting as a page of ours, or from staying in a cache."""
    inline = file.original_id is not None and file.kind in SHOWN
    response["Content-Type"] = file.media_type or "application/octet-stream"
    response["Content-Disposition"] = (
        content_disposition_header(not inline, file.name or NAMELESS) or "attachment"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
