"""The badges that a person holds, as programs that she let at them read and add to them, and her letting them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final, Literal

from django.db import transaction
from django.db.models import CharField, QuerySet, Value
from oauth2_provider.models import get_access_token_model, get_grant_model, get_refresh_token_model

from cairn.domain.foreign.models import ForeignBadge
from cairn.domain.foreign.queries import brought_by
from cairn.domain.issuing.models import Award, Credential
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.openbadges.hosting import Window

LARGEST: Final = 1_048_576
Outcome = Literal["created", "replaced", "same"]


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a person's credentials, the newest first: with embedded proofs, and as JWT; and how many there are."""

    documents: Sequence[dict[str, Any]]
    signed: Sequence[str]
    total: int


def held_by(person: Person, *, window: Window) -> Page:
    """What she was awarded here, and what she brought from elsewhere in the form that this API speaks of.

    Two queries for the page and its length, and one for each kind of credential on it.
    """
    held = _awarded(person, window).union(_brought(person, window)).order_by("-since", "kind", "-pk")
    rows = list(held[window.offset : window.offset + window.limit])
    texts = _texts(rows)
    found = [texts[kind, pk] for _, kind, pk in rows]
    return Page(
        [json.loads(text) for text in found if text.startswith("{")],
        [text for text in found if not text.startswith("{")],
        held.count(),
    )


def _awarded(person: Person, window: Window) -> QuerySet[Any, Any]:
    rows = Award.objects.filter(earner=person, credential__isnull=False)
    if window.since:
        rows = rows.filter(earned_at__gt=window.since)
    return _placed(rows, "earned_at", "award")


def _brought(person: Person, window: Window) -> QuerySet[Any, Any]:
    rows = brought_by(person).exclude(form=ForeignBadge.Form.OB2).filter(awarded_at__isnull=False)
    if window.since:
        rows = rows.filter(awarded_at__gt=window.since)
    return _placed(rows, "awarded_at", "foreign")


def _placed(rows: QuerySet[Any, Any], moment: str, kind: str) -> QuerySet[Any, Any]:
    """Its moment, kind and primary key: enough to order what lies in two tables."""
    named = Value(kind, output_field=CharField())
    return rows.order_by().annotate(kind=named).values_list(moment, "kind", "pk")


def _texts(rows: Sequence[tuple[datetime, str, int]]) -> dict[tuple[str, int], str]:
    texts = {}
    for kind, found in groupby(sorted(rows, key=lambda row: row[1]), key=lambda row: row[1]):
        keys = [pk for _, _, pk in found]
        told = (
            _own_texts(keys)
            if kind == "award"
            else ForeignBadge.objects.filter(pk__in=keys).values_list("pk", "credential")
        )
        texts |= {(kind, pk): text for pk, text in told}
    return texts


def _own_texts(awards: Sequence[int]) -> list[tuple[int, str]]:
    rows = Credential.objects.filter(award__in=awards).select_related("form")
    return [(row.award_id, row.text) for row in rows]


def put(*, data: bytes, program: str, by: Person, at: datetime) -> Outcome:
    """Keep a credential that a program brings for her; the same again changes nothing.

    Raises `Refused` with what speaks against it.
    """
    if _is_own(data, by):
        return "same"
    from cairn.workflows.bringing import bring

    before = dict(ForeignBadge.objects.filter(person=by).values_list("pk", "digest"))
    brought = bring(data=data, name=program, bundle=None, came_by="api", came_from=program, by=by, at=at)
    if any(badge.pk not in before for badge in brought):
        return "created"
    return "replaced" if any(before[badge.pk] != badge.digest for badge in brought) else "same"


def _is_own(data: bytes, person: Person) -> bool:
    """Whether it is, byte for byte or otherwise laid out, what she was awarded here."""
    try:
        told = json.loads(data)
        held = Credential.objects.filter(award__earner=person, award__public_id=told["id"][-36:])
        return any(json.loads(row.text) == told for row in held.select_related("form"))
    except (ValueError, TypeError, KeyError, RecursionError):
        return False


@dataclass(frozen=True, slots=True)
class Connection:
    """A program that may act for a person: what it calls itself, for what, since when and until when."""

    program: Any
    scopes: tuple[str, ...]
    since: datetime
    used_at: datetime


def connections_of(person: Person, *, at: datetime) -> list[Connection]:
    """The programs that hold a token for her, or may renew one, the latest first."""
    tokens = get_access_token_model().objects.filter(user=person, application__isnull=False)
    living = tokens.select_related("application").order_by("application", "created")
    found = []
    for program, held in groupby(living, key=lambda token: token.application):
        each = [token for token in held if token.expires > at or _renewable(token)]
        if each:
            scopes = tuple(sorted({scope for token in each for scope in token.scope.split()}))
            found.append(Connection(program, scopes, each[0].created, max(token.updated for token in each)))
    return sorted(found, key=lambda one: one.since, reverse=True)


def _renewable(token: Any) -> bool:
    return get_refresh_token_model().objects.filter(access_token=token, revoked=None).exists()


@transaction.atomic
def let_in(*, program: Any, by: Person, at: datetime) -> None:
    """Note that she let a program at her badges."""
    record(event="program.let_in", by=by, at=at, subject=by, program=program.client_id)


@transaction.atomic
def shut_out(*, program: Any, by: Person, at: datetime) -> None:
    """End what a program may do for her, at once; she may let it in again. Twice changes nothing."""
    mine = {"user": by, "application": program}
    get_grant_model().objects.filter(**mine).delete()
    for token in get_refresh_token_model().objects.filter(**mine, revoked=None):
        token.revoke()
    if get_access_token_model().objects.filter(**mine).delete()[0]:
        record(event="program.shut_out", by=by, at=at, subject=by, program=program.client_id)
