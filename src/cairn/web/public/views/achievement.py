"""What badges are awarded for, by the id that stands in them: a page for people, an Achievement for programs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from cairn.domain.catalog.models import Edition
from cairn.domain.catalog.queries import whole_edition
from cairn.domain.stacks.models import StackEdition
from cairn.engines.openbadges.errors import BadgeError
from cairn.web.public.serving import LINKED, asked_for, document, nothing, varied
from cairn.web.shared.guards import public
from cairn.workflows import hosting


def _edition(public_id: UUID) -> Edition | StackEdition:
    found = whole_edition().filter(public_id=public_id).first() or (
        StackEdition.objects.select_related("stack__organization").filter(public_id=public_id).first()
    )
    if found is None:
        raise Http404
    return found


@public
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The edition's page, or the achievement for a program that asks for JSON."""
    edition = _edition(public_id)
    if media_type := asked_for(request):
        tell = partial(hosting.achievement, at=timezone.now())
        return varied(_served(request, edition, tell, media_type))
    page = "public:stack_edition" if isinstance(edition, StackEdition) else "public:edition"
    return varied(redirect(page, public_id))


@public
@require_safe
def ob2(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The BadgeClass of Open Badges 2.0."""
    return _served(request, _edition(public_id), hosting.hosted_achievement, LINKED)


Tell = Callable[[Any], hosting.Document]


def _served(
    request: HttpRequest, edition: Edition | StackEdition, tell: Tell, media_type: str
) -> HttpResponse:
    try:
        return document(request, tell(edition), media_type)
    except (hosting.NotServed, BadgeError) as reason:
        return nothing(request, str(reason))
