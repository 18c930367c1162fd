"""Rating an anchor: as an expert, in practice with its corrections, or at the gate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cairn.domain.calibration import queries
from cairn.domain.calibration.access import may_rate, may_view_sheet
from cairn.domain.calibration.models import Sheet
from cairn.domain.catalog.models import Criterion
from cairn.domain.evidence.access import may_read_round
from cairn.domain.evidence.queries import frozen_pieces
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, Verdict, demand
from cairn.web.evaluator.shown import Tab, tabs_of_all
from cairn.web.shared import autosave
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import anchoring, calibrating


@dataclass(frozen=True, slots=True)
class Field:
    """One criterion with what stands in its fields."""

    number: int
    criterion: Criterion
    level: str
    feedback: str


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The sheet of an anchor; a post saves it, and with `send` sends it."""
    sheet, person, now = _sheet(request, public_id), person_of(request), timezone.now()
    if request.method != "POST":
        return _page(request, sheet)
    try:
        _save(request, sheet, person, now)
        if "send" in request.POST:
            return _sent(request, calibrating.send(sheet=sheet, by=person, at=now))
    except Refused as refusal:
        if autosave.is_autosave(request):
            return autosave.refused(refusal.verdict.sentence)
        return _page(request, sheet, refusal.verdict)
    if autosave.is_autosave(request):
        return autosave.saved(0, now)
    messages.success(request, gettext("Saved."))
    return redirect("evaluator:anchor_sheet", public_id)


def _sheet(request: HttpRequest, public_id: UUID) -> Sheet:
    rows = Sheet.objects.select_related(
        "anchor__edition",
        "anchor__pool",
        "anchor__round__attempt__edition",
        "anchor__round__attempt__training_use",
        "gate",
        "person",
    )
    sheet = get_object_or_404(rows, public_id=public_id)
    demand(may_view_sheet(person_of(request), sheet))
    return sheet


def _page(request: HttpRequest, sheet: Sheet, refusal: Verdict | None = None) -> HttpResponse:
    edition = sheet.anchor.edition
    mates = list(sheet.gate.sheets.order_by("pk")) if sheet.gate else []
    sent = bool(sheet.sent_at)
    context = {
        "nav": "reviews",
        "sheet": sheet,
        "edition": edition,
        "rubric": edition.document["rubric"],
        "tabs": _tabs(sheet, person_of(request), timezone.now()),
        "fields": _fields(request, sheet),
        "rate": may_rate(person_of(request), sheet),
        "refusal": refusal,
        "place": mates.index(sheet) + 1 if sheet in mates else 0,
        "total": len(mates),
        "corrections": queries.corrections(sheet) if sent and sheet.purpose == "practice" else [],
        "back": queries.qualification_in(person_of(request), sheet.anchor.pool),
    }
    return render(request, "evaluator/anchor_sheet.html", context, status=422 if refusal else 200)


def _tabs(sheet: Sheet, person: Person, at: datetime) -> list[Tab]:
    """The evidence, while she may see it and everybody in it agrees."""
    round_ = sheet.anchor.round
    if round_ is None or not may_read_round(person, round_, at=at):
        return []
    prefetch_related_objects([round_], *queries.with_consents())
    if not queries.consented_to(round_):
        return []
    return tabs_of_all(frozen_pieces(round_), round_)


def _fields(request: HttpRequest, sheet: Sheet) -> list[Field]:
    kept = {row.criterion_id: row for row in sheet.ratings.select_related("level")}
    fields = []
    for number, criterion in enumerate(sheet.anchor.edition.criteria.all(), start=1):
        row = kept.get(criterion.pk)
        level, words = (row.level.key if row and row.level else "", row.feedback if row else "")
        fields.append(
            Field(
                number,
                criterion,
                request.POST.get(f"level-{criterion.key}", level),
                request.POST.get(f"feedback-{criterion.key}", words),
            )
        )
    return fields


def _save(request: HttpRequest, sheet: Sheet, person: Person, at: datetime) -> None:
    """Write what differs from what is kept; the fields are `level-KEY` and `feedback-KEY`."""
    levels = {level.key: level for level in sheet.anchor.edition.levels.all()}
    kept = {row.criterion_id: (row.level, row.feedback) for row in sheet.ratings.select_related("level")}
    for criterion in sheet.anchor.edition.criteria.all():
        level = levels.get(request.POST.get(f"level-{criterion.key}", ""))
        words = request.POST.get(f"feedback-{criterion.key}", "").replace("\r\n", "\n").strip()
        if (level, words) != kept.get(criterion.pk, (None, "")):
            anchoring.rate(sheet=sheet, criterion=criterion, level=level, feedback=words, by=person, at=at)


def _sent(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """On to the corrections, to the next anchor of the gate, or back to where she stands."""
    if sheet.purpose == Sheet.Purpose.PRACTICE:
        return redirect("evaluator:anchor_sheet", sheet.public_id)
    if sheet.purpose == Sheet.Purpose.EXPERT:
        messages.success(request, gettext("Your rating is sent. Thank you."))
        return redirect("evaluator:qualifications")
    gate = sheet.gate
    if gate and (following := gate.sheets.filter(sent_at=None).order_by("pk").first()):
        return redirect("evaluator:anchor_sheet", following.public_id)
    if gate:
        return redirect("evaluator:qualification", gate.qualification.public_id)
    return redirect("evaluator:qualifications")
