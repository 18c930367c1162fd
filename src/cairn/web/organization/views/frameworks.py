"""The frameworks that an organization brought: importing one as a CASE file, again, and what came of it."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.files import File
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from cairn.adapters import case
from cairn.domain.frameworks.access import may_bring
from cairn.domain.frameworks.models import Framework
from cairn.domain.frameworks.queries import frameworks
from cairn.domain.issuing.access import may_issue
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Refused, demand
from cairn.web.organization.finding import organization_in
from cairn.web.shared.forms import Described
from cairn.web.shared.guards import signed_in
from cairn.workflows.frameworks import bring


class FileForm(Described, forms.Form):
    """The file of a framework."""

    file = forms.FileField(
        label=_("CASE file"),
        help_text=_(
            "A CASE 1.0 or 1.1 package (JSON), as publishers offer it. To update a framework, import its newer file."
        ),
        error_messages={"required": _("Choose the file of the framework.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The organization's frameworks, and the form to import one."""
    organization, person = organization_in(request, slug)
    verdict = may_bring(person, organization, at=timezone.now())
    form, faults = FileForm(), tuple[case.Note, ...]()
    if request.method == "POST":
        demand(verdict)
        form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            framework = _bring(organization, person, form.cleaned_data["file"])
            messages.success(request, gettext("“%(title)s” is in.") % {"title": framework.title})
            return redirect("organization:framework", slug, framework.identifier)
        except Refused as refused:
            form.add_error("file", refused.verdict.sentence)
        except case.Malformed as malformed:
            form.add_error(
                "file", gettext("Nothing was imported. Mend what is listed here, then choose the file again.")
            )
            faults = malformed.faults
    context = {
        "nav": "organization",
        "tab": "frameworks",
        "organization": organization,
        "may_issue": may_issue(person, organization, at=timezone.now()),
        "may_bring": verdict,
        "frameworks": frameworks(organization),
        "form": form,
        "faults": faults,
    }
    return render(request, "organization/frameworks.html", context, status=422 if form.errors else 200)


def _bring(organization: Organization, person: Person, file: File[bytes]) -> Framework:
    data = file.read(case.LARGEST + 1)
    return bring(organization=organization, data=data, by=person, at=timezone.now())


@signed_in
@require_safe
def report(request: HttpRequest, slug: str, identifier: UUID) -> HttpResponse:
    """What the last import of a framework found and did."""
    organization, person = organization_in(request, slug)
    context = {
        "nav": "organization",
        "tab": "frameworks",
        "organization": organization,
        "may_issue": may_issue(person, organization, at=timezone.now()),
        "framework": get_object_or_404(frameworks(organization), identifier=identifier),
    }
    return render(request, "organization/framework.html", context)
