"""What may be done to readings."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from cairn.domain.catalog.models import Criterion, Level
from cairn.domain.evaluation import access, queries
from cairn.domain.evaluation.combining import Combined, passes
from cairn.domain.evaluation.models import CriterionOutcome, Moment, Outcome, Rating, Reading
from cairn.domain.evaluation.states import LIFE
from cairn.domain.evidence.models import Round, RoundPiece
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Reason, Refused, Verdict, demand, no

LEASE = timedelta(hours=48)
TURNAROUND = timedelta(days=10)


@transaction.atomic
def open_scoring(
    *, round_: Round, places: int, by: Person | None, at: datetime, adjudicate: bool = False
) -> list[Reading]:
    """Ask for the readings of a round; places that are asked for already are left alone."""
    taken = set(
        Reading.objects.filter(round=round_, state__in=["open", "claimed", "concluded"]).values_list(
            "place", flat=True
        )
    )
    return [
        _open(round_, place, due=at + TURNAROUND, adjudicates=adjudicate, by=by, at=at)
        for place in range(1, places + 1)
        if place not in taken
    ]


def _open(
    round_: Round, place: int, *, due: datetime, adjudicates: bool, by: Person | None, at: datetime
) -> Reading:
    reading = Reading.objects.create(
        round=round_,
        organization=round_.attempt.organization,
        place=place,
        adjudicates=adjudicates,
        opened_at=at,
        due_at=due,
    )
    record(event="reading.opened", by=by, at=at, subject=reading, organization=reading.organization)
    return reading


@transaction.atomic
def claim(*, reading: Reading, by: Person, at: datetime) -> Reading:
    """Take an open reading; of two who try at once, one gets it. Raises `Refused` with the reason otherwise."""
    demand(access.may_claim(by, reading, at=at))
    won = Reading.objects.filter(pk=reading.pk, state="open").update(
        state=LIFE.after("claim", "open"), evaluator=by, claimed_at=at, leased_until=at + LEASE
    )
    if not won:
        raise Refused(no("taken", "Another evaluator has just taken this one. Choose Next for another."))
    record(event="reading.claimed", by=by, at=at, subject=reading, organization=reading.organization)
    reading.refresh_from_db()
    return reading


@transaction.atomic
def lapse(*, reading: Reading, by: Person | None, at: datetime) -> Reading | None:
    """Give an overdue claim's place back to the queue; its notes stay with the evaluator who wrote them."""
    ended = Reading.objects.filter(pk=reading.pk, state="claimed", leased_until__lte=at).update(
        state=LIFE.after("lapse", "claimed")
    )
    if not ended:
        return None
    record(event="reading.lapsed", by=by, at=at, subject=reading, organization=reading.organization)
    return _open(
        reading.round, reading.place, due=reading.due_at, adjudicates=reading.adjudicates, by=by, at=at
    )


@transaction.atomic
def renew(*, reading: Reading, by: Person, at: datetime) -> Reading:
    """Lengthen one's own lease, also one that ran out while nobody else took the work."""
    demand(access.may_continue(by, reading, at=at))
    Reading.objects.filter(pk=reading.pk, state="claimed", evaluator=by).update(leased_until=at + LEASE)
    reading.refresh_from_db()
    demand(access.may_score(by, reading, at=at))
    return reading


@transaction.atomic
def release(*, reading: Reading, by: Person, at: datetime) -> Reading:
    """Give a claimed reading back to the queue."""
    demand(access.may_view(by, reading))
    if not Reading.objects.filter(pk=reading.pk, state="claimed").update(
        state=LIFE.after("release", "claimed")
    ):
        raise Refused(no("not_claimed", "This reading is no longer yours to give back."))
    record(event="reading.released", by=by, at=at, subject=reading, organization=reading.organization)
    return _open(
        reading.round, reading.place, due=reading.due_at, adjudicates=reading.adjudicates, by=by, at=at
    )


@transaction.atomic
def cancel(*, round_: Round, by: Person | None, at: datetime) -> None:
    """Call off the open readings of a round that was taken back."""
    for reading in Reading.objects.filter(round=round_, state="open"):
        if Reading.objects.filter(pk=reading.pk, state="open").update(state=LIFE.after("cancel", "open")):
            record(event="reading.canceled", by=by, at=at, subject=reading, organization=reading.organization)


@transaction.atomic
def rate(
    *, reading: Reading, criterion: Criterion, level: Level | None, feedback: str, by: Person, at: datetime
) -> Rating:
    """Save a level and words for one criterion; every save also lengthens the lease."""
    demand(access.may_score(by, reading, at=at))
    if criterion not in queries.criteria_to_read(reading.round):
        raise Refused(no("not_read", f"“{criterion.title}” is not to be rated in this round."))
    if level is not None and level.edition_id != criterion.edition_id:
        raise Refused(no("elsewhere", "Choose one of the levels of this rubric."))
    rating, _ = Rating.objects.update_or_create(
        reading=reading,
        criterion=criterion,
        defaults={"level": level, "feedback": feedback.strip(), "saved_at": at},
    )
    Reading.objects.filter(pk=reading.pk, state="claimed").update(leased_until=at + LEASE)
    return rating


