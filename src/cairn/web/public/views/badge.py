"""A badge's public page."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from cairn.domain.catalog.models import Edition
from cairn.domain.evaluation.queries import latest_outcome, lines
from cairn.domain.issuing.models import Award
from cairn.domain.issuing.queries import offers_of
from cairn.domain.portfolios.access import audience_of, is_public, showing_of, shown_name
from cairn.domain.portfolios.queries import badges, parts_of
from cairn.web.public.endorsed import endorsed
from cairn.web.public.linked import block
from cairn.web.public.serving import asked_for, varied
from cairn.web.public.sight import Sight, previewed, sight_of
from cairn.web.public.views.badge_files import as_json, not_here
from cairn.web.public.views.evidence import seen_of
from cairn.web.shared.guards import public
from cairn.workflows import addresses, crediting, verifying


@public
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The page, or the signed document for a program that asks for JSON."""
    if media_type := asked_for(request):
        return varied(as_json(request, public_id, media_type))
    return page(request, badges().filter(public_id=public_id).first(), sight_of(request))


def page(request: HttpRequest, award: Award | None, sight: Sight) -> HttpResponse:
    """The page of a badge to whoever looks, or the one answer that there is nothing to see."""
    sight = previewed(request, sight, award) if award else sight
    if award is None or not sight.sees(award):
        return varied(not_here(request, award, sight))
    report = verifying.verify(award.credential.text.encode(), at=sight.at)
    shown = showing_of(award)
    context = {
        "award": award,
        "showing": shown,
        "audience": audience_of(award),
        "shown_name": shown_name(award),
        "sight": sight,
        "link": addresses.absolute(addresses.badge(award.public_id)),
        "image": addresses.absolute(addresses.badge_image(award.public_id)),
        "report": report,
        "at": sight.at,
        "is_owner": sight.owns(award),
        "formless": not request.user.is_authenticated,
        "structured": structured(award),
        "evidence": seen_of(award, sight),
        "downloads": _downloads(award),
        **endorsed(request, award, *([award.edition] if award.edition else [])),
        **(_judged(award, award.edition) if award.edition else _stacked(award, sight)),
    }
    response = varied(render(request, "public/badge.html", context))
    # What could not be checked today may be there again with the next request.
    kept = "no-cache" if report.overall != "unknown" else "no-store"
    response["Cache-Control"] = kept if is_public(award) and not sight.query else "private, no-store"
    return response


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
        "tested": award.qualification_id is not None,
        "judged": _said(award, "Judging"),
        "gate": _said(award, "Test"),
        "worths": list(edition.micro_credential.worths.order_by("recognizer")),
    }


def _said(award: Award, genre: str) -> str:
    """What the signed document itself says of how it came about; empty where it says nothing of the kind."""
    evidence = json.loads(award.credential.text).get("evidence", [])
    found = (one.get("narrative", "") for one in evidence if one.get("genre") == genre)
    return str(next(found, ""))


def _stacked(award: Award, sight: Sight) -> dict[str, Any]:
    """What stands behind a stack's badge: the badges of its parts, hidden ones without a link."""
    parts = list(parts_of(award))
    return {
        "stacked": award.stack_edition,
        "parts": [(part, sight.sees(part)) for part in parts],
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
        *([("badge_jwt", "key-round", "JWT")] if crediting.has_address() else []),
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
