"""Worked examples of an organization: asking teachers, looking through what they allow, publishing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cairn.domain.evidence.models import Round, StoredFile
from cairn.domain.examples import operations, queries
from cairn.domain.examples.access import may_keep
from cairn.domain.examples.models import Example
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Refused, demand, no
from cairn.web.shared.guards import for_roles, person_of
from cairn.web.shared.pages import render
from cairn.web.shared.worked import worked
from cairn.workflows import exemplifying

SHOWN, OFFERED = 50, 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """Work that could be asked about, told by what it is of and how it was rated; whose it is stays hidden."""

    round: Round
    label: str
    levels: tuple[tuple[str, int], ...]
    anchor: bool


def _kept(request: HttpRequest, slug: str) -> tuple[Organization, Person]:
    organization, person = get_object_or_404(Organization, slug=slug), person_of(request)
    demand(may_keep(person, organization, at=timezone.now()))
    return organization, person


@for_roles("author", "lead")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """What was asked and what came of it, and work to ask about; a post asks its teacher."""
    organization, person = _kept(request, slug)
    if request.method == "POST":
        try:
            _ask(request, organization, person)
        except Refused as refusal:
            messages.error(request, refusal.verdict.sentence)
        else:
            messages.success(
                request, gettext("The teacher is asked by e-mail. Nothing is shown before she says so.")
            )
        return redirect("author:examples", slug)
    context = {
        "nav": "authoring",
        "organization": organization,
        "examples": list(queries.kept_by(organization)[:SHOWN]),
        "candidates": [_candidate(each) for each in queries.could_become(organization)[:OFFERED]],
    }
    return render(request, "author/examples.html", context)


def _ask(request: HttpRequest, organization: Organization, person: Person) -> None:
    said = request.POST.get("round", "")
    for round_ in queries.could_become(organization)[:OFFERED]:
        if str(round_.public_id) == said:
            exemplifying.propose(round_=round_, by=person, at=timezone.now())
            return
    raise Refused(
        no("round", gettext("This work is not offered any more. Choose from the list as it is now."))
    )


def _candidate(round_: Round) -> Candidate:
    outcome = getattr(round_, "outcome", None)
    levels = Counter(row.level.name for row in outcome.criteria.all()) if outcome else Counter()
    return Candidate(
        round_, round_.public_id.hex[:4].upper(), tuple(levels.most_common()), hasattr(round_, "anchor")
    )


@for_roles("author", "lead")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, slug: str, public_id: UUID) -> HttpResponse:
    """What a teacher allows, to be looked through; a post takes out names, publishes or takes down."""
    organization, person = _kept(request, slug)
    example = get_object_or_404(queries.examples().filter(organization=organization), public_id=public_id)
    if request.method == "POST":
        try:
            _DEEDS.get(request.POST.get("deed", ""), _hide)(request, example, person, timezone.now())
        except Refused as refusal:
            messages.error(request, refusal.verdict.sentence)
        return redirect("author:example", slug, public_id)
    seen = example.state in ("allowed", "published")
    context = {
        "nav": "authoring",
        "organization": organization,
        "example": example,
        "worked": worked(example, address=lambda file: _address(example, file)) if seen else None,
        "rubric": example.edition.document["rubric"],
        "trail": [
            (gettext("Authoring"), reverse("author:home")),
            (gettext("Worked examples"), reverse("author:examples", args=[slug])),
        ],
    }
    return render(request, "author/example.html", context)


def _address(example: Example, file: StoredFile) -> str:
    return reverse("public:example_file", args=[example.public_id, file.public_id])


def _hide(request: HttpRequest, example: Example, person: Person, at: datetime) -> None:
    words = request.POST.get("hidden", "").splitlines()
    operations.hide(example=example, words=words, by=person, at=at)
    messages.success(request, gettext("These are taken out wherever they stand."))


def _publish(request: HttpRequest, example: Example, person: Person, at: datetime) -> None:
    exemplifying.publish(example=example, by=person, at=at)
    messages.success(request, gettext("Published. It stands on the page of the micro-credential."))


def _take_down(request: HttpRequest, example: Example, person: Person, at: datetime) -> None:
    operations.take_down(example=example, by=person, at=at)
    messages.success(
        request, gettext("Taken down. You can publish it again as long as its teacher allows it.")
    )


_DEEDS: dict[str, Callable[[HttpRequest, Example, Person, datetime], None]] = {
    "hide": _hide,
    "publish": _publish,
    "take_down": _take_down,
}
