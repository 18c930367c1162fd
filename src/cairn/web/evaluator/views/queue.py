"""The evaluator's queue: what waits, what she holds, her own pace and agreement. No name, no school, no try number."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from cairn.domain.evaluation import queries
from cairn.domain.evaluation.models import Reading
from cairn.domain.evaluation.queries.harm import open_reports_for
from cairn.domain.evaluation.rules import rules_of
from cairn.web.evaluator import due, pace
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
    first, subject = list(waiting[:MOST_SHOWN]), request.GET.get("subject", "")
    subjects = subjects_of(first)
    shown = [one for one in first if subject in one.round.attempt.edition.document["subjects"]]
    sent = queries.sent_since(person, now - timedelta(weeks=pace.WEEKS + 1))
    context = {
        "nav": "reviews",
        "now": now,
        "held": list(queries.held_by(person)),
        "groups": due.groups(shown if subject else first, now),
        "shown": len(shown if subject else first),
        "total": len(shown) if subject else waiting.count(),
        "subjects": subjects,
        "subject": subject,
        "own": due.own(person, now),
        "pace": pace.chart(sent, now),
        "told": open_reports_for(person, at=now),
    }
    return render(request, "evaluator/queue.html", context)


def subjects_of(waiting: list[Reading]) -> list[str]:
    """The subjects to filter by, where what waits is matched to readers by subject; none otherwise."""
    editions = {one.round.attempt.edition_id: one.round.attempt.edition for one in waiting}.values()
    if not any(rules_of(edition).match_subject for edition in editions):
        return []
    return sorted({subject for edition in editions for subject in edition.document["subjects"]})


@for_roles("evaluator", "lead")
@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """Take what is due first; of two who try at once, each gets another one, or the sentence below."""
    subject = request.POST.get("subject", "")
    reading = evaluating.claim_next(by=person_of(request), at=timezone.now(), subject=subject)
    if reading is None:
        messages.info(
            request, gettext("Nothing waits for you now. Another evaluator may just have taken it.")
        )
        return redirect("evaluator:queue")
    return redirect("evaluator:sheet", reading.public_id)
