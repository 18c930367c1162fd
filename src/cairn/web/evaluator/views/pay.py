"""Pay: an evaluator's own statement, and for her organization the rates and what is owed."""

from __future__ import annotations

import csv
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.domain.evaluation.operations import pay
from cairn.domain.evaluation.queries.pay import (
    SETTLED_AFTER,
    lines_of,
    may_keep_pay,
    owed_by,
    rates_of,
    telling,
    unsettled,
)
from cairn.engines.verdict import Refused
from cairn.web.evaluator import paid
from cairn.web.evaluator.organizations import organization_in
from cairn.web.evaluator.paid import RateForm
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import paying


@signed_in
@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """What she read and what it earned, by month; one kind of reading looks like any other."""
    person, now = person_of(request), timezone.now()
    context = {
        "nav": "reviews",
        "months": paid.months(lines_of(person, at=now)),
        "unsettled": unsettled(person, at=now),
        "days": SETTLED_AFTER.days,
        "now": now,
    }
    return render(request, "evaluator/statement.html", context)


@signed_in
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The statement as CSV."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="readings-and-pay.csv"'
    response["Cache-Control"] = "no-store"
    writer = csv.writer(response)
    writer.writerow(paid.HEADS)
    writer.writerows(paid.rows(lines_of(person_of(request), at=timezone.now())))
    return response


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def payable(request: HttpRequest, slug: str) -> HttpResponse:
    """What an organization owes, and its rates; a post sets a rate."""
    organization, person = organization_in(request, slug, may_keep_pay)
    form = RateForm(request.POST or None, day=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            paying.set_rate(organization=organization, by=person, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.verdict.sentence)
        else:
            messages.success(request, gettext("The rate is set."))
            return redirect("evaluator:payable", slug)
    context = {
        "nav": "organization",
        "organization": organization,
        "form": form,
        "owed": owed_by(organization, to=person, at=timezone.now()),
        "telling": organization.pk in telling([organization.pk]),
        "days": SETTLED_AFTER.days,
        "rates": paid.rate_rows(rates_of(organization), timezone.localdate()),
    }
    return render(request, "evaluator/payable.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def mark_paid(request: HttpRequest, slug: str) -> HttpResponse:
    """Note that the lines of one evaluator and month were paid, as they stood on the page."""
    organization, person = organization_in(request, slug, may_keep_pay)
    try:
        count = pay.mark_paid(
            organization=organization, lines=_ids(request.POST.getlist("line")), by=person, at=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    else:
        said = ngettext(
            "%(count)d piece of work is marked as paid.",
            "%(count)d pieces of work are marked as paid.",
            count,
        )
        messages.success(request, said % {"count": count})
    return redirect("evaluator:payable", slug)


def _ids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
