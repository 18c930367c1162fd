"""What the organization awarded: numbers, a list to search, and the same as a table for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cairn.domain.issuing import issued
from cairn.domain.issuing.access import may_issue
from cairn.web.organization import awarded
from cairn.web.organization.finding import organization_in
from cairn.web.shared.guards import signed_in
from cairn.web.shared.pages import render


@signed_in
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    organization, _person = organization_in(request, slug, may_issue)
    asked, at = awarded.asked(request.GET), timezone.now()
    context = {
        "nav": "organization",
        "tab": "awards",
        "organization": organization,
        "asked": asked,
        "states": awarded.STATES,
        "sorts": awarded.SORTS,
        "offered": issued.offered(organization),
        "found": awarded.page_of(asked.found(organization), request.GET.get("page")),
    }
    if "HX-Request" not in request.headers:
        counts = issued.by_state(organization)
        context |= {
            "counts": [(name, counts[state]) for state, name in awarded.STATES if state in issued.STATES],
            "total": sum(counts.values()),
            "most": issued.by_micro_credential(organization),
            "plot": awarded.plot(organization, at) if any(counts.values()) else "",
        }
    return render(request, "organization/awards.html", context, part="results")


class _Line:
    """Takes what a writer writes, and gives it back."""

    def write(self, value: str) -> str:
        return value


@signed_in
@require_safe
def table(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """The awards as CSV, as they are searched and sorted on the page."""
    organization, _person = organization_in(request, slug, may_issue)
    rows = awarded.lines(awarded.asked(request.GET).found(organization))
    writer = csv.writer(_Line())

    def lines() -> Iterator[str]:
        yield writer.writerow(awarded.HEADS)
        for row in rows:
            yield writer.writerow([_plain(cell) for cell in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    name = f"{organization.slug}-awards-{timezone.localdate().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
