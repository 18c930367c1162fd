"""The inbox of shared badges and the record of professional learning. No evidence anywhere."""

from __future__ import annotations

import csv

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from cairn.domain.approvals.access import day_in
from cairn.domain.recognition import queries
from cairn.domain.recognition.models import Verification
from cairn.domain.stacks.agreed import waiting_for
from cairn.web.recognizer.shown import SORTS, found, rows_of
from cairn.web.recognizer.tables import HEADS, lines
from cairn.web.recognizer.views.finding import chosen, organizations
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import sharing

A_PAGE = 50


@signed_in
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What was shared, and what is on record."""
    kept = organizations(request)
    organization = chosen(request, kept)
    words, sort = request.GET.get("q", "")[:100], request.GET.get("sort", "filed")
    page = Paginator(found(queries.record_of(organization), words=words, sort=sort), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "nav": "recognizing",
        "tab": "record",
        "organizations": list(kept),
        "organization": organization,
        "shared": list(queries.inbox(organization)),
        "agreements": list(waiting_for(person_of(request))),
        "claims": queries.claims_waiting_in(kept.filter(pk=organization.pk)),
        "rows": rows_of(page.object_list),
        "page": page,
        "words": words,
        "sort": sort,
        "sorts": [(key, label) for key, (label, _) in SORTS.items()],
        "query": urlencode({"organization": organization.slug, "q": words, "sort": sort}),
    }
    return render(request, "recognizer/home.html", context, part="record")


@signed_in
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The record as CSV, as it is searched and sorted on the page."""
    organization = chosen(request, organizations(request))
    record = found(
        queries.record_of(organization), words=request.GET.get("q", ""), sort=request.GET.get("sort", "filed")
    )
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"{organization.slug}-professional-learning-{timezone.localdate().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    writer = csv.writer(response)
    writer.writerow(HEADS)
    writer.writerows(lines(rows_of(record), organization, on=day_in(organization, timezone.now())))
    return response


@signed_in
@require_POST
def check_all(request: HttpRequest) -> HttpResponse:
    """Check every filed badge of the organization once more."""
    organization = chosen(request, organizations(request))
    at, by = timezone.now(), person_of(request)
    checks = sharing.verify_all(filings=queries.record_of(organization), by=by, at=at)
    bad = sum(check.outcome != Verification.Outcome.VALID for check in checks)
    if not bad:
        messages.success(request, gettext("All %(count)d badges are valid today.") % {"count": len(checks)})
    else:
        sentence = ngettext(
            "%(bad)d of %(count)d badges is not valid any more. It is marked below.",
            "%(bad)d of %(count)d badges are not valid any more. They are marked below.",
            bad,
        )
        messages.warning(request, sentence % {"bad": bad, "count": len(checks)})
    return redirect(f"{reverse('recognizer:home')}?{urlencode({'organization': organization.slug})}")
