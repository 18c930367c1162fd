"""Where programs change a code for tokens, renew them, give them back, and learn how all this goes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.decorators import method_decorator
from oauth2_provider.views import OAuthServerMetadataView, RevokeTokenView, TokenView

from cairn.web.shared.guards import public
from cairn.workflows import addresses

NAMES = {
    "authorize": "api:authorize",
    "token": "api:token",
    "revoke-token": "api:revoke",
    "dcr-register": "api:register",
}


@method_decorator(public, name="dispatch")
class Token(TokenView):  # type: ignore[misc]  # the library has no types
    """RFC 6749, 3.2: a code works once, and a refresh token that is used twice ends its whole family."""


@method_decorator(public, name="dispatch")
class Revoke(RevokeTokenView):  # type: ignore[misc]  # the library has no types
    """RFC 7009."""


@method_decorator(public, name="dispatch")
class Metadata(OAuthServerMetadataView):  # type: ignore[misc]  # the library has no types
    """RFC 8414, by the names of our addresses."""

    def _get_endpoint_url(self, request: HttpRequest, view_name: str, required: bool = False) -> str | None:
        name: Any = NAMES.get(view_name)
        return addresses.absolute(reverse(name)) if name else None
