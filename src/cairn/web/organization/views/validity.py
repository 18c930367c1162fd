"""How well an organization's editions are judged, for those who run it: evaluators under letters, and the data."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from cairn.domain.calibration.access import may_lead
from cairn.domain.catalog.models import Edition
from cairn.domain.people.models import Organization, Person
from cairn.domain.validity import operations, queries
from cairn.domain.validity.access import may_note_action, may_read_reports
from cairn.domain.validity.models import Snapshot
from cairn.engines.verdict import demand
from cairn.web.organization.finding import organization_in
from cairn.web.shared import validity
from cairn.web.shared.forms import Described
from cairn.web.shared.guards import signed_in
from cairn.workflows import validating


class ActionForm(Described, forms.Form):
    """What was done about a finding."""

    text = forms.CharField(
        label=_("What did you do?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody can read it on the public report. Name no evaluator and no earner."),
        error_messages={"required": _("Write what you did. Everybody can read it.")},
    )


@signed_in
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Every edition with its tier and verdict."""
    organization, person = organization_in(request, slug, may_read_reports)
    editions = list(queries.judged(organization))
    tiers = queries.tiers_of(each.pk for each in editions)
    rows = [
        (
            each,
            found,
            validity.tier_look(found.tier if found else ""),
            validity.VERDICTS[found.verdict] if found else None,
        )
        for each in editions
        for found in [tiers.get(each.pk)]
    ]
    context: dict[str, Any] = {
        "nav": "organization",
        "tab": "validity",
        "organization": organization,
        "rows": rows,
    }
    context["may_lead"] = may_lead(person, organization, at=timezone.now())
    return render(request, "organization/validity.html", context)


def _edition(request: HttpRequest, slug: str, public_id: UUID) -> tuple[Organization, Person, Edition]:
    organization, person = organization_in(request, slug, may_read_reports)
    rows = Edition.objects.select_related("micro_credential__organization")
    return (
        organization,
        person,
        get_object_or_404(rows, public_id=public_id, micro_credential__organization=organization),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """The whole report; a post writes what was done about it."""
    organization, person, edition = _edition(request, slug, public_id)
    history = list(queries.history_of(edition))
    snapshot = history[0] if history else None
    form = ActionForm(request.POST or None)
    if request.method == "POST":
        demand(may_note_action(person, edition, at=timezone.now()))
        if snapshot and form.is_valid():
            operations.note_action(
                snapshot=snapshot, text=form.cleaned_data["text"], by=person, at=timezone.now()
            )
            messages.success(request, gettext("Written down. It stands on the public report."))
            return redirect("organization:validity_report", slug, public_id)
    context = {
        "nav": "organization",
        "tab": "validity",
        "organization": organization,
        "edition": edition,
        "snapshot": snapshot,
        "report": validity.report(snapshot.analysis, detailed=True) if snapshot else None,
        "detailed": True,
        "log": validity.log_of(history, queries.actions_of(edition)),
        "form": form,
        "may_note": may_note_action(person, edition, at=timezone.now()),
        "trail": [(gettext("Judging"), reverse("organization:validity", args=[slug]))],
    }
    return render(request, "organization/validity_report.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def bundle(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """The de-identified data with all that it takes to compute the report again."""
    _organization, _person, edition = _edition(request, slug, public_id)
    snapshot = Snapshot.objects.filter(edition=edition).order_by("-number").first()
    if snapshot is None or not snapshot.data:
        raise Http404
    response = HttpResponse(validating.packed(snapshot), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{validating.name_of(snapshot)}"'
    response["Cache-Control"] = "no-store"
    return response
