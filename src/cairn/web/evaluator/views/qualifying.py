"""Becoming an evaluator: where she stands, the lessons, her declaration, practice and the gate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cairn.domain.calibration import operations, queries
from cairn.domain.calibration.access import may_try
from cairn.domain.calibration.lessons import LESSONS
from cairn.domain.calibration.models import Concern, Pool, Qualification
from cairn.domain.evaluation.queries.helping import expertise_of
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.people.queries import organizations_of, person_with_email
from cairn.engines.verdict import Refused, Verdict, demand, no
from cairn.web.evaluator.way import STATES, way_of
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import calibrating


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Her qualifications, anchors that she is asked to rate, and where she might begin; a post asks to."""
    person, now = person_of(request), timezone.now()
    if request.method == "POST":
        pool = get_object_or_404(Pool, public_id=_uuid(request.POST.get("pool", "")))
        qualification = calibrating.ask(pool=pool, by=person, at=now)
        return redirect("evaluator:qualification", qualification.public_id)
    held = list(queries.qualifications_of(person))
    judges = bool(held) or organizations_of(person, Role.EVALUATOR, Role.LEAD, at=now).exists()
    known = {each.pool_id for each in held}
    others = Pool.objects.exclude(pk__in=known).select_related("organization").order_by("organization__name")
    context = {
        "nav": "reviews",
        "held": [(each, STATES[each.state], queries.holds(each, at=now)) for each in held],
        "judges": judges,
        "expertise": expertise_of(person) if judges else None,
        "to_rate": list(queries.sheets_to_rate(person)),
        "others": calibrating.askable(person, others),
    }
    return render(request, "evaluator/qualifications.html", context)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as problem:
        raise Http404 from problem


def _mine(request: HttpRequest, public_id: UUID) -> Qualification:
    found = get_object_or_404(queries.whole(), public_id=public_id)
    if found.person_id != person_of(request).pk:
        demand(no("not_yours", gettext("This is somebody else's qualification.")))
    return found


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Where she stands in one pool; a post takes the step that its `step` names."""
    qualification, person, now = _mine(request, public_id), person_of(request), timezone.now()
    if request.method == "POST":
        step = _STEPS.get(request.POST.get("step", ""))
        if step is None:
            raise Http404
        try:
            return step(request, qualification, person, now)
        except Refused as refusal:
            messages.error(request, refusal.verdict.sentence)
            return redirect("evaluator:qualification", public_id)
    context = {
        "nav": "reviews",
        "way": way_of(qualification, at=now),
        "row": qualification,
        "organization": qualification.pool.organization,
        "concern": next((each for each in qualification.concerns.all() if not each.outcome), None),
        "may_try": may_try(person, qualification, at=now),
        "cooled": bool(qualification.again_from and qualification.again_from <= now),
    }
    return render(request, "evaluator/qualification.html", context)


def _practice(request: HttpRequest, row: Qualification, person: Person, at: datetime) -> HttpResponse:
    sheet = calibrating.practice(qualification=row, by=person, at=at)
    return redirect("evaluator:anchor_sheet", sheet.public_id)


def _gate(request: HttpRequest, row: Qualification, person: Person, at: datetime) -> HttpResponse:
    gate = calibrating.begin_gate(qualification=row, by=person, at=at)
    if sheet := gate.sheets.filter(sent_at=None).first():
        return redirect("evaluator:anchor_sheet", sheet.public_id)
    return redirect("evaluator:qualification", row.public_id)


def _reply(request: HttpRequest, row: Qualification, person: Person, at: datetime) -> HttpResponse:
    concern = get_object_or_404(Concern, qualification=row, outcome="")
    operations.reply(concern=concern, words=request.POST.get("words", ""), by=person, at=at)
    messages.success(
        request, gettext("Your reply is sent. A lead evaluator reads it before anything is decided.")
    )
    return redirect("evaluator:qualification", row.public_id)


def _leave(request: HttpRequest, row: Qualification, person: Person, at: datetime) -> HttpResponse:
    operations.leave(qualification=row, by=person, at=at)
    messages.success(request, gettext("You have left. What you learned stays; a lead can invite you again."))
    return redirect("evaluator:qualifications")


_STEPS: dict[str, Callable[[HttpRequest, Qualification, Person, datetime], HttpResponse]] = {
    "practice": _practice,
    "gate": _gate,
    "reply": _reply,
    "leave": _leave,
}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: HttpRequest, public_id: UUID, key: str) -> HttpResponse:
    """A lesson with its scenes; a post answers them."""
    qualification, refusal = _mine(request, public_id), None
    if key not in LESSONS:
        raise Http404
    answers = {question.key: request.POST.get(question.key, "") for question in LESSONS[key].questions}
    if request.method == "POST":
        try:
            operations.finish_lesson(
                qualification=qualification,
                lesson=key,
                answers=answers,
                by=person_of(request),
                at=timezone.now(),
            )
        except Refused as refused:
            refusal = refused.verdict
        else:
            messages.success(request, gettext("Well decided. That lesson is done."))
            return redirect("evaluator:qualification", public_id)
    context = {
        "nav": "reviews",
        "row": qualification,
        "organization": qualification.pool.organization,
        "lesson": LESSONS[key],
        "questions": [
            (question, answers[question.key], refusal is not None and question.key in refusal.codes)
            for question in LESSONS[key].questions
        ],
        "refusal": refusal,
    }
    return render(request, "evaluator/lesson.html", context, status=200 if refusal is None else 422)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Whose work she must not judge, and her promise; a post declares it for a year."""
    qualification, person, now = _mine(request, public_id), person_of(request), timezone.now()
    refusal: Verdict | None = None
    if request.method == "POST":
        try:
            _declare(request, person, now)
        except Refused as refused:
            refusal = refused.verdict
        else:
            messages.success(
                request, gettext("Declared. It holds for a year, and you can declare anew at any time.")
            )
            return redirect("evaluator:qualification", public_id)
    context = {
        "nav": "reviews",
        "row": qualification,
        "organization": qualification.pool.organization,
        "organizations": Organization.objects.order_by("name"),
        "before": queries.declared_by(person),
        "typed": request.POST,
        "chosen": set(request.POST.getlist("organizations")),
        "refusal": refusal,
    }
    return render(request, "evaluator/declare.html", context, status=200 if refusal is None else 422)


def _declare(request: HttpRequest, person: Person, at: datetime) -> None:
    lines = [" ".join(line.split()) for line in request.POST.get("people", "").splitlines() if line.strip()]
    found = {line: person_with_email(line) for line in lines}
    if unknown := [line for line, whom in found.items() if whom is None]:
        told = gettext("Nobody here has the address %(lines)s. Leave out who has no account.")
        raise Refused(no("unknown", told % {"lines": ", ".join(unknown)}))
    operations.declare(
        people=[whom for whom in found.values() if whom],
        organizations=list(Organization.objects.filter(slug__in=request.POST.getlist("organizations"))),
        schools=request.POST.get("schools", "").splitlines(),
        confidential="confidential" in request.POST,
        by=person,
        at=at,
    )
