"""Stepping back: she recognized somebody, saw harm, or the work cannot be read. Each is one click from the sheet."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cairn.domain.evaluation.models import Incomplete, Reading
from cairn.engines.verdict import Refused, Verdict
from cairn.web.evaluator.views.finding import reading_of
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import evaluating, reporting_harm

CAUSES = (
    _("I know a face or a voice"),
    _("I know the school or the classroom"),
    _("I have seen or heard of this work before"),
    _("Something else gives it away"),
)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def recognize(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """She recognized somebody: the work goes to another evaluator for good."""
    reading, refusal = reading_of(request, public_id), None
    if request.method == "POST":
        try:
            evaluating.recuse(
                reading=reading, cause=request.POST.get("cause", ""), by=person_of(request), at=timezone.now()
            )
        except Refused as refused:
            refusal = refused.verdict
        else:
            messages.success(
                request, gettext("Thank you. Somebody else reads this work; you will not see it again.")
            )
            return redirect("evaluator:queue")
    return _page(request, "evaluator/recognize.html", reading, refusal)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def incomplete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The work cannot be read as it is: it goes back to the earner, who loses no try."""
    reading, refusal = reading_of(request, public_id), None
    if request.method == "POST":
        try:
            evaluating.return_incomplete(
                reading=reading,
                lacks=request.POST.getlist("lacks"),
                parts=request.POST.getlist("parts"),
                words=request.POST.get("words", ""),
                by=person_of(request),
                at=timezone.now(),
            )
        except Refused as refused:
            refusal = refused.verdict
        else:
            messages.success(
                request, gettext("Sent back. It is mended or read by others; the teacher loses no try by it.")
            )
            return redirect("evaluator:queue")
    return _page(request, "evaluator/incomplete.html", reading, refusal)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def harm(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """She saw harm: reading stops, and only the organization's safeguarding contacts are told."""
    reading, refusal = reading_of(request, public_id), None
    if request.method == "POST":
        try:
            reporting_harm.report(
                reading=reading, words=request.POST.get("words", ""), by=person_of(request), at=timezone.now()
            )
        except Refused as refused:
            refusal = refused.verdict
        else:
            return render(
                request, "evaluator/reported.html", {"nav": "reviews", "organization": reading.organization}
            )
    return _page(request, "evaluator/harm.html", reading, refusal)


def _page(request: HttpRequest, template: str, reading: Reading, refusal: Verdict | None) -> HttpResponse:
    context = {
        "nav": "reviews",
        "reading": reading,
        "refusal": refusal,
        "causes": CAUSES,
        "lacks": Incomplete.Lack.choices,
        "slots": reading.round.attempt.edition.document["slots"],
        "chosen": {*request.POST.getlist("lacks"), *request.POST.getlist("parts")},
        "typed": request.POST.get("cause", "") or request.POST.get("words", ""),
    }
    return render(request, template, context, status=200 if refusal is None else 422)
