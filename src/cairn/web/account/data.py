"""What is known about a person: told by subject, to be taken along, and to be erased."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.domain.people.access import may_take
from cairn.domain.people.models import Copy, Erasure, Person
from cairn.domain.people.queries import knows_only_employers
from cairn.engines.verdict import demand
from cairn.web.account.forms import EraseForm
from cairn.web.account.subjects import by_subject, name_of
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows.persons import erasing, exporting
from cairn.workflows.persons.belongings import holdings, keys_of
from cairn.workflows.persons.fates import Fate, fates_of


@signed_in
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What is known about her, in words by subject; copies of it, made and to be made."""
    person = person_of(request)
    held = list(holdings(person))
    lines = [
        (holding.subject, holding.about, len(keys)) for holding, keys in zip(held, keys_of(held), strict=True)
    ]
    context = {
        "subjects": by_subject(lines),
        "copies": _copies(person, timezone.now()),
        "erasure": _asked(person),
        "only_employers": knows_only_employers(person),
    }
    return render(request, "account/data.html", context, part="copies")


def _copies(person: Person, at: datetime) -> list[Copy]:
    kept = Copy.objects.filter(person=person).exclude(state="gone").order_by("-asked_at")
    return [copy for copy in kept if copy.state == "asked" or may_take(person, copy, at=at)]


def _asked(person: Person) -> Erasure | None:
    return Erasure.objects.filter(person=person, state="asked").first()


@signed_in
@require_POST
def copy(request: HttpRequest) -> HttpResponse:
    """Ask for a copy; the worker makes it."""
    exporting.ask(person=person_of(request), by=person_of(request), at=timezone.now())
    messages.success(request, gettext("We are making your copy. A letter tells you when it is ready."))
    return redirect("account:data")


@signed_in
@require_safe
def take(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The archive, for her alone."""
    found = get_object_or_404(Copy.objects.filter(person=person_of(request)), public_id=public_id)
    demand(may_take(person_of(request), found, at=timezone.now()))
    response = StreamingHttpResponse(exporting.opened(found), content_type="application/zip")
    response["Content-Length"] = str(found.size)
    response["Content-Disposition"] = f'attachment; filename="my-record-{found.made_at:%Y-%m-%d}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


@signed_in
@require_POST
def drop(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Delete a copy before its time is over."""
    person = person_of(request)
    found = get_object_or_404(Copy.objects.filter(person=person), public_id=public_id)
    exporting.end(copy=found, by=person, at=timezone.now())
    messages.success(request, gettext("The copy is deleted."))
    return redirect("account:data")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """What would be erased, emptied and kept, and why; asking for it, and calling it off."""
    person = person_of(request)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        erasing.ask(person=person, by=person, at=timezone.now())
        messages.success(request, gettext("You can call it off until the day that stands here."))
        return redirect("account:erase")
    context = {
        "form": form,
        "erasure": _asked(person),
        "wait": erasing.WAIT.days,
        "trail": [(gettext("What is known about you"), reverse("account:data"))],
        **_told(fates_of(person)),
    }
    return render(request, "account/erase.html", context, status=422 if form.errors else 200)


def _told(fates: list[Fate]) -> dict[str, object]:
    """The fates in words: by subject, or by reason where something is kept."""
    lines = {
        what: [(fate.subject, fate.about, len(fate.keys)) for fate in fates if fate.what == what]
        for what in ("erase", "blank")
    }
    kept: dict[str, list[tuple[str, str, int]]] = {}
    for fate in fates:
        if fate.what == "keep":
            kept.setdefault(fate.why, []).append((name_of(fate.subject), fate.about, len(fate.keys)))
    return {
        "erased": by_subject(lines["erase"]),
        "emptied": by_subject(lines["blank"]),
        "kept": sorted(kept.items()),
    }


@signed_in
@require_POST
def call_off(request: HttpRequest) -> HttpResponse:
    """Let everything stay."""
    person = person_of(request)
    if found := _asked(person):
        erasing.call_off(erasure=found, by=person, at=timezone.now())
        messages.success(request, gettext("Everything stays as it is."))
    return redirect("account:data")
