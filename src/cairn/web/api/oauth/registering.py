"""How a program makes itself known before it asks anybody for anything (RFC 7591)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from oauth2_provider.views import DynamicClientRegistrationView

from cairn.web.shared.guards import public

LARGEST: Final = 16_384
LONGEST_NAME: Final = 100
MOST_ADDRESSES: Final = 10
GRANTS: Final = {"authorization_code", "refresh_token"}
INSIDE: Final = {"127.0.0.1", "localhost", "::1"}


class WithinLimit:
    """Anybody may register a program, a few times an hour."""

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(ratelimit.consume(request, action="register_program"))


@method_decorator(public, name="dispatch")
class Register(DynamicClientRegistrationView):  # type: ignore[misc]  # the library has no types
    """Takes a program that asks people by the authorization code grant, and no other."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if problem := next(_problems(request), None):
            return JsonResponse({"error": problem[0], "error_description": problem[1]}, status=400)
        response: HttpResponse = super().post(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response


def _problems(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """What speaks against a registration, as the error codes of RFC 7591, 3.2.2, with a sentence each."""
    told = _read(request)
    if told is None:
        yield "invalid_client_metadata", f"Send one JSON object of at most {LARGEST:,} bytes."
        return
    name, grants, addresses = (told.get(key) for key in ("client_name", "grant_types", "redirect_uris"))
    if not isinstance(name, str) or not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        yield "invalid_client_metadata", f"Give a client_name of at most {LONGEST_NAME} letters."
    if grants is not None and not (isinstance(grants, list) and set(map(str, grants)) <= GRANTS):
        yield "invalid_client_metadata", "Only the grants authorization_code and refresh_token are offered."
    if not isinstance(addresses, list) or not 0 < len(addresses) <= MOST_ADDRESSES:
        yield "invalid_redirect_uri", f"Give one to {MOST_ADDRESSES} redirect_uris."
    elif not all(isinstance(address, str) and _leads_back(address) for address in addresses):
        yield "invalid_redirect_uri", "A redirect_uri begins with https and has no fragment and no user."


def _read(request: HttpRequest) -> dict[str, Any] | None:
    if len(request.body) > LARGEST:
        return None
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _leads_back(address: str) -> bool:
    """Whether people may be sent there; without TLS only on the machine of whoever tries Cairn out."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    inside = parts.scheme == "http" and host in INSIDE and not settings.HTTPS
    plain = address.isascii() and address.isprintable() and " " not in address
    return (
        plain
        and (parts.scheme == "https" or inside)
        and bool(host)
        and "#" not in address
        and "@" not in parts.netloc
    )
