"""Bringing past awards: a list is checked, its faults are shown, and what has none is awarded when somebody says so."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.domain.issuing.access import may_issue
from cairn.domain.issuing.imported import faults_of, faulty_rows, imports_of, tally
from cairn.domain.issuing.models import Import
from cairn.domain.issuing.operations import discard_import
from cairn.domain.people.models import Organization, Person
from cairn.engines.lifecycle import WrongMove
from cairn.web.organization.finding import organization_in
from cairn.web.shared.forms import Described
from cairn.web.shared.guards import signed_in
from cairn.web.shared.pages import render as render_part
from cairn.workflows import importing, past_files
from cairn.workflows.past_rows import Reading

LARGEST = 10_000_000
FAULTS_A_PAGE = 50


class ListForm(Described, forms.Form):
    """A list of past achievements, and how it is to be read."""

    file = forms.FileField(
        label=_("Your list"),
        allow_empty_file=True,
        help_text=_("CSV (UTF-8) or Excel (.xlsx), with the headings of the template. At most 10 MB."),
        error_messages={"required": _("Choose the file of your list.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    dates = forms.ChoiceField(
        label=_("A date such as 5/6/2019"),
        required=False,
        choices=(
            ("", _("Refuse it")),
            ("month-first", _("May 6: month first")),
            ("day-first", _("June 5: day first")),
        ),
    )
    first_edition = forms.BooleanField(
        label=_("What was earned before our first edition counts as that edition"),
        required=False,
        help_text=_("Say so only if it asked for the same. The badge shows that edition's rubric."),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("This file has more than 10 MB. Take the list apart."))
        return file

    @property
    def reading(self) -> Reading:
        return Reading(self.cleaned_data["dates"], first_for_earlier=self.cleaned_data["first_edition"])


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """What was brought before, and the form to bring a list; a post checks it and awards nothing."""
    organization, person = organization_in(request, slug, may_issue)
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = importing.check(
                organization=organization,
                name=file.name or gettext("a list"),
                content=file.read(),
                reading=form.reading,
                by=person,
                at=timezone.now(),
            )
            return redirect("organization:past_import", slug, run.public_id)
        except past_files.Unreadable as problem:
            form.add_error("file", str(problem))
    context = {
        **_frame(organization),
        "imports": imports_of(organization)[:50],
        "form": form,
    }
    return render(request, "organization/past.html", context, status=422 if form.errors else 200)


def _frame(organization: Organization) -> dict[str, object]:
    return {"nav": "organization", "tab": "awards", "organization": organization}


@signed_in
@require_safe
def template(request: HttpRequest, slug: str) -> HttpResponse:
    """An empty list to fill in."""
    organization_in(request, slug, may_issue)
    return _csv(past_files.template(), "past-awards")


def _csv(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _import(request: HttpRequest, slug: str, public_id: UUID) -> tuple[Organization, Person, Import]:
    """An import of this organization; another's does not exist here."""
    organization, person = organization_in(request, slug, may_issue)
    return organization, person, get_object_or_404(imports_of(organization), public_id=public_id)


@signed_in
@require_safe
def one(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """One list: its faults, and how far it is."""
    organization, _person, run = _import(request, slug, public_id)
    counts = tally(run)
    context = {
        **_frame(organization),
        "run": run,
        "tally": counts,
        "dealt_with": counts.ready - counts.left,
        "letters_a_minute": settings.LETTERS_A_MINUTE,
        "faulty": Paginator(faults_of(run), FAULTS_A_PAGE).get_page(request.GET.get("page")),
    }
    return render_part(request, "organization/past_import.html", context, part="standing")


@signed_in
@require_POST
def begin(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """Award what has no fault; the worker does it."""
    _organization, person, run = _import(request, slug, public_id)
    try:
        importing.begin(run=run, letters="letters" in request.POST, by=person, at=timezone.now())
    except WrongMove:
        messages.info(request, gettext("This list is done already."))
    return redirect("organization:past_import", slug, public_id)


@signed_in
@require_POST
def discard(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """Throw a checked list away."""
    _organization, person, run = _import(request, slug, public_id)
    try:
        discard_import(run=run, by=person, at=timezone.now())
    except WrongMove:
        messages.info(request, gettext("This list was begun, so it stays."))
        return redirect("organization:past_import", slug, public_id)
    messages.success(request, gettext("The list is thrown away. Nothing was awarded."))
    return redirect("organization:past", slug)


@signed_in
@require_safe
def to_mend(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """The faulty rows as CSV, to mend and to bring again."""
    _organization, _person, run = _import(request, slug, public_id)
    if not faulty_rows(run).exists():
        raise Http404
    return _csv(importing.to_mend(run), f"{slugify(run.name.rpartition('.')[0]) or 'list'}-to-mend")
