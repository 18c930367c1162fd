"""Carrying the whole portfolio away: what goes along, asking for it, and downloading it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.domain.archives import access
from cairn.domain.archives.models import Archive
from cairn.domain.archives.operations.carrying import KEPT
from cairn.domain.archives.queries import archives_of, arrivals_of
from cairn.engines.verdict import Refused, demand
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.web.shared.sending import send_stored
from cairn.workflows import carrying


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """What an archive would hold, and those that are kept; posting asks for one."""
    person, at = person_of(request), timezone.now()
    if request.method == "POST":
        try:
            carrying.ask(with_evidence=request.POST.get("evidence") != "no", by=person, at=at)
        except Refused as refusal:
            messages.error(request, refusal.verdict.sentence)
        return redirect("earner:carry")
    archives = list(archives_of(person))
    planned = carrying.plan(person)
    context = {
        "nav": "portfolio",
        "tab": "carry",
        "planned": planned,
        "size": sum(one.size for one in planned),
        "pieces": sum(one.taken for one in planned),
        "staying": sum(len(one.staying) for one in planned),
        "may_ask": access.may_ask(person),
        "archives": [(one, access.may_download(person, one, at=at)) for one in archives],
        "waiting": any(one.state in ("asked", "making") for one in archives),
        "arrivals": list(arrivals_of(person)[:5]),
        "days": KEPT.days,
    }
    return render(request, "earner/carry.html", context, part="archives")


@signed_in
@require_safe
def download(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The file, to its owner alone; a connection that broke goes on where it stopped."""
    person = person_of(request)
    archive = get_object_or_404(archives_of(person), public_id=public_id)
    demand(access.may_download(person, archive, at=timezone.now()))
    response = send_stored(request, archive.store_key, size=archive.size, sha256=archive.sha256)
    name = f"{carrying.name_of(archive)}.zip"
    response["Content-Type"] = "application/zip"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@signed_in
@require_POST
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let go of an archive before its time."""
    person = person_of(request)
    archive = get_object_or_404(Archive, person=person, public_id=public_id)
    carrying.remove(archive=archive, by=person, at=timezone.now())
    messages.success(request, gettext("Deleted. Your badges are all still here."))
    return redirect("earner:carry")
