"""The programs that may see or add to a person's badges, and the end of that."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe
from oauth2_provider.scopes import get_scopes_backend

from cairn.web.shared.guards import person_of, signed_in
from cairn.workflows import backpack


@signed_in
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    words = get_scopes_backend().get_all_scopes()
    connections = [
        (one, [words[scope] for scope in one.scopes if scope in words])
        for one in backpack.connections_of(person_of(request), at=timezone.now())
    ]
    return render(request, "account/programs.html", {"connections": connections})


@signed_in
@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    held = {one.program.pk: one.program for one in backpack.connections_of(person, at=now)}
    if number not in held:
        raise Http404
    backpack.shut_out(program=held[number], by=person, at=now)
    name = held[number].name
    messages.success(request, gettext("“%(name)s” can no longer see or add anything.") % {"name": name})
    return redirect("account:programs")
