"""Every address, by audience."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    # First, since programs ask often and addresses are tried in this order.
    path("", include("cairn.web.api.urls")),
    path("", include("cairn.web.public.urls")),
    path("", include("cairn.web.account.urls")),
    path("", include("cairn.web.earner.urls")),
    path("", include("cairn.web.evaluator.urls")),
    path("", include("cairn.web.author.urls")),
    path("", include("cairn.web.coach.urls")),
    path("", include("cairn.web.recognizer.urls")),
    path("", include("cairn.web.organization.urls")),
    path("", include("cairn.web.shared.urls")),
    path("account/", include("allauth.account.urls")),
    path("", include("cairn.web.api.oauth.managed_urls")),
]
