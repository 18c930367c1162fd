"""What-ifs: asked for, run, and ended with sums or with a sentence that says why not."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.domain.policies.models import Trial
from cairn.domain.policies.operations.demanding import demand_keeper
from cairn.domain.policies.states import TRIAL


@transaction.atomic
def ask_what_if(
    *,
    organization: Organization,
    policy: str,
    before: tuple[str, str],
    after: tuple[str, str],
    decision: str,
    on: date,
    by: Person | None,
    at: datetime,
) -> Trial:
    """Ask what changes between two texts, each given with its name, for the organization's own people."""
    demand_keeper(by, organization, at)
    made = Trial.objects.create(
        organization=organization,
        policy=policy[:120],
        before=before[0],
        before_name=before[1][:300],
        after=after[0],
        after_name=after[1][:300],
        decision=decision,
        on=on,
        asked_at=at,
        asked_by=by,
    )
    record(event="policy.tried", by=by, at=at, subject=made, organization=organization, key=policy[:120])
    return made


@transaction.atomic
def begin_trial(*, trial: Trial, people: int, by: Person | None, at: datetime) -> None:
    """It runs, for so many people; one that was cut off goes on from where it was."""
    locked = Trial.objects.select_for_update(no_key=True).get(pk=trial.pk)
    Trial.objects.filter(pk=trial.pk).update(
        state=TRIAL.after("begin", locked.state), people=max(people, locked.looked)
    )


def note_progress(
    *,
    trial: Trial,
    after: int,
    reached: int,
    looked: int,
    so_far: dict[str, Any],
    by: Person | None,
    at: datetime,
) -> bool:
    """The sums with those beyond `after` up to `reached`, so many people; False where that was done meanwhile."""
    rows = Trial.objects.filter(pk=trial.pk, state="running", reached=after)
    many = F("looked") + looked
    # Somebody may have joined since they were counted.
    return bool(rows.update(reached=reached, looked=many, people=Greatest(F("people"), many), so_far=so_far))


@transaction.atomic
def finish_trial(*, trial: Trial, found: dict[str, Any], by: Person | None, at: datetime) -> None:
    """Keep what came of it."""
    locked = Trial.objects.select_for_update(no_key=True).get(pk=trial.pk)
    Trial.objects.filter(pk=trial.pk).update(
        state=TRIAL.after("finish", locked.state), found=found, so_far=None, looked=locked.people, ended_at=at
    )


@transaction.atomic
def fail_trial(*, trial: Trial, problem: str, by: Person | None, at: datetime) -> None:
    """It cannot be answered, for this reason."""
    locked = Trial.objects.select_for_update(no_key=True).get(pk=trial.pk)
    Trial.objects.filter(pk=trial.pk).update(
        state=TRIAL.after("fail", locked.state), problem=problem, so_far=None, ended_at=at
    )
