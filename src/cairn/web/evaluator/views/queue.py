"""The evaluator's queue: what waits, what she holds, her own pace. No name, no school, no try number."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from cairn.domain.evaluation import queries
from cairn.web.evaluator import pace
from cairn.web.shared.guards import for_roles, person_of
from cairn.web.shared.pages import render
from cairn.workflows import evaluating

MOST_SHOWN = 50


@for_roles("evaluator", "lead")
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What waits by due date, and what she has taken."""
    person, now = person_of(request), timezone.now()
    waiting = queries.queue_for(person, at=now)
    sent = queries.sent_since(person, now - timedelta(weeks=pace.WEEKS + 1))
    context = {
        "nav": "reviews",
        "now": now,
        "held": list(queries.held_by(person)),
        "waiting": list(waiting[:MOST_SHOWN]),
        "total": waiting.count(),
        "pace": pace.chart(sent, now),
    }
    return render(request, "evaluator/queue.html", context)


@for_roles("evaluator", "lead")
@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """Take what is due first; of two who try at once, each gets another one, or the sentence below."""
    reading = evaluating.claim_next(by=person_of(request), at=timezone.now())
    if reading is None:
        messages.info(
            request, gettext("Nothing waits for you now. Another evaluator may just have taken it.")
        )
        return redirect("evaluator:queue")
    return redirect("evaluator:sheet", reading.public_id)
