"""What it's worth: where she stands under each license and goal, and how to finish."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cairn.engines.policy import NotInForce, Way, number, ways
from cairn.engines.policy.asked import asked
from cairn.web.earner.worth.reading import Hers, held_by, hers
from cairn.web.earner.worth.telling import Told
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows.offering import offers_for
from cairn.workflows.records import BADGE

MOST_WAYS = 4
AT_FIRST = 3
MERITS = {
    "catalog by count": _("Fewest"),
    "catalog by hours": _("Least time"),
    "catalog by cost": _("Least money"),
}


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One thing to do; `address` is the catalog's page where it is something of the catalog."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class ShownWay:
    """One way to finish: in a few words, its first steps and the others, and what those of the catalog take."""

    text: str
    merit: str
    steps: tuple[ShownStep, ...]
    others: tuple[ShownStep, ...]
    hours: str
    cost: str


@signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All that she holds and works toward, what needs her first."""
    everything = hers(person_of(request))
    rows = everything.standings()
    context = {
        "nav": "worth",
        "rows": sorted(rows, key=lambda row: (row.met, not row.soon, row.ends_on or row.today.max)),
        "removed": _removed(request),
        "warnings": everything.coming(),
        "records": sum(one.kind != "approval" for one in everything.known.facts),
    }
    return render(request, "earner/worth.html", context)


@signed_in
@require_safe
def one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One license or goal: the number, what to do next, every record and why."""
    everything = hers(person_of(request))
    told = everything.one(held_by(everything.person, public_id))
    found = ways_of(everything, told)
    context = {
        "nav": "worth",
        "told": told,
        "held": told.held,
        "ways": found,
        "policy": told.standing.policy,
        "rule_address": reverse("public:policy", args=told.standing.key.split("/", 1)),
        "missing": _unsaid(told),
    }
    return render(request, "earner/worth_one.html", context)


def ways_of(everything: Hers, told: Told) -> list[ShownWay]:
    """Ways to finish before its last day; none where it is met or nobody can tell."""
    policy, standing = told.standing.policy, told.standing
    if policy is None or told.decision is None or told.met:
        return []
    last = told.ends_on if told.ends_on and told.ends_on >= everything.today else None
    offers = offers_for(everything.person, on=everything.today)
    try:
        found = ways(
            policy,
            standing.record,
            on=everything.today,
            decision=standing.wanted,
            offers=offers,
            before=last,
            most=MOST_WAYS,
        )
    except NotInForce:
        return []
    listed = any(way.kind.startswith("catalog") for way in found)
    # What the catalog has by name is not said once more as a number of badges.
    told_ways = [way for way in found if not (listed and _only_badges(way))]
    return [_shown(way) for way in sorted(told_ways, key=lambda way: not way.kind.startswith("catalog"))]


def _only_badges(way: Way) -> bool:
    return not way.kind.startswith("catalog") and all(step.fact.kind == BADGE for step in way.steps)


def _shown(way: Way) -> ShownWay:
    steps = tuple(
        ShownStep(step.offer.title, reverse("public:micro_credential", args=[step.offer.fact.reference]))
        for step in way.steps
        if step.offer
    )
    badges = ngettext("%(n)d badge of the catalog", "%(n)d badges of the catalog", len(steps)) % {
        "n": len(steps)
    }
    return ShownWay(
        badges if len(steps) == len(way.steps) else way.text,
        str(MERITS.get(way.kind, "")),
        steps[:AT_FIRST],
        steps[AT_FIRST:],
        gettext("about %(n)s hours") % {"n": number(way.hours)} if way.hours else "",
        f"${number(way.cost)}" if way.cost else "",
    )


def _removed(request: HttpRequest) -> UUID | None:
    """What she has just taken off her page, if it can be put back."""
    try:
        wanted = UUID(request.GET.get("removed", ""))
        return held_by(person_of(request), wanted, removed=True).public_id
    except (ValueError, Http404):
        return None


def _unsaid(told: Told) -> list[str]:
    """What the policy asks about her and she has not said: days and lists by the policy's names."""
    if told.held is None or told.standing.policy is None:
        return []

    asks = asked([told.standing.policy], told.standing.wanted)
    record = told.standing.record
    names = [name for name in asks.dates if name not in record.dates]
    names += [name for name in asks.lists if not record.named.get(name) and not name.startswith("further")]
    if asks.license and record.license is None:
        names.insert(0, gettext("first day of your license"))
    return names
