"""What an organization says of itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cairn.domain.issuing.access import may_issue
from cairn.domain.people.access import may_manage
from cairn.domain.people.operations import describe_organization
from cairn.web.organization.finding import organization_in
from cairn.web.organization.forms import AboutForm
from cairn.web.shared.guards import signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Name, words, website and time zone; an administrator changes them."""
    organization, person = organization_in(request, slug)
    start = {name: getattr(organization, name) for name in AboutForm.base_fields}
    form = AboutForm(request.POST or None, initial=start)
    if request.method == "POST":
        organization, person = organization_in(request, slug, may_manage)
        if form.is_valid():
            describe_organization(
                organization=organization, **form.cleaned_data, by=person, at=timezone.now()
            )
            messages.success(request, gettext("Saved."))
            return redirect("organization:about", slug)
    context = {
        "nav": "organization",
        "tab": "about",
        "may_issue": may_issue(person, organization, at=timezone.now()),
        "organization": organization,
        "form": form,
        "may_manage": may_manage(person, organization, at=timezone.now()),
    }
    return render(request, "organization/about.html", context, status=422 if form.errors else 200)
