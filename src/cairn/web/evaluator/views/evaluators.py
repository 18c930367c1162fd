"""One evaluator as her lead sees her: where she stands, her tries at the gate, concerns and what follows."""

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
from cairn.domain.calibration.access import may_lead, may_suspend
from cairn.domain.calibration.models import Concern, Qualification
from cairn.domain.calibration.states import LIFE
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no
from cairn.web.evaluator.way import way_of
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import calibrating


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Her page; a post does what its `deed` names."""
    row = get_object_or_404(queries.whole(), public_id=public_id)
    person, now = person_of(request), timezone.now()
    demand(may_lead(person, row.pool.organization, at=now))
    if request.method == "POST":
        deed = _DEEDS.get(request.POST.get("deed", ""))
        if deed is None:
            raise Http404
        try:
            messages.success(request, deed(request, row, person, now))
        except Refused as refusal:
            messages.error(request, refusal.verdict.sentence)
        return redirect("evaluator:evaluator", public_id)
    concern = next((each for each in row.concerns.all() if not each.outcome), None)
    context = {
        "nav": "organization",
        "row": row,
        "pool": row.pool,
        "organization": row.pool.organization,
        "way": way_of(row, at=now),
        "concern": concern,
        "may_suspend": may_suspend(person, concern, at=now) if concern else None,
        "settled": [each for each in row.concerns.all() if each.outcome],
        "herself": row.person_id == person.pk,
        "moves": {move for state, move in LIFE.moves if state == row.state},
    }
    return render(request, "evaluator/evaluator.html", context)


def _invite(request: HttpRequest, row: Qualification, person: Person, at: datetime) -> str:
    calibrating.invite(pool=row.pool, person=row.person, by=person, at=at)
    return gettext("%(name)s is invited and hears of it by e-mail.") % {"name": row.person.name}


def _decline(request: HttpRequest, row: Qualification, person: Person, at: datetime) -> str:
    operations.decline(qualification=row, by=person, at=at)
    return gettext("Set aside. You can invite her later.")


def _concern(request: HttpRequest, row: Qualification, person: Person, at: datetime) -> str:
    calibrating.raise_concern(qualification=row, said=request.POST.get("words", ""), by=person, at=at)
    return gettext("She hears of it by e-mail and has a week to reply.")


def _open_concern(row: Qualification) -> Concern:
    return get_object_or_404(Concern, qualification=row, outcome="")


def _drop(request: HttpRequest, row: Qualification, person: Person, at: datetime) -> str:
    operations.drop(concern=_open_concern(row), note=request.POST.get("words", ""), by=person, at=at)
    return gettext("Settled. Nothing follows.")


def _suspend(request: HttpRequest, row: Qualification, person: Person, at: datetime) -> str:
    calibrating.suspend(concern=_open_concern(row), note=request.POST.get("words", ""), by=person, at=at)
    return gettext("Suspended. She hears why by e-mail.")


def _reinstate(request: HttpRequest, row: Qualification, person: Person, at: datetime) -> str:
    calibrating.reinstate(qualification=row, by=person, at=at)
    return gettext("She may read again. Her first readings are doubled.")


def _lapse(request: HttpRequest, row: Qualification, person: Person, at: datetime) -> str:
    words = request.POST.get("words", "")
    if not words.strip():
        raise Refused(no("no_reason", gettext("Say why, in words that she will read.")))
    operations.lapse(qualification=row, because=words, by=person, at=at)
    return gettext("She takes the gate again before she reads on.")


def _appoint(request: HttpRequest, row: Qualification, person: Person, at: datetime) -> str:
    calibrating.appoint(qualification=row, by=person, at=at)
    return gettext("%(name)s is a lead evaluator now.") % {"name": row.person.name}


_DEEDS: dict[str, Callable[[HttpRequest, Qualification, Person, datetime], str]] = {
    "invite": _invite,
    "decline": _decline,
    "concern": _concern,
    "drop": _drop,
    "suspend": _suspend,
    "reinstate": _reinstate,
    "lapse": _lapse,
    "appoint": _appoint,
}
