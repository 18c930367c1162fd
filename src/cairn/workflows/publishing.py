"""Publishing: the draft becomes an edition, and the catalog learns what it is worth where."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cairn.domain.catalog import access, operations
from cairn.domain.catalog.models import Draft, Edition, MicroCredential
from cairn.domain.people.models import Person
from cairn.engines.verdict import demand
from cairn.workflows import recognizing


@transaction.atomic
def publish(*, draft: Draft, by: Person, at: datetime) -> Edition:
    """Freeze the draft as an edition and offer it. Raises `Refused` with every problem."""
    demand(access.may_edit(by, draft.micro_credential, at=at))
    edition = operations.publish(draft=draft, by=by, at=at)
    recognizing.project(micro_credential=edition.micro_credential, by=by, at=at)
    return edition


@transaction.atomic
def retire(*, micro_credential: MicroCredential, by: Person, at: datetime) -> None:
    """Take a micro-credential out of the catalog."""
    demand(access.may_edit(by, micro_credential, at=at))
    operations.retire(micro_credential=micro_credential, by=by, at=at)
