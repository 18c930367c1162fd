"""A page, or the part of it that htmx asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import shortcuts
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    part: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render `template`; for htmx only its partial `part` (`{% partialdef part %}`), when one is named.

    Restored history and boosted links want the whole page and get it.
    """
    htmx = request.headers.get("HX-Request") == "true"
    whole = {"HX-Boosted", "HX-History-Restore-Request"} & request.headers.keys()
    name = f"{template}#{part}" if part and htmx and not whole else template
    response = shortcuts.render(request, name, dict(context or {}), status=status)
    if part:
        patch_vary_headers(response, ["HX-Request"])
    return response
