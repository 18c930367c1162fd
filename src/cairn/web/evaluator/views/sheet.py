"""The scoring page: the frozen evidence on one side, the rubric on the other, the result computed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from cairn.domain.catalog.models import Criterion
from cairn.domain.evaluation import access, operations, queries
from cairn.domain.evaluation.models import Moment, Reading
from cairn.domain.evidence.access import may_read_round
from cairn.domain.evidence.queries import frozen_pieces
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, Verdict
from cairn.web.evaluator.bank import STARTERS
from cairn.web.evaluator.shown import Standing, Tab, marks_of, tabs_of
from cairn.web.evaluator.views.finding import reading_of
from cairn.web.shared import autosave
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import evaluating


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The sheet; a post saves her marks, in the background or from a browser without scripts."""
    reading = reading_of(request, public_id)
    if request.method != "POST":
        return _page(request, reading)
    at = timezone.now()
    try:
        _save(request, reading, at)
    except Refused as refusal:
        if autosave.is_autosave(request):
            return autosave.refused(refusal.verdict.sentence)
        return _page(request, reading, refusal=refusal.verdict, status=422)
    if autosave.is_autosave(request):
        return autosave.saved(0, at)
    messages.success(request, gettext("Saved."))
    return redirect("evaluator:sheet", public_id)


def _page(
    request: HttpRequest, reading: Reading, *, refusal: Verdict | None = None, status: int = 200
) -> HttpResponse:
    context = {"nav": "reviews", "refusal": refusal, **_context(reading, person_of(request), timezone.now())}
    return render(request, "evaluator/sheet.html", context, part="standing", status=status)


def _context(reading: Reading, person: Person, now: datetime) -> dict[str, Any]:
    criteria = queries.criteria_to_read(reading.round)
    asked = {one.criterion.pk: one.feedback for one in queries.asked_before(reading.round)}
    moments = list(reading.moments.all())
    readable = may_read_round(person, reading.round, at=now)
    document = reading.round.attempt.edition.document
    return {
        "reading": reading,
        "edition": reading.round.attempt.edition,
        "rubric": document["rubric"],
        "standing": Standing(
            marks_of(reading, criteria, asked),
            document["rubric"],
            tuple(row.criterion.key for row in queries.met_before(reading.round)),
        ),
        "tabs": _tabs(reading, criteria, moments) if readable else [],
        "moments": moments,
        "score": access.may_score(person, reading, at=now),
        "renew": access.may_continue(person, reading, at=now),
        "together": reading.round.attempt.edition.readings > 1,
        "starters": STARTERS,
        "kinds": ("strength", "question", "next"),
    }


def _tabs(reading: Reading, criteria: Sequence[Criterion], moments: Sequence[Moment]) -> list[Tab]:
    slots = {slot["key"]: slot for slot in reading.round.attempt.edition.document["slots"]}
    return tabs_of(list(frozen_pieces(reading.round)), criteria, moments, slots)


def _save(request: HttpRequest, reading: Reading, at: datetime) -> None:
    """Write what differs from what is kept; the fields are `level-KEY`, `feedback-KEY` and `summary`."""
    person = person_of(request)
    levels = {level.key: level for level in reading.round.attempt.edition.levels.all()}
    kept = {rating.criterion_id: rating for rating in reading.ratings.all()}
    for criterion in queries.criteria_to_read(reading.round):
        level = levels.get(request.POST.get(f"level-{criterion.key}", ""))
        feedback = request.POST.get(f"feedback-{criterion.key}", "").replace("\r\n", "\n").strip()
        before = kept.get(criterion.pk)
        if (level, feedback) != ((before.level, before.feedback) if before else (None, "")):
            evaluating.rate(
                reading=reading, criterion=criterion, level=level, feedback=feedback, by=person, at=at
            )
    summary = request.POST.get("summary", "").replace("\r\n", "\n").strip()
    if summary != reading.summary:
        operations.write_summary(reading=reading, summary=summary, by=person, at=at)


@signed_in
@require_POST
def send(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Save, and send the reading; what is missing is said all at once."""
    reading, at = reading_of(request, public_id), timezone.now()
    summary = request.POST.get("summary", "")
    try:
        if reading.state != "concluded":
            _save(request, reading, at)
        evaluating.conclude(reading=reading, summary=summary, by=person_of(request), at=at)
    except Refused as refusal:
        return _page(request, reading_of(request, public_id), refusal=refusal.verdict, status=422)
    messages.success(request, gettext("Your reading of %(label)s is sent.") % {"label": reading.label})
    return redirect("evaluator:queue")


@signed_in
@require_POST
def renew(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Go on with a reading whose time ran out."""
    reading = reading_of(request, public_id)
    try:
        evaluating.renew(reading=reading, by=person_of(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    return redirect("evaluator:sheet", public_id)


@signed_in
@require_POST
def release(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the work back to the queue."""
    reading = reading_of(request, public_id)
    try:
        evaluating.release(reading=reading, by=person_of(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
        return redirect("evaluator:sheet", public_id)
    messages.success(request, gettext("Given back. Another evaluator will read it; your notes are kept."))
    return redirect("evaluator:queue")
