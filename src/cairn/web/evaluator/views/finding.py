"""One's own sheet, or a refusal with its reason."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest

from cairn.domain.evaluation import queries
from cairn.domain.evaluation.access import may_view
from cairn.domain.evaluation.models import Reading
from cairn.engines.verdict import demand
from cairn.web.shared.guards import person_of


def reading_of(request: HttpRequest, public_id: UUID) -> Reading:
    """The reading, if it is or was hers; raises `Refused` or answers 404 otherwise."""
    try:
        reading = queries.sheet(public_id)
    except Reading.DoesNotExist as error:
        raise Http404 from error
    demand(may_view(person_of(request), reading))
    return reading
