"""Appeals, raising what was not met, and sending back what cannot be read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from cairn.domain.deeds import deed
from cairn.domain.evaluation import access
from cairn.domain.evaluation.combining import passes
from cairn.domain.evaluation.models import Appeal, Incomplete, Outcome, Raising, Reading
from cairn.domain.evaluation.operations.readings import hand_back
from cairn.domain.evaluation.states import LIFE
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no


@deed()
def appeal(*, outcome: Outcome, words: str, by: Person, at: datetime) -> Appeal:
    """Write down that the earner appeals, and why."""
    demand(access.may_appeal(by, outcome, at=at))
    if not words.strip():
        raise Refused(no("no_words", "Say in a few words what you think was overlooked."))
    made = Appeal.objects.create(outcome=outcome, words=words.strip(), asked_at=at)
    organization = outcome.round.attempt.organization
    record(event="appeal.asked", by=by, at=at, subject=made, organization=organization)
    return made


@deed()
def decide_appeal(*, appeal: Appeal, raised: bool, by: Person, at: datetime) -> Appeal:
    """Close an appeal; deciding twice changes nothing."""
    if not Appeal.objects.filter(pk=appeal.pk, decided_at=None).update(decided_at=at, raised=raised):
        return appeal
    appeal.refresh_from_db()
    organization = appeal.outcome.round.attempt.organization
    record(event="appeal.decided", by=by, at=at, subject=appeal, organization=organization, raised=raised)
    return appeal


@deed()
def raise_outcome(*, outcome: Outcome, ranks: Mapping[str, int], why: str, by: Person, at: datetime) -> bool:
    """Raise each criterion that fresh readings rank higher than it stands; whether any rose. None is lowered."""
    levels = {level.rank: level for level in outcome.round.attempt.edition.levels.all()}
    rows = {row.criterion.key: row for row in outcome.criteria.select_related("criterion", "level")}
    higher = [key for key, rank in ranks.items() if key in rows and rank > rows[key].level.rank]
    for key in higher:
        row, level = rows[key], levels[ranks[key]]
        Raising.objects.create(
            outcome=outcome, criterion=row.criterion, was=row.level, now=level, was_rank=row.level.rank,
            now_rank=level.rank, why=why, at=at,
        )  # fmt: skip
        row.level, row.met = level, row.met or level.meets
        row.save(update_fields=["level", "met"])
    if higher:
        reached = [key for key, row in rows.items() if row.met]
        outcome.met = outcome.met or passes(outcome.round.attempt.edition.document["rubric"], reached)
        outcome.save(update_fields=["met"])
        record(event="round.raised", by=by, at=at, subject=outcome.round, met=outcome.met, why=why)
    return bool(higher)


@deed()
def return_incomplete(
    *,
    reading: Reading,
    lacks: Collection[str],
    words: str,
    parts: Collection[str] = (),
    by: Person,
    at: datetime,
) -> Incomplete | None:
    """End every reading of a round that cannot be read as it is, and say what must be mended, and in which parts.

    Where it does not go back, only this reading ends, and another evaluator is asked for; then None.
    """
    rows = Reading.objects.select_for_update(of=("self",), no_key=True)
    reading = rows.select_related("organization", "round__attempt__edition").get(pk=reading.pk)
    demand(access.may_return(by, reading, at=at))
    known = [lack for lack in Incomplete.Lack.values if lack in lacks]
    if not known or not words.strip():
        raise Refused(no("no_lack", "Say what is missing and how to mend it."))
    if not access.goes_back(reading):
        hand_back(reading=reading, move="return", event="reading.returned", by=by, at=at)
        return None
    slots = [slot["key"] for slot in reading.round.attempt.edition.document["slots"] if slot["key"] in parts]
    Reading.objects.filter(pk=reading.pk, state="claimed").update(state=LIFE.after("return", "claimed"))
    for state in ("open", "claimed"):
        others = Reading.objects.filter(round=reading.round, state=state)
        others.update(state=LIFE.after("cancel", state))
    made = Incomplete.objects.create(
        round=reading.round, reading=reading, lacks=known, parts=slots, words=words.strip(), returned_at=at
    )
    record(
        event="round.returned_incomplete",
        by=by,
        at=at,
        subject=reading.round,
        organization=reading.organization,
    )
    return made
