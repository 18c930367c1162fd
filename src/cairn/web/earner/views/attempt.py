"""One attempt: its parts in any order, its coach, and what may be done with the whole."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from cairn.domain.catalog.access import may_finish
from cairn.domain.coaching.queries import coaches_of, remarks_on
from cairn.domain.evaluation.models import Incomplete
from cairn.domain.evaluation.queries import latest_outcome, sent_back
from cairn.domain.evaluation.queries.exchange import question_to
from cairn.domain.evidence.access import may_recall
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts
from cairn.domain.evidence.queries import current_round, frozen_pieces
from cairn.domain.evidence.states import EDITABLE
from cairn.domain.issuing.queries import awards_of
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused
from cairn.web.earner.forms import InviteForm
from cairn.web.earner.views.finding import attempt_in, shown
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.log import sent_of
from cairn.web.shared.medium import medium_of
from cairn.web.shared.pages import render
from cairn.workflows import starting, submitting


@signed_in
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The workspace; what was sent and waits is shown as it was frozen."""
    attempt, person = attempt_in(request, public_id), person_of(request)
    context: dict[str, Any] = {
        "nav": "work",
        "shown": shown(attempt),
        "editable": attempt.state in EDITABLE,
        "before": starting.prerequisites(attempt.edition, of=person) if attempt.state in EDITABLE else [],
        "outcome": latest_outcome(attempt),
        "question": question_to(attempt) if attempt.state == "in_review" else None,
        "award": awards_of(person).filter(attempt=attempt).first(),
        "unread": _unread(attempt) if attempt.state in EDITABLE else None,
        **_offer_today(attempt),
        **_sent(attempt, person),
        **_coaching(attempt, person),
    }
    return render(request, "earner/attempt.html", context)


def _offer_today(attempt: Attempt) -> dict[str, Any]:
    """Whether what she works on was retired, until when it may be sent, and whether there is a newer edition."""
    row = attempt.micro_credential
    if attempt.state in {"met", "awarded", "withdrawn"}:
        return {}
    return {
        "retired": row.state == "retired",
        "over": not may_finish(row, at=timezone.now()) if row.teach_out else False,
        "newer": row.edition_id != attempt.edition_id,
    }


def _unread(attempt: Attempt) -> dict[str, Any] | None:
    """What is to be mended of work that came back unread."""
    if (back := sent_back(attempt)) is None:
        return None
    slots = attempt.edition.document["slots"]
    return {
        "lacks": [Incomplete.Lack(lack).label for lack in back.lacks],
        "parts": [slot for slot in slots if slot["key"] in back.parts],
        "words": back.words,
    }


def _sent(attempt: Attempt, person: Person) -> dict[str, Any]:
    round_ = current_round(attempt) if attempt.state in {"submitted", "in_review"} else None
    if round_ is None:
        return {}
    pieces = [
        (piece, medium_of(piece.file, own=True) if piece.file else None) for piece in frozen_pieces(round_)
    ]
    slots = {slot["key"]: slot for slot in attempt.edition.document["slots"]}
    return {"round": round_, "frozen": sent_of(pieces, slots), "recall": may_recall(person, attempt)}


def _coaching(attempt: Attempt, person: Person) -> dict[str, Any]:
    said: dict[str, int] = {}
    for remark in remarks_on(attempt):
        said[remark.slot.key] = said.get(remark.slot.key, 0) + 1
    form = InviteForm(attempt=attempt, person=person, at=timezone.now())
    return {"invitations": list(coaches_of(attempt)), "remarks": said, "invite": form}


@signed_in
@require_POST
def set_aside(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put the work away; the next page offers to undo it."""
    attempts.withdraw(attempt=attempt_in(request, public_id), by=person_of(request), at=timezone.now())
    return redirect(f"{reverse('earner:home')}?{urlencode({'set_aside': str(public_id)})}")


@signed_in
@require_POST
def resume(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take up work that was set aside."""
    attempt = attempt_in(request, public_id)
    try:
        attempts.resume(attempt=attempt, by=person_of(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.verdict.sentence)
        return redirect("earner:home")
    messages.success(request, gettext("Welcome back. Everything you had is still here."))
    return redirect("earner:attempt", public_id)


@signed_in
@require_POST
def recall(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a submission back while nobody reads it."""
    submitting.recall(attempt=attempt_in(request, public_id), by=person_of(request), at=timezone.now())
    messages.success(request, gettext("You have it back. Change what you like, then submit again."))
    return redirect("earner:attempt", public_id)
