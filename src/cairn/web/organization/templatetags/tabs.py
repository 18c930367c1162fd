"""What the tabs of an organization ask for themselves: `{% load tabs %}`."""

from __future__ import annotations

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils import timezone

from cairn.domain.people.models import Organization
from cairn.domain.trust.access import KEEPERS
from cairn.domain.workshops.queries import run_in
from cairn.web.shared.guards import person_of

register = template.Library()


@register.filter
def keeps_register(organization: Organization) -> bool:
    """Whether the organization is one of those that keep the register of known issuers."""
    return organization.kind in KEEPERS


@register.simple_tag(takes_context=True)
def has_workshops(context: Context, organization: Organization) -> bool:
    """Whether the organization has workshops that the person may run."""
    request: HttpRequest = context["request"]
    return run_in(organization, by=person_of(request), at=timezone.now()).exists()
