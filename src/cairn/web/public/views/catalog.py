"""Finding a micro-credential: one page, one address for every question, and marks for who is signed in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from cairn.domain.catalog import shelf
from cairn.domain.catalog.queries import offered, saved_by
from cairn.domain.catalog.search import FACETS, SORTS, search
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.queries import attempts_of, gaps_of_part
from cairn.domain.evidence.states import EDITABLE
from cairn.web.public import asked as questions
from cairn.web.public.shown import Card, Progress, card, progress_of
from cairn.web.shared.guards import person_of, public
from cairn.web.shared.pages import render

if TYPE_CHECKING:
    from cairn.domain.people.models import Person

A_PAGE = 24


@public
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The catalog; for htmx the results and the new counts alone."""
    asked = questions.read(request.GET)
    volumes = shelf.volumes()
    found = search(volumes, query=asked.query, chosen=asked.chosen, sort=asked.sort)
    person = person_of(request) if request.user.is_authenticated else None
    attempts = list(attempts_of(person)) if person else []
    pages = max(1, -(-len(found.keys) // A_PAGE))
    page = min(max(asked.page, 1), pages)
    context = {
        "nav": "explore",
        "asked": asked,
        "here": asked.address(),
        "chips": questions.chips(asked, found),
        "facets": [(key, FACETS[key], options) for key, options in found.facets.items() if options],
        "sorts": [(key, label) for key, (label, _) in SORTS.items()],
        "count": len(found.keys),
        "total": len(volumes),
        "cards": _cards(found.keys[(page - 1) * A_PAGE : page * A_PAGE], person, attempts),
        "page": page,
        "pages": pages,
        "before": asked.at_page(page - 1) if page > 1 else "",
        "after": asked.at_page(page + 1) if page < pages else "",
        "resume": _resume(attempts) if asked.plain and page == 1 else None,
    }
    return render(request, "public/catalog.html", context, part="results")


def _cards(keys: tuple[int, ...], person: Person | None, attempts: list[Attempt]) -> list[Card]:
    """The cards of a page in the order found, in as many queries for one as for all."""
    rows = offered().in_bulk(keys)
    marks: Mapping[int, Progress] = {
        attempt.micro_credential_id: progress_of(attempt)
        for attempt in attempts
        if attempt.state != "withdrawn" and attempt.micro_credential_id in rows
    }
    saved = saved_by(person, keys) if person else set()
    return [card(rows[key], progress=marks.get(key), saved=key in saved) for key in keys if key in rows]


def _resume(attempts: list[Attempt]) -> dict[str, Any] | None:
    """The work touched last that waits for its earner, with the next thing to do."""
    attempt = next((each for each in attempts if each.state in EDITABLE), None)
    if attempt is None:
        return None
    revising = attempt.state == "revising"
    waiting = [part for part in attempt.parts.all() if part.open and (revising or gaps_of_part(part))]
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
        "progress": progress_of(attempt),
    }
