"""What stands before every view: the content policy, the shut door, and the friendly no."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from cairn.engines.lifecycle import WrongMove
from cairn.engines.verdict import Refused, no
from cairn.web.shared.guards import ask_to_sign_in, is_open, refuse

Next = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    )
)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class ContentPolicy:
    """Sends the strict policy with every response; a view may set a stricter one of its own."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Referrer-Policy", "same-origin")
        return response


class OwnClock:
    """Shows dates and times in the time zone of the signed-in person; visitors get the installation's."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(_zone(request.user.time_zone)):
            return self.get_response(request)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None


class ShutUnlessPublic:
    """Turns visitors away from any view that is not marked public, and answers refusals in words."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if _has_nul(request, view):
            return refuse(request, no("unreadable", gettext("This holds a character that is no text.")), 400)
        if getattr(view, "asks_for_token", False) or request.user.is_authenticated:
            return None
        if request.resolver_match and is_open(request.resolver_match):
            return None
        return ask_to_sign_in(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            return refuse(request, error.verdict)
        if isinstance(error, WrongMove):
            sentence = gettext(
                "This has moved on since you opened the page. Go back, load it again and look at what is new."
            )
            return refuse(request, no("moved_on", sentence), status=409)
        return None


def _has_nul(request: HttpRequest, view: Callable[..., HttpResponse]) -> bool:
    """Whether a field holds the one character that PostgreSQL keeps in no text.

    A view that is exempt from the form check looks at the size of a form before it is read; it guards itself.
    """
    forms = [request.GET] if getattr(view, "csrf_exempt", False) else [request.GET, request.POST]
    return any("\0" in value for form in forms for values in form.lists() for value in values[1])
