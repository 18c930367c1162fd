"""An edition as it was published, for good: what a credential points at."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cairn.domain.catalog.models import Edition
from cairn.web.public.endorsed import endorsed
from cairn.web.public.serving import ALONE
from cairn.web.public.shown import evidence_of
from cairn.web.shared.guards import public
from cairn.workflows.awarding import art_of

FOR_GOOD = "public, max-age=31536000, immutable"


def _edition(public_id: UUID) -> Edition:
    rows = Edition.objects.select_related("micro_credential__organization", "micro_credential__edition")
    return get_object_or_404(rows, public_id=public_id)


@public
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    edition = _edition(public_id)
    current = edition.micro_credential.edition
    context = {
        "nav": "explore",
        "edition": edition,
        "row": edition.micro_credential,
        "doc": edition.document,
        "newer": current if current and current.number > edition.number else None,
        "evidence": evidence_of(edition.document),
        **endorsed(request, edition),
        "trail": [
            (
                edition.micro_credential.title,
                reverse("public:micro_credential", args=[edition.micro_credential.public_id]),
            )
        ],
    }
    return render(request, "public/edition.html", context)


@public
@require_safe
def text(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The canonical text, byte for byte: its SHA-256 is the digest that the page shows."""
    edition = _edition(public_id)
    response = HttpResponse(edition.text.encode(), content_type="application/json")
    response["Cache-Control"] = FOR_GOOD
    response["ETag"] = f'"{edition.digest}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


@public
@require_safe
def art(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The badge that this edition leads to."""
    edition = _edition(public_id)
    picture = art_of(edition, edition.micro_credential.organization)
    response = HttpResponse(picture, content_type="image/svg+xml")
    response["Cache-Control"] = FOR_GOOD
    response["Content-Security-Policy"] = ALONE
    return response
