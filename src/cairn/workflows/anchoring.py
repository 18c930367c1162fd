"""Anchoring: leads choose concluded work as anchors, experts rate it blind, and what they agree on is the key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from cairn.domain.calibration import operations, queries
from cairn.domain.calibration.models import Anchor, Pool, Sheet
from cairn.domain.catalog.models import Criterion, Edition, Level
from cairn.domain.deeds import deed
from cairn.domain.evaluation.models import Outcome
from cairn.domain.evidence.models import Attempt, Round
from cairn.domain.evidence.operations import grants
from cairn.domain.examples.models import Example
from cairn.domain.examples.queries import KNOWN_TO_MANY
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, Verdict, no

STAYS_OPEN = timedelta(days=1)
"""How long practice stays open beside its corrections."""


def open_pool(*, edition: Edition, by: Person, at: datetime) -> Pool:
    """Open the pool to which an edition belongs."""
    return operations.open_pool(edition=edition, by=by, at=at)


def candidates(pool: Pool, *, at: datetime) -> list[tuple[Round, Verdict]]:
    """Concluded first submissions of the pool whose earners allow training, each with whether it may be shown."""
    concluded = Round.objects.filter(outcome__isnull=False)
    concluded = concluded.exclude(example__in=Example.objects.filter(KNOWN_TO_MANY))
    return queries.candidates(pool, concluded, at=at)


@deed()
def choose(*, round_: Round, use: str, by: Person, at: datetime) -> Anchor:
    """Choose a concluded round as an anchor."""
    if not Outcome.objects.filter(round=round_).exists():
        raise Refused(no("not_concluded", "This work is still being read. Choose one that is concluded."))
    if Example.objects.filter(KNOWN_TO_MANY, round=round_).exists():
        raise Refused(
            no("example", "This is a worked example, or may become one. Choose work that nobody knows.")
        )
    return operations.choose(round_=round_, use=use, by=by, at=at)


@deed()
def ask_expert(*, anchor: Anchor, expert: Person, by: Person, at: datetime) -> Sheet:
    """Ask an expert for her blind rating; the evidence is open to her until she sends it."""
    sheet = operations.ask_expert(anchor=anchor, expert=expert, by=by, at=at)
    open_to(sheet=sheet, by=by, at=at)
    return sheet


def open_to(*, sheet: Sheet, by: Person, at: datetime, until: datetime | None = None) -> None:
    """Open an anchor's evidence to whoever holds the sheet."""
    round_ = sheet.anchor.round
    if round_ is not None:
        grants.give(
            attempt=round_.attempt,
            round_=round_,
            reader=sheet.person,
            purpose="calibrate",
            until=until,
            by=by,
            at=at,
        )


def close_to(*, sheet: Sheet, by: Person | None, at: datetime) -> None:
    """Shut an anchor's evidence to whoever held the sheet."""
    if sheet.anchor.round is not None:
        attempt = sheet.anchor.round.attempt
        grants.end(attempt=attempt, reader=sheet.person, purpose="calibrate", by=by, at=at)


@deed()
def rate(
    *, sheet: Sheet, criterion: Criterion, level: Level | None, feedback: str, by: Person, at: datetime
) -> None:
    """Save a rating on a sheet."""
    operations.rate(sheet=sheet, criterion=criterion, level=level, feedback=feedback, by=by, at=at)


@deed()
def send_as_expert(*, sheet: Sheet, by: Person, at: datetime) -> Sheet:
    """Send an expert's rating for good."""
    sheet = operations.send(sheet=sheet, by=by, at=at)
    close_to(sheet=sheet, by=by, at=at)
    return sheet


@deed()
def agree(*, anchor: Anchor, rationales: Mapping[str, str], by: Person, at: datetime) -> Anchor:
    """Settle the key of an anchor; with the last one that the pool lacked, the gate is asked for."""
    return operations.agree(anchor=anchor, rationales=rationales, by=by, at=at)


@deed()
def burn(*, anchor: Anchor, because: str, by: Person, at: datetime) -> None:
    """Take an anchor out of use; who has it open sees it no more."""
    operations.burn(anchor=anchor, because=because, by=by, at=at)
    _close_to_all(anchor, by, at)


def _close_to_all(anchor: Anchor, by: Person | None, at: datetime) -> None:
    for sheet in anchor.sheets.filter(sent_at=None).exclude(purpose="seed").select_related("person"):
        close_to(sheet=sheet, by=by, at=at)


@deed()
def withdraw_training(*, attempt: Attempt, by: Person, at: datetime) -> None:
    """An earner takes back that evaluators are trained on her work: its anchors are burnt and shut at once."""
    anchors = list(Anchor.objects.filter(round__attempt=attempt))
    operations.withdraw_training(attempt=attempt, by=by, at=at)
    for anchor in anchors:
        _close_to_all(anchor, by, at)


@deed()
def burn_what_was_withdrawn(*, at: datetime) -> int:
    """Burn anchors that somebody shown in them no longer consents to, or whose files are gone; how many. Repeatable."""
    rows = Anchor.objects.exclude(state="burnt").select_related("round__attempt__training_use")
    burnt = 0
    for anchor in rows.prefetch_related(*queries.with_consents("round__")):
        if anchor.round and not (standing := queries.consented_to(anchor.round)):
            operations.burn_of(attempt=anchor.round.attempt, because=standing.sentence, by=None, at=at)
            _close_to_all(anchor, None, at)
            burnt += 1
    return burnt
