"""For safeguarding contacts: reports of harm, each with its evidence, and who the contacts are."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.domain.evaluation.models import HarmReport
from cairn.domain.evaluation.operations import harm
from cairn.domain.evaluation.queries.harm import contacts_named, contacts_of, may_see_report, reports_for
from cairn.domain.evidence.access import may_read_round
from cairn.domain.evidence.queries import frozen_pieces
from cairn.domain.people.access import may_manage
from cairn.domain.people.queries import person_with_email
from cairn.engines.verdict import Refused, demand
from cairn.web.evaluator.organizations import organization_in
from cairn.web.evaluator.shown import tabs_of_all
from cairn.web.shared.forms import Described
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import reporting_harm


class ContactForm(Described, forms.Form):
    """Who is to be told."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Of somebody who has an account here already."),
        error_messages={"required": _("Write the person's e-mail address.")},
    )


@signed_in
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Every report that the person is told of, open ones first."""
    context = {"nav": "", "reports": reports_for(person_of(request), at=timezone.now())}
    return render(request, "evaluator/reports.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One report with what was seen; a post closes it with what was done."""
    person, now = person_of(request), timezone.now()
    rows = HarmReport.objects.select_related(
        "organization", "reporter", "closed_by", "round__attempt__edition"
    )
    report, refusal = get_object_or_404(rows, public_id=public_id), None
    demand(may_see_report(person, report, at=now))
    if request.method == "POST":
        try:
            reporting_harm.close(
                report=report,
                finding=request.POST.get("finding", ""),
                read_on=request.POST.get("read_on") == "yes",
                by=person,
                at=now,
            )
        except Refused as refused:
            refusal = refused.verdict
        else:
            messages.success(request, gettext("The report is closed and stays on record."))
            return redirect("evaluator:report", public_id)
    readable = may_read_round(person, report.round, at=now)
    context = {
        "nav": "",
        "report": report,
        "refusal": refusal,
        "typed": request.POST.get("finding", ""),
        "tabs": tabs_of_all(frozen_pieces(report.round), report.round) if readable else [],
    }
    return render(request, "evaluator/report.html", context, status=200 if refusal is None else 422)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def contacts(request: HttpRequest, slug: str) -> HttpResponse:
    """Who of an organization is told of harm; a post names one more."""
    organization, person = organization_in(request, slug, may_manage)
    form, now = ContactForm(request.POST or None), timezone.now()
    if request.method == "POST" and form.is_valid():
        named = person_with_email(form.cleaned_data["email"])
        if named:
            harm.name_contact(organization=organization, person=named, by=person, at=now)
            messages.success(request, gettext("%(name)s is told of harm from now on.") % {"name": named.name})
            return redirect("evaluator:contacts", slug)
        form.add_error(
            "email", gettext("Nobody here has this address. Ask the person to make an account first.")
        )
    named_now = list(contacts_named(organization, at=now))
    context = {
        "nav": "organization",
        "organization": organization,
        "named": named_now,
        "told": [] if named_now else contacts_of(organization, at=now),
        "form": form,
    }
    return render(request, "evaluator/contacts.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def end_contact(request: HttpRequest, slug: str, contact: int) -> HttpResponse:
    """The person is told no more."""
    organization, person = organization_in(request, slug, may_manage)
    row = get_object_or_404(contacts_named(organization, at=timezone.now()), pk=contact)
    harm.end_contact(contact=row, by=person, at=timezone.now())
    messages.success(request, gettext("%(name)s is told no more.") % {"name": row.person.name})
    return redirect("evaluator:contacts", slug)
