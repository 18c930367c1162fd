"""The one question that evaluators may ask about a round; the earner answers it once, and nobody learns a name."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cairn.domain.evaluation.queries.exchange import may_answer, question_to
from cairn.engines.verdict import Refused
from cairn.web.earner.views.finding import attempt_in
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import clarifying


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The question, and her answer once she has given it."""
    attempt, person, refusal = attempt_in(request, public_id), person_of(request), None
    question = question_to(attempt)
    if question is None:
        raise Http404("Nothing was asked about this work.")
    if request.method == "POST":
        try:
            clarifying.answer(
                question=question, text=request.POST.get("text", ""), by=person, at=timezone.now()
            )
        except Refused as refused:
            refusal = refused.verdict
        else:
            messages.success(request, gettext("Your answer is sent. Nothing more is asked of you."))
            return redirect("earner:question", public_id)
    context = {
        "nav": "work",
        "attempt": attempt,
        "question": question,
        "may": may_answer(person, question, at=timezone.now()),
        "refusal": refusal,
        "typed": request.POST.get("text", ""),
    }
    return render(request, "earner/question.html", context, status=200 if refusal is None else 422)
