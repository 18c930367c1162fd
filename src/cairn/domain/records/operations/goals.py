"""Goals: decisions of policies that somebody works toward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.domain.records import access
from cairn.domain.records.models import Goal
from cairn.domain.records.operations.applying import ask_to_apply
from cairn.engines.verdict import Refused, demand, no

Roles = Mapping[str, Sequence[str | None]]
"""What she serves as, with the first and the last day as YYYY-MM-DD; the last is None while it lasts."""


@transaction.atomic
def pursue(
    *,
    policy_key: str,
    decision: str,
    by: Person,
    at: datetime,
    by_on: date | None = None,
    dates: Mapping[str, str] | None = None,
    named: Mapping[str, Sequence[str]] | None = None,
    roles: Roles | None = None,
) -> Goal:
    """Work toward a decision; a goal that stands already is changed to what is said now."""
    said = {
        "by_on": by_on,
        "dates": dict(dates or {}),
        "named": {key: list(words) for key, words in (named or {}).items()},
        "roles": {key: list(days) for key, days in (roles or {}).items()},
        "changed_at": at,
    }
    goal, new = Goal.objects.update_or_create(
        person=by,
        policy_key=policy_key,
        decision=decision,
        removed_at=None,
        defaults=said,
        create_defaults=said | {"added_at": at},
    )
    event = "pursuit.begun" if new else "pursuit.changed"
    record(event=event, by=by, at=at, subject=goal, policy=policy_key, decision=decision)
    ask_to_apply(held=goal, at=at)
    return goal


@transaction.atomic
def change_goal(
    *,
    goal: Goal,
    by_on: date | None,
    dates: Mapping[str, str],
    named: Mapping[str, Sequence[str]],
    chosen_version: int | None,
    by: Person,
    at: datetime,
    roles: Roles | None = None,
) -> Goal:
    """Say anew by when, and what the policy asks about her; without `roles` they stay."""
    demand(access.owns(by, goal))
    goal.by_on, goal.chosen_version, goal.changed_at = by_on, chosen_version, at
    goal.dates, goal.named = dict(dates), {key: list(words) for key, words in named.items()}
    if roles is not None:
        goal.roles = {key: list(days) for key, days in roles.items()}
    goal.save()
    record(event="pursuit.changed", by=by, at=at, subject=goal, policy=goal.policy_key)
    ask_to_apply(held=goal, at=at)
    return goal


@transaction.atomic
def drop_goal(*, goal: Goal, by: Person, at: datetime) -> None:
    """Pursue it no more; it can be taken up again. Dropping twice changes nothing."""
    demand(access.owns(by, goal))
    if Goal.objects.filter(pk=goal.pk, removed_at=None).update(removed_at=at):
        record(event="pursuit.dropped", by=by, at=at, subject=goal)


@transaction.atomic
def take_up_goal(*, goal: Goal, by: Person, at: datetime) -> None:
    """Undo a removal, unless the same goal was chosen again since."""
    demand(access.owns(by, goal))
    same = Goal.objects.filter(person=by, policy_key=goal.policy_key, decision=goal.decision, removed_at=None)
    if same.exclude(pk=goal.pk).exists():
        raise Refused(no("pursued", "You chose this goal again already. Change that one."))
    if Goal.objects.filter(pk=goal.pk).exclude(removed_at=None).update(removed_at=None):
        record(event="pursuit.taken_up", by=by, at=at, subject=goal)
        ask_to_apply(held=goal, at=at)
