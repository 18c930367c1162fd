"""Licenses: added, changed, removed and put back by whoever holds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.domain.records import access
from cairn.domain.records.models import License
from cairn.domain.records.operations.applying import ask_to_apply
from cairn.engines.verdict import Refused, demand, no

Days = Mapping[str, str]
"""Days by the policy's word, as YYYY-MM-DD."""
Lists = Mapping[str, Sequence[str]]


@transaction.atomic
def add_license(
    *,
    policy_key: str,
    name: str,
    starts_on: date | None,
    ends_on: date | None,
    by: Person,
    at: datetime,
    decision: str = "",
    number: str = "",
    dates: Days | None = None,
    named: Lists | None = None,
) -> License:
    """Hold a license under a policy; one that is held already is changed to what is said now."""
    _in_order(starts_on, ends_on)
    said = {
        "decision": decision,
        "name": name,
        "number": number,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "dates": dict(dates or {}),
        "named": {key: list(words) for key, words in (named or {}).items()},
        "changed_at": at,
    }
    held, new = License.objects.update_or_create(
        person=by,
        policy_key=policy_key,
        removed_at=None,
        defaults=said,
        create_defaults=said | {"added_at": at},
    )
    record(event="license.added" if new else "license.changed", by=by, at=at, subject=held, policy=policy_key)
    ask_to_apply(held=held, at=at)
    return held


@transaction.atomic
def change_license(
    *,
    held: License,
    name: str,
    number: str,
    starts_on: date | None,
    ends_on: date | None,
    dates: Days,
    named: Lists,
    chosen_version: int | None,
    by: Person,
    at: datetime,
) -> License:
    """Say anew what the license is; days that are not known are None."""
    demand(access.owns(by, held))
    _in_order(starts_on, ends_on)
    held.name, held.number = name, number
    held.starts_on, held.ends_on = starts_on, ends_on
    held.dates, held.named = dict(dates), {key: list(words) for key, words in named.items()}
    held.chosen_version, held.changed_at = chosen_version, at
    held.save()
    record(event="license.changed", by=by, at=at, subject=held, policy=held.policy_key)
    ask_to_apply(held=held, at=at)
    return held


@transaction.atomic
def remove_license(*, held: License, by: Person, at: datetime) -> None:
    """Hold it no more; it can be put back. Removing twice changes nothing."""
    demand(access.owns(by, held))
    if License.objects.filter(pk=held.pk, removed_at=None).update(removed_at=at):
        record(event="license.removed", by=by, at=at, subject=held)


@transaction.atomic
def put_back_license(*, held: License, by: Person, at: datetime) -> None:
    """Undo a removal, unless a license of the same policy was added since."""
    demand(access.owns(by, held))
    same = License.objects.filter(person=by, policy_key=held.policy_key, removed_at=None)
    if same.exclude(pk=held.pk).exists():
        raise Refused(no("held", "You added this license again already. Change that one."))
    if License.objects.filter(pk=held.pk).exclude(removed_at=None).update(removed_at=None):
        record(event="license.put_back", by=by, at=at, subject=held)
        ask_to_apply(held=held, at=at)


def _in_order(starts_on: date | None, ends_on: date | None) -> None:
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused(no("dates", "Put the dates in order: the license ends before it starts."))
