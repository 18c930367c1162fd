"""Finding a micro-credential: one page, one address for every question, and marks for who is signed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from cairn.domain.catalog.queries import offered, saved_by
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.queries import attempts_of, gaps_of_part, today_of
from cairn.domain.evidence.states import EDITABLE
from cairn.domain.finding.queries import SORTS, Found, total
from cairn.domain.plans.queries import courses_of
from cairn.web.public import asked as questions
from cairn.web.public.asked import A_PAGE, MOST_COMPARED, Asked
from cairn.web.public.goal import goal_of
from cairn.web.public.shown import Card, Progress, card, progress_of, tiers_known
from cairn.web.shared.guards import person_of, public
from cairn.web.shared.pages import render

if TYPE_CHECKING:
    from cairn.domain.people.models import Person


@public
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The catalog; for htmx the results and the new counts alone."""
    asked = questions.read(request.GET)
    found = asked.found(asked.page)
    pages = max(1, -(-found.total // A_PAGE))
    page = min(asked.page, pages)
    if page != asked.page:
        found = asked.found(page)
    person = person_of(request) if request.user.is_authenticated else None
    on = today_of(person, timezone.now()) if person else timezone.localdate()
    attempts = list(attempts_of(person)) if person else []
    begun = {attempt.micro_credential_id for attempt in attempts if attempt.state != "withdrawn"}
    first = asked.plain and page == 1
    goal = goal_of(person, on=on, begun=begun) if person and first and begun else None
    courses = list(courses_of(person)) if person and first else []
    shown = _cards([*found.keys, *(goal.keys if goal else ())], person, attempts, on)
    known = tiers_known(courses) if courses else {}
    compared = _compared(asked, list(shown.values()))
    context = {
        "nav": "explore",
        "asked": asked,
        "here": asked.address(),
        "as_typed": asked.as_typed(),
        "instead": found.instead,
        "chips": questions.chips(asked, found),
        "facets": questions.facets(found),
        "sorts": SORTS.items(),
        "count": found.total,
        "total": total(),
        "cards": [(shown[key], asked.comparing(shown[key].public_id)) for key in found.keys if key in shown],
        "compared": compared,
        "compare": f"{reverse('public:compare')}?{urlencode([('id', each) for each in asked.compared])}",
        "name": _name_for(asked, found),
        "room": len(asked.compared) < MOST_COMPARED,
        "page": page,
        "pages": pages,
        "before": asked.at_page(page - 1) if page > 1 else "",
        "after": asked.at_page(page + 1) if page < pages else "",
        "resume": _resume(attempts, on) if first else None,
        "ours": [card(row, tier=known.get(row.pk, "")) for row in courses],
        "goal": goal,
        "goal_cards": [shown[key] for key in goal.keys if key in shown] if goal else [],
    }
    return render(request, "public/catalog.html", context, part="results")


def _cards(keys: Sequence[int], person: Person | None, attempts: list[Attempt], on: date) -> dict[int, Card]:
    """Cards by key, in as many queries for one as for all."""
    rows = offered().in_bulk(keys)
    marks: Mapping[int, Progress] = {
        attempt.micro_credential_id: progress_of(attempt, on=on)
        for attempt in attempts
        if attempt.state != "withdrawn" and attempt.micro_credential_id in rows
    }
    saved = saved_by(person, keys) if person else set()
    tiers = tiers_known(rows.values())
    return {
        key: card(row, progress=marks.get(key), saved=key in saved, tier=tiers.get(key, ""))
        for key, row in rows.items()
    }


def _compared(asked: Asked, shown: list[Card]) -> list[tuple[str, str]]:
    """Title of each that is to be compared, and the address without it."""
    titles = {each.public_id: each.title for each in shown}
    if others := set(asked.compared) - titles.keys():
        elsewhere = offered().filter(public_id__in=others)
        titles |= {str(key): title for key, title in elsewhere.values_list("public_id", "title")}
    return [(titles[each], asked.comparing(each)) for each in asked.compared if each in titles]


def _name_for(asked: Asked, found: Found) -> str:
    """What a search may be called when it is saved: its words, or its filters."""
    return (asked.query or ", ".join(chip.label for chip in questions.chips(asked, found)))[:80]


def _resume(attempts: list[Attempt], on: date) -> dict[str, Any] | None:
    """The work touched last that waits for its earner, with the next thing to do."""
    attempt = next((each for each in attempts if each.state in EDITABLE), None)
    if attempt is None:
        return None
    revising = attempt.state == "revising"
    waiting = [part for part in attempt.parts.all() if part.open and (revising or gaps_of_part(part, on=on))]
    address = (
        reverse("earner:part", args=[attempt.public_id, waiting[0].slot.key])
        if waiting
        else reverse("earner:attempt", args=[attempt.public_id])
    )
    return {
        "title": attempt.edition.title,
        "art": reverse("public:edition_art", args=[attempt.edition.public_id]),
        "revising": revising,
        "next": waiting[0].slot.title if waiting else "",
        "address": address,
        "progress": progress_of(attempt, on=on),
    }
