"""Resumable uploads (tus 1.0.0) of archives from other installations."""

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
from cairn.domain.archives.models import Arrival
from cairn.domain.archives.queries import arrivals_of
from cairn.domain.people.models import Person
from cairn.engines import tus
from cairn.engines.verdict import Refused
from cairn.web.api.resuming import arriving, not_stored, refused, wrong_method
from cairn.web.shared.guards import person_of, signed_in
from cairn.workflows import arriving as workflow

STATUSES: Mapping[str, int] = {"too_large": 413, "empty": 422, "many": 429}


@signed_in
def begin(request: HttpRequest) -> HttpResponse:
    """POST begins an upload, OPTIONS tells what this server can do."""
    method = tus.method_of(request.method or "", request.headers)
    if method == "OPTIONS":
        return HttpResponse(status=204, headers=tus.abilities(limit=workflow.limit()))
    if method != "POST":
        return wrong_method("OPTIONS, POST")
    try:
        tus.demand_version(request.headers)
        told = tus.creation(request.headers, limit=workflow.limit())
        arrival = workflow.begin(
            name=told.metadata.get("filename", ""),
            length=told.length,
            by=person_of(request),
            at=timezone.now(),
        )
    except tus.TusError as error:
        return refused("upload", error.sentence, error.status, error.headers)
    except Refused as refusal:
        code = refusal.verdict.codes[0]
        return refused(code, refusal.verdict.sentence, STATUSES.get(code, 403))
    headers = tus.progress(offset=0, expires=arrival.expires_at)
    return HttpResponse(
        status=201, headers={**headers, "Location": reverse("api:arrival", args=[arrival.public_id])}
    )


@signed_in
def go_on(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """HEAD tells how far an upload is, PATCH adds a piece, DELETE ends it."""
    person = person_of(request)
    arrival = get_object_or_404(arrivals_of(person).select_related("person"), public_id=public_id)
    methods = {"HEAD": _tell, "PATCH": _add, "DELETE": _end}
    method = tus.method_of(request.method or "", request.headers)
    if method not in methods:
        return wrong_method(", ".join(methods))
    try:
        tus.demand_version(request.headers)
        if arrival.state == "receiving":
            tus.demand_unexpired(expires=arrival.expires_at, at=timezone.now())
        return methods[method](request, arrival, person)
    except tus.TusError as error:
        return refused("upload", error.sentence, error.status, error.headers)
    except StoreError as error:
        return not_stored(error)
    except UnreadablePostError:
        return refused("broken_off", gettext("The connection broke off. What came is kept."), 400)


def _tell(request: HttpRequest, arrival: Arrival, person: Person) -> HttpResponse:
    offset = workflow.reached(arrival)
    if offset >= arrival.length and arrival.state == "receiving":
        workflow.receive(arrival=arrival, by=person, at=timezone.now())
    return _progress(arrival, offset, status=200, length=arrival.length)


def _add(request: HttpRequest, arrival: Arrival, person: Person) -> HttpResponse:
    offset = workflow.reached(arrival)
    receiving = tus.Receiving(tus.piece(request.headers, offset=offset, length=arrival.length))
    end = workflow.append(
        arrival=arrival,
        offset=offset,
        chunks=receiving.through(arriving(request)),
        check=receiving.check if receiving.piece.checksum else None,
        by=person,
        at=timezone.now(),
    )
    return _progress(arrival, end, status=204)


def _progress(arrival: Arrival, offset: int, *, status: int, length: int | None = None) -> HttpResponse:
    headers = tus.progress(offset=offset, length=length, expires=arrival.expires_at)
    if offset >= arrival.length:
        headers["X-File-Id"] = str(arrival.public_id)
    return HttpResponse(status=status, headers=headers)


def _end(request: HttpRequest, arrival: Arrival, person: Person) -> HttpResponse:
    if arrival.state != "receiving":
        raise tus.TusError(409, gettext("This upload is complete. Delete the archive on its page."))
    workflow.remove(arrival=arrival, by=person, at=timezone.now())
    return HttpResponse(status=204, headers={"Tus-Resumable": tus.VERSION})
