"""What changes from one edition to another, or to the draft; who is affected, and what carries over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from cairn.domain.catalog.comparing import carried_over, compared
from cairn.domain.catalog.document import lifted
from cairn.domain.catalog.models import Draft, Edition
from cairn.domain.evidence.queries import live_attempts_on
from cairn.web.author.views.draft import draft_of
from cairn.web.shared.differing import told
from cairn.web.shared.guards import signed_in
from cairn.web.shared.pages import render


@signed_in
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Two texts compared; without a choice, what is published with the draft."""
    draft = draft_of(request, public_id)
    editions = {str(one.number): one for one in draft.micro_credential.editions.order_by("number")}
    current = draft.micro_credential.edition
    first = request.GET.get("from", str(current.number) if current else "")
    second = request.GET.get("to", "draft")
    context: dict[str, Any] = {
        "nav": "authoring", "draft": draft, "row": draft.micro_credential, "first": first, "second": second,
        "choices": [*((number, gettext("Edition %(n)s") % {"n": number}) for number in editions),
                    ("draft", gettext("The draft"))],
    }  # fmt: skip
    if editions:
        context |= _compared(_text(draft, editions, first), _text(draft, editions, second))
        context["live"] = live_attempts_on(draft.micro_credential)
    return render(request, "author/difference.html", context)


def _text(draft: Draft, editions: dict[str, Edition], which: str) -> dict[str, Any]:
    if which == "draft":
        return lifted(draft.document)
    if which not in editions:
        raise Http404
    return lifted(editions[which].document)


def _compared(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    changes = compared(before, after)
    titles = {one["key"]: one["title"] for one in after["rubric"]["criteria"]}
    return {
        "changes": told(changes),
        "judged": any(change.judged for change in changes),
        "kept": [titles[key] for key in carried_over(before, after)],
        "criteria": len(titles),
    }
