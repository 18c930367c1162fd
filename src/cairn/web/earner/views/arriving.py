"""Arriving with an archive from another installation: send it, see what is in it, bring it in, see what it is worth."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.adapters.storing import StoreError
from cairn.domain.archives.models import Arrival
from cairn.domain.archives.queries import arrivals_of
from cairn.domain.people.models import Person
from cairn.engines.lifecycle import WrongMove
from cairn.engines.verdict import Refused
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.web.shared.verdicts import LOOKS, Look
from cairn.workflows import arriving
from cairn.workflows.arriving import Seen
from cairn.workflows.deciding import decided, standings

UNREADABLE: Final = Look("bad", "circle-x", _("Cannot be read"))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Where an archive is sent, and those that came; posting sends one without scripts."""
    person = person_of(request)
    if request.method == "POST":
        return _sent(request, person)
    context = {
        "nav": "portfolio",
        "tab": "carry",
        "arrivals": list(arrivals_of(person)[:20]),
        "limit_mb": arriving.limit() // 1024**2,
    }
    return render(request, "earner/arrive.html", context, part="arrivals")


def _sent(request: HttpRequest, person: Person) -> HttpResponse:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        messages.error(request, gettext("Choose your archive first: a file that ends in .zip."))
        return redirect("earner:arrive")
    at = timezone.now()
    try:
        arrival = arriving.begin(name=file.name or "", length=file.size or 0, by=person, at=at)
        arriving.append(arrival=arrival, offset=0, chunks=file.chunks(), by=person, at=at)
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
        return redirect("earner:arrive")
    except StoreError:
        messages.error(request, gettext("Files cannot be kept at the moment. Try again in a minute."))
        return redirect("earner:arrive")
    return redirect("earner:arrival", arrival.public_id)


@signed_in
@require_safe
def one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What one archive holds, or what became of it."""
    person = person_of(request)
    arrival = _arrival(person, public_id)
    seen = arriving.seen_in(arrival)
    context = {
        "nav": "portfolio",
        "tab": "carry",
        "arrival": arrival,
        "made_on": date.fromisoformat(arrival.found["made_on"]) if arrival.found else None,
        "seen": [(each, _look(each)) for each in seen],
        "not_hers": sum(not each.hers and not each.ours for each in seen),
        "to_bring": sum(each.may_be_brought for each in seen),
        "brought": arriving.brought_of(arrival),
        "new": sum(bool(each.badge) for each in arriving.brought_of(arrival)),
        "waiting": arrival.state in ("received", "arriving"),
        "standings": _standings(person) if arrival.state == "arrived" else [],
    }
    return render(request, "earner/arrival.html", context, part="arrival")


def _look(seen: Seen) -> Look:
    return LOOKS.get(seen.overall, UNREADABLE)


def _standings(person: Person) -> list[tuple[str, str, str]]:
    """What is known of her now comes to under each license and goal: title, sentence, address."""
    today = timezone.now().astimezone(ZoneInfo(person.time_zone)).date()
    return [
        (each.policy.title, each.decision.sentence, str(each.held.public_id) if each.held else "")
        for each in decided(standings(person, on=today))
    ]


@signed_in
@require_POST
def bring(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Bring in everything of it that can be."""
    person = person_of(request)
    arrival = _arrival(person, public_id)
    try:
        arriving.bring(arrival=arrival, by=person, at=timezone.now())
    except WrongMove:
        messages.info(request, gettext("This archive was brought in already, or is not there any more."))
    return redirect("earner:arrival", public_id)


@signed_in
@require_POST
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let go of an archive that is not brought in."""
    person = person_of(request)
    arriving.remove(arrival=_arrival(person, public_id), by=person, at=timezone.now())
    messages.success(request, gettext("Deleted. Nothing of it was brought in."))
    return redirect("earner:arrive")


def _arrival(person: Person, public_id: UUID) -> Arrival:
    return get_object_or_404(arrivals_of(person).select_related("person"), public_id=public_id)
