"""What this installation promises about people's data, and on which terms it may be used."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cairn.web.shared.guards import public


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is known about people here, and who sees it; the operator's own page where there is one."""
    return _own_or(request, settings.PRIVACY_PAGE, "public/privacy.html")


@public
@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """On which terms people and programs use this installation; the operator's own page where there is one."""
    return _own_or(request, settings.TERMS_PAGE, "public/terms.html")


def _own_or(request: HttpRequest, address: str, template: str) -> HttpResponse:
    return redirect(address) if address else render(request, template)
