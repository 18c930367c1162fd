"""Check and submit: her own eye on the real rubric, what is missing, and the declaration."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from cairn.domain.catalog.models import Criterion
from cairn.domain.evaluation.queries import latest_outcome, lines
from cairn.domain.evidence.access import may_submit
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations.attempts import STATEMENT, rate_self
from cairn.domain.evidence.queries import completion_of, self_ratings
from cairn.engines.verdict import Refused, Verdict
from cairn.web.earner.views.finding import attempt_in, shown
from cairn.web.shared import autosave
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import submitting

LONGEST_NOTE = 4000


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The check; a post submits, and what keeps it from being sent is said in full."""
    attempt = attempt_in(request, public_id)
    if request.method != "POST":
        return _page(request, attempt)
    note, declared = request.POST.get("note", "")[:LONGEST_NOTE], request.POST.get("declared") == "yes"
    indicators, ticked = completion_of(attempt), set(request.POST.getlist("completed"))
    completed = [each for number, each in enumerate(indicators) if str(number) in ticked]
    told: dict[str, Any] = {"note": note, "declared": declared, "completed": completed}
    try:
        submitting.submit(
            attempt=attempt, **told | {"note": note.strip()}, by=person_of(request), at=timezone.now()
        )
    except Refused as refusal:
        return _page(request, attempt, refused=refusal.verdict, **told, status=422)
    sentence = gettext(
        "Sent. An evaluator who does not know your name will read it. Until one begins, you can take it back."
    )
    messages.success(request, sentence)
    return redirect("earner:attempt", public_id)


def _page(
    request: HttpRequest, attempt: Attempt, *, refused: Verdict | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    seen = shown(attempt)
    context = {
        "nav": "work",
        "shown": seen,
        "gaps": [(part, gap) for part in seen.parts for gap in part.gaps],
        "submit": may_submit(person_of(request), attempt),
        "statement": STATEMENT,
        "indicators": completion_of(attempt),
        "rubric": attempt.edition.document["rubric"],
        "criteria": _criteria(attempt),
        "rated": self_ratings(attempt),
        "refused": refused,
        **more,
    }
    return render(request, "earner/check.html", context, status=status)


def _criteria(attempt: Attempt) -> list[dict[str, Any]]:
    """The criteria that the next reading is about: all of them, or those that fell short last time."""
    every: list[dict[str, Any]] = attempt.edition.document["rubric"]["criteria"]
    outcome = latest_outcome(attempt)
    if outcome is None:
        return every
    unmet = {line.criterion.key for line in lines(outcome) if not line.met}
    return [criterion for criterion in every if criterion["key"] in unmet]


@signed_in
@require_POST
def rate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep how she rates herself: one field `level-KEY` for each criterion she has judged."""
    attempt, at = attempt_in(request, public_id), timezone.now()
    levels = {level.key: level for level in attempt.edition.levels.all()}
    for criterion in Criterion.objects.filter(edition=attempt.edition):
        level = levels.get(request.POST.get(f"level-{criterion.key}", ""))
        if level:
            rate_self(attempt=attempt, criterion=criterion, level=level, by=person_of(request), at=at)
    if autosave.is_autosave(request):
        return autosave.saved(autosave.revision_in(request), at)
    messages.success(request, gettext("Saved. Only you see how you rated yourself."))
    return redirect("earner:check", public_id)
