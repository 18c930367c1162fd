"""Her own statement to a badge from elsewhere: its words and its files."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from cairn.domain.foreign.models import ForeignBadge, Statement, StatementFile
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.sending import send_stored
from cairn.workflows.foreign import stating


@signed_in
@require_POST
def say(request: HttpRequest, public_id: UUID) -> HttpResponse:
    person = person_of(request)
    badge = get_object_or_404(ForeignBadge, person=person, public_id=public_id, state="kept")
    try:
        stating.say(badge=badge, words=request.POST.get("words", ""), by=person, at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.verdict.sentence)
    else:
        messages.success(request, gettext("Your statement is kept."))
    return _back(public_id)


@signed_in
@require_POST
def take_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    person = person_of(request)
    stating.take_back(statement=_statement(person, public_id), by=person, at=timezone.now())
    messages.success(request, gettext("Your statement is taken back."))
    return _back(public_id)


@signed_in
@require_POST
def add_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep a file that goes with the statement."""
    person, file = person_of(request), request.FILES.get("file")
    statement = _statement(person, public_id)
    if not isinstance(file, UploadedFile):
        messages.error(request, gettext("Choose a file first."))
        return _back(public_id)
    try:
        stating.add_file(
            statement=statement, name=file.name or "", chunks=file.chunks(), by=person, at=timezone.now()
        )
    except Refused as refused:
        messages.error(request, refused.verdict.sentence)
    else:
        messages.success(request, gettext("The file is kept with your statement."))
    return _back(public_id)


@signed_in
@require_safe
def file(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """A file of her statement; always as a download, never as a page of ours."""
    found = _file(person_of(request), public_id)
    response = send_stored(request, found.store_key, size=found.size, sha256=found.sha256)
    response["Content-Type"] = found.media_type
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


@signed_in
@require_POST
def remove_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    person = person_of(request)
    found = _file(person, public_id)
    stating.remove_file(file=found, by=person, at=timezone.now())
    messages.success(request, gettext("The file is removed."))
    return _back(found.statement.badge.public_id)


def _statement(person: Person, public_id: UUID) -> Statement:
    rows = Statement.objects.select_related("badge").filter(badge__person=person, badge__state="kept")
    return get_object_or_404(rows, badge__public_id=public_id, removed_at=None)


def _file(person: Person, public_id: UUID) -> StatementFile:
    rows = StatementFile.objects.select_related("statement__badge").filter(statement__badge__person=person)
    return get_object_or_404(rows, public_id=public_id, removed_at=None)


def _back(public_id: UUID) -> HttpResponse:
    return redirect(f"{reverse('earner:elsewhere_one', args=[public_id])}#statement")
