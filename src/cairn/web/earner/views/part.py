"""The evidence editor: one part, its guidance, its words, its files and what a coach says of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from cairn.domain.evidence.models import Part
from cairn.domain.evidence.operations.pieces import Conflict, write
from cairn.engines.verdict import Refused
from cairn.web.earner.editor import editor_of
from cairn.web.earner.forms import EntryForm
from cairn.web.earner.views.finding import part_in
from cairn.web.shared import autosave
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import uploading

FORM_AROUND = 64 * 1024  # bytes that a form may take beside its file


@csrf_exempt  # the check comes after the size, for it reads the whole form, see below
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, public_id: UUID, slot: str) -> HttpResponse:
    """The part; a post saves its words, or takes the files of a browser without scripts."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if request.method == "POST" and length > uploading.limit() + FORM_AROUND:
        sentence = gettext("This is more than %(most)s MB, the most that can be sent. Nothing was taken.")
        most = uploading.limit() // 1024**2
        return page(
            request, part_in(request, public_id, slot), problem=sentence % {"most": f"{most:,}"}, status=413
        )
    return _checked(request, public_id, slot)


@csrf_protect
def _checked(request: HttpRequest, public_id: UUID, slot: str) -> HttpResponse:
    part = part_in(request, public_id, slot)
    if request.method != "POST":
        return page(request, part)
    if request.FILES:
        return _take_files(request, part)
    return _save_words(request, part)


def page(
    request: HttpRequest,
    part: Part,
    *,
    status: int = 200,
    typed: tuple[UUID, EntryForm] | None = None,
    **more: Any,
) -> HttpResponse:
    """The part as a page; to htmx its pieces, or what its log comes to."""
    removed = request.GET.get("removed", "")
    context = {"nav": "work", **editor_of(part, person_of(request), removed, typed), **more}
    if request.headers.get("HX-Target") == "log-standing":
        return render(request, "earner/log.html", context, part="standing", status=status)
    return render(request, "earner/part.html", context, part="pieces", status=status)


def _save_words(request: HttpRequest, part: Part) -> HttpResponse:
    quiet, text = autosave.is_autosave(request), request.POST.get("text", "").replace("\r\n", "\n")
    at, revision = timezone.now(), autosave.revision_in(request)
    try:
        piece = write(part=part, text=text, revision=revision, by=person_of(request), at=at)
    except Conflict as conflict:
        if quiet:
            return autosave.conflict(conflict.current.revision, {"text": conflict.current.text})
        return page(request, part, status=409, mine=text, problem=str(conflict))
    except Refused as refusal:
        if quiet:
            return autosave.refused(refusal.verdict.sentence)
        return page(request, part, status=422, mine=text, problem=refusal.verdict.sentence)
    if quiet:
        return autosave.saved(piece.revision, piece.changed_at)
    messages.success(request, gettext("Saved."))
    return redirect("earner:part", part.attempt.public_id, part.slot.key)


def _take_files(request: HttpRequest, part: Part) -> HttpResponse:
    for sent in request.FILES.getlist("file"):
        try:
            taken = _take(request, part, sent)
        except Refused as refusal:
            return page(request, part, status=422, problem=refusal.verdict.sentence)
        if taken:
            messages.success(request, gettext("“%(name)s” is in.") % {"name": sent.name})
    return redirect("earner:part", part.attempt.public_id, part.slot.key)


def _take(request: HttpRequest, part: Part, sent: UploadedFile[bytes]) -> bool:
    """Hand a posted file to the workflow of all uploads; false when it turned out to be of no use."""
    by, at = person_of(request), timezone.now()
    upload = uploading.begin(part=part, name=sent.name or "", length=sent.size or 0, by=by, at=at)
    uploading.append(upload=upload, offset=0, chunks=_chunks(sent), by=by, at=at)
    upload.file.refresh_from_db()
    return not upload.file.problem


def _chunks(sent: UploadedFile[bytes]) -> Iterator[bytes]:
    yield from sent.chunks()
