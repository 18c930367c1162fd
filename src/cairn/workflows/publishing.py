"""Publishing: a draft that passed the gate becomes an edition, and the catalog learns what it is worth where."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from cairn.domain.catalog import access, operations
from cairn.domain.catalog import document as documents
from cairn.domain.catalog.models import Draft, Edition, MicroCredential
from cairn.domain.finding import operations as finding
from cairn.domain.gating import queries as gating
from cairn.domain.people.models import Person
from cairn.engines.verdict import Reason, Refused, Verdict, demand
from cairn.workflows import frameworks, proposing, recognizing


@transaction.atomic
def publish(*, draft: Draft, by: Person | None, at: datetime, pilot: bool = False) -> Edition:
    """Freeze the draft as an edition and offer it, to everybody or marked as a pilot.

    Raises `Refused` with every problem of the draft, or else with every must of the gate that is unmet.
    """
    row = draft.micro_credential
    if by:
        demand(access.may_edit(by, row, at=at))
    draft = Draft.objects.select_related("micro_credential__organization").get(pk=draft.pk)
    if found := documents.problems(draft.document):
        raise Refused(Verdict(False, tuple(Reason(each.code, each.text) for each in found)))
    demand(gating.gate(row, draft.document))
    edition = operations.publish(draft=draft, by=by, at=at, pilot=pilot)
    recognizing.project(micro_credential=edition.micro_credential, by=by, at=at)
    frameworks.align(micro_credential=edition.micro_credential, at=at)
    proposing.tell_group(micro_credential=edition.micro_credential, at=at)
    finding.index(micro_credential=edition.micro_credential, at=at)
    return edition


@transaction.atomic
def retire(*, micro_credential: MicroCredential, by: Person, at: datetime, until: date | None = None) -> None:
    """Take a micro-credential out of the catalog; what was begun may be submitted to the end of `until`."""
    demand(access.may_edit(by, micro_credential, at=at))
    operations.retire(micro_credential=micro_credential, by=by, at=at, until=until)
    frameworks.align(micro_credential=micro_credential, at=at)
    finding.index(micro_credential=micro_credential, at=at)
