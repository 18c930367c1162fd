"""My work: everything under way by whose turn it is, and one way to keep going."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from cairn.domain.catalog.models import Edition, MicroCredential
from cairn.domain.catalog.queries import startable
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts
from cairn.domain.evidence.queries import attempts_of, digests_sent
from cairn.domain.people.models import Person
from cairn.domain.stacks.agreed import waiting_for
from cairn.domain.workshops.queries import suggested_to
from cairn.engines.verdict import Refused, Verdict
from cairn.web.earner.shown import ShownAttempt
from cairn.web.earner.shown import show as show_attempt
from cairn.web.earner.stacked import under_way
from cairn.web.earner.suggested import waiting
from cairn.web.earner.worth.reading import coming_for
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import starting

GROUPS: Sequence[tuple[str, str | Promise, frozenset[str]]] = (
    ("yours", _("Your turn"), frozenset({"working", "revising"})),
    ("theirs", _("With an evaluator"), frozenset({"submitted", "in_review", "appealed"})),
    ("earned", _("Earned"), frozenset({"met", "awarded"})),
    ("aside", _("Set aside"), frozenset({"withdrawn"})),
)


@signed_in
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Everything she works on; the one touched last is offered first."""
    rows = list(attempts_of(person_of(request)))
    sent = digests_sent(row for row in rows if row.state == "revising")
    shown = [show_attempt(row, sent=sent.get(row.pk)) for row in rows]
    person, now = person_of(request), timezone.now()
    stacks = under_way(person, rows)
    on = {one.stack.pk for one in stacks}
    context = {
        "nav": "work",
        "stacks": stacks,
        "agreements": list(waiting_for(person)),
        "warnings": coming_for(person),
        "suggestions": waiting(suggested_to(person, at=now), rows, on=on),
        **_context(request, shown),
    }
    return render(request, "earner/home.html", context)


def _context(request: HttpRequest, shown: Sequence[ShownAttempt]) -> Mapping[str, Any]:
    groups = [
        (key, title, [one for one in shown if one.attempt.state in states]) for key, title, states in GROUPS
    ]
    put_aside = request.GET.get("set_aside", "")
    return {
        "groups": [group for group in groups if group[2]],
        "going": next((one for one in shown if one.attempt.state in GROUPS[0][2]), None),
        "put_aside": next((one for one in shown if str(one.attempt.public_id) == put_aside), None),
    }


@signed_in
@require_POST
def start(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Start a micro-credential, or go on with what was begun: work that was set aside is taken up again."""
    micro_credential = get_object_or_404(startable(), public_id=public_id)
    person, at = person_of(request), timezone.now()
    attempt = _set_aside(person, micro_credential)
    if attempt:
        attempts.resume(attempt=attempt, by=person, at=at)
        messages.success(request, gettext("Welcome back. Everything you had is still here."))
    else:
        edition = get_object_or_404(micro_credential.editions, current_of=micro_credential)
        try:
            attempt = starting.start(edition=edition, by=person, at=at)
        except Refused as refusal:
            if "prerequisite" in refusal.verdict.codes:
                return _first(request, edition, refusal.verdict)
            messages.error(request, refusal.verdict.sentence)
            return redirect("public:micro_credential", public_id)
    return redirect("earner:attempt", attempt.public_id)


def _first(request: HttpRequest, edition: Edition, verdict: Verdict) -> HttpResponse:
    """What she earns before she can start, each with the way to it."""
    before = starting.prerequisites(edition, of=person_of(request))
    context = {"nav": "explore", "edition": edition, "verdict": verdict, "before": before}
    return render(request, "earner/first.html", context, status=403)


def _set_aside(person: Person, micro_credential: MicroCredential) -> Attempt | None:
    """Work on the present edition that she put away, unless she has begun it anew."""
    mine = Attempt.objects.filter(earner=person, micro_credential=micro_credential)
    if mine.exclude(state="withdrawn").exists():
        return None
    return mine.filter(edition=micro_credential.edition_id).order_by("-touched_at").first()
