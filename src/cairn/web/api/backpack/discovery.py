"""What this host offers, for programs that know nothing of it yet."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from cairn.engines.openbadges.hosting import Service, service_description
from cairn.web.api.backpack.answers import open_to_all
from cairn.web.api.oauth.scopes import Scopes
from cairn.web.shared.guards import public
from cairn.workflows import addresses


@csrf_exempt  # it changes nothing, and says in the standard's words what it takes instead of a form
@public
@open_to_all
def show(request: HttpRequest) -> HttpResponse:
    """GET /discovery (OB 3.0, 6.1), without a token."""
    return JsonResponse(service_description(service()))


def service() -> Service:
    return Service(
        name=f"Cairn at {urlsplit(settings.PUBLIC_URL).netloc}",
        home=settings.PUBLIC_URL,
        terms=addresses.absolute(reverse("public:terms")),
        privacy=addresses.absolute(reverse("public:privacy")),
        image=addresses.absolute(static("cairn/mark.svg")),
        authorize=addresses.absolute(reverse("api:authorize")),
        token=addresses.absolute(reverse("api:token")),
        register=addresses.absolute(reverse("api:register")),
        scopes=Scopes().get_all_scopes(),
    )
