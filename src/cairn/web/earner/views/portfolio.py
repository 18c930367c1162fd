"""The portfolio: what was earned, what it counts for and why, and who has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from cairn.domain.people.models import Person
from cairn.domain.recognition.queries import shared_by
from cairn.engines.policy import Line, number
from cairn.web.earner.shelf import SORTS, Shelved, asked, choices, found, shelf_of
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows.deciding import Decided, decided, standings


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One award under a policy: what it counts for and why, or why not."""

    title: str
    line: Line
    points: str


@dataclass(frozen=True, slots=True)
class ShownStanding:
    """Where she stands under one policy, in words and in shares of a whole."""

    standing: Decided
    lines: tuple[ShownLine, ...]
    done: str
    needed: str


@signed_in
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    shelf, wanted = shelf_of(person), asked(request.GET)
    shown = found(shelf, wanted)
    context = {
        "nav": "portfolio",
        "tab": "badges",
        "shelf": shelf,
        "pinned": [one for one in shown if one.place],
        "cairns": [one for one in shown if one.kind == "stack" and not one.place],
        "badges": [one for one in shown if one.kind != "stack" and not one.place],
        "shown": len(shown),
        "wanted": wanted,
        "filters": [(name, label, each, wanted.chosen[name]) for name, label, each in choices(shelf)],
        "sorts": SORTS.items(),
        "standings": standings_of(person, shelf),
        "filings": list(shared_by(person)),
    }
    return render(request, "earner/portfolio.html", context, part="found")


def standings_of(person: Person, shelf: Sequence[Shelved]) -> list[ShownStanding]:
    """Every policy in force today, in the person's own time zone, with a line for each badge."""
    today = timezone.now().astimezone(ZoneInfo(person.time_zone)).date()
    titles = {str(one.badge.public_id): one.title for one in shelf}
    return [_show(standing, titles) for standing in decided(standings(person, on=today))]


def _show(standing: Decided, titles: Mapping[str, str]) -> ShownStanding:
    decision = standing.decision
    lines = tuple(
        ShownLine(titles.get(line.fact.reference, gettext("A badge")), line, _points(line.points))
        for line in decision.lines
    )
    needed = _points(decision.needed) if decision.needed is not None else ""
    done = _points(min(decision.total, decision.needed or decision.total))
    return ShownStanding(standing, lines, done, needed)


def _points(amount: Fraction) -> str:
    return number(amount)
