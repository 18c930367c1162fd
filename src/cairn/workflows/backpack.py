"""The badges that a person holds, as programs that she let at them read and add to them, and her letting them."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final, Literal
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, F, QuerySet, Value
from oauth2_provider.models import get_access_token_model, get_grant_model, get_refresh_token_model

from cairn.domain.foreign.models import ForeignBadge
from cairn.domain.foreign.queries import brought_by
from cairn.domain.issuing.models import Award, Credential
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.openbadges.hosting import Window, compare
from cairn.workflows.bringing import bring

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
    held = _awarded(person, window).union(_brought(person, window)).order_by("-moment", "kind", "-number")
    rows = list(held[window.offset : window.offset + window.limit])
    texts = _texts(rows)
    found = [texts[kind, pk] for _, kind, pk in rows]
    return Page(
        [json.loads(text) for text in found if text.startswith("{")],
        [text for text in found if not text.startswith("{")],
        held.count(),
    )


def _awarded(person: Person, window: Window) -> Any:
    rows = Award.objects.filter(earner=person, credential__isnull=False)
    if window.since:
        rows = rows.filter(earned_at__gt=window.since)
    return _placed(rows, "earned_at", "award")


def _brought(person: Person, window: Window) -> Any:
    rows = brought_by(person).exclude(form=ForeignBadge.Form.OB2).filter(awarded_at__isnull=False)
    if window.since:
        rows = rows.filter(awarded_at__gt=window.since)
    return _placed(rows, "awarded_at", "foreign")


def _placed(rows: QuerySet[Any, Any], moment: str, kind: str) -> Any:
    """Its moment, kind and primary key: enough to order what lies in two tables."""
    named = Value(kind, output_field=CharField())
    placed = rows.order_by().annotate(moment=F(moment), kind=named, number=F("pk"))
    return placed.values_list("moment", "kind", "number")


def _texts(rows: Sequence[tuple[datetime, str, int]]) -> dict[tuple[str, int], str]:
    texts: dict[tuple[str, int], str] = {}
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
    told = _document(data)
    if _is_own(told, by) or _is_known(told, by):
        return "same"
    before = set(ForeignBadge.objects.filter(person=by).values_list("pk", flat=True))
    brought = bring(
        data=data, name=program, bundle=None, came_by="api", came_from=program, by=by, at=at, ask=False
    )
    return "replaced" if before.issuperset(badge.pk for badge in brought) else "created"


def _document(data: bytes) -> dict[str, Any]:
    """What a credential says, whoever signed it; nothing where it cannot be read."""
    text = data if data.lstrip().startswith(b"{") else _payload(data)
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _payload(token: bytes) -> bytes:
    """The payload of a JWT (RFC 7515, 7.1)."""
    try:
        part = token.split(b".")[1]
        return urlsafe_b64decode(part + b"=" * (-len(part) % 4))
    except (IndexError, ValueError):
        return b""


def _is_own(told: Mapping[str, Any], person: Person) -> bool:
    """Whether she was awarded it here."""
    held = Credential.objects.filter(award__earner=person, award__public_id=_last_id(told))
    return any(json.loads(row.text) == told for row in held.select_related("form"))


def _last_id(told: Mapping[str, Any]) -> UUID:
    try:
        return UUID(str(told.get("id"))[-36:])
    except ValueError:
        return UUID(int=0)


def _is_known(told: Mapping[str, Any], person: Person) -> bool:
    """Whether she holds the same credential already, as new or newer."""
    held = brought_by(person).values_list("document", flat=True)
    return any(compare(told, document) == "not newer" for document in held)


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
    return bool(get_refresh_token_model().objects.filter(access_token=token, revoked=None).exists())


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


@transaction.atomic
def shut_all_out(*, person: Person, at: datetime) -> None:
    """End what every program may do for her."""
    for connection in connections_of(person, at=at):
        shut_out(program=connection.program, by=person, at=at)
