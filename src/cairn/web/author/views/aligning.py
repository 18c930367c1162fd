"""Finding the items of frameworks that a draft aligns to."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cairn.domain.catalog import operations
from cairn.domain.catalog.document import lifted
from cairn.domain.catalog.models import Draft
from cairn.domain.frameworks import queries
from cairn.domain.frameworks.models import Item
from cairn.web.author.views.draft import draft_of
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A search through all frameworks; a post adds the item that was chosen."""
    draft, words = draft_of(request, public_id), request.GET.get("q", "").strip()
    if request.method == "POST":
        _align(request, draft)
        messages.success(request, gettext("Added to the alignments."))
        return redirect(f"{reverse('author:draft', args=[public_id])}#section-alignments")
    held = {one["item"] for one in lifted(draft.document)["alignments"]}
    found = [(item, str(item.identifier) in held) for item in queries.search(words)]
    context = {"nav": "authoring", "draft": draft, "row": draft.micro_credential, "q": words, "found": found}
    return render(request, "author/align.html", context)


def _align(request: HttpRequest, draft: Draft) -> None:
    """Add the item to the draft, once."""
    try:
        item = queries.item(UUID(request.POST.get("item", "")))
    except ValueError:
        item = None
    if item is None or item.retired_at:
        raise Http404
    document = lifted(draft.document)
    if any(one["item"] == str(item.identifier) for one in document["alignments"]):
        return
    document["alignments"] = [*document["alignments"], _alignment(item)]
    operations.save_draft(
        draft=draft, document=document, revision=draft.revision, by=person_of(request), at=timezone.now()
    )


def _alignment(item: Item) -> dict[str, str]:
    return {
        "framework": item.framework.title[:200],
        "item": str(item.identifier),
        "code": item.code[:60],
        "text": item.statement[:2000],
        "url": item.uri if item.uri.startswith(("https://", "http://")) else "",
    }
