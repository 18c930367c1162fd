"""The page that asks a person whether a program may see or add to her badges."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from oauth2_provider.models import get_application_model
from oauth2_provider.views import AuthorizationView

from cairn.web.shared.guards import person_of
from cairn.web.shared.middleware import POLICY
from cairn.workflows import backpack


class Consent(AuthorizationView):  # type: ignore[misc]  # the library has no types
    """Asks on every connection; a program's name is its own claim, so the page says where she will be sent."""

    template_name = "api/consent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["host"] = urlsplit(context.get("redirect_uri", "")).netloc
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        if form.cleaned_data["allow"] and "code=" in response.get("Location", ""):
            program = get_application_model().objects.get(client_id=form.cleaned_data["client_id"])
            backpack.let_in(program=program, by=person_of(self.request), at=timezone.now())
        return response

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        # A browser holds the redirect that follows a form to the policy of the page with the form.
        if origin := _origin(self.oauth2_data.get("redirect_uri", "")):
            policy = POLICY.replace("form-action 'self'", f"form-action 'self' {origin}")
            response["Content-Security-Policy"] = policy
        response["Cache-Control"] = "no-store"
        return response


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
