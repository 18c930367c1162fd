"""The searches that a person saved: to ask again, to remove, to put back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from cairn.domain.finding import operations
from cairn.domain.finding.models import SavedSearch
from cairn.domain.finding.queries import saved_searches
from cairn.engines.verdict import Refused
from cairn.web.public import asked as questions
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render


@signed_in
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Her searches; one that was just removed can be put back here."""
    person = person_of(request)
    removed = questions.ids([request.GET.get("removed", "")])
    gone = SavedSearch.objects.filter(person=person, public_id__in=removed).exclude(removed_at=None).first()
    context = {"nav": "explore", "searches": saved_searches(person), "removed": gone}
    return render(request, "public/searches.html", context)


@signed_in
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the question that she asked, under a name; a name that will not do leads back with the reason."""
    asked = questions.read(QueryDict(request.POST.get("question", "")))
    name = request.POST.get("name", "")
    try:
        kept = operations.save_search(
            name=name, question=asked.question, by=person_of(request), at=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
        return redirect(asked.address())
    messages.success(request, gettext("“%(name)s” is saved.") % {"name": kept.name})
    return redirect(asked.address())


@signed_in
@require_POST
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    search = get_object_or_404(SavedSearch, public_id=public_id, person=person_of(request))
    operations.remove_search(search=search, at=timezone.now())
    return redirect(f"{reverse('public:searches')}?removed={search.public_id}")


@signed_in
@require_POST
def restore(request: HttpRequest, public_id: UUID) -> HttpResponse:
    search = get_object_or_404(SavedSearch, public_id=public_id, person=person_of(request))
    operations.restore_search(search=search, at=timezone.now())
    return redirect("public:searches")
