"""The scoring page: the frozen evidence on one side, the rubric on the other, the result computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from cairn.domain.evaluation import access, queries
from cairn.domain.evaluation.models import Moment, Reading
from cairn.domain.evaluation.operations.leases import ELSEWHERE
from cairn.domain.evaluation.queries.exchange import may_ask, question_for
from cairn.domain.evaluation.queries.phrases import phrases_of
from cairn.domain.evidence.access import may_read_round
from cairn.domain.evidence.queries import frozen_pieces
from cairn.domain.people.models import Person
from cairn.engines.verdict import Reason, Refused, Verdict, no
from cairn.web.evaluator.bank import Bank, banks
from cairn.web.evaluator.shown import Kept, Standing, Tab, kept_in, marks_of, tabs_of
from cairn.web.evaluator.views.finding import reading_of
from cairn.web.evaluator.windows import Window, sheet_address, token_in, window_of
from cairn.web.shared import autosave
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import evaluating, scoring


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The sheet; a post saves her marks, in the background or from a browser without scripts."""
    reading = reading_of(request, public_id)
    if request.method != "POST":
        return _page(request, reading)
    at = timezone.now()
    try:
        revision = _save(request, reading, at)
    except scoring.Changed as changed:
        return autosave.conflict(changed.revision, changed.fields)
    except Refused as refusal:
        if autosave.is_autosave(request):
            return autosave.refused(refusal.verdict.sentence)
        return _page(request, reading, refusal=refusal.verdict)
    if autosave.is_autosave(request):
        return autosave.saved(revision, at)
    messages.success(request, gettext("Saved."))
    return redirect(sheet_address(reading, token_in(request)))


def _page(request: HttpRequest, reading: Reading, *, refusal: Verdict | None = None) -> HttpResponse:
    """The sheet as it is kept; after a refusal with what was typed, for no word may be lost."""
    typed = typed_in(request, queries.criteria_of(reading)) if refusal is not None else None
    context = {
        "nav": "reviews",
        "refusal": refusal,
        **_context(request, reading, typed),
    }
    if refusal is not None and not context["score"]:
        context["unsaved"] = [mark for mark in context["standing"].marks if mark.feedback]
    return render(
        request, "evaluator/sheet.html", context, part="standing", status=200 if refusal is None else 422
    )


def _context(request: HttpRequest, reading: Reading, typed: Mapping[str, Kept] | None) -> dict[str, Any]:
    person, now = person_of(request), timezone.now()
    criteria = queries.criteria_of(reading)
    moments = list(reading.moments.all())
    edition = reading.round.attempt.edition
    window = window_of(request, reading, now)
    score = _verdict(person, reading, window, now)
    seen = (score or "elsewhere" in score.codes) and may_read_round(person, reading.round, at=now)
    return {
        "reading": reading,
        "edition": edition,
        "rubric": edition.document["rubric"],
        "standing": standing_of(reading, criteria, banks_of(reading, criteria, person), typed),
        "summary": request.POST.get("summary", "") if typed is not None else reading.summary,
        "tabs": _tabs(reading, criteria, moments) if seen else [],
        "moments": moments,
        "window": window,
        "score": score,
        "renew": access.may_continue(person, reading, at=now),
        "ask": may_ask(person, reading, at=now),
        "question": question_for(reading),
        "now": now,
        "kinds": Moment.Kind.values,
    }


def _verdict(person: Person, reading: Reading, window: Window, now: datetime) -> Verdict:
    """Whether this window may score: the work is hers now, and no other window edits it."""
    verdict = access.may_score(person, reading, at=now)
    return no("elsewhere", ELSEWHERE) if verdict and window.elsewhere else verdict


def banks_of(reading: Reading, criteria: Sequence[Criterion], person: Person) -> dict[str, Bank]:
    return banks(criteria, phrases_of(person, reading.round.attempt.edition.micro_credential))


def standing_of(
    reading: Reading,
    criteria: Sequence[Criterion],
    banks: Mapping[str, Bank],
    typed: Mapping[str, Kept] | None = None,
) -> Standing:
    """What her marks come to: those that are kept, or those that were typed."""
    rubric = reading.round.attempt.edition.document["rubric"]
    asked = {one.criterion.pk: one.feedback for one in queries.asked_before(reading.round)}
    # Whatever is not on her sheet counts as met, so that a part of the rubric looks the same whyever she reads it.
    on_it = {criterion.key for criterion in criteria}
    carried = tuple(each["key"] for each in rubric["criteria"] if each["key"] not in on_it)
    kept = kept_in(reading) if typed is None else typed
    return Standing(marks_of(rubric, criteria, kept, asked, banks), rubric, carried)


def _tabs(reading: Reading, criteria: Sequence[Criterion], moments: Sequence[Moment]) -> list[Tab]:
    slots = {slot["key"]: slot for slot in reading.round.attempt.edition.document["slots"]}
    return tabs_of(frozen_pieces(reading.round), criteria, moments, slots)


def typed_in(request: HttpRequest, criteria: Sequence[Criterion]) -> dict[str, Kept]:
    """What the form holds, by criterion key; its fields are `level-KEY` and `feedback-KEY`."""
    return {
        criterion.key: Kept(
            request.POST.get(f"level-{criterion.key}", ""),
            request.POST.get(f"feedback-{criterion.key}", "").replace("\r\n", "\n").strip(),
        )
        for criterion in criteria
    }


def _save(request: HttpRequest, reading: Reading, at: datetime) -> int:
    typed = typed_in(request, queries.criteria_of(reading))
    return scoring.save(
        reading=reading,
        given={key: scoring.Given(kept.level, kept.feedback) for key, kept in typed.items()},
        summary=request.POST.get("summary", "").replace("\r\n", "\n").strip(),
        window=token_in(request),
        revision=autosave.revision_in(request) if autosave.is_autosave(request) else None,
        by=person_of(request),
        at=at,
    )


@signed_in
@require_POST
def send(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Save, and send the reading; what is missing is said all at once."""
    reading, at = reading_of(request, public_id), timezone.now()
    summary = request.POST.get("summary", "")
    try:
        if reading.state != "concluded":
            _save(request, reading, at)
            _demand_finished(reading_of(request, public_id), person_of(request))
        evaluating.conclude(reading=reading, summary=summary, by=person_of(request), at=at)
    except Refused as refusal:
        return _page(request, reading_of(request, public_id), refusal=refusal.verdict)
    messages.success(request, gettext("Your reading of %(label)s is sent.") % {"label": reading.label})
    return redirect("evaluator:queue")


def _demand_finished(reading: Reading, person: Person) -> None:
    """A sheet with everything on it, and no beginning of a sentence left as the bank gave it."""
    criteria = queries.criteria_of(reading)
    standing = standing_of(reading, criteria, banks_of(reading, criteria, person))
    if missing := [Reason("missing", mark.missing) for mark in standing.missing]:
        raise Refused(Verdict(False, tuple(missing)))


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
