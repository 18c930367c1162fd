"""What an organization has on record of one person, to be read, printed and signed as a transcript."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cairn.domain.recognition import queries
from cairn.domain.records.access import may_see
from cairn.web.recognizer.shown import hours_in, rows_of
from cairn.web.recognizer.views.finding import chosen, organizations
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render


@signed_in
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Every badge of hers that the organization filed, the one earned last on top; 404 where there is none."""
    organization, at = chosen(request, organizations(request)), timezone.now()
    record = queries.record_of(organization).filter(earner__public_id=public_id)
    filings = list(record.order_by("-earned_on", "-pk"))
    if not filings:
        raise Http404
    person = filings[0].earner
    context = {
        "nav": "recognizing",
        "tab": "record",
        "organization": organization,
        "person": person,
        "rows": rows_of(filings),
        "hours": hours_in(filings),
        "as_of": at,
        "may_sign": may_see(person_of(request), person, organization, at=at),
    }
    return render(request, "recognizer/person.html", context)
