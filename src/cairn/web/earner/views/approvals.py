"""An earner's requests for approval, and what was decided, paid and told for her."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cairn.domain.approvals import operations
from cairn.domain.approvals.models import Approval
from cairn.domain.approvals.queries import chain_of, requests_of
from cairn.domain.recognition.models import FinalDecision, Transcript
from cairn.domain.recognition.queries import decisions_of, payments_of, transcripts_of
from cairn.engines.lifecycle import WrongMove
from cairn.engines.verdict import Refused
from cairn.web.earner.asking import LINKS, asked, form_for, thing_of
from cairn.web.shared.decided import look_of, rows_of
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.pages import render
from cairn.web.shared.transcripts import file_of
from cairn.workflows import approving, finalizing

LONGEST = 2000
SHOWN = 100


@signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every request with where it stands, every decision, payment and transcript of hers."""
    person = person_of(request)
    context = {
        "nav": "worth",
        "chains": _turns(requests_of(person)[:SHOWN]),
        "decisions": [(one, look_of(one.state)) for one in decisions_of(person)[:SHOWN]],
        "payments": list(payments_of(person).exclude(state="stopped")[:SHOWN]),
        "transcripts": list(transcripts_of(person)[:SHOWN]),
    }
    return render(request, "earner/approvals.html", context)


def _turns(rows: Iterable[Approval]) -> list[Approval]:
    """Of each chain the link whose turn it is, else its last one."""
    chains: dict[UUID, list[Approval]] = {}
    for row in rows:
        chains.setdefault(row.chain, []).append(row)
    return [turn_of(chain) for chain in chains.values()]


def turn_of(chain: list[Approval]) -> Approval:
    """The link whose turn it is, else the last one."""
    return next((row for row in chain if row.state not in ("approved", "waiting")), chain[-1])


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, kind: str, public_id: UUID) -> HttpResponse:
    """Ask for an approval of a badge, a record, a plan, or work that has not begun."""
    person, at = person_of(request), timezone.now()
    thing = thing_of(kind, public_id, person)
    if thing is None:
        raise Http404
    form, problem = form_for(thing, person, at=at), ""
    said = {name: str(value) for name, value in request.POST.items()}
    if request.method == "POST":
        try:
            links, told = asked(form, thing, said)
            made = approving.ask(thing=thing, links=links, request=told, by=person, at=at)
        except Refused as refusal:
            problem = refusal.verdict.sentence
        else:
            messages.success(request, gettext("Asked. A letter is on its way; you get one with the answer."))
            return redirect("earner:approval", made[0].public_id)
    context = {
        "nav": "worth",
        "thing": thing,
        "title": approving.title_of(thing),
        "form": form,
        "said": said,
        "later": range(2, LINKS + 1),
        "due": said.get("due")
        or (timezone.localdate() + timedelta(days=approving.DAYS_TO_ANSWER)).isoformat(),
        "problem": problem,
    }
    return render(request, "earner/ask_approval.html", context, status=422 if problem else 200)


def _mine(request: HttpRequest, public_id: UUID) -> Approval:
    return get_object_or_404(requests_of(person_of(request)), public_id=public_id)


@signed_in
@require_safe
def one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One request: who was asked, what they said, and what she can do."""
    return _shown(request, _mine(request, public_id))


def _shown(request: HttpRequest, approval: Approval, problem: str = "") -> HttpResponse:
    chain = list(chain_of(approval))
    context = {
        "nav": "worth",
        "approval": turn_of(chain),
        "chain": chain,
        "open": any(row.state in ("asked", "asked_back") for row in chain),
        "problem": problem,
        "due": (timezone.localdate() + timedelta(days=approving.DAYS_TO_ANSWER)).isoformat(),
    }
    return render(request, "earner/approval.html", context, status=422 if problem else 200)


@signed_in
@require_POST
def move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Answer a question, ask again, or take the request back."""
    approval, by, at = _mine(request, public_id), person_of(request), timezone.now()
    words = request.POST.get("words", "")[:LONGEST]
    try:
        if request.POST.get("move") == "answer":
            approving.answer(approval=approval, words=words, by=by, at=at)
            messages.success(request, gettext("Sent."))
        elif request.POST.get("move") == "again":
            due = parse_date(request.POST.get("due", "")) if request.POST.get("due") else None
            approving.ask_again(approval=approval, note=words, due_on=due, by=by, at=at)
            messages.success(request, gettext("Asked again."))
        else:
            operations.withdraw(approval=approval, by=by, at=at)
            messages.success(request, gettext("Taken back."))
    except (Refused, WrongMove, ValueError) as problem:
        told = problem.verdict.sentence if isinstance(problem, Refused) else ""
        return _shown(request, approval, told or gettext("This was answered meanwhile. Look at it again."))
    return redirect("earner:approval", public_id)


@signed_in
@require_safe
def decision(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was decided for her, record by record, and the same decided again now."""
    rows = FinalDecision.objects.filter(person=person_of(request)).select_related("organization", "made_by")
    found = get_object_or_404(rows, public_id=public_id)
    replay = finalizing.replay(found)
    context = {
        "nav": "worth",
        "decision": found,
        "replay": replay,
        "then": replay.then,
        "rows": rows_of(replay.then),
        "look": look_of(found.state),
    }
    return render(request, "earner/decision.html", context)


@signed_in
@require_safe
def transcript(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    """A transcript about her, as PDF or as the signed record."""
    rows = Transcript.objects.filter(person=person_of(request)).select_related("organization")
    answer = file_of(get_object_or_404(rows, public_id=public_id), kind)
    if answer is None:
        raise Http404
    return answer
