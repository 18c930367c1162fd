"""Badges for visitors: the document as it is kept, and copies of pages that are known to be still right.

Whoever shows no session gets what everybody gets. A page is drawn once, the long way, and sent again as long as all
that it rests on reads as it did then, which is asked with each request: nothing lags. What visitors may not see, and
whatever is out of the ordinary, goes the long way too.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language_from_request

from cairn.domain.portfolios.marks import Mark, document_of, mark_of
from cairn.engines.openbadges.baking import MEDIA_TYPE
from cairn.web.public.serving import answer, asked_for, varied
from cairn.web.public.views.badge_files import disposition

Next = Callable[[HttpRequest], HttpResponse]
ADDRESS: Final = re.compile(r"/badges/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(/|\.json|)")
GZIP: Final = re.compile(r"\bgzip\b")


class Visitors:
    """Middleware that answers visitors who ask for a badge's page or document, and lets everything else pass."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = ADDRESS.fullmatch(request.path_info)
        if not asked or not _is_plain(request):
            return self.get_response(request)
        public_id, form = UUID(asked[1]), asked[2]
        if form == ".json":
            return _document(request, public_id, MEDIA_TYPE) or self.get_response(request)
        if media_type := asked_for(request):
            found = _document(request, public_id, media_type)
            return varied(found) if found else self.get_response(request)
        return self._page(request, public_id, timezone.now())

    def _page(self, request: HttpRequest, public_id: UUID, at: datetime) -> HttpResponse:
        mark = mark_of(public_id, at=at)
        if mark is None:
            return self.get_response(request)
        place = f"{public_id}:{get_language_from_request(request)}:{settings.PUBLIC_URL}"
        copy: Copy | None = caches["copies"].get(place)
        if copy is None or copy.mark != mark:
            response = self.get_response(request)
            # Drawn while something changed, it may say half of each.
            if not _is_for_everybody(response) or mark_of(public_id, at=at) != mark:
                return response
            copy = Copy.of(response, mark)
            caches["copies"].set(place, copy)
        return copy.response(request)


@dataclass(frozen=True, slots=True)
class Copy:
    """A page as it was drawn, plain and compressed, with the mark that it stands by."""

    mark: Mark
    body: bytes
    small: bytes
    headers: dict[str, str]

    @classmethod
    def of(cls, response: HttpResponse, mark: Mark) -> Copy:
        body = response.content
        headers = {name: value for name, value in response.items() if name != "Content-Length"}
        headers["ETag"] = f'W/"{sha256(body).hexdigest()[:32]}"'
        return cls(mark, body, gzip.compress(body, mtime=0), headers)

    def response(self, request: HttpRequest) -> HttpResponse:
        """The page for whoever asks; what she has already is not sent again."""
        if GZIP.search(request.headers.get("Accept-Encoding", "")):
            response = HttpResponse(self.small, headers=self.headers)
            response["Content-Encoding"] = "gzip"
        else:
            response = HttpResponse(self.body, headers=self.headers)
        patch_vary_headers(response, ["Accept-Encoding"])
        return get_conditional_response(request, etag=self.headers["ETag"], response=response) or response


def _is_plain(request: HttpRequest) -> bool:
    """Whether nothing tells the one who asks from everybody else."""
    return (
        request.method in ("GET", "HEAD")
        and not request.META.get("QUERY_STRING")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and CookieStorage.cookie_name not in request.COOKIES
        and "HX-Request" not in request.headers
    )


def _is_for_everybody(response: HttpResponse) -> bool:
    return response.status_code == 200 and response["Cache-Control"] == "no-cache" and not response.cookies


def _document(request: HttpRequest, public_id: UUID, media_type: str) -> HttpResponse | None:
    found = document_of(public_id)
    if found is None:
        return None
    response = answer(request, found.text, media_type, changed=found.changed_at)
    response["Content-Disposition"] = disposition(found.title, "json")
    patch_vary_headers(response, ["Cookie"])
    return response
