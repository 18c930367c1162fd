"""Micro-credentials side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cairn.domain.catalog.queries import offered
from cairn.web.public import asked as questions
from cairn.web.public import comparing
from cairn.web.shared.guards import public
from cairn.web.shared.pages import render


@public
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Up to four that are offered, in the order of the address; what it does not know, it leaves out."""
    asked = questions.ids(request.GET.getlist("id"))
    known = {str(row.public_id): row for row in offered().filter(public_id__in=asked)}
    pairs = [(row, row.edition) for each in asked if (row := known.get(each)) and row.edition]
    rows, editions = [row for row, _ in pairs], [edition for _, edition in pairs]
    context = {
        "nav": "explore",
        "columns": comparing.columns(rows, editions),
        "rows": comparing.table(rows, editions) if rows else [],
        "room": len(rows) < questions.MOST_COMPARED,
        "more": questions.Asked(compared=[str(row.public_id) for row in rows]).address(),
    }
    return render(request, "public/compare.html", context)
