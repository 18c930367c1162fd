"""What an evaluator is at home in, and whose evaluators help an organization judge."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from cairn.domain.catalog.document import GRADES
from cairn.domain.evaluation import operations
from cairn.domain.evaluation.queries.helping import expertise_of, helped_by, partners_of, subjects_to_judge
from cairn.domain.people.access import may_manage
from cairn.domain.people.models import Organization
from cairn.engines.verdict import Refused, Verdict
from cairn.web.evaluator.organizations import organization_in
from cairn.web.shared.forms import Described
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render


class PartnerForm(Described, forms.Form):
    """Whose evaluators are asked to help."""

    partner = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Organization"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose an organization.")},
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def expertise(request: HttpRequest) -> HttpResponse:
    """The subjects and grades she can judge; a post says them anew."""
    person, now = person_of(request), timezone.now()
    refusal: Verdict | None = None
    if request.method == "POST":
        others = request.POST.get("others", "").split(",")
        try:
            operations.declare_expertise(
                subjects=[*request.POST.getlist("subjects"), *others],
                grades=request.POST.getlist("grades"),
                by=person,
                at=now,
            )
        except Refused as refused:
            refusal = refused.verdict
        else:
            messages.success(request, gettext("Saved. Your queue goes by it from now on."))
            return redirect("evaluator:qualifications")
    told, offered = expertise_of(person), subjects_to_judge(person, at=now)
    known = {subject.casefold() for subject in offered}
    context = {
        "nav": "reviews",
        "refusal": refusal,
        "subjects": [(subject, subject.casefold() in told["subject"]) for subject in offered],
        "grades": [(key, words, key in told["grade"]) for key, words in GRADES.items()],
        "others": ", ".join(subject for subject in told["subject"] if subject not in known),
    }
    return render(request, "evaluator/expertise.html", context, status=200 if refusal is None else 422)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def partners(request: HttpRequest, slug: str) -> HttpResponse:
    """Whose evaluators may help an organization judge; a post names one more."""
    (organization, person), now = organization_in(request, slug, may_manage), timezone.now()
    named = list(partners_of(organization, at=now))
    form = PartnerForm(request.POST or None)
    left = Organization.objects.exclude(pk__in=[organization.pk, *(each.partner_id for each in named)])
    form.fields["partner"].queryset = left.order_by("name")  # type: ignore[attr-defined]  # a choice among rows
    if request.method == "POST" and form.is_valid():
        partner = form.cleaned_data["partner"]
        operations.name_partner(organization=organization, partner=partner, by=person, at=now)
        messages.success(
            request, gettext("Evaluators of %(name)s may read your work now.") % {"name": partner.name}
        )
        return redirect("evaluator:partners", slug)
    context = {
        "nav": "organization",
        "organization": organization,
        "named": named,
        "helped": list(helped_by(organization, at=now)),
        "form": form,
    }
    return render(request, "evaluator/partners.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def end_partner(request: HttpRequest, slug: str, partner: int) -> HttpResponse:
    """The partner's evaluators take no more work."""
    (organization, person), now = organization_in(request, slug, may_manage), timezone.now()
    row = get_object_or_404(partners_of(organization, at=now), pk=partner)
    operations.end_partner(partner=row, by=person, at=now)
    messages.success(
        request, gettext("Evaluators of %(name)s take no more of your work.") % {"name": row.partner.name}
    )
    return redirect("evaluator:partners", slug)
