"""Policies come into use, and go out of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.db import transaction

from cairn.domain.ledger.operations import record
from cairn.domain.outbox.operations import put
from cairn.domain.people.models import Organization, Person
from cairn.domain.policies import access
from cairn.domain.policies.models import Policy, PolicyVersion
from cairn.domain.policies.operations.demanding import demand_keeper
from cairn.domain.policies.states import VERSION
from cairn.engines import policy as rules
from cairn.engines.verdict import Refused, demand, no

LONGEST_WHY = 600
CHANNEL: Final = "rules"


def _let_the_catalog_know(version: PolicyVersion, what: str, at: datetime) -> None:
    """What a micro-credential is worth may have changed with the rules that answer; the worker says it anew."""
    put(
        event=f"rules:{what}:{version.public_id}:{at.isoformat()}",
        recipient=str(version.policy.organization.public_id),
        channel=CHANNEL,
        at=at,
    )


@transaction.atomic
def put_in_use(
    *,
    organization: Organization,
    policy: rules.Policy,
    text: str,
    cases: str,
    origin: str,
    used_from: date,
    by: Person | None,
    at: datetime,
) -> PolicyVersion:
    """Let a text answer from a day on; `policy` is what the engine reads in it. The same again changes nothing.

    A text that was withdrawn is put back. Refused where another text of its number is in use.
    """
    demand_keeper(by, organization, at)
    demand(access.may_use_key(organization, policy.key))
    kept, _ = Policy.objects.get_or_create(
        key=policy.key, defaults={"organization": organization, "title": policy.title}
    )
    locked = Policy.objects.select_for_update(no_key=True).get(pk=kept.pk)
    if earlier := PolicyVersion.objects.filter(policy=locked, identity=policy.identity).first():
        return _again(earlier, by, at)
    if PolicyVersion.objects.filter(policy=locked, number=policy.version.number, state="in_use").exists():
        number = policy.version.number
        told = f"Version {number} of {policy.key} is in use. Give this one the next number, or withdraw that one."
        raise Refused(no("number", told))
    made = PolicyVersion.objects.create(
        policy=locked,
        number=policy.version.number,
        text=text,
        cases=cases,
        identity=policy.identity,
        origin=origin,
        used_from=used_from,
        adopted_at=at,
        adopted_by=by,
    )
    Policy.objects.filter(pk=locked.pk).update(title=policy.title)
    record(
        event="policy.put_in_use",
        by=by,
        at=at,
        subject=made,
        organization=organization,
        key=policy.key,
        number=made.number,
        identity=policy.identity,
        used_from=used_from.isoformat(),
    )
    _let_the_catalog_know(made, "put in use", at)
    return made


def _again(version: PolicyVersion, by: Person | None, at: datetime) -> PolicyVersion:
    if version.state == "in_use":
        return version
    put_back(version=version, by=by, at=at)
    version.refresh_from_db()
    return version


@transaction.atomic
def withdraw(*, version: PolicyVersion, why: str, by: Person | None, at: datetime) -> None:
    """Let a version answer no more, for a reason that its history shows. Decisions made by it stay as they are."""
    demand_keeper(by, version.policy.organization, at)
    said = why.strip()
    if not said:
        raise Refused(no("why", "Say why you withdraw it; its history shows the reason."))
    if len(said) > LONGEST_WHY:
        raise Refused(no("long", f"Say why in at most {LONGEST_WHY} characters."))
    locked = PolicyVersion.objects.select_for_update(no_key=True).get(pk=version.pk)
    demand(access.may_withdraw(locked))
    PolicyVersion.objects.filter(pk=locked.pk).update(
        state=VERSION.after("withdraw", locked.state), withdrawn_at=at, withdrawn_by=by, withdrawn_why=said
    )
    record(
        event="policy.withdrawn",
        by=by,
        at=at,
        subject=version,
        organization=version.policy.organization,
        identity=version.identity,
    )
    _let_the_catalog_know(version, "withdrawn", at)


@transaction.atomic
def put_back(*, version: PolicyVersion, by: Person | None, at: datetime) -> None:
    """Take a withdrawal back."""
    demand_keeper(by, version.policy.organization, at)
    locked = PolicyVersion.objects.select_for_update(no_key=True).get(pk=version.pk)
    demand(access.may_put_back(locked))
    PolicyVersion.objects.filter(pk=locked.pk).update(
        state=VERSION.after("put_back", locked.state), withdrawn_at=None, withdrawn_by=None, withdrawn_why=""
    )
    record(
        event="policy.put_back",
        by=by,
        at=at,
        subject=version,
        organization=version.policy.organization,
        identity=version.identity,
    )
    _let_the_catalog_know(version, "put back", at)
