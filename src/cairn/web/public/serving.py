"""Answers for programs: JSON, JWTs and pictures at addresses that stay, for anybody's page and anybody's verifier."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, quote_etag

from cairn.engines.openbadges.baking import MEDIA_TYPE

JSON = "application/json"
LINKED = "application/ld+json"
DID = "application/did+json"
# A page comes first, so that whoever takes anything gets what a person would.
OFFERED = ("text/html", MEDIA_TYPE, LINKED, JSON)
# A picture or a text by itself runs nothing and loads nothing.
ALONE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def asked_for(request: HttpRequest) -> str:
    """The media type of JSON that is wanted at an address that has a page as well; empty for the page."""
    found = request.get_preferred_type(OFFERED)
    return "" if found in (None, "text/html") else str(found)


def varied(response: HttpResponse) -> HttpResponse:
    """An answer of an address that has a page and JSON: caches must keep the two apart."""
    patch_vary_headers(response, ["Accept"])
    return response


def document(
    request: HttpRequest,
    said: Mapping[str, Any],
    media_type: str,
    *,
    status: int = 200,
    etag: str = "",
    private: bool = False,
) -> HttpResponse:
    """A document as JSON."""
    text = json.dumps(said, ensure_ascii=False, indent=1)
    return answer(request, text, media_type, status=status, etag=etag, private=private)


def answer(
    request: HttpRequest,
    body: str | bytes,
    media_type: str,
    *,
    status: int = 200,
    etag: str = "",
    changed: datetime | None = None,
    private: bool = False,
) -> HttpResponse:
    """What a program asked for, to be asked for again each time; `etag` where the bytes differ without a reason.

    Pages of other sites may read it. What is `private` is kept by nobody on the way.
    """
    data = body.encode() if isinstance(body, str) else body
    response = HttpResponse(data, content_type=media_type, status=status)
    response["Access-Control-Allow-Origin"] = "*"
    response["Content-Security-Policy"] = ALONE
    response["Cache-Control"] = "private, no-store" if private else "no-cache"
    if private or status != 200:
        return response
    tag = f'W/"{etag}"' if etag else quote_etag(sha256(data).hexdigest()[:32])
    response["ETag"] = tag
    if changed:
        response["Last-Modified"] = http_date(changed.timestamp())
    # A date counts whole seconds, and a second revocation may come within one: the tag alone decides.
    return get_conditional_response(request, etag=tag, response=response) or response


def nothing(request: HttpRequest, sentence: str) -> HttpResponse:
    """Nothing is served at this address, and why."""
    return document(request, {"error": {"code": "not_found", "text": sentence}}, JSON, status=404)
