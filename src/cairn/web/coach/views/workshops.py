"""Workshops as whoever holds them sees them: the list, one of them with who was there, and the sheet for the door."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.domain.catalog.queries import offered
from cairn.domain.stacks.queries import announced
from cairn.domain.workshops import operations, queries
from cairn.domain.workshops.access import DOORS_OPEN, HOLDS
from cairn.domain.workshops.models import Workshop
from cairn.engines.verdict import Refused
from cairn.web.coach.workshops import HereForm, WorkshopForm, choices, picture_of
from cairn.web.shared.guards import for_roles, person_of
from cairn.web.shared.naming import whom
from cairn.workflows import addresses, workshops

A_PAGE = 50


def workshop_in(request: HttpRequest, public_id: UUID) -> Workshop:
    """A workshop that the person may run; any other does not exist here."""
    return get_object_or_404(queries.run_by(person_of(request), at=timezone.now()), public_id=public_id)


@for_roles(*HOLDS)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is to come, and what was, the latest first; of one organization where the address names it."""
    person, now = person_of(request), timezone.now()
    mine = queries.run_by(person, at=now)
    slug = request.GET.get("organization", "")
    place = queries.places_of(person, at=now).filter(slug=slug).first() if slug else None
    if place:
        mine = mine.filter(organization=place)
    context = {
        "nav": "coaching",
        "place": place,
        "upcoming": list(queries.upcoming(mine, at=now)),
        "past": list(queries.past(mine, at=now)[:A_PAGE]),
    }
    return render(request, "coach/workshops.html", context)


@for_roles(*HOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Set a workshop for a day."""
    person, now = person_of(request), timezone.now()
    places = queries.places_of(person, at=now)
    form = WorkshopForm(request.POST if request.method == "POST" else None, places=places)
    if request.method == "POST" and form.is_valid():
        place = form.cleaned_data["organization"]
        made = operations.make(organization=place, by=person, at=now, **form.told(place))
        messages.success(request, gettext("The workshop is set. Suggest what to go on with after it."))
        return redirect("coach:workshop", made.public_id)
    return _form(request, form)


@for_roles(*HOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say it otherwise."""
    workshop, person, now = workshop_in(request, public_id), person_of(request), timezone.now()
    places = queries.places_of(person, at=now).filter(pk=workshop.organization_id)
    posted = {**request.POST.dict(), "organization": workshop.organization.slug}
    form = WorkshopForm(posted if request.method == "POST" else None, places=places, workshop=workshop)
    if request.method == "POST" and form.is_valid():
        operations.change(workshop=workshop, by=person, at=now, **form.told(workshop.organization))
        messages.success(request, gettext("Saved."))
        return redirect("coach:workshop", public_id)
    return _form(request, form, workshop)


def _form(request: HttpRequest, form: WorkshopForm, workshop: Workshop | None = None) -> HttpResponse:
    context = {"nav": "coaching", "form": form, "workshop": workshop}
    return render(request, "coach/workshop_form.html", context, status=422 if form.errors else 200)


@for_roles(*HOLDS)
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One workshop: what it suggests, how people join, and who was there."""
    return _show(request, workshop_in(request, public_id))


def _show(request: HttpRequest, workshop: Workshop, form: HereForm | None = None) -> HttpResponse:
    query, now = request.GET.get("q", "").strip()[:100], timezone.now()
    context: dict[str, Any] = {
        "nav": "coaching",
        "workshop": workshop,
        "over": workshop.is_over(now),
        "doors": now >= workshop.begins - DOORS_OPEN and workshop.called_off_at is None,
        "here": list(queries.list_of(workshop)),
        "form": form or HereForm(),
        "query": query,
        "choices": choices(query, workshop),
        "join": addresses.absolute(addresses.join(workshop.code)),
    }
    return render(request, "coach/workshop.html", context, status=422 if form else 200)


@for_roles(*HOLDS)
@require_safe
def sheet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A sheet for the wall, with the address at which people say that they are there."""
    workshop = workshop_in(request, public_id)
    join = addresses.absolute(addresses.join(workshop.code))
    context = {
        "nav": "coaching",
        "workshop": workshop,
        "join": join.partition("://")[2].rstrip("/"),
        "picture": picture_of(join),
    }
    return render(request, "coach/workshop_sheet.html", context)


@for_roles(*HOLDS)
@require_POST
def call_off(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Call it off, or hold it after all."""
    workshop, off = workshop_in(request, public_id), "after_all" not in request.POST
    operations.call_off(workshop=workshop, off=off, by=person_of(request), at=timezone.now())
    return redirect("coach:workshop", public_id)


@for_roles(*HOLDS)
@require_POST
def suggest(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Suggest a micro-credential or a stack."""
    workshop = workshop_in(request, public_id)
    told: dict[str, Any] = {}
    if "stack" in request.POST:
        told["stack"] = get_object_or_404(announced(), public_id=_id(request.POST["stack"]))
    else:
        wanted = _id(request.POST.get("micro_credential", ""))
        told["micro_credential"] = get_object_or_404(offered(), public_id=wanted)
    operations.suggest(workshop=workshop, by=person_of(request), at=timezone.now(), **told)
    return redirect(f"{reverse('coach:workshop', args=[public_id])}#suggested")


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@for_roles(*HOLDS)
@require_POST
def take_back(request: HttpRequest, public_id: UUID, follow_on: UUID) -> HttpResponse:
    """Suggest it no more."""
    workshop = workshop_in(request, public_id)
    row = get_object_or_404(workshop.follow_ons.all(), public_id=follow_on)
    operations.take_back(follow_on=row, by=person_of(request), at=timezone.now())
    return redirect(f"{reverse('coach:workshop', args=[public_id])}#suggested")


@for_roles(*HOLDS)
@require_POST
def note(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note that somebody was there."""
    workshop, now, form = workshop_in(request, public_id), timezone.now(), HereForm(request.POST)
    if form.is_valid():
        person, told = whom(form.cleaned_data["who"], workshop.organization, at=now)
        if person is not None:
            try:
                workshops.note(workshop=workshop, person=person, by=person_of(request), at=now)
            except Refused as refusal:
                told = refusal.verdict.sentence
            else:
                messages.success(request, gettext("%(name)s is on the list.") % {"name": person.name})
                return redirect(f"{reverse('coach:workshop', args=[public_id])}#here")
        form.add_error("who", told)
    return _show(request, workshop, form)


@for_roles(*HOLDS)
@require_POST
def strike(request: HttpRequest, public_id: UUID, attendance: UUID) -> HttpResponse:
    """Take somebody off the list; the message says how she comes back."""
    workshop = workshop_in(request, public_id)
    row = get_object_or_404(queries.list_of(workshop), public_id=attendance)
    operations.strike(attendance=row, by=person_of(request), at=timezone.now())
    told = gettext("%(name)s is off the list. Write the name again to put it back.")
    messages.success(request, told % {"name": row.person.name})
    return redirect(f"{reverse('coach:workshop', args=[public_id])}#here")
