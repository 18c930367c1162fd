"""What others say for something that is shown, and who of those who look may say something as well."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from cairn.domain.issuing.models import Award, What
from cairn.domain.issuing.queries import endorsements_of
from cairn.domain.people.models import Organization, Role
from cairn.domain.people.queries import organizations_of
from cairn.domain.stacks.models import StackEdition
from cairn.web.shared.guards import person_of
from cairn.workflows.endorsing import may_endorse


def endorsed(request: HttpRequest, what: What, *more: What) -> dict[str, Any]:
    """For a page: the endorsements of these things, and where the visitor may endorse the first."""
    return {
        "endorsements": [each for one in (what, *more) for each in endorsements_of(one)],
        "endorse": _place(request, what),
    }


def _place(request: HttpRequest, what: What) -> str:
    """Where somebody who issues for another organization endorses this; empty for everybody else."""
    if not request.user.is_authenticated:
        return ""
    person, at = person_of(request), timezone.now()
    for organization in organizations_of(person, Role.ISSUER, at=at):
        if may_endorse(person, organization, what, at=at):
            return f"{reverse('organization:endorse', args=[organization.slug])}?{_named(what)}"
    return ""


def _named(what: What) -> str:
    if isinstance(what, Organization):
        return f"issuer={what.slug}"
    if isinstance(what, StackEdition):
        return f"stack={what.public_id}"
    return f"{'badge' if isinstance(what, Award) else 'achievement'}={what.public_id}"
