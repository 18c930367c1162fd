"""How much is read and how fast, by week and by evaluator."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from cairn.domain.evaluation.queries import workload
from cairn.web.evaluator.leading import framed, led
from cairn.web.evaluator.pace import WEEKS, by_week
from cairn.web.shared import charts
from cairn.web.shared.guards import signed_in


@signed_in
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    organization, _person = led(request, slug)
    now = timezone.now()
    came, went = workload.came_and_went(organization, since=now - timedelta(weeks=WEEKS))
    kept, results = workload.within_service(organization, since=now - workload.QUARTER)
    standing = workload.standing(organization, at=now)
    loads = workload.loads(organization, at=now)
    context = framed(
        organization,
        "workload",
        standing=standing,
        oldest_days=(now - standing.oldest).days if standing.oldest else None,
        kept=kept,
        results=results,
        share=round(100 * kept / results) if results else None,
        came=_weeks(came, now, gettext("Readings asked for, by week")),
        went=_weeks(went, now, gettext("Readings sent, by week")),
        by_evaluator=_by_evaluator(loads) if any(each.sent for each in loads) else "",
        loads=loads,
    )
    return render(request, "evaluator/leading/workload.html", context)


def _weeks(times: Iterable[datetime], now: datetime, title: str) -> SafeString | str:
    rows = by_week(times, now)
    total = sum(count for _week, count in rows)
    if not total:
        return ""
    finding = ngettext(
        "%(count)d in the last %(weeks)d weeks, %(last)d of them this week.",
        "%(count)d in the last %(weeks)d weeks, %(last)d of them this week.",
        total,
    ) % {"count": total, "weeks": WEEKS, "last": rows[-1][1]}
    named = [(date_format(week, "M j"), float(count)) for week, count in rows]
    return charts.bars(title, finding, named, unit=gettext("Readings"))


def _by_evaluator(loads: Iterable[workload.Load]) -> SafeString:
    rows = sorted((each for each in loads if each.sent or each.lapsed), key=lambda each: -each.sent)[:8]
    busiest = rows[0]
    finding = gettext("%(name)s sent most: %(count)d in 90 days.") % {
        "name": busiest.evaluator.name,
        "count": busiest.sent,
    }
    named = [(each.evaluator.name, (each.in_time, each.sent - each.in_time, each.lapsed)) for each in rows]
    parts = [gettext("In time"), gettext("Late"), gettext("Left lying")]
    return charts.stacked(gettext("Readings by evaluator, 90 days"), finding, named, parts)
