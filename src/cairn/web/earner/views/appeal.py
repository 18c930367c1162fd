"""Asking for an appeal, and what became of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cairn.domain.evaluation.access import may_appeal
from cairn.domain.evaluation.models import Appeal
from cairn.domain.evaluation.queries import latest_outcome
from cairn.domain.evaluation.rules import rules_of
from cairn.engines.verdict import Refused
from cairn.web.earner.views.finding import attempt_in, shown
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import appealing

MOST_WORDS = 2000


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What an appeal is, and the form for one; while there is no result, the way back to the work."""
    attempt, person, now = attempt_in(request, public_id), person_of(request), timezone.now()
    outcome = latest_outcome(attempt)
    if outcome is None:
        return redirect("earner:attempt", public_id)
    words, refused = "", ""
    if request.method == "POST":
        words = request.POST.get("words", "")[:MOST_WORDS]
        try:
            appealing.ask(outcome=outcome, words=words, by=person, at=now)
        except Refused as refusal:
            refused = refusal.verdict.sentence
        else:
            messages.success(
                request, gettext("Your appeal is in. Evaluators who are new to it read your work.")
            )
            return redirect("earner:appeal", public_id)
    context = {
        "nav": "work",
        "shown": shown(attempt),
        "outcome": outcome,
        "unmet": list(outcome.criteria.filter(met=False).select_related("criterion")),
        "appeal": Appeal.objects.filter(outcome=outcome).first(),
        "may": may_appeal(person, outcome, at=now),
        "rules": rules_of(attempt.edition),
        "words": words,
        "refused": refused,
        "most_words": MOST_WORDS,
    }
    return render(request, "earner/appeal.html", context)
