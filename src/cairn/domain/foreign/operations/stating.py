"""What an earner says herself to a badge that came without its evidence: words and files, marked as hers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cairn.domain.foreign import access
from cairn.domain.foreign.models import ForeignBadge, Statement, StatementFile
from cairn.domain.ledger.operations import record
from cairn.domain.people.models import Person
from cairn.engines.verdict import Refused, demand, no

LONGEST = 10_000


@transaction.atomic
def say(*, badge: ForeignBadge, words: str, by: Person, at: datetime) -> Statement:
    """Say something to the badge, in place of what she said before."""
    demand(access.may_change(by, badge))
    if not (words := words.strip()):
        raise Refused(no("nothing", "Write what you did and what came of it."))
    if len(words) > LONGEST:
        raise Refused(no("long", f"Keep it within {LONGEST:,} characters. Add the rest as a file."))
    said, new = Statement.objects.update_or_create(
        badge=badge,
        removed_at=None,
        defaults={"words": words, "changed_at": at},
        create_defaults={"words": words, "changed_at": at, "made_at": at},
    )
    record(event="foreign.stated" if new else "foreign.restated", by=by, at=at, subject=said)
    return said


@transaction.atomic
def take_back(*, statement: Statement, by: Person, at: datetime) -> None:
    """Take a statement back, with its files. Twice changes nothing."""
    demand(access.owns(by, statement.badge))
    if Statement.objects.filter(pk=statement.pk, removed_at=None).update(removed_at=at):
        record(event="foreign.statement_taken_back", by=by, at=at, subject=statement)


@transaction.atomic
def add_file(
    *,
    statement: Statement,
    store_key: str,
    name: str,
    media_type: str,
    size: int,
    sha256: str,
    by: Person,
    at: datetime,
) -> StatementFile:
    """Note a file that is whole in the store; `size` in bytes, `sha256` in hexadecimal digits."""
    demand(access.may_change(by, statement.badge))
    if statement.removed_at is not None:
        raise Refused(no("taken_back", "You took this statement back. Write it again first."))
    file = StatementFile.objects.create(
        statement=statement,
        store_key=store_key,
        name=name,
        media_type=media_type,
        size=size,
        sha256=sha256,
        added_at=at,
    )
    record(event="foreign.file_added", by=by, at=at, subject=file, sha256=sha256, size=size)
    return file


@transaction.atomic
def remove_file(*, file: StatementFile, by: Person, at: datetime) -> None:
    """Let go of a file; its bytes are deleted from the outbox. Twice changes nothing."""
    demand(access.owns(by, file.statement.badge))
    if StatementFile.objects.filter(pk=file.pk, removed_at=None).update(removed_at=at):
        record(event="foreign.file_removed", by=by, at=at, subject=file)
