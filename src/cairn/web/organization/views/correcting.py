"""Correcting awards: on hold and back, revoked, issued again; one by one or many together, each with its reason."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.domain.issuing.access import may_issue
from cairn.domain.issuing.models import Award
from cairn.domain.issuing.operations import Correction
from cairn.domain.issuing.queries import awards_by, former_of
from cairn.domain.issuing.states import LIFE
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Refused
from cairn.web.organization import awarded
from cairn.web.organization.awarded import CorrectForm, ManyForm, RevokeForm
from cairn.web.organization.finding import organization_in
from cairn.web.organization.forms import ReasonForm
from cairn.web.shared.guards import signed_in
from cairn.workflows import correcting

FIELDS = {"no_reason": "reason", "not_typed": "typed", "date": "earned_on"}
LISTED = 20


def _award(request: HttpRequest, slug: str, public_id: UUID) -> tuple[Organization, Person, Award]:
    """An award of this organization; another's does not exist here."""
    organization, person = organization_in(request, slug, may_issue)
    return organization, person, get_object_or_404(awards_by(organization), public_id=public_id)


def _frame(organization: Organization) -> dict[str, object]:
    return {"nav": "organization", "tab": "awards", "organization": organization}


@signed_in
@require_safe
def one(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    organization, _person, award = _award(request, slug, public_id)
    return _page(request, organization, award)


def _page(
    request: HttpRequest,
    organization: Organization,
    award: Award,
    form: forms.Form | None = None,
    revoke: forms.Form | None = None,
) -> HttpResponse:
    context = {
        **_frame(organization),
        "award": award,
        "form": form or ReasonForm(),
        "revoke_form": revoke or RevokeForm(organization),
        "former": former_of(award),
        "moves": {
            move for move in ("suspend", "reinstate", "revoke", "reissue") if LIFE.may(move, award.state)
        },
    }
    wrong = any(each is not None and each.errors for each in (form, revoke))
    return render(request, "organization/award.html", context, status=422 if wrong else 200)


def _explain(form: forms.Form, refused: Refused) -> None:
    for reason in refused.verdict.reasons:
        field = FIELDS.get(reason.code)
        form.add_error(field if field in form.fields else None, reason.text)


@signed_in
@require_POST
def suspend(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """Put an award on hold; its page says so at once."""
    organization, person, award = _award(request, slug, public_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, organization, award, form)
    correcting.suspend(award=award, reason=form.cleaned_data["reason"], by=person, at=timezone.now())
    messages.success(request, gettext("This badge is on hold. Its public page says so and why."))
    return redirect("organization:award", slug, public_id)


@signed_in
@require_POST
def revoke(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """Revoke an award for good."""
    organization, person, award = _award(request, slug, public_id)
    form = RevokeForm(organization, request.POST)
    if not form.is_valid():
        return _page(request, organization, award, revoke=form)
    try:
        correcting.revoke(award=award, **form.cleaned_data, by=person, at=timezone.now())
    except Refused as refused:
        _explain(form, refused)
        return _page(request, organization, award, revoke=form)
    messages.success(request, gettext("This badge is revoked. Everybody who verifies it will see that."))
    return redirect("organization:award", slug, public_id)


@signed_in
@require_POST
def reinstate(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """End a suspension."""
    _organization, person, award = _award(request, slug, public_id)
    correcting.reinstate(award=award, by=person, at=timezone.now())
    messages.success(request, gettext("This badge is valid again."))
    return redirect("organization:award", slug, public_id)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def reissue(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """Issue a badge again with what was wrong put right."""
    organization, person, award = _award(request, slug, public_id)
    if not LIFE.may("reissue", award.state):
        return redirect("organization:award", slug, public_id)
    said = {"name": award.earner_name, "email": award.addressed, "earned_on": award.earned_on}
    form = CorrectForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        correction = Correction(
            name="" if told["name"] == award.earner.name else told["name"],
            email=told["email"],
            earned_on=told["earned_on"],
        )
        try:
            correcting.reissue(
                award=award,
                version=int(request.POST.get("version", "0"))
                if request.POST.get("version", "").isdecimal()
                else 0,
                correction=correction,
                reason=told["reason"],
                by=person,
                at=timezone.now(),
            )
        except Refused as refused:
            _explain(form, refused)
        else:
            messages.success(
                request, gettext("Issued again. Files of before no longer verify; she has a letter.")
            )
            return redirect("organization:award", slug, public_id)
    context = {**_frame(organization), "award": award, "form": form}
    return render(request, "organization/reissue.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def many(request: HttpRequest, slug: str) -> HttpResponse:
    """Do the same to the awards that were chosen, or to all that a search found."""
    organization, person = organization_in(request, slug, may_issue)
    told = request.POST if request.method == "POST" else request.GET
    chosen, asked = told.getlist("award")[: correcting.MOST_AT_ONCE], awarded.asked(told)
    rows = _chosen(organization, chosen, asked if told.get("all") else None)
    count = rows.count()
    if not count:
        messages.error(request, gettext("Choose some awards first."))
        return redirect("organization:awards", slug)
    form = ManyForm(organization, request.POST if "move" in request.POST else None)
    if count > correcting.MOST_AT_ONCE:
        sentence = gettext("That is more than %(n)d. Search for fewer, and do it in parts.")
        messages.error(request, sentence % {"n": correcting.MOST_AT_ONCE})
        return redirect("organization:awards", slug)
    if form.is_bound and form.is_valid():
        try:
            done = correcting.act(awards=rows, **form.cleaned_data, by=person, at=timezone.now())
        except Refused as refused:
            _explain(form, refused)
        else:
            said = ngettext("Done for %(n)d badge.", "Done for %(n)d badges.", done) % {"n": done}
            messages.success(request, said)
            return redirect("organization:awards", slug)
    context = {
        **_frame(organization),
        "form": form,
        "count": count,
        "listed": rows[:LISTED],
        "chosen": chosen,
        "fields": [("all", "on"), *asked.fields] if told.get("all") else [],
    }
    return render(request, "organization/many.html", context, status=422 if form.errors else 200)


def _chosen(organization: Organization, chosen: list[str], asked: awarded.Asked | None) -> QuerySet[Award]:
    if asked:
        return asked.found(organization)
    ids = [each for each in chosen if awarded.is_id(each)]
    return awards_by(organization).filter(public_id__in=ids)
