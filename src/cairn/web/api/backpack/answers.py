"""Answers to programs in the words of the standard, and the token that is asked for before any."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from oauth2_provider.oauth2_backends import get_oauthlib_core

from cairn.engines.openbadges.hosting import Minor, status_info
from cairn.web.shared.guards import with_token

View = Callable[..., HttpResponse]
Views = dict[str, tuple[str, View]]

MINORS: Final[dict[int, Minor]] = {
    400: "invalid_data",
    401: "unauthorizedrequest",
    403: "forbidden",
    404: "not_found",
    405: "not_allowed",
    406: "not_acceptable",
    413: "invalid_data",
    415: "not_acceptable",
    429: "server_busy",
}


class Problem(Exception):
    """A request that is not answered as asked; its status and a sentence that says what to do."""

    def __init__(self, status: int, text: str, minor: Minor | None = None) -> None:
        super().__init__(text)
        self.status = status
        self.text = text
        self.minor = minor or MINORS[status]

    def answer(self) -> HttpResponse:
        return JsonResponse(status_info(self.minor, self.text), status=self.status)


def by_method(views: Views) -> View:
    """One address, a view and its scope for each method; views are told whom the token stands for, and its program."""

    @csrf_exempt
    @with_token
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            scope, view = views.get(request.method or "", ("", None))
            token = _token(request, scope)
            if view is None:
                raise Problem(405, f"Ask with {' or '.join(views)}.")
            response = view(request, token.user, token.application)
        except Problem as problem:
            response = problem.answer()
        return _sent(response, views)

    return answer


def _sent(response: HttpResponse, views: Views) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    if response.status_code == 405:
        response["Allow"] = ", ".join(views)
    if response.status_code in {401, 403}:
        error = "invalid_token" if response.status_code == 401 else "insufficient_scope"
        response["WWW-Authenticate"] = f'Bearer error="{error}"'
    return response


def _token(request: HttpRequest, scope: str) -> Any:
    """The access token that came along, if it holds and may be used for this; raises `Problem`."""
    valid, asked = get_oauthlib_core().verify_request(request, scopes=[scope] if scope else [])
    if valid and asked.user is not None and asked.user.is_active:
        return asked.access_token
    if (getattr(asked, "oauth2_error", None) or {}).get("error") == "insufficient_scope":
        raise Problem(403, f"This token was not given for {scope}. Ask the person for it.")
    raise Problem(401, "Send an access token that holds: Authorization: Bearer ... Renew it if it ran out.")


def open_to_all(view: View) -> View:
    """A view that needs no token, with the same kind of answer when it is asked wrongly."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            response = Problem(405, "Ask with GET.").answer()
            response["Allow"] = "GET"
            return response
        return view(request)

    return answer
