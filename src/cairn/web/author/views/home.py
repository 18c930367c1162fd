"""What an author writes, and a place to begin something new."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cairn.domain.catalog import queries
from cairn.domain.catalog.models import MicroCredential
from cairn.domain.people.models import Role
from cairn.domain.people.queries import organizations_of
from cairn.web.author.beginning import BeginForm
from cairn.web.shared.guards import for_roles, person_of
from cairn.web.shared.pages import render
from cairn.workflows import authoring


@for_roles("author")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """The drafts of her organizations; a post begins a new one."""
    person, at = person_of(request), timezone.now()
    mine = organizations_of(person, Role.AUTHOR, at=at)
    form = BeginForm(request, among=MicroCredential, organizations=mine)
    if request.method == "POST" and form.is_valid():
        draft = authoring.begin(**form.said(), by=person, at=at)
        return redirect("author:draft", draft.public_id)
    context = {
        "nav": "authoring",
        "organizations": mine,
        "drafts": list(queries.drafts_for(person, at=at)),
        "form": form,
    }
    return render(request, "author/home.html", context, status=422 if form.errors else 200)
