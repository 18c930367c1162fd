"""Resumable uploads (tus 1.0.0) over HTTP: headers to the engine, bytes to the workflow, each no in words."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from cairn.adapters.storing import StoreError
from cairn.domain.evidence.access import may_change
from cairn.domain.evidence.models import Part, StoredFile, Upload
from cairn.domain.people.models import Person
from cairn.engines import tus
from cairn.engines.verdict import Refused, demand
from cairn.web.api.resuming import arriving, not_stored, refused, wrong_method
from cairn.web.shared.guards import person_of, signed_in
from cairn.workflows import uploading

STATUSES: Mapping[str, int] = {"too_large": 413, "empty": 422, "way": 422, "many": 429}


@signed_in
def begin(request: HttpRequest) -> HttpResponse:
    """POST begins an upload, OPTIONS tells what this server can do."""
    method = tus.method_of(request.method or "", request.headers)
    if method == "OPTIONS":
        return HttpResponse(status=204, headers=tus.abilities(limit=uploading.limit()))
    if method != "POST":
        return wrong_method("OPTIONS, POST")
    try:
        tus.demand_version(request.headers)
        return _begun(request, tus.creation(request.headers, limit=uploading.limit()))
    except tus.TusError as error:
        return refused("upload", error.sentence, error.status, error.headers)
    except Refused as refusal:
        code = refusal.verdict.codes[0]
        return refused(code, refusal.verdict.sentence, STATUSES.get(code, 403))


def _begun(request: HttpRequest, creation: tus.Creation) -> HttpResponse:
    told = creation.metadata
    part = _part(person_of(request), told.get("attempt", ""), told.get("slot", ""))
    if part is None:
        sentence = gettext("This part of your work was not found. Load the page again and try once more.")
        raise tus.TusError(404, sentence)
    upload = uploading.begin(
        part=part,
        name=told.get("filename", ""),
        length=creation.length,
        by=person_of(request),
        at=timezone.now(),
    )
    headers = tus.progress(offset=0, expires=upload.expires_at)
    return HttpResponse(
        status=201, headers={**headers, "Location": reverse("api:upload", args=[upload.public_id])}
    )


def _part(person: Person, attempt: str, slot: str) -> Part | None:
    try:
        identity = UUID(attempt)
    except ValueError:
        return None
    mine = Part.objects.select_related("slot", "attempt__organization")
    return mine.filter(attempt__public_id=identity, attempt__earner=person, slot__key=slot).first()


@signed_in
def go_on(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """HEAD tells how far an upload is, PATCH adds a piece, DELETE ends it."""
    person = person_of(request)
    uploads = Upload.objects.select_related("part__slot", "part__attempt", "file__organization")
    upload = get_object_or_404(uploads, public_id=public_id, file__owner=person)
    methods = {"HEAD": _tell, "PATCH": _add, "DELETE": _end}
    method = tus.method_of(request.method or "", request.headers)
    if method not in methods:
        return wrong_method(", ".join(methods))
    try:
        tus.demand_version(request.headers)
        if not upload.finished_at:
            _demand_alive(upload)
        return methods[method](request, upload, person)
    except tus.TusError as error:
        return refused("upload", error.sentence, error.status, error.headers)
    except StoreError as error:
        return not_stored(error)
    except UnreadablePostError:
        return refused("broken_off", gettext("The connection broke off. What came is kept."), 400)


def _demand_alive(upload: Upload) -> None:
    if upload.file.state == StoredFile.State.TOMBSTONED:
        raise tus.TusError(410, gettext("This upload was canceled. Choose the file again."))
    tus.demand_unexpired(expires=upload.expires_at, at=timezone.now())


def _tell(request: HttpRequest, upload: Upload, person: Person) -> HttpResponse:
    offset = uploading.reached(upload)
    if offset >= upload.length and not upload.finished_at:
        uploading.finish(upload=upload, by=person, at=timezone.now())
    return _progress(upload, offset, status=200, length=upload.length)


def _add(request: HttpRequest, upload: Upload, person: Person) -> HttpResponse:
    demand(may_change(person, upload.part))
    offset = uploading.reached(upload)
    receiving = tus.Receiving(tus.piece(request.headers, offset=offset, length=upload.length))
    reached = uploading.append(
        upload=upload,
        offset=offset,
        chunks=receiving.through(arriving(request)),
        check=receiving.check if receiving.piece.checksum else None,
        by=person,
        at=timezone.now(),
    )
    return _progress(upload, reached, status=204)


def _progress(upload: Upload, offset: int, *, status: int, length: int | None = None) -> HttpResponse:
    headers = tus.progress(offset=offset, length=length, expires=upload.expires_at)
    if offset >= upload.length:
        headers["X-File-Id"] = str(upload.file.public_id)
    return HttpResponse(status=status, headers=headers)


def _end(request: HttpRequest, upload: Upload, person: Person) -> HttpResponse:
    if upload.finished_at:
        raise tus.TusError(409, gettext("This upload is complete. Remove the piece on its page."))
    uploading.discard(file=upload.file, by=person, at=timezone.now())
    return HttpResponse(status=204, headers={"Tus-Resumable": tus.VERSION})
