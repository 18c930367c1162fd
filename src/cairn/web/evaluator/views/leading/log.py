"""What happened in judging, in words, and as a table to take along."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cairn.domain.ledger.events import EVENTS
from cairn.domain.ledger.models import Entry
from cairn.domain.ledger.queries import entries_of
from cairn.domain.people.models import Person
from cairn.web.evaluator.leading import framed, led
from cairn.web.shared.guards import signed_in

SHOWN, IN_A_TABLE = 50, 5000
YEAR = timedelta(days=365)
KINDS = {
    "readings": (_("Readings"), ("reading.",)),
    "results": (_("Results and appeals"), ("round.", "appeal.", "question.")),
    "drift": (_("Drift and concerns"), ("signal.", "concern.")),
    "feedback": (_("Feedback"), ("feedback.",)),
    "evaluators": (_("Evaluators"), ("qualification.", "gate_for_evaluators.", "lesson.", "declaration.")),
    "anchors": (_("Anchors"), ("anchor.", "pool.", "sheet.", "training_use.")),
    "rules": (_("Rules and pay"), ("judging.", "pay.", "partner.")),
}
# That an anchor was given, and when it came back, would tell an evaluator's colleagues which readings were seeds.
UNTOLD = {"sheet.begun", "sheet.sent", "round.recalled", "round.submitted"}
# Earners and those who read them stay unnamed: beside the day of a dispute a name would tell whose work it was.
UNNAMED = ("reading.", "round.", "appeal.", "question.", "training_use.")


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    words: str
    who: str
    number: int


@signed_in
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    organization, _person = led(request, slug)
    kind = request.GET.get("kind", "") if request.GET.get("kind", "") in KINDS else ""
    rows = entries_of(organization.public_id, _events(kind))
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 18:
        rows = rows.filter(id__lt=int(before))
    found = list(rows[: SHOWN + 1])
    lines = _lines(found[:SHOWN])
    context = framed(
        organization,
        "judging_log",
        lines=lines,
        kinds=[(key, name) for key, (name, _prefixes) in KINDS.items()],
        kind=kind,
        older=lines[-1].number if len(found) > SHOWN else None,
    )
    return render(request, "evaluator/leading/log.html", context)


@signed_in
@require_safe
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """The last year for spreadsheets, the newest first."""
    organization, _person = led(request, slug)
    kind = request.GET.get("kind", "") if request.GET.get("kind", "") in KINDS else ""
    rows = entries_of(organization.public_id, _events(kind), since=timezone.now() - YEAR)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="judging-{organization.slug}.csv"'
    writer = csv.writer(response)
    writer.writerow(["at", "event", "what", "by"])
    found = list(rows[:IN_A_TABLE])
    writer.writerows(
        [line.at.isoformat(timespec="seconds"), entry.event, line.words, line.who]
        for entry, line in zip(found, _lines(found), strict=True)
    )
    return response


def _events(kind: str) -> list[str]:
    chosen = [KINDS[kind]] if kind else KINDS.values()
    prefixes = tuple(prefix for _name, some in chosen for prefix in some)
    return [event for event in EVENTS if event.startswith(prefixes) and event not in UNTOLD]


def _lines(entries: Iterable[Entry]) -> list[Line]:
    rows = list(entries)
    people = Person.objects.filter(public_id__in={each.actor for each in rows if each.actor})
    names = {each.public_id: each.name for each in people}
    return [Line(each.at, EVENTS[each.event], _who(each, names), each.pk) for each in rows]


def _who(entry: Entry, names: Mapping[UUID, str]) -> str:
    if entry.event.startswith(UNNAMED):
        return "–"
    return names.get(entry.actor, "–") if entry.actor else "Cairn"
