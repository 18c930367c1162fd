"""For which organization a recognizer is at work, and which of its filings she means."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext

from cairn.domain.people.models import Organization, Role
from cairn.domain.people.queries import organizations_of
from cairn.domain.recognition.models import Filing
from cairn.domain.recognition.queries import filings_in
from cairn.engines.verdict import Refused, no
from cairn.web.shared.guards import person_of


def organizations(request: HttpRequest) -> QuerySet[Organization]:
    """The organizations whose record the person keeps today; raises `Refused` when there is none."""
    kept = organizations_of(person_of(request), Role.RECOGNIZER, Role.ADMINISTRATOR, at=timezone.now())
    if not kept.exists():
        sentence = gettext(
            "This page is for people who keep an organization's record. Ask its administrator."
        )
        raise Refused(no("role", sentence))
    return kept


def chosen(request: HttpRequest, kept: QuerySet[Organization]) -> Organization:
    """The organization named by `organization` in the address or the form, the first one without a name."""
    slug = request.POST.get("organization") or request.GET.get("organization")
    if slug:
        return get_object_or_404(kept, slug=slug)
    first = kept.first()
    if first is None:
        raise Http404
    return first


def filing_of(request: HttpRequest, public_id: UUID) -> Filing:
    """A filing of an organization whose record the person keeps; 404 for any other."""
    return get_object_or_404(filings_in(organizations(request)), public_id=public_id)


def back_to(name: str, organization: Organization, **more: str) -> str:
    """The address of one of these pages for the same organization."""
    return f"{reverse(name)}?{urlencode({'organization': organization.slug, **more})}"