@transaction.atomic
def write_summary(*, reading: Reading, summary: str, by: Person, at: datetime) -> None:
    """Keep the words about the whole until the reading is sent."""
    demand(access.may_score(by, reading, at=at))
    Reading.objects.filter(pk=reading.pk, state="claimed").update(summary=summary.strip())
    reading.refresh_from_db(fields=["summary"])


@transaction.atomic
def comment(
    *,
    reading: Reading,
    piece: RoundPiece,
    kind: str,
    text: str,
    by: Person,
    at: datetime,
    at_seconds: float | None = None,
) -> Moment:
    """Comment on a piece, at a moment of it where it runs in time; sent twice, it is said once."""
    demand(access.may_score(by, reading, at=at))
    if not text.strip():
        raise Refused(no("empty", "Write the comment before you save it."))
    if piece.round_id != reading.round_id:
        raise Refused(no("elsewhere", "That piece is not part of this work."))
    if kind not in Moment.Kind.values:
        raise Refused(no("kind", "Choose whether it is a strength, a question or a next step."))
    if at_seconds is not None:
        length = piece.file.seconds if piece.file and piece.file.seconds else math.inf
        at_seconds = min(max(0.0, at_seconds), length)
    said: dict[str, Any] = {
        "reading": reading,
        "piece": piece,
        "kind": kind,
        "text": text.strip(),
        "at_seconds": at_seconds,
    }
    return Moment.objects.filter(**said).first() or Moment.objects.create(**said, said_at=at)


@transaction.atomic
def uncomment(*, moment: Moment, by: Person, at: datetime) -> None:
    """Take back a comment of one's own before the result is sent."""
    demand(access.may_score(by, moment.reading, at=at))
    moment.delete()


@transaction.atomic
def conclude(*, reading: Reading, summary: str, by: Person, at: datetime) -> Reading:
    """Send the reading: every criterion rated, and feedback for each unmet one. Sending twice changes nothing."""
    row = Reading.objects.select_for_update(no_key=True).get(pk=reading.pk)
    if row.state == "concluded" and row.evaluator_id == by.pk:
        return row
    demand(access.may_score(by, row, at=at))
    demand(complete(row))
    row.state = LIFE.after("conclude", row.state)
    row.summary, row.concluded_at = summary.strip(), at
    row.save(update_fields=["state", "summary", "concluded_at"])
    record(event="reading.concluded", by=by, at=at, subject=row, organization=row.organization)
    return row


def complete(reading: Reading) -> Verdict:
    """Whether a reading may be sent; otherwise everything that is still missing."""
    ratings = {
        rating.criterion_id: rating
        for rating in Rating.objects.filter(reading=reading).select_related("level")
    }
    missing = []
    for criterion in queries.criteria_to_read(reading.round):
        rating = ratings.get(criterion.pk)
        if rating is None or rating.level is None:
            missing.append(Reason("unrated", f"Rate “{criterion.title}”."))
        elif not rating.level.meets and not rating.feedback:
            missing.append(
                Reason(
                    "no_feedback", f"Say what is missing in “{criterion.title}”, so that it can be mended."
                )
            )
    return Verdict(not missing, tuple(missing))


@transaction.atomic
def settle(*, round_: Round, combined: Combined, by: Person | None, at: datetime) -> Outcome:
    """Write down what the round came to by the rubric's rule; what earlier rounds met is carried over.

    Settling twice changes nothing.
    """
    standing = Outcome.objects.filter(round=round_).first()
    if standing:
        return standing
    levels = {level.rank: level for level in round_.attempt.edition.levels.all()}
    read = {criterion.key: criterion for criterion in queries.criteria_to_read(round_)}
    fresh = [(read[key], levels[rank]) for key, rank in combined.ranks.items()]
    carried = queries.met_before(round_)
    reached = [row.criterion.key for row in carried] + [row.key for row, level in fresh if level.meets]
    rubric = round_.attempt.edition.document["rubric"]
    outcome = Outcome.objects.create(round=round_, met=passes(rubric, reached), concluded_at=at)
    CriterionOutcome.objects.bulk_create(
        [
            CriterionOutcome(outcome=outcome, criterion=criterion, level=level, met=level.meets)
            for criterion, level in fresh
        ]
        + [
            CriterionOutcome(
                outcome=outcome, criterion=row.criterion, level=row.level, met=True, carried=True
            )
            for row in carried
        ]
    )
    record(event="round.concluded", by=by, at=at, subject=round_, met=outcome.met)
    return outcome
