"""Transcripts for licensing offices: made, listed, and kept as a paper and as the signed record."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from cairn.domain.approvals.access import day_in
from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition import queries
from cairn.domain.recognition.models import Transcript
from cairn.domain.recognition.operations import Heading
from cairn.engines.verdict import Refused
from cairn.web.recognizer.views.finding import chosen, organizations
from cairn.web.recognizer.views.people import people_of, whom
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.web.shared.transcripts import file_of
from cairn.workflows import transcribing
from cairn.workflows.deciding import book

A_PAGE = 50
FIELDS = ("addressed_to", "legal_name", "educator_id", "license_number", "policy_key")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """For whom, with which heading; a post signs it."""
    kept = organizations(request)
    organization = chosen(request, kept)
    said = request.POST if request.method == "POST" else request.GET
    person, problem = None, ""
    heading = Heading("", "")
    try:
        if said.get("person"):
            person = whom(said["person"], organization)
            heading = _heading(request, person, organization)
        if person and request.method == "POST":
            made = transcribing.make(
                person=person,
                organization=organization,
                heading=heading,
                by=person_of(request),
                at=timezone.now(),
            )
            messages.success(
                request, gettext("The transcript for %(name)s is signed.") % {"name": person.name}
            )
            return redirect(f"{reverse('recognizer:transcripts')}?organization={made.organization.slug}")
    except Refused as refusal:
        problem = refusal.verdict.sentence
    rules = book(day_in(organization, timezone.now()))
    context = {
        "nav": "recognizing",
        "tab": "transcripts",
        "organization": organization,
        "organizations": list(kept),
        "people": people_of(organization),
        "said": said,
        "person": person,
        "heading": heading,
        "policies": [(key, rules.titles[key]) for key in sorted(rules.by_key)],
        "problem": problem,
        "page": Paginator(queries.transcripts_in(kept.filter(pk=organization.pk)), A_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "recognizer/worth/transcripts.html", context, status=422 if problem else 200)


def _heading(request: HttpRequest, person: Person, organization: Organization) -> Heading:
    if request.method != "POST":
        return transcribing.suggested(person, organization, at=timezone.now())
    return Heading(*(request.POST.get(name, "")[:200] for name in FIELDS))


@signed_in
@require_safe
def file(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    """A transcript as PDF or as the signed record."""
    rows = Transcript.objects.filter(organization__in=organizations(request)).select_related("organization")
    answer = file_of(get_object_or_404(rows, public_id=public_id), kind)
    if answer is None:
        raise Http404
    return answer
