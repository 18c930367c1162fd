"""A badge's public page, and the badge in every form in which it can be taken along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from cairn.domain.catalog.models import Edition
from cairn.domain.evaluation.queries import latest_outcome, lines
from cairn.domain.issuing import access
from cairn.domain.issuing.models import Award
from cairn.domain.issuing.queries import awards, offers_of, parts_shown
from cairn.engines.openbadges.baking import MEDIA_TYPE
from cairn.engines.verdict import Verdict, yes
from cairn.web.public.linked import block
from cairn.web.public.views.edition import ALONE
from cairn.web.shared.guards import person_of, public
from cairn.workflows import addresses, picturing, verifying


def _award(public_id: UUID) -> Award:
    return get_object_or_404(awards(), public_id=public_id)


def _is_owner(request: HttpRequest, award: Award) -> bool:
    return request.user.is_authenticated and bool(access.owns(person_of(request), award))


def _shown_to(request: HttpRequest, award: Award) -> Verdict:
    """Whether this visitor may see it: her own badge an earner always may, once it is issued."""
    verdict = access.may_show(award)
    return yes() if "hidden" in verdict.codes and _is_owner(request, award) else verdict


def _not_shown(request: HttpRequest, verdict: Verdict) -> HttpResponse:
    return render(request, "public/hidden.html", {"verdict": verdict}, status=404)


@public
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    award = _award(public_id)
    if not (verdict := _shown_to(request, award)):
        return _not_shown(request, verdict)
    at = timezone.now()
    context = {
        "award": award,
        "link": addresses.absolute(addresses.badge(award.public_id)),
        "image": addresses.absolute(addresses.badge_image(award.public_id)),
        "report": verifying.verify(award.credential.text.encode(), at=at),
        "at": at,
        "is_owner": _is_owner(request, award),
        "hidden": not award.public,
        "structured": structured(award),
        "downloads": _downloads(award),
        **(_judged(award, award.edition) if award.edition else _stacked(award)),
    }
    return render(request, "public/badge.html", context)


def _judged(award: Award, edition: Edition) -> dict[str, Any]:
    """What stands behind a micro-credential's badge: the levels that evaluators found, or its issuer's records."""
    outcome = latest_outcome(award.attempt) if award.attempt else None
    levels = {level["key"]: level["name"] for level in edition.document["rubric"]["levels"]}
    return {
        "edition": edition,
        "doc": edition.document,
        "lines": lines(outcome) if outcome else [],
        "passing": levels[edition.document["rubric"]["pass_level"]],
        "recorded": award.import_row_id is not None,
        "worths": list(edition.micro_credential.worths.order_by("recognizer")),
    }


def _stacked(award: Award) -> dict[str, Any]:
    """What stands behind a stack's badge: the badges of its parts, hidden ones without a link."""
    parts = list(parts_shown(award))
    return {
        "stacked": award.stack_edition,
        "parts": parts,
        "all_judged": not any(part.import_row_id for part in parts),
        "gone": [part for part in parts if part.state == "revoked"],
        "offers": list(offers_of(award)),
    }


def _downloads(award: Award) -> list[tuple[str, str, str]]:
    """Address, icon and name of each form."""
    forms = (
        ("badge_png", "image", "PNG"),
        ("badge_svg", "shapes", "SVG"),
        ("certificate", "file-text", "PDF"),
        ("credential", "braces", "JSON"),
    )
    return [(reverse(f"public:{name}", args=[award.public_id]), icon, label) for name, icon, label in forms]


def structured(award: Award) -> SafeString:
    """The badge in schema.org's terms, safe inside a script element that holds data."""
    said = {
        "@context": "https://schema.org",
        "@type": "EducationalOccupationalCredential",
        "name": award.title,
        "description": award.claim,
        "credentialCategory": "badge" if award.stack_id else "micro-credential",
        "url": addresses.absolute(addresses.badge(award.public_id)),
        "image": addresses.absolute(addresses.badge_image(award.public_id)),
        "dateCreated": award.earned_on.isoformat(),
        "recognizedBy": {"@type": "Organization", "name": award.organization.name},
    }
    return block(said)


def _file(
    request: HttpRequest, public_id: UUID, make: Callable[[Award], bytes], media_type: str, ending: str
) -> HttpResponse:
    award = _award(public_id)
    if not (verdict := _shown_to(request, award)):
        return _not_shown(request, verdict)
    response = HttpResponse(make(award), content_type=media_type)
    name = slugify(award.title) or "badge"
    response["Content-Disposition"] = f'inline; filename="{name}.{ending}"'
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "no-cache"
    response["Content-Security-Policy"] = ALONE
    response["Last-Modified"] = _http_date(award.changed_at)
    return response


def _http_date(instant: datetime) -> str:
    return instant.strftime("%a, %d %b %Y %H:%M:%S GMT")


@public
@require_safe
def credential(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The signed document, byte for byte as it was issued."""
    return _file(request, public_id, lambda award: award.credential.text.encode(), MEDIA_TYPE, "json")


@public
@require_safe
def svg(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The badge as SVG with its credential in it."""
    return _file(request, public_id, picturing.svg, "image/svg+xml", "svg")


@public
@require_safe
def png(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The badge as PNG with its credential in it."""
    return _file(request, public_id, picturing.png, "image/png", "png")


@public
@require_safe
def certificate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A certificate to print."""
    return _file(request, public_id, picturing.certificate, "application/pdf", "pdf")
