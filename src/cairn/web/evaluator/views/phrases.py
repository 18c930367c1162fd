"""Her own phrases in the comment bank: kept, counted when used, and dropped."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from cairn.domain.catalog.models import Criterion
from cairn.domain.evaluation import queries
from cairn.domain.evaluation.models import Phrase, Reading
from cairn.domain.evaluation.operations import phrases
from cairn.web.evaluator.views.finding import reading_of
from cairn.web.evaluator.views.sheet import banks_of
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render


@signed_in
@require_POST
def keep(request: HttpRequest, public_id: UUID, key: str) -> HttpResponse:
    """Keep words as a phrase for a criterion of this sheet."""
    reading, person = reading_of(request, public_id), person_of(request)
    criterion = _criterion(reading, key)
    phrases.keep_phrase(
        micro_credential=reading.round.attempt.edition.micro_credential,
        criterion=criterion,
        text=request.POST.get("text", ""),
        by=person,
        at=timezone.now(),
    )
    return _answer(request, reading, criterion)


@signed_in
@require_POST
def drop(request: HttpRequest, public_id: UUID, key: str, phrase_id: UUID) -> HttpResponse:
    """Keep a phrase no longer."""
    reading, person = reading_of(request, public_id), person_of(request)
    phrases.drop_phrase(phrase=get_object_or_404(Phrase, public_id=phrase_id, person=person), by=person)
    return _answer(request, reading, _criterion(reading, key))


@signed_in
@require_POST
def use(request: HttpRequest, phrase_id: UUID) -> HttpResponse:
    """Count that a phrase was put into a sheet."""
    person = person_of(request)
    phrase = get_object_or_404(Phrase, public_id=phrase_id, person=person)
    phrases.use_phrase(phrase=phrase, by=person, at=timezone.now())
    return HttpResponse(status=204)


def _criterion(reading: Reading, key: str) -> Criterion:
    for criterion in queries.criteria_of(reading):
        if criterion.key == key:
            return criterion
    raise Http404("There is no such part on this sheet.")


def _answer(request: HttpRequest, reading: Reading, criterion: Criterion) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        messages.success(request, gettext("Your comment bank is changed."))
        return redirect("evaluator:sheet", reading.public_id)
    bank = banks_of(reading, [criterion], person_of(request))[criterion.key]
    return render(request, "evaluator/bank.html", {"bank": bank, "reading": reading})
