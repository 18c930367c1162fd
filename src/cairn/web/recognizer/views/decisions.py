"""Final decisions: what was decided, deciding for somebody, making it again at an appeal, and signed exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.domain.approvals.access import day_in
from cairn.domain.approvals.operations.exceptions import NEVER
from cairn.domain.approvals.queries import waivers_in
from cairn.domain.people.models import Organization, Person
from cairn.domain.recognition import access, queries
from cairn.domain.recognition.models import FinalDecision, Packet
from cairn.engines.policy import Decision
from cairn.engines.policy.facts import GATES
from cairn.engines.policy.identity import plain
from cairn.engines.verdict import Refused, demand, no
from cairn.web.recognizer.views.finding import chosen, organizations
from cairn.web.recognizer.views.people import people_of, whom
from cairn.web.shared.decided import look_of, rows_of
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.workflows import finalizing, packing
from cairn.workflows.deciding import book

A_PAGE = 50
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: for whom, which decision of which policy, as of which day."""

    person: Person
    key: str
    decision: str
    on: date


@signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What the organization decided, and the exceptions that it signed."""
    kept = organizations(request)
    organization = chosen(request, kept)
    mine = kept.filter(pk=organization.pk)
    context = {
        **_frame(organization, list(kept)),
        "page": Paginator(queries.decisions_in(mine), A_PAGE).get_page(request.GET.get("page")),
        "waivers": list(waivers_in(mine)[:A_PAGE]),
    }
    return render(request, "recognizer/worth/decisions.html", context)


def _frame(organization: Organization, kept: list[Organization]) -> dict[str, Any]:
    return {"nav": "recognizing", "tab": "decisions", "organization": organization, "organizations": kept}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest) -> HttpResponse:
    """Look at what would be decided for somebody today, and decide for good."""
    kept = organizations(request)
    organization = chosen(request, kept)
    rules = book(day_in(organization, timezone.now()))
    said = request.POST if request.method == "POST" else request.GET
    context: dict[str, Any] = {
        **_frame(organization, list(kept)),
        "said": said,
        "people": people_of(organization),
        "choices": _choices(organization, rules),
        "on": said.get("on") or day_in(organization, timezone.now()).isoformat(),
    }
    try:
        question = _question(said, organization) if said.get("person") else None
        if question and request.method == "POST":
            final = _finalize(request, organization, question)
            messages.success(
                request, gettext("Decided. %(name)s gets a letter.") % {"name": question.person.name}
            )
            return redirect("recognizer:decision", final.public_id)
        if question:
            context |= _shown(request, organization, question)
    except Refused as refusal:
        context["problem"] = refusal.verdict.sentence
    return render(
        request, "recognizer/worth/decide.html", context, status=422 if context.get("problem") else 200
    )


def _choices(organization: Organization, rules: Any) -> list[tuple[str, str]]:
    """What the organization may decide: under its own policies first, then under those that nobody keeps here."""
    keys = sorted(rules.by_key, key=lambda key: (rules.organization_of(key) != organization, key))
    return [
        (f"{key}#{decision}", f"{rules.titles[key]}: {decision.replace('_', ' ')}")
        for key in keys
        if rules.organization_of(key) in (None, organization)
        for decision in rules.versions(key)[-1].decisions
    ]


def _question(said: Any, organization: Organization) -> Question:
    key, _, decision = said.get("what", "").partition("#")
    if not decision:
        raise Refused(no("what", gettext("Choose what is to be decided.")))
    try:
        on = date.fromisoformat(said.get("on", ""))
    except ValueError:
        on = day_in(organization, timezone.now())
    return Question(whom(said["person"], organization), key, decision, on)


def _finalize(request: HttpRequest, organization: Organization, asked: Question) -> FinalDecision:
    return finalizing.finalize(
        person=asked.person,
        organization=organization,
        key=asked.key,
        decision=asked.decision,
        on=asked.on,
        note=request.POST.get("note", "")[:LONGEST],
        by=person_of(request),
        at=timezone.now(),
    )


def _shown(request: HttpRequest, organization: Organization, asked: Question) -> dict[str, Any]:
    found = finalizing.preview(
        person=asked.person,
        organization=organization,
        key=asked.key,
        decision=asked.decision,
        on=asked.on,
        by=person_of(request),
        at=timezone.now(),
    )
    return {"asked": asked, "preview": found, **_told(found.decision)}


def _told(decision: Decision | None) -> dict[str, Any]:
    if decision is None:
        return {}
    outcome = plain(decision)
    rows = rows_of(outcome)
    names = [line["fact"]["reference"] for line in outcome["lines"]]
    return {
        "outcome": outcome,
        "rows": rows,
        "look": look_of(outcome["state"]),
        "references": [(name, row.title) for name, row in zip(names, rows, strict=True)],
        "gates": [gate for gate in GATES if gate not in NEVER],
    }


def _decision(request: HttpRequest, public_id: UUID) -> FinalDecision:
    """A decision of an organization whose record the person keeps; 404 for any other."""
    rows = FinalDecision.objects.select_related("person", "organization", "made_by", "set_aside_by")
    return get_object_or_404(rows.filter(organization__in=organizations(request)), public_id=public_id)


@signed_in
@require_safe
def one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A final decision, and the same decided again now: the same bytes, or what differs."""
    decision = _decision(request, public_id)
    packet = queries.latest_packet(decision)
    if request.headers.get("HX-Request"):  # how far the packet is, which needs nothing to be decided again
        part = {"decision": decision, "packet": packet}
        return render(request, "recognizer/worth/decision.html", part, part="packet")
    replay = finalizing.replay(decision)
    context = {
        **_frame(decision.organization, []),
        "decision": decision,
        "replay": replay,
        "then": replay.then,
        "now": replay.now,
        "rows": rows_of(replay.then),
        "rows_now": rows_of(replay.now) if replay.now and not replay.same else [],
        "look": look_of(decision.state),
        "spendings": list(decision.spendings.order_by("pk")),
        "packet": packet,
        "aside": access.may_set_aside(person_of(request), decision, at=timezone.now()),
    }
    return render(request, "recognizer/worth/decision.html", context)


@signed_in
@require_POST
def set_aside(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Set a decision aside, with the reason."""
    decision = _decision(request, public_id)
    demand(access.may_set_aside(person_of(request), decision, at=timezone.now()))
    try:
        finalizing.set_aside(
            decision=decision,
            reason=request.POST.get("reason", "")[:LONGEST],
            by=person_of(request),
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
    else:
        messages.success(request, gettext("Set aside. What it spent is free again."))
    return redirect("recognizer:decision", public_id)


@signed_in
@require_POST
def packet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for everything behind a decision as one file."""
    packing.ask(decision=_decision(request, public_id), by=person_of(request), at=timezone.now())
    return redirect(f"{reverse('recognizer:decision', args=[public_id])}#packet")


@signed_in
@require_safe
def packet_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The audit packet that was made last."""
    made = Packet.objects.filter(decision=_decision(request, public_id), state="done").first()
    if made is None:
        raise Http404
    response = HttpResponse(bytes(made.content), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="audit-{public_id}.zip"'
    response["Cache-Control"] = "no-store"
    return response
