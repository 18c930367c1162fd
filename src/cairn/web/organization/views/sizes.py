"""How micro? What an organization's micro-credentials have in common, and whether they are cut to the right size."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cairn.domain.validity.access import may_read_reports
from cairn.web.organization.finding import organization_in
from cairn.web.shared.guards import signed_in
from cairn.workflows import sizing

ADVICE = {
    "merge": ("warn", "combine", _("Nearly the same: merge or stack them")),
    "split": ("warn", "split", _("Holds several things: consider splitting")),
    "keep": ("ok", "circle-check", _("Each measures something of its own")),
    "not_enough": ("", "hourglass", _("Not enough yet")),
}


@signed_in
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Every pair that ten people or more attempted, and how many attempted each."""
    organization, _person = organization_in(request, slug, may_read_reports)
    found = sizing.sizes(organization)
    context = {
        "nav": "organization",
        "tab": "validity",
        "organization": organization,
        "pairs": [(pair, ADVICE[pair.advice]) for pair in found.pairs],
        "attempted": found.attempted,
        "hidden": found.hidden,
        "least": sizing.LEAST_SHOWN,
    }
    return render(request, "organization/sizes.html", context)
