"""The one address that the library names itself: where a program looks at its registration, or ends it (RFC 7592)."""

from __future__ import annotations

from django.urls import path
from oauth2_provider.views import DynamicClientRegistrationManagementView

app_name = "oauth2_provider"
urlpatterns = [
    path(
        "oauth/register/<str:client_id>/",
        # Who changes a name or an address after people agreed to it registers anew.
        DynamicClientRegistrationManagementView.as_view(http_method_names=["get", "delete", "options"]),
        name="dcr-register-management",
    )
]
