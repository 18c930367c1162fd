"""An endorsement by itself, as its endorser signed it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from cairn.domain.issuing.queries import endorsements
from cairn.domain.portfolios.access import is_public
from cairn.engines.openbadges.baking import MEDIA_TYPE
from cairn.web.public.serving import answer, nothing
from cairn.web.public.sight import sight_of
from cairn.web.shared.guards import public


@public
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The signed document. One of a badge that is hidden is as hidden as that."""
    found = endorsements().filter(public_id=public_id, state="given").first()
    award = found.award if found else None
    if found is None or (award and not sight_of(request).sees(award)):
        return nothing(request, gettext("There is no endorsement at this address, or it was withdrawn."))
    return answer(request, found.text, MEDIA_TYPE, private=award is not None and not is_public(award))
