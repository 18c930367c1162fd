"""How evaluators' severity moves, and what a lead does about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from cairn.domain.calibration import operations, queries
from cairn.domain.calibration.access import may_answer_signal
from cairn.domain.calibration.models import DriftChart, Qualification, Signal
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Refused
from cairn.web.evaluator.leading import framed, led
from cairn.web.shared import plots
from cairn.web.shared.guards import signed_in
from cairn.workflows import watching

PAST_SHOWN = 12


@signed_in
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Every evaluator's strip, and each open signal with what may follow."""
    organization, person = led(request, slug)
    now = timezone.now()
    signals = queries.signals_in(organization)
    opened = [
        {
            "row": each,
            "may": may_answer_signal(person, each, at=now),
            "denied": len(watching.to_reread(each)),
            "concern_at": _concern_place(each, organization),
        }
        for each in signals.filter(outcome="")
    ]
    charts = list(queries.charts_in(organization))
    context = framed(
        organization,
        "drift",
        opened=opened,
        past=list(signals.exclude(outcome="")[:PAST_SHOWN]),
        chart=_strips([each for each in charts if each.enough]),
        waiting=[each for each in charts if not each.enough],
        made_at=charts[0].made_at if charts else None,
        outcomes=[each for each in Signal.Outcome.choices if each[0] != Signal.Outcome.STEADY],
    )
    return render(request, "evaluator/leading/drift.html", context)


def _concern_place(signal: Signal, organization: Organization) -> Qualification | None:
    rows = Qualification.objects.filter(person=signal.evaluator, pool__organization=organization)
    return rows.order_by("-moved_at").first()


def _strips(charts: list[DriftChart]) -> SafeString | str:
    if not charts:
        return ""
    moved = sum(each.sounded is not None for each in charts)
    finding = (
        ngettext(
            "%(count)d evaluator’s levels have moved away from where they were.",
            "%(count)d evaluators’ levels have moved away from where they were.",
            moved,
        )
        % {"count": moved}
        if moved
        else gettext("Everybody reads as she used to.")
    )
    rows = [plots.Strip(each.evaluator.name, each.upper, each.lower, each.sounded) for each in charts]
    return plots.cusum(gettext("How far each evaluator moved, reading by reading"), finding, rows)


@signed_in
@require_POST
def answer(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """Do what the post's `deed` names about a signal."""
    organization, person = led(request, slug)
    signal = get_object_or_404(
        Signal.objects.select_related("evaluator", "organization"),
        public_id=public_id,
        organization=organization,
    )
    deed = _DEEDS.get(request.POST.get("deed", ""))
    if deed is None:
        raise Http404
    try:
        messages.success(request, deed(request, signal, person, timezone.now()))
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    return redirect("evaluator:drift", slug)


def _coach(request: HttpRequest, signal: Signal, person: Person, at: datetime) -> str:
    watching.coach(signal=signal, words=request.POST.get("words", ""), by=person, at=at)
    return gettext("%(name)s gets your words by e-mail.") % {"name": signal.evaluator.name}


def _reread(request: HttpRequest, signal: Signal, person: Person, at: datetime) -> str:
    count = watching.reread(signal=signal, by=person, at=at)
    return ngettext(
        "%(count)d result is read afresh by others. It can only rise.",
        "%(count)d results are read afresh by others. They can only rise.",
        count,
    ) % {"count": count}


def _close(request: HttpRequest, signal: Signal, person: Person, at: datetime) -> str:
    outcome, note = request.POST.get("outcome", ""), request.POST.get("note", "")
    operations.close_signal(signal=signal, outcome=outcome, note=note, by=person, at=at)
    return gettext("Closed. Her readings are no longer doubled, and her chart begins anew.")


_DEEDS: dict[str, Callable[[HttpRequest, Signal, Person, datetime], str]] = {
    "coach": _coach,
    "reread": _reread,
    "close": _close,
}
