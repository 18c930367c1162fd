"""Reading attempts, their parts and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Prefetch, QuerySet, prefetch_related_objects

from cairn.domain.catalog.models import MicroCredential
from cairn.domain.evidence.access import consent_for
from cairn.domain.evidence.kinds import NEEDS_CONSENT
from cairn.domain.evidence.models import (
    Attempt,
    Consent,
    Part,
    Piece,
    Round,
    RoundPiece,
    SelfRating,
    StoredFile,
)
from cairn.domain.evidence.readiness import Gap, Held, gaps
from cairn.domain.ledger.prepared import PreparedModels, remember
from cairn.domain.people.models import Person


def live_pieces() -> QuerySet[Piece]:
    """Pieces in the working area with their file and consents, of the kind that each part is shown by now."""
    return (
        Piece.objects.filter(removed_at=None, instead=F("part__instead"))
        .select_related("file")
        .prefetch_related(Prefetch("consents", Consent.objects.order_by("recorded_at")), "file__renditions")
        .order_by("added_at", "pk")
    )


def whole_attempt() -> QuerySet[Attempt]:
    """Attempts with everything the workspace shows."""
    parts = Part.objects.select_related("slot").prefetch_related(Prefetch("pieces", live_pieces()))
    return Attempt.objects.select_related(
        "edition", "organization", "micro_credential", "earner"
    ).prefetch_related(Prefetch("parts", parts.order_by("slot__position")))


def gather(attempt: Attempt) -> Attempt:
    """The attempt with its parts and pieces as `whole_attempt` has them, as far as sending them needs it.

    Parts that hold nothing are asked for only if there are any, and consents only where something shows people.
    """
    held: dict[int, tuple[Part, list[Piece]]] = {}
    for piece in _pieces_of(attempt.pk):
        part, held_here = held.setdefault(piece.part_id, (piece.part, []))
        piece.part = part
        held_here.append(piece)
    parts = [part for part, _ in held.values()]
    if len(parts) < len(attempt.edition.document["slots"]):
        every = Part.objects.filter(attempt=attempt).select_related("slot").order_by("slot__position")
        parts = [held[part.pk][0] if part.pk in held else part for part in every]
    for part in parts:
        part.attempt = attempt
        remember(part, "pieces", held[part.pk][1] if part.pk in held else [])
    remember(attempt, "parts", parts)
    shown = [each for _, some in held.values() for each in some if each.shown_as in NEEDS_CONSENT]
    prefetch_related_objects(shown, Prefetch("consents", Consent.objects.order_by("recorded_at")))
    return attempt


@PreparedModels
def _pieces_of(attempt: int) -> QuerySet[Piece]:
    rows = Piece.objects.filter(part__attempt=attempt, removed_at=None, instead=F("part__instead"))
    return rows.select_related("part__slot", "file").order_by("part__slot__position", "added_at", "pk")


@PreparedModels
def _frozen_in(round_: int) -> QuerySet[RoundPiece]:
    rows = RoundPiece.objects.filter(round=round_).order_by("slot__position", "position")
    return rows.select_related("slot", "file", "piece__part__slot", "piece__part__attempt")


def attempts_of(person: Person) -> QuerySet[Attempt]:
    """The person's attempts, the one touched last first."""
    return whole_attempt().filter(earner=person).order_by("-touched_at")


def today_of(person: Person, at: datetime) -> date:
    """The person's own day at a moment."""
    return at.astimezone(ZoneInfo(person.time_zone)).date()


def gaps_of(attempt: Attempt, *, on: date | None = None) -> list[Gap]:
    """Everything that keeps the attempt from being submitted, part by part."""
    return [gap for part in attempt.parts.all() for gap in gaps_of_part(part, on=on)]


def gaps_of_part(part: Part, *, on: date | None = None) -> list[Gap]:
    """What is missing in a part of `whole_attempt`; dates are looked at only when the earner's day is told."""
    slot = part.attempt.edition.slot(part.slot.key)
    pieces = [held(piece, number) for number, piece in enumerate(part.pieces.all(), start=1)]
    return gaps(slot, pieces, instead=part.instead, on=on)


