"""Who issues: an organization's page, its keys, and its lists of what was revoked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from cairn.domain.catalog.queries import offers_of
from cairn.domain.issuing.models import StatusList
from cairn.domain.issuing.queries import keys_of, profile_of, signing_key
from cairn.domain.people.models import Organization
from cairn.engines.openbadges.baking import MEDIA_TYPE
from cairn.web.public.shown import card
from cairn.web.shared.guards import public
from cairn.workflows import crediting


@public
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    organization = get_object_or_404(Organization, slug=slug)
    key = signing_key(organization)
    context = {
        "organization": organization,
        "cards": [card(row) for row in offers_of(organization)],
        "keys": [(each, crediting.name_of(organization, each)) for each in keys_of(organization)],
        "profile": profile_of(organization),
        "identity": crediting.issuer_id(organization, key) if key else "",
    }
    return render(request, "public/issuer.html", context)


def _document(document: dict[str, Any], media_type: str, status: int = 200) -> JsonResponse:
    response = JsonResponse(document, content_type=media_type, status=status)
    response["Cache-Control"] = "no-cache"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _nothing(sentence: str) -> JsonResponse:
    return _document({"error": {"code": "not_found", "text": sentence}}, "application/json", status=404)


@public
@require_safe
def did(request: HttpRequest, slug: str) -> HttpResponse:
    """The `did:web` document; did:web asks for HTTPS, so without it there is none."""
    organization = get_object_or_404(Organization, slug=slug)
    if not settings.PUBLIC_URL.startswith("https://"):
        return _nothing(gettext("This installation has no HTTPS address, so its issuers are did:key."))
    return _document(crediting.did_document(organization, keys_of(organization)), "application/did+json")


@public
@require_safe
def status(request: HttpRequest, slug: str, public_id: UUID, by: str = "") -> HttpResponse:
    """A signed list of revocations as it stands at this moment, or the copy that one key has to itself."""
    rows = StatusList.objects.select_related("organization")
    status_list = get_object_or_404(rows, public_id=public_id, organization__slug=slug)
    try:
        return _document(crediting.status_credential(status_list, at=timezone.now(), by=by), MEDIA_TYPE)
    except LookupError:
        return _nothing(gettext("This issuer has no key to sign its list with."))


@public
@require_safe
def image(request: HttpRequest, slug: str) -> HttpResponse:
    """The issuer's picture, which badges show."""
    organization = get_object_or_404(Organization, slug=slug)
    told = profile_of(organization)
    if told is None or not told.image:
        raise Http404
    response = HttpResponse(bytes(told.image), content_type="image/png")
    response["Cache-Control"] = "public, max-age=3600"
    response["Access-Control-Allow-Origin"] = "*"
    return response
