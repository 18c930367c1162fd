"""Taking over what another organization published under an open license."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cairn.domain.catalog import document as documents
from cairn.domain.catalog.licensing import may_adapt
from cairn.domain.catalog.models import Edition, MicroCredential
from cairn.domain.catalog.queries import offered
from cairn.domain.people.models import Role
from cairn.domain.people.queries import organizations_of
from cairn.engines.verdict import Refused
from cairn.web.shared.guards import for_roles, person_of
from cairn.web.shared.pages import render
from cairn.workflows import authoring

MOST = 20


@for_roles("author")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """What is offered, and whether its license lets her adapt it; a post begins a draft with it."""
    person, at, problem = person_of(request), timezone.now(), ""
    mine = list(organizations_of(person, Role.AUTHOR, at=at))
    if request.method == "POST":
        edition = get_object_or_404(
            Edition.objects.select_related("micro_credential__organization"),
            public_id=request.POST.get("edition", ""),
            current_of__in=offered(),
        )
        own = next((one for one in mine if one.slug == request.POST.get("organization")), mine[0])
        try:
            draft = authoring.adopt(edition=edition, organization=own, by=person, at=at)
        except Refused as refusal:
            problem = refusal.verdict.sentence
        else:
            messages.success(request, gettext("It is yours to change now. The source is named with it."))
            return redirect("author:draft", draft.public_id)
    words = request.GET.get("q", "").strip()
    found = offered().filter(title__icontains=words).order_by("title")[:MOST]
    context = {
        "nav": "authoring", "q": words, "mine": mine, "problem": problem,
        "rows": [_row(row, {one.pk for one in mine}) for row in found if row.edition],
    }  # fmt: skip
    return render(request, "author/adopt.html", context, status=422 if problem else 200)


def _row(row: MicroCredential, mine: set[int]) -> dict[str, object]:
    edition = row.edition
    document = documents.lifted(edition.document) if edition else {}
    return {
        "row": row,
        "edition": edition,
        "competency": document["competency"],
        "license": documents.LICENSES[document["license"]],
        "verdict": may_adapt(document, own=row.organization_id in mine),
    }
