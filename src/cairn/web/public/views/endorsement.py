"""An endorsement by itself, as its endorser signed it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from cairn.domain.issuing.access import may_show
from cairn.domain.issuing.queries import endorsements
from cairn.engines.openbadges.baking import MEDIA_TYPE
from cairn.web.public.serving import answer, nothing
from cairn.web.public.views.badge_files import owns
from cairn.web.shared.guards import public


@public
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The signed document. One of a badge that is hidden is as hidden as that."""
    found = endorsements().filter(public_id=public_id, state="given").first()
    kept = found is not None and found.award is not None and not may_show(found.award)
    if found is None or (kept and found.award and not owns(request, found.award)):
        return nothing(request, gettext("There is no endorsement at this address, or it was withdrawn."))
    return answer(request, found.text, MEDIA_TYPE, private=kept)
