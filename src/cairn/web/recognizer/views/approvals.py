"""Requests for approval: what waits for me, one request, and who decides in whose place."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.domain.approvals import operations, queries
from cairn.domain.approvals.access import may_decide, may_delegate, may_name_approvers, may_read
from cairn.domain.approvals.models import Approval, Approver, Delegation
from cairn.domain.people.models import Organization, Role
from cairn.domain.people.queries import organizations_of
from cairn.engines.lifecycle import WrongMove
from cairn.engines.verdict import Refused, demand, no
from cairn.web.recognizer.views.finding import chosen
from cairn.web.shared.decided import names_of
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.naming import whom
from cairn.web.shared.pages import render
from cairn.workflows import approving

A_PAGE = 50
LONGEST = 2000


def _tabs(request: HttpRequest) -> dict[str, object]:
    """The tabs, for those who keep an organization's record; approvers may have none."""
    kept = list(organizations_of(person_of(request), Role.RECOGNIZER, Role.ADMINISTRATOR, at=timezone.now()))
    return {
        "nav": "recognizing" if kept else "approvals",
        "tab": "approvals",
        "organization": kept[0] if kept else None,
        "organizations": kept,
    }


@signed_in
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What waits for the person, the most urgent first, and what she answered."""
    asked = queries.asked_of(person_of(request), at=timezone.now())
    waiting = asked.filter(state="asked").order_by("due_on", "asked_at", "pk")
    rest = asked.exclude(state="asked").order_by("-decided_at", "-asked_at", "-pk")
    context = {
        **_tabs(request),
        "waiting": Paginator(waiting, A_PAGE).get_page(request.GET.get("waiting")),
        "page": Paginator(rest, A_PAGE).get_page(request.GET.get("page")),
        "today": timezone.localdate(),
    }
    return render(request, "recognizer/worth/approvals.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One request, with its chain; a post answers it."""
    approval, person, at = _approval(request, public_id), person_of(request), timezone.now()
    problem, verdict = "", may_decide(person, approval, at=at)
    if request.method == "POST":
        if {"own", "not_asked"} & set(verdict.codes):
            demand(verdict)
        try:
            said = _answer(request, approval)
        except Refused as refusal:
            problem = refusal.verdict.sentence
        except WrongMove:
            problem = gettext("This request was answered or taken back in the meantime.")
        else:
            messages.success(request, said)
            return redirect("recognizer:approvals")
    context = {
        **_tabs(request),
        "approval": approval,
        "chain": list(queries.chain_of(approval)),
        "verdict": verdict,
        "names": names_of(approval.names),
        "posted": request.POST,
        "problem": problem,
        "low": (approval.least_cents or 0) // 100,
        "high": (approval.most_cents or 0) // 100,
    }
    return render(request, "recognizer/worth/approval.html", context, status=422 if problem else 200)


def _approval(request: HttpRequest, public_id: UUID) -> Approval:
    """A request that the person may read; 404 for any other."""
    approval = get_object_or_404(queries.whole(), public_id=public_id)
    if not may_read(person_of(request), approval, at=timezone.now()) or approval.person == person_of(request):
        raise Http404
    return approval


def _answer(request: HttpRequest, approval: Approval) -> str:
    words = request.POST.get("reason", "")[:LONGEST]
    by, at, name = person_of(request), timezone.now(), approval.person.name
    move = request.POST.get("move")
    if move == "approve":
        approving.approve(approval=approval, reason=words, sets_cents=_cents(request, approval), by=by, at=at)
        return gettext("Approved. %(name)s gets a letter.") % {"name": name}
    if move == "refuse":
        approving.refuse(approval=approval, reason=words, by=by, at=at)
        return gettext("%(name)s is told why, and can ask again.") % {"name": name}
    approving.ask_back(approval=approval, question=words, by=by, at=at)
    return gettext("Your question is on its way to %(name)s.") % {"name": name}


def _cents(request: HttpRequest, approval: Approval) -> int | None:
    if approval.least_cents is None:
        return None
    words = request.POST.get("amount", "").strip().removeprefix("$").replace(",", "")
    return int(words) * 100 if words.isdecimal() and len(words) < 8 else -1


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Who holds which role for an organization, and who decides in whose place; a post names or hands over."""
    person, at = person_of(request), timezone.now()
    kept = organizations_of(person, at=at)
    organization = chosen(request, kept)
    naming, handing = (
        may_name_approvers(person, organization, at=at),
        may_delegate(person, organization, at=at),
    )
    if not naming:
        demand(handing)
    problem = ""
    if request.method == "POST":
        try:
            _add(request, organization)
        except Refused as refusal:
            problem = refusal.verdict.sentence
        else:
            return redirect(f"{request.path}?organization={organization.slug}")
    context = {
        **_tabs(request),
        "organization": organization,
        "organizations": [
            one for one in kept if may_name_approvers(person, one, at=at) or one == organization
        ],
        "approvers": list(queries.approvers_of(organization, at=at)),
        "delegations": list(queries.delegations_in(organization, at=at)),
        "naming": naming,
        "handing": handing,
        "posted": request.POST,
        "problem": problem,
        "today": timezone.localdate(),
    }
    return render(request, "recognizer/worth/people.html", context, status=422 if problem else 200)


def _add(request: HttpRequest, organization: Organization) -> None:
    by, at, said = person_of(request), timezone.now(), request.POST
    found, problem = whom(said.get("person", ""), organization, at=at)
    if found is None:
        raise Refused(no("nobody", problem))
    if said.get("act") == "name":
        operations.name_approver(
            organization=organization, person=found, role=said.get("role", ""), by=by, at=at
        )
        told = gettext("%(name)s holds this role from today on.")
    else:
        days = (_day(said.get("first", "")), _day(said.get("last", "")))
        operations.delegate(
            organization=organization, taker=found, role=said.get("role", ""), days=days, by=by, at=at
        )
        told = gettext("%(name)s decides in your place on these days.")
    messages.success(request, told % {"name": found.name})


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise Refused(no("day", gettext("Give the days as dates."))) from None


@signed_in
@require_POST
def end_approver(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Somebody holds a role no more after today."""
    seat = get_object_or_404(Approver.objects.select_related("organization"), public_id=public_id)
    operations.end_approver(approver=seat, by=person_of(request), at=timezone.now())
    messages.success(request, gettext("This role ends today."))
    return _back(seat.organization)


@signed_in
@require_POST
def end_delegation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Somebody decides in another's place no more."""
    handed = get_object_or_404(Delegation.objects.select_related("organization"), public_id=public_id)
    operations.end_delegation(delegation=handed, by=person_of(request), at=timezone.now())
    messages.success(request, gettext("The delegate decides no more."))
    return _back(handed.organization)


def _back(organization: Organization) -> HttpResponse:
    return redirect(f"{reverse('recognizer:approvers')}?organization={organization.slug}")
