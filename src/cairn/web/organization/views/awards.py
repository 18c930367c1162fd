"""What the organization awarded, and correcting it: suspend, reinstate, revoke, each with its reason."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from cairn.domain.issuing import operations
from cairn.domain.issuing.access import may_issue
from cairn.domain.issuing.models import Award
from cairn.domain.issuing.queries import awards_by, awards_found
from cairn.domain.issuing.states import LIFE
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Refused
from cairn.web.organization.finding import organization_in
from cairn.web.organization.forms import ReasonForm
from cairn.web.shared.guards import signed_in
from cairn.web.shared.pages import render as render_part

A_PAGE = 50
STATES = (("", _("All")), ("issued", _("Valid")), ("suspended", _("On hold")), ("revoked", _("Revoked")))


@signed_in
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    organization, _person = organization_in(request, slug, may_issue)
    query, state = request.GET.get("q", "").strip()[:200], request.GET.get("state", "")
    found = awards_found(organization, words=query, state=state if state in dict(STATES) else "")
    context = {
        "nav": "organization",
        "tab": "awards",
        "organization": organization,
        "query": query,
        "state": state,
        "states": STATES,
        "found": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
    }
    return render_part(request, "organization/awards.html", context, part="results")


def _award(request: HttpRequest, slug: str, public_id: UUID) -> tuple[Organization, Person, Award]:
    """An award of this organization; another's does not exist here."""
    organization, person = organization_in(request, slug, may_issue)
    return organization, person, get_object_or_404(awards_by(organization), public_id=public_id)


@signed_in
@require_safe
def one(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    organization, _person, award = _award(request, slug, public_id)
    return _page(request, organization, award, ReasonForm())


def _page(request: HttpRequest, organization: Organization, award: Award, form: ReasonForm) -> HttpResponse:
    context = {
        "nav": "organization",
        "tab": "awards",
        "organization": organization,
        "award": award,
        "form": form,
        "moves": {move for move in ("suspend", "reinstate", "revoke") if LIFE.may(move, award.state)},
    }
    return render(request, "organization/award.html", context, status=422 if form.errors else 200)


Correct = Callable[..., Award]


def _correct(request: HttpRequest, slug: str, public_id: UUID, correct: Correct, said: str) -> HttpResponse:
    organization, person, award = _award(request, slug, public_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, organization, award, form)
    try:
        correct(award=award, reason=form.cleaned_data["reason"], by=person, at=timezone.now())
    except Refused as refused:
        form.add_error("reason", refused.verdict.sentence)
        return _page(request, organization, award, form)
    messages.success(request, said)
    return redirect("organization:award", slug, public_id)


@signed_in
@require_POST
def suspend(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """Put an award on hold; its page says so at once."""
    said = gettext("This badge is on hold. Its public page says so and why.")
    return _correct(request, slug, public_id, operations.suspend, said)


@signed_in
@require_POST
def revoke(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """Revoke an award for good."""
    said = gettext("This badge is revoked. Everybody who verifies it will see that.")
    return _correct(request, slug, public_id, operations.revoke, said)


@signed_in
@require_POST
def reinstate(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """End a suspension."""
    _organization, person, award = _award(request, slug, public_id)
    operations.reinstate(award=award, by=person, at=timezone.now())
    messages.success(request, gettext("This badge is valid again."))
    return redirect("organization:award", slug, public_id)
