"""How well an edition is judged: the report for everybody, and its numbers for programs."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cairn.domain.catalog.models import Edition
from cairn.domain.validity import queries
from cairn.domain.validity.states import TOLD
from cairn.engines.openbadges.baking import MEDIA_TYPE
from cairn.web.public.serving import JSON, document, nothing
from cairn.web.shared import validity
from cairn.web.shared.guards import public
from cairn.workflows import attesting

MISSING = "The issuer signs this from 30 first attempts on, as soon as it has issued a badge."


def _edition(public_id: UUID) -> Edition:
    rows = Edition.objects.select_related("micro_credential__organization", "micro_credential__edition")
    return get_object_or_404(rows, public_id=public_id)


@public
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The summary; what concerns single evaluators stays with those who lead them."""
    edition = _edition(public_id)
    history = list(queries.history_of(edition))
    snapshot = history[0] if history else None
    row = edition.micro_credential
    context = {
        "nav": "explore",
        "edition": edition,
        "row": row,
        "snapshot": snapshot,
        "report": validity.report(snapshot.analysis, detailed=False) if snapshot else None,
        "attested": snapshot is not None and snapshot.tier in TOLD,
        "log": validity.log_of(history, queries.actions_of(edition)),
        "trail": [
            (row.title, reverse("public:micro_credential", args=[row.public_id])),
            (str(edition.number), reverse("public:edition", args=[edition.public_id])),
        ],
    }
    return render(request, "public/validity.html", context)


@public
@require_safe
def told(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The numbers of the report as JSON, without what concerns single evaluators."""
    edition = _edition(public_id)
    snapshot = queries.latest(edition)
    if snapshot is None:
        return nothing(request, "Nobody has been judged on this edition yet.")
    said = {
        "snapshot": {
            "number": snapshot.number,
            "sha256": snapshot.sha256,
            "data_sha256": snapshot.data_sha256,
            "engine": snapshot.engine,
            "made_at": snapshot.made_at.isoformat(),
        },
        **validity.for_everybody(snapshot.analysis),
    }
    return document(request, said, JSON)


@public
@require_safe
def endorsement(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The same in the issuer's own words and under its key, as an endorsement of the achievement."""
    signed = attesting.attested(_edition(public_id), at=timezone.now())
    return document(request, signed, MEDIA_TYPE) if signed else nothing(request, MISSING)
