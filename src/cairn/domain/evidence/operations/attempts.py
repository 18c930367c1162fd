"""What may be done to an attempt and its rounds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Case, QuerySet, Value, When

from cairn.domain.catalog.access import may_finish, may_start
from cairn.domain.catalog.models import Criterion, Edition, Level, Slot
from cairn.domain.deeds import deed
from cairn.domain.evidence import access, queries
from cairn.domain.evidence.models import Attempt, Part, Round, SelfRating
from cairn.domain.evidence.operations.freezing import STATEMENT, digest_of, freeze
from cairn.domain.evidence.states import LIFE
from cairn.domain.ledger.operations import record
from cairn.domain.ledger.prepared import PreparedModels
from cairn.domain.ledger.writing import change
from cairn.domain.people.models import Person
from cairn.engines.verdict import Reason, Refused, Verdict, demand

__all__ = [
    "STATEMENT",
    "digest_of",
    "lock",
    "move",
    "rate_self",
    "recall",
    "reopen",
    "resume",
    "start",
    "submit",
    "take_back",
    "withdraw",
]


@deed()
def start(*, edition: Edition, by: Person, at: datetime) -> Attempt:
    """Start an attempt at an edition; one that is under way or awarded is given back as it is.

    What is not offered (any more) cannot be started.
    """
    standing = Attempt.objects.filter(earner=by, micro_credential=edition.micro_credential_id)
    if live := standing.exclude(state="withdrawn").first():
        return live
    demand(may_start(edition.micro_credential))
    attempt = Attempt.objects.create(
        earner=by,
        edition=edition,
        micro_credential_id=edition.micro_credential_id,
        organization_id=edition.micro_credential.organization_id,
        started_at=at,
        touched_at=at,
    )
    Part.objects.bulk_create(Part(attempt=attempt, slot=slot) for slot in edition.slots.all())
    record(event="attempt.started", by=by, at=at, subject=attempt, organization=attempt.organization)
    return attempt


def move(*, attempt: Attempt, move: str, at: datetime) -> Attempt:
    """Move a locked attempt along its life table and save it."""
    attempt.state = LIFE.after(move, attempt.state)
    attempt.touched_at = at
    change(attempt, "state", "touched_at", "submitted_at")
    return attempt


def lock(attempt: Attempt) -> Attempt:
    """The attempt's row, held until the transaction ends."""
    [row] = _locked(attempt.pk)
    row.edition.micro_credential = row.micro_credential
    row.micro_credential.organization = row.organization
    return row


@PreparedModels
def _locked(attempt: int) -> QuerySet[Attempt]:
    rows = Attempt.objects.select_for_update(of=("self",), no_key=True).filter(pk=attempt)
    return rows.select_related("edition", "organization", "micro_credential").defer("edition__text")


@deed()
def submit(
    *,
    attempt: Attempt,
    declared: bool,
    by: Person,
    at: datetime,
    note: str = "",
    completed: Collection[str] = (),
) -> Round:
    """Freeze the working area as the next round. Raises `Refused` with every gap.

    `completed` are the completion indicators of the edition that she ticked, word for word.
    A second submit of what is submitted already gives back the round that stands.
    """
    row = lock(attempt)
    standing = queries.current_round(row)
    if row.state in {"submitted", "in_review"} and standing:
        return standing
    demand(access.may_submit(by, row))
    demand(may_finish(row.micro_credential, at=at))
    whole = queries.gather(row)
    on = queries.today_of(by, at)
    reasons = [Reason(gap.code, gap.text) for gap in queries.gaps_of(whole, on=on)]
    indicators = queries.completion_of(whole)
    reasons += [
        Reason("incomplete", f"Tick “{each}” once it is done.")
        for each in indicators
        if each not in completed
    ]
    if not declared:
        reasons.append(Reason("undeclared", "Declare that this is your own work before you submit."))
    if reasons:
        raise Refused(Verdict(False, tuple(reasons)))
    number = standing.number + 1 if standing else 1
    round_ = freeze(attempt=whole, number=number, note=note, completed=indicators, at=at)
    row.submitted_at = at
    move(attempt=row, move="submit", at=at)
    record(
        event="round.submitted",
        by=by,
        at=at,
        subject=row,
        organization=row.organization,
        round=str(round_.public_id),
        digest=round_.digest,
        edition=row.edition.digest,
    )
    return round_


@deed()
def recall(*, attempt: Attempt, by: Person, at: datetime) -> Attempt:
    """Take a submission back before anyone reads it; nothing is lost."""
    row = lock(attempt)
    demand(access.may_recall(by, row))
    if sent := queries.current_round(row):
        _undo(row, sent, "recall", at)
    record(event="round.recalled", by=by, at=at, subject=row, organization=row.organization)
    return row


@deed()
def take_back(*, attempt: Attempt, round_: Round, by: Person, at: datetime) -> Attempt:
    """Give a round that could not be read as it was back to the earner; nothing is lost, and it was no try."""
    row = lock(attempt)
    _undo(row, round_, "send back", at)
    return row


def _undo(row: Attempt, sent: Round, how: str, at: datetime) -> None:
    """Let a round count no more, as if it had not been sent; its number goes to the next."""
    Round.objects.filter(pk=sent.pk).update(recalled_at=at)
    earlier = queries.current_round(row)
    row.submitted_at = earlier.submitted_at if earlier else None
    move(attempt=row, move=f"{how} revision" if earlier else how, at=at)


@deed()
def reopen(*, attempt: Attempt, slots: QuerySet[Slot] | None, by: Person | None, at: datetime) -> None:
    """Open only the parts in `slots` for revision, or none of them; every other part stays as it is."""
    parts = Part.objects.filter(attempt=attempt)
    if slots is None:
        parts.update(open=False)
        return
    named = When(slot__in=slots.values("pk"), then=Value(value=True))
    parts.update(open=Case(named, default=Value(value=False)))


@deed()
def withdraw(*, attempt: Attempt, by: Person, at: datetime) -> None:
    """Set the attempt aside; its evidence is kept and it can be taken up again."""
    row = lock(attempt)
    demand(access.owns(by, row))
    move(attempt=row, move="withdraw", at=at)
    record(event="attempt.withdrawn", by=by, at=at, subject=row, organization=row.organization)


@deed()
def resume(*, attempt: Attempt, by: Person, at: datetime) -> None:
    """Take up an attempt that was set aside."""
    row = lock(attempt)
    demand(access.may_resume(by, row))
    move(attempt=row, move="resume", at=at)
    record(event="attempt.resumed", by=by, at=at, subject=row, organization=row.organization)


@deed()
def rate_self(
    *, attempt: Attempt, criterion: Criterion, level: Level, by: Person, at: datetime
) -> SelfRating:
    """Keep how the earner sees her own work on one criterion."""
    demand(access.owns(by, attempt))
    rating, _ = SelfRating.objects.update_or_create(
        attempt=attempt, criterion=criterion, defaults={"level": level, "at": at}
    )
    return rating
