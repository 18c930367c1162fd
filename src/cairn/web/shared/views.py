"""Pictures that every audience shows."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from cairn.engines.badgeart import draw
from cairn.engines.verdict import no
from cairn.web.shared import icons
from cairn.web.shared.guards import public, refuse

A_YEAR = 365 * 24 * 3600


@public
@require_safe
def art(request: HttpRequest, hue: str, tier: int, icon: str, key: str) -> HttpResponse:
    """The badge of `key`, drawn on demand; it never changes, so browsers may keep it for good."""
    try:
        picture = draw(key, hue=hue, icon_paths=icons.paths(icon), tier=tier, title="")
    except (ValueError, icons.NoSuchIcon) as error:
        raise Http404(str(error)) from error
    response = HttpResponse(picture, content_type="image/svg+xml")
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response["Content-Security-Policy"] = "default-src 'none'"
    return response


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from a page of ours, or from one that was open while she signed out and in."""
    sentence = gettext(
        "This page was open for too long. Go back, load it again, and send the form once more."
    )
    return refuse(request, no("stale_form", sentence))
