"""A badge from elsewhere as its earner shows it: what verifying it came to, and apart from that her own words."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cairn.domain.foreign.models import ForeignBadge
from cairn.domain.foreign.queries import statement_of
from cairn.domain.portfolios.access import is_public, showing_of, shown_name
from cairn.web.public.sight import Sight, previewed, sight_of
from cairn.web.public.views.badge_files import not_here
from cairn.web.shared.guards import public


@public
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The page of a badge from elsewhere."""
    return page(request, _found(public_id), sight_of(request))


def page(request: HttpRequest, badge: ForeignBadge | None, sight: Sight) -> HttpResponse:
    """The badge as whoever looks sees it; what is hidden is told from what never was nowhere."""
    sight = previewed(request, sight, badge) if badge else sight
    if badge is None or not sight.sees(badge):
        return not_here(request, badge, sight)
    showing = showing_of(badge)
    context = {
        "badge": badge,
        "sight": sight,
        "name": shown_name(badge),
        "narrative": showing.narrative if showing else "",
        "statement": statement_of(badge),
        "report": {"questions": badge.report["checks"], "endorsements": badge.report["endorsements"]},
        "public": is_public(badge),
        "is_owner": sight.owns(badge),
    }
    response = render(request, "public/foreign.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@public
@require_safe
def picture(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Its picture, as it was drawn anew when it came."""
    badge, sight = _found(public_id), sight_of(request)
    if badge is None or not badge.picture or not _sees(request, badge, sight):
        return not_here(request)
    return _guarded(HttpResponse(bytes(badge.picture), content_type="image/png"))


@public
@require_safe
def credential(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The credential for whoever verifies it herself; always as a download."""
    badge, sight = _found(public_id), sight_of(request)
    if badge is None or not _sees(request, badge, sight):
        return not_here(request)
    response = HttpResponse(badge.credential.encode(), content_type="application/octet-stream")
    ending = "jwt" if badge.form == ForeignBadge.Form.JWT else "json"
    response["Content-Disposition"] = (
        content_disposition_header(True, f"{badge.name[:100]}.{ending}") or "attachment"
    )
    return _guarded(response)


def _found(public_id: UUID) -> ForeignBadge | None:
    return ForeignBadge.objects.select_related("person").filter(public_id=public_id).first()


def _sees(request: HttpRequest, badge: ForeignBadge, sight: Sight) -> bool:
    return previewed(request, sight, badge).sees(badge)


def _guarded(response: HttpResponse) -> HttpResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
