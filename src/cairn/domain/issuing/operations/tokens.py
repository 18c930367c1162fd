"""Letting a program award in an organization's name, and keeping what it asked for."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from cairn.domain.issuing import access
from cairn.domain.issuing.models import AccessToken, Import, ImportRow, SigningKey, TokenRequest
from cairn.domain.issuing.operations.imports import (
    Past,
    begin_import,
    finish_import,
    keep_awards,
    keep_import,
)
from cairn.domain.ledger.inserting import insert
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Refused, demand, no

PREFIX: Final = "cairn_"
"""What tokens begin with, so that whoever scans for secrets knows them."""


def digest_of(secret: str) -> str:
    """What is kept of a token. It has 256 random bits, so no salt and no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_token(
    *, organization: Organization, name: str, letters: bool, by: Person | None, at: datetime
) -> tuple[AccessToken, str]:
    """A token for a program, and what the program shows: told now, and never again.

    `letters` is whether earners are told of what it awards.
    """
    if by:
        demand(access.may_keep_tokens(by, organization, at=at))
    if not name.strip():
        raise Refused(no("no_name", "Say which program gets it."))
    secret = PREFIX + secrets.token_urlsafe(32)
    run = keep_import(
        organization=organization,
        name=name.strip(),
        digest=digest_of(secret),
        heads=[],
        rows=[],
        by=by,
        at=at,
    )
    token = AccessToken.objects.create(
        organization=organization,
        name=name.strip()[:80],
        digest=digest_of(secret),
        run=begin_import(run=run, letters=letters, by=by, at=at),
        made_at=at,
        made_by=by,
    )
    record(event="token.made", by=by, at=at, subject=token, organization=organization)
    return token, secret


@transaction.atomic
def revoke_token(*, token: AccessToken, by: Person | None, at: datetime) -> AccessToken:
    """Refuse the token from the next request on; what was awarded by it stays."""
    rows = AccessToken.objects.select_for_update(no_key=True, of=("self",))
    token = rows.select_related("organization", "run").get(pk=token.pk)
    if by:
        demand(access.may_keep_tokens(by, token.organization, at=at))
    if token.revoked_at is None:
        token.revoked_at = max(at, token.made_at)
        token.save(update_fields=["revoked_at"])
        finish_import(run=token.run, by=by, at=at)
        record(event="token.revoked", by=by, at=at, subject=token, organization=token.organization)
    return token


@dataclass(slots=True)
class Asked:
    """An award that a program asked for, ready to be kept: its row, the award, and the name of the request if any."""

    email: str
    name: str
    edition: int
    earned_on: date
    expires_on: date | None
    note: str
    award: Past
    key: str = ""
    digest: str = ""


def lock_token(token: AccessToken) -> AccessToken:
    """The token and its run as they stand, while nobody else uses it; inside the caller's transaction."""
    locked = AccessToken.objects.select_for_update(no_key=True).get(pk=token.pk)
    # Read by a statement of its own: one that waited for the lock still sees other rows as they were before.
    locked.run = Import.objects.select_related("organization").get(pk=locked.run_id)
    return locked


@transaction.atomic(savepoint=False)
def keep_asked(
    *, token: AccessToken, asked: Sequence[Asked], signing_key: SigningKey, at: datetime
) -> tuple[int, int]:
    """Keep what a program asked for, all or none; the numbers that its rows come after, and go up to.

    Lock the token first, and look whether it still holds.
    """
    run, after = token.run, token.run.reached
    reached = after + len(asked)
    rows = _insert_rows(run, asked)
    for number, each in enumerate(asked, start=after + 1):
        each.award.row = rows[number]
    keep_awards(
        run=run,
        after=after,
        reached=reached,
        awards=[each.award for each in asked],
        signing_key=signing_key,
        by=None,
        at=at,
    )
    named = [(each.key, each.digest, each.award.row) for each in asked if each.key]
    if named:
        insert(TokenRequest, shared={"token": token.pk}, names=("key", "digest", "row"), rows=named)
    return after, reached


def _insert_rows(run: Import, asked: Sequence[Asked]) -> dict[int, int]:
    """Write a row of the import for each, and give their primary keys by their numbers."""
    insert(
        ImportRow,
        shared={"run": run.pk, "standing": ImportRow.Standing.READY.value, "faults": [], "cells": []},
        names=("number", "email", "name", "edition", "earned_on", "expires_on", "note"),
        rows=[
            (number, each.email, each.name, each.edition, each.earned_on, each.expires_on, each.note)
            for number, each in enumerate(asked, start=run.reached + 1)
        ],
    )
    return dict(run.rows.filter(number__gt=run.reached).values_list("number", "pk"))


def count_requests(*, token: AccessToken, count: int, at: datetime) -> None:
    """Note that the token was used, and how often within the minute."""
    minute = at.replace(second=0, microsecond=0)
    token.in_minute = count + (token.in_minute if token.minute == minute else 0)
    token.minute, token.last_used_at = minute, at
    token.save(update_fields=["minute", "in_minute", "last_used_at"])
