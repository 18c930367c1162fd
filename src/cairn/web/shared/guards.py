"""Who may open a page: nobody without signing in, unless the view says that it is public."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import ResolverMatch, reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import gettext

from cairn.engines.verdict import Refused, Verdict, no
from cairn.web.shared.roles import roles_today

if TYPE_CHECKING:
    from cairn.domain.people.models import Person

View = TypeVar("View", bound=Callable[..., Any])

# Views of libraries that guard themselves, by module.
GUARDED_ELSEWHERE = (
    "allauth.",
    "oauth2_provider.",
    "django.contrib.staticfiles.",
    "django.views.static",
    "django.views.i18n",
)


def public(view: View) -> View:
    """Mark a view as open to everyone, signed in or not."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def with_token(view: View) -> View:
    """Say that a view is for programs: it asks for a token by itself, and turns whoever has none away."""
    view.asks_for_token = True  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Say that a view is for signed-in people; `ShutUnlessPublic` has made sure, this asks again."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return view(request, *args, **kwargs) if request.user.is_authenticated else ask_to_sign_in(request)

    return cast("View", guarded)


def for_roles(*roles: str) -> Callable[[View], View]:
    """Open a view to people who hold one of `roles` today; others get a page that says whom it is for."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not request.user.is_authenticated:
                return ask_to_sign_in(request)
            if not set(roles) & roles_today(person_of(request)):
                names = " / ".join(role.replace("_", " ") for role in roles)
                raise Refused(
                    no(
                        "role",
                        gettext("This page is for the role %(roles)s, which you do not hold.")
                        % {"roles": names},
                    )
                )
            return view(request, *args, **kwargs)

        return cast("View", guarded)

    return decorate


def person_of(request: HttpRequest) -> Person:
    """The signed-in person; raises `Refused` for a visitor."""
    if not request.user.is_authenticated:
        raise Refused(no("signed_out", gettext("Sign in to go on.")))
    return request.user


def is_open(match: ResolverMatch) -> bool:
    """Whether a visitor may reach the view that an address leads to."""
    view = getattr(match.func, "view_class", match.func)
    if getattr(match.func, "is_public", False) or getattr(view, "is_public", False):
        return True
    return view.__module__.startswith(GUARDED_ELSEWHERE)


def wants_page(request: HttpRequest) -> bool:
    """Whether a person at a browser waits for a whole page, not htmx, a script or a program."""
    accept = request.headers.get("Accept", "text/html")
    return "HX-Request" not in request.headers and ("text/html" in accept or accept == "*/*")


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back; 401 for htmx and programs, which must not take that page for their answer."""
    back = request.get_full_path() if request.method == "GET" else "/"
    address = f"{reverse('account_login')}?{urlencode({'next': back})}"
    if wants_page(request):
        return redirect(address)
    sentence = gettext("You are signed out. Sign in to go on.")
    response = JsonResponse(
        {"error": {"code": "signed_out", "text": sentence}, "sign_in": address}, status=401
    )
    if request.method == "GET" and "HX-Request" in request.headers:
        response["HX-Redirect"] = reverse("account_login")
    return response


def refuse(request: HttpRequest, verdict: Verdict, status: int = 403) -> HttpResponse:
    """A friendly page (or JSON for a program) with the reasons of `verdict`."""
    if wants_page(request):
        response = render(
            request, "shared/refused.html", {"verdict": verdict, "status": status}, status=status
        )
    else:
        reasons = [{"code": reason.code, "text": reason.text} for reason in verdict.reasons]
        response = JsonResponse(
            {"error": {"code": reasons[0]["code"], "text": verdict.sentence}, "reasons": reasons},
            status=status,
        )
    patch_vary_headers(response, ["Accept", "HX-Request"])
    return response