def held(piece: Piece, number: int = 1) -> Held:
    """What the readiness rules need to know of a piece; `number` counts from 1 within its part."""
    file = piece.file
    return Held(
        kind=piece.kind,
        text=piece.text,
        problem=file.problem if file else "",
        seconds=file.seconds if file else None,
        consented=bool(consent_for(piece, "evaluation")),
        label=f"Entry {number}"
        if piece.kind == "entry"
        else piece.title or (file.name if file else piece.url),
        made_on=piece.made_on,
        minutes=piece.minutes,
        place=piece.place,
        blank=piece.blank,
    )


def completion_of(attempt: Attempt) -> list[str]:
    """The completion indicators of the attempt's edition: what must have been done, apart from how well."""
    return [str(each) for each in attempt.edition.document.get("completion", [])]


def kept_aside(part: Part) -> int:
    """How many pieces the part keeps in a kind other than the one it is shown by now; they are not sent."""
    others = Piece.objects.filter(part=part, removed_at=None).exclude(instead=part.instead)
    return sum(not piece.blank for piece in others)


def current_round(attempt: Attempt) -> Round | None:
    """The latest round that was not recalled."""
    found = _current(attempt.pk)
    if not found:
        return None
    found[0].attempt = attempt
    return found[0]


@PreparedModels
def _current(attempt: int) -> QuerySet[Round]:
    return Round.objects.filter(attempt=attempt, recalled_at=None).order_by("-number")[:1]


def frozen_pieces(round_: Round) -> list[RoundPiece]:
    """What was sent in a round, in the order of its slots, with the files' copies and the consents."""
    pieces = _frozen_in(round_.pk)
    prefetch_related_objects([each for each in pieces if each.file], "file__renditions", "piece__consents")
    return pieces


def digests_sent(attempts: Iterable[Attempt]) -> dict[int, dict[int, list[str]]]:
    """What each attempt's latest round held: digests in their order, by slot, by attempt (both as row ids)."""
    rows = (
        RoundPiece.objects.filter(round__attempt__in=list(attempts), round__recalled_at=None)
        .order_by("round__number", "slot__position", "position")
        .values_list("round__attempt_id", "round__number", "slot_id", "digest")
    )
    latest: dict[int, tuple[int, dict[int, list[str]]]] = {}
    for attempt, number, slot, digest in rows:
        if attempt not in latest or latest[attempt][0] != number:
            latest[attempt] = (number, {})
        latest[attempt][1].setdefault(slot, []).append(digest)
    return {attempt: slots for attempt, (_, slots) in latest.items()}


def refused_files(part: Part, *, since: datetime) -> QuerySet[StoredFile]:
    """Files sent to the part since then that could not be used, the latest first; `problem` says why."""
    return (
        StoredFile.objects.filter(
            upload__part=part, state=StoredFile.State.TOMBSTONED, received_at__gte=since
        )
        .exclude(problem="")
        .order_by("-received_at")
    )


def self_ratings(attempt: Attempt) -> dict[str, str]:
    """How the earner rates herself: level key by criterion key."""
    rows = SelfRating.objects.filter(attempt=attempt).values_list("criterion__key", "level__key")
    return dict(rows)


def parts_to_revise(person: Person) -> int:
    """How many parts wait for the person's new evidence."""
    return Part.objects.filter(attempt__earner=person, attempt__state="revising", open=True).count()


def numbers_under_way() -> dict[int, int]:
    """How many attempts each earner (by primary key) has that are not set aside."""
    rows = Attempt.objects.exclude(state="withdrawn").values("earner").annotate(number=Count("pk"))
    return {row["earner"]: row["number"] for row in rows}


def live_attempts_on(micro_credential: MicroCredential) -> int:
    """How many earners are at work on any of its editions; they keep the edition they began."""
    return (
        Attempt.objects.filter(micro_credential=micro_credential)
        .exclude(state__in=["awarded", "withdrawn"])
        .count()
    )
