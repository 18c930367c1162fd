"""Workshops as those see them who come: joining by a code, where one was, and what was suggested there."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.domain.workshops import access, operations, queries
from cairn.domain.workshops.models import Workshop
from cairn.engines.verdict import Refused
from cairn.web.earner.suggested import shown_to
from cairn.web.shared.guards import person_of, signed_in


def _coded(code: str) -> Workshop | None:
    """The workshop of a code, however it was typed."""
    wanted = "".join(code.split()).replace("-", "").upper()
    return queries.whole().filter(code=wanted).first()


@signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Where she was, what is to come, and a place for a code."""
    return _index(request)


def _index(request: HttpRequest, *, typed: str = "", told: str = "") -> HttpResponse:
    person, now = person_of(request), timezone.now()
    context = {
        "nav": "work",
        "attended": list(queries.attended_by(person)),
        "upcoming": list(queries.open_to(person, at=now)),
        "typed": typed,
        "told": told,
    }
    return render(request, "earner/workshops.html", context, status=404 if told else 200)


@signed_in
@require_safe
def type_code(request: HttpRequest) -> HttpResponse:
    """To the page of the code that she typed."""
    typed = request.GET.get("code", "")[:20]
    workshop = _coded(typed)
    if workshop is None:
        told = gettext("No workshop has this code. Look at the sheet on the wall once more.")
        return _index(request, typed=typed, told=told)
    return redirect("earner:join", workshop.code)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """The page that a code opens; posting says that she is there."""
    workshop, person, now = _coded(code), person_of(request), timezone.now()
    if workshop is None:
        told = gettext("No workshop has this code. Look at the sheet on the wall once more.")
        return _index(request, typed=code[:20], told=told)
    if workshop.attendances.filter(person=person).exists():
        return redirect("earner:workshop", workshop.public_id)
    verdict = access.may_join(workshop, at=now)
    if request.method == "POST":
        try:
            operations.join(workshop=workshop, by=person, at=now)
        except Refused as refusal:
            messages.error(request, refusal.verdict.sentence)
            return redirect("earner:join", workshop.code)
        messages.success(request, gettext("You are on the list."))
        return redirect("earner:workshop", workshop.public_id)
    return render(request, "earner/join.html", {"nav": "work", "workshop": workshop, "may_join": verdict})


def _workshop(request: HttpRequest, public_id: UUID) -> Workshop:
    """A workshop that she may read about; any other does not exist here."""
    workshop = get_object_or_404(queries.whole(), public_id=public_id)
    if not access.may_see(person_of(request), workshop, at=timezone.now()):
        raise Http404(gettext("There is no such workshop of yours."))
    return workshop


@signed_in
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One workshop, with what it suggests."""
    workshop, person, now = _workshop(request, public_id), person_of(request), timezone.now()
    there = workshop.attendances.filter(person=person).first()
    context = {
        "nav": "work",
        "workshop": workshop,
        "there": there,
        "over": workshop.is_over(now),
        "suggestions": shown_to(person, workshop.follow_ons.all()),
        "may_run": access.may_run(person, workshop, at=now),
    }
    return render(request, "earner/workshop.html", context)


@signed_in
@require_POST
def leave(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """She was not there: take her off the list."""
    person = person_of(request)
    row = get_object_or_404(queries.list_of(_workshop(request, public_id)), person=person)
    operations.strike(attendance=row, by=person, at=timezone.now())
    messages.success(request, gettext("You are off the list."))
    return redirect("earner:workshops")
