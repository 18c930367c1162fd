"""Records other than badges: hours, credits, tests and years, with the papers that back them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TypedDict
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.adapters.storing import NotStored
from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Person
from cairn.domain.records import operations
from cairn.domain.records.access import may_open_document
from cairn.domain.records.models import OtherRecord, RecordDocument
from cairn.domain.records.queries import entered_by
from cairn.engines.verdict import Refused, demand
from cairn.web.earner.worth.entering import RecordForm, asks_of, initial_of
from cairn.web.earner.worth.kinds import BADGE, BY_KEY, KINDS, Kind, kind_of
from cairn.web.earner.worth.reading import Hers, hers
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import entering
from cairn.workflows.records import OF_AWARD


class Told(TypedDict):
    """What a form says of a record, as operations take it."""

    title: str
    amount: Fraction
    unit: str
    earned_on: date
    started_on: date | None
    details: dict[str, str]
    topics: list[str]


@signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everything that she entered, the latest first."""
    person = person_of(request)
    removed = _removed(person, request.GET.get("removed", ""))
    rows = [(record, kind_of(record.kind)) for record in entered_by(person)]
    return render(request, "earner/worth_records.html", {"nav": "worth", "rows": rows, "removed": removed})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """First the kind, then what there is to say of it."""
    everything = hers(person_of(request))
    award = _award(everything.person, request.GET.get("badge", ""))
    if award and (stated := everything.known.stated.get(str(award.public_id))):
        return redirect("earner:worth_record", stated)
    kind = kind_of(BADGE) if award else BY_KEY.get(request.GET.get("kind", ""))
    if kind is None:
        return render(request, "earner/worth_kinds.html", {"nav": "worth", "kinds": KINDS})
    form = _form(request, everything, kind, award=award)
    if request.method == "POST" and form.is_valid():
        record = operations.add_record(
            kind=kind.key, **_told(form, kind, award), by=everything.person, at=timezone.now()
        )
        messages.success(request, gettext("Added. It is counted wherever a rule takes it."))
        return redirect("earner:worth_record", record.public_id)
    context = {"nav": "worth", "form": form, "kind": kind, "award": award}
    return render(request, "earner/worth_record.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One record: what it says, its papers; posting corrects it."""
    everything = hers(person_of(request))
    record = _record(everything.person, public_id)
    award = _award(everything.person, record.details.get(OF_AWARD, ""))
    kind = kind_of(record.kind)
    form = _form(request, everything, kind, award=award, record=record)
    if request.method == "POST" and form.is_valid():
        told = _told(form, kind, award)
        operations.change_record(
            entered=record, kind=kind.key, **told, by=everything.person, at=timezone.now()
        )
        messages.success(request, gettext("Changed."))
        return redirect("earner:worth_record", record.public_id)
    context = {
        "nav": "worth",
        "form": form,
        "kind": kind,
        "award": award,
        "record": record,
        "papers": list(record.documents.filter(removed_at=None)),
        "paper_kinds": asks_of(everything, record.kind).documents,
    }
    return render(request, "earner/worth_record.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    person = person_of(request)
    record = _record(person, public_id)
    operations.withdraw_record(entered=record, by=person, at=timezone.now())
    return redirect(f"{reverse('earner:worth_records')}?removed={record.public_id}")


@signed_in
@require_POST
def put_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    person = person_of(request)
    record = get_object_or_404(OtherRecord, person=person, public_id=public_id)
    operations.put_back_record(entered=record, by=person, at=timezone.now())
    return redirect("earner:worth_records")


@signed_in
@require_POST
def add_paper(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep a paper that backs the record."""
    person = person_of(request)
    record, file = _record(person, public_id), request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        messages.error(request, gettext("Choose a file first."))
        return redirect("earner:worth_record", public_id)
    try:
        entering.add_paper(
            entered=record,
            kind=request.POST.get("kind", "")[:60],
            name=file.name or "",
            chunks=file.chunks(),
            by=person,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    else:
        messages.success(request, gettext("The paper is kept."))
    return redirect("earner:worth_record", public_id)


@signed_in
@require_safe
def paper(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The paper itself, to whoever may open it; always as a download, never as a page of ours."""
    found = get_object_or_404(
        RecordDocument.objects.select_related("record"), public_id=public_id, removed_at=None
    )
    demand(may_open_document(person_of(request), found.record, at=timezone.now()))
    try:
        response = StreamingHttpResponse(entering.opened(found), content_type=found.media_type)
    except NotStored as error:
        raise Http404(str(error)) from error
    response["Content-Length"] = str(found.size)
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


@signed_in
@require_POST
def remove_paper(request: HttpRequest, public_id: UUID) -> HttpResponse:
    person = person_of(request)
    rows = RecordDocument.objects.select_related("record").filter(record__person=person, removed_at=None)
    found = get_object_or_404(rows, public_id=public_id)
    entering.remove_paper(paper=found, by=person, at=timezone.now())
    messages.success(request, gettext("The paper is removed."))
    return redirect("earner:worth_record", found.record.public_id)


def _form(
    request: HttpRequest,
    everything: Hers,
    kind: Kind,
    *,
    award: Award | None,
    record: OtherRecord | None = None,
) -> RecordForm:
    return RecordForm(
        request.POST if request.method == "POST" else None,
        kind=kind,
        asks=asks_of(everything, kind.key),
        of_badge=award is not None,
        today=everything.today,
        initial=initial_of(record) if record else {},
    )


def _told(form: RecordForm, kind: Kind, award: Award | None) -> Told:
    """What the form says, as operations take it."""
    said = form.cleaned_data
    amount = said.get("amount")
    return {
        "title": award.title if award else said["title"],
        "amount": amount or Fraction(1),
        "unit": (said.get("unit") or "" if award else kind.unit) if amount else "",
        "earned_on": award.earned_on if award else said["earned_on"],
        "started_on": said.get("started_on"),
        "details": form.details | ({OF_AWARD: str(award.public_id)} if award else {}),
        "topics": form.topics,
    }


def _record(person: Person, public_id: UUID) -> OtherRecord:
    return get_object_or_404(OtherRecord, person=person, public_id=public_id, state="claimed")


def _award(person: Person, public_id: str) -> Award | None:
    if not public_id:
        return None
    try:
        wanted = UUID(public_id)
    except ValueError as error:
        raise Http404 from error
    rows = Award.objects.select_related("edition", "stack_edition").filter(earner=person, stack=None)
    return get_object_or_404(rows, public_id=wanted)


def _removed(person: Person, public_id: str) -> OtherRecord | None:
    try:
        wanted = UUID(public_id)
    except ValueError:
        return None
    return OtherRecord.objects.filter(person=person, public_id=wanted, state="withdrawn").first()
