"""The result of the last concluded round: strengths first, then exactly what fell short, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cairn.domain.calibration.models import TrainingUse
from cairn.domain.evaluation.access import may_appeal
from cairn.domain.evaluation.models import Appeal, Moment, Outcome
from cairn.domain.evaluation.queries import Line, latest_outcome, lines, moments_of, summaries_of
from cairn.domain.evidence.access import consent_for
from cairn.domain.evidence.models import Attempt, RoundPiece
from cairn.domain.evidence.queries import frozen_pieces
from cairn.domain.examples.queries import example_of
from cairn.domain.issuing.queries import awards_of
from cairn.web.earner.shown import ShownPart
from cairn.web.earner.views.finding import attempt_in, shown
from cairn.web.shared.guards import person_of, signed_in
from cairn.web.shared.log import Log, Sent, log_of, sent_of
from cairn.web.shared.medium import Medium, medium_of
from cairn.web.shared.pages import render


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A criterion that is not met yet: what was said, what it takes, and the parts that feed it."""

    line: Line
    takes: str
    parts: tuple[ShownPart, ...]


@dataclass(frozen=True, slots=True)
class Watched:
    """A piece of the round with what evaluators said of it, by the time in it."""

    piece: RoundPiece
    medium: Medium | None
    log: Log | None
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """What was sent for a part, beside what the part holds now."""

    part: ShownPart
    sent: tuple[Sent, ...]
    log: Log | None


@signed_in
@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The result; while there is none, the way back to the work."""
    attempt, person = attempt_in(request, public_id), person_of(request)
    outcome = latest_outcome(attempt)
    if outcome is None:
        return redirect("earner:attempt", public_id)
    told, seen = lines(outcome), shown(attempt)
    pieces = frozen_pieces(outcome.round)
    context: dict[str, Any] = {
        "nav": "work",
        "shown": seen,
        "outcome": outcome,
        "met": [line for line in told if line.met],
        "total": len(told),
        "short": _shortfalls(attempt, [line for line in told if not line.met], seen.parts),
        "summaries": summaries_of(outcome.round),
        "watched": _watched(outcome, pieces),
        "before": _before(attempt, seen.parts, pieces) if attempt.state == "revising" else [],
        "award": awards_of(person).filter(attempt=attempt).first(),
        "appeal": Appeal.objects.filter(outcome=outcome).first(),
        "may_appeal": may_appeal(person, outcome, at=timezone.now()),
        "example": example_of(attempt),
        "training": TrainingUse.objects.filter(attempt=attempt).first(),
        "check": reverse("earner:check", args=[public_id]),
    }
    return render(request, "earner/result.html", context)


def _shortfalls(attempt: Attempt, unmet: Sequence[Line], parts: Sequence[ShownPart]) -> list[Shortfall]:
    rubric = attempt.edition.document["rubric"]
    criteria = {criterion["key"]: criterion for criterion in rubric["criteria"]}
    found = []
    for line in unmet:
        criterion = criteria[line.criterion.key]
        feeding = tuple(part for part in parts if part.part.slot.key in criterion["slots"])
        found.append(Shortfall(line, criterion["descriptors"][rubric["pass_level"]], feeding))
    return found


def _watched(outcome: Outcome, pieces: Sequence[RoundPiece]) -> list[Watched]:
    """Only what was commented on, in the order it was sent."""
    said: dict[int, list[Moment]] = {}
    for moment in moments_of(outcome.round):
        said.setdefault(moment.piece_id, []).append(moment)
    return [
        Watched(piece, _medium(piece), log_of([piece], {}), tuple(said[piece.pk]))
        for piece in pieces
        if piece.pk in said
    ]


def _before(attempt: Attempt, parts: Sequence[ShownPart], pieces: Sequence[RoundPiece]) -> list[Before]:
    """The parts to revise, each with what was sent for it last time and its log as it stands now."""
    slots = {slot["key"]: slot for slot in attempt.edition.document["slots"]}
    found = []
    for part in parts:
        if part.open:
            mine = [(piece, _medium(piece)) for piece in pieces if piece.slot_id == part.part.slot_id]
            log = log_of(part.part.pieces.all(), slots[part.part.slot.key])
            found.append(Before(part, tuple(sent_of(mine, slots)), log))
    return found


def _medium(piece: RoundPiece) -> Medium | None:
    """How a frozen file is shown to its owner; not at all once its consent was withdrawn."""
    if piece.file is None or "withdrawn" in consent_for(piece.piece, "evaluation").codes:
        return None
    return medium_of(piece.file, own=True)
