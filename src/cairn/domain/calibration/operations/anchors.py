"""Choosing anchors, agreeing on them, and burning them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from cairn.domain.calibration import access
from cairn.domain.calibration.models import Anchor, KeyLevel, Sheet, TrainingUse
from cairn.domain.calibration.operations.pools import ask_for_gate
from cairn.domain.calibration.operations.sheets import begin_sheet
from cairn.domain.calibration.queries import consented_to, pool_of, proposed
from cairn.domain.calibration.queries.anchors import Proposed
from cairn.domain.calibration.states import ANCHOR
from cairn.domain.deeds import deed
from cairn.domain.evidence.models import Attempt, Round
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Reason, Refused, Verdict, demand, no


@deed()
def allow_training(*, attempt: Attempt, by: Person, at: datetime) -> TrainingUse:
    """Let evaluators be trained on one's own work; allowing it again after a withdrawal begins anew."""
    demand(access.may_allow_training(by, attempt))
    use, new = TrainingUse.objects.get_or_create(attempt=attempt, defaults={"given_at": at})
    if new or use.withdrawn_at:
        use.given_at, use.withdrawn_at = at, None
        use.save(update_fields=["given_at", "withdrawn_at"])
        record(event="training_use.given", by=by, at=at, subject=attempt, organization=attempt.organization)
    return use


@deed()
def withdraw_training(*, attempt: Attempt, by: Person, at: datetime) -> None:
    """Take the permission back; every anchor of the work is burnt at once."""
    demand(access.may_allow_training(by, attempt))
    if TrainingUse.objects.filter(attempt=attempt, withdrawn_at=None).update(withdrawn_at=at):
        record(
            event="training_use.withdrawn", by=by, at=at, subject=attempt, organization=attempt.organization
        )
    burn_of(attempt=attempt, because="Its earner no longer allows it.", by=None, at=at)


@deed()
def choose(*, round_: Round, use: str, by: Person, at: datetime) -> Anchor:
    """Choose a first submission as an anchor; from then on experts may be asked to rate it."""
    pool = pool_of(round_.attempt.edition)
    if pool is None:
        raise Refused(no("no_pool", "Open the pool of this micro-credential's scale first."))
    demand(access.may_lead(by, pool.organization, at=at))
    if use not in Anchor.Use.values:
        raise Refused(no("use", "Say what the anchor is for."))
    if round_.number != 1 or round_.recalled_at:
        raise Refused(no("later", "Choose a first submission: later ones are read only in part."))
    demand(consented_to(round_))
    anchor, new = Anchor.objects.get_or_create(
        round=round_,
        defaults={
            "pool": pool,
            "edition": round_.attempt.edition,
            "use": use,
            "chosen_by": by,
            "chosen_at": at,
        },
    )
    if new:
        record(event="anchor.chosen", by=by, at=at, subject=anchor, organization=pool.organization, use=use)
    return anchor


@deed()
def ask_expert(*, anchor: Anchor, expert: Person, by: Person, at: datetime) -> Sheet:
    """Ask somebody to rate the anchor blind."""
    demand(access.may_lead(by, anchor.pool.organization, at=at))
    demand(access.may_rate_as_expert(expert, anchor, at=at))
    return begin_sheet(anchor=anchor, person=expert, purpose=Sheet.Purpose.EXPERT, by=by, at=at)


@deed()
def agree(*, anchor: Anchor, rationales: Mapping[str, str], by: Person, at: datetime) -> Anchor:
    """Settle the anchor's key at the experts' middle levels, with a reason for each criterion by its key.

    Raises `Refused` with everything that is missing, or where the experts are too far apart.
    """
    row = _locked(anchor)
    demand(access.may_see_ratings(by, row, at=at))
    told = proposed(row)
    reasons = _hinders(row, told, rationales)
    if reasons:
        raise Refused(Verdict(False, tuple(reasons)))
    levels = {level.rank: level for level in row.edition.levels.all()}
    row.state, row.agreed_at = ANCHOR.after("agree", row.state), at
    row.save(update_fields=["state", "agreed_at"])
    KeyLevel.objects.bulk_create(
        KeyLevel(
            anchor=row,
            criterion=one.criterion,
            level=levels[one.rank],
            rationale=rationales[one.criterion.key].strip(),
        )
        for one in told
    )
    record(event="anchor.agreed", by=by, at=at, subject=row, organization=row.pool.organization)
    ask_for_gate(pool=row.pool, by=by, at=at)
    return row


def _hinders(anchor: Anchor, told: list[Proposed], rationales: Mapping[str, str]) -> list[Reason]:
    wanted = anchor.pool.rules.anchor_raters
    experts = max((len(one.opinions) for one in told), default=0)
    if experts < wanted:
        return [Reason("experts", f"{experts} of {wanted} experts have rated it. Ask more of them.")]
    apart = [one.criterion.title for one in told if not one.agreed]
    silent = [one.criterion.title for one in told if not rationales.get(one.criterion.key, "").strip()]
    reasons = [
        Reason("apart", f"On “{title}” the experts are too far apart. Choose another submission.")
        for title in apart
    ]
    return reasons + [Reason("no_rationale", f"Say why “{title}” has this level.") for title in silent]


@deed()
def publish(*, anchor: Anchor, by: Person, at: datetime) -> Anchor:
    """Make an agreed anchor a published example: it is burnt for practice, tests and seeds, for good."""
    row = _locked(anchor)
    demand(access.may_lead(by, row.pool.organization, at=at))
    if row.state != "agreed":
        raise Refused(no("not_agreed", "Only an anchor that experts have agreed on can be published."))
    if row.use != Anchor.Use.EXAMPLE:
        row.use = Anchor.Use.EXAMPLE
        row.save(update_fields=["use"])
        record(event="anchor.published", by=by, at=at, subject=row, organization=row.pool.organization)
    return row


@deed()
def burn(*, anchor: Anchor, because: str, by: Person, at: datetime) -> Anchor:
    """Take an anchor out of use for good, for a reason."""
    demand(access.may_lead(by, anchor.pool.organization, at=at))
    if not because.strip():
        raise Refused(no("no_reason", "Say why it is burnt."))
    return _burn(_locked(anchor), because.strip(), by, at)


@deed()
def burn_of(*, attempt: Attempt, because: str, by: Person | None, at: datetime) -> None:
    """Burn every anchor made of an attempt; ask before its evidence is erased."""
    rows = Anchor.objects.filter(round__attempt=attempt).exclude(state="burnt")
    for row in rows.select_for_update(no_key=True, of=("self",)).select_related("pool__organization"):
        _burn(row, because, by, at)


def _burn(row: Anchor, because: str, by: Person | None, at: datetime) -> Anchor:
    if row.state == "burnt":
        return row
    row.state, row.burnt_at, row.burnt_because = ANCHOR.after("burn", row.state), at, because[:300]
    row.save(update_fields=["state", "burnt_at", "burnt_because"])
    record(event="anchor.burnt", by=by, at=at, subject=row, organization=row.pool.organization)
    return row


def _locked(anchor: Anchor) -> Anchor:
    rows = Anchor.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("pool__organization", "edition").get(pk=anchor.pk)
