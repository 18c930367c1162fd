"""What may be done to an import of past achievements, and awarding many of its rows at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from cairn.domain.issuing import access
from cairn.domain.issuing.models import (
    Award,
    Credential,
    Import,
    ImportRow,
    SigningKey,
)
from cairn.domain.issuing.operations.keys import demand_sound
from cairn.domain.issuing.operations.lists import count_places
from cairn.domain.issuing.states import IMPORT, LIFE
from cairn.domain.ledger.inserting import insert
from cairn.domain.ledger.operations import record, record_each
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import demand

AT_ONCE = 500


@transaction.atomic
def keep_import(
    *,
    organization: Organization,
    name: str,
    digest: str,
    heads: Sequence[str],
    rows: Iterable[ImportRow],
    by: Person | None,
    at: datetime,
) -> Import:
    """Keep a checked file with its rows; nothing is awarded yet."""
    if by:
        demand(access.may_issue(by, organization, at=at))
    run = Import.objects.create(
        organization=organization,
        name=name[:200],
        digest=digest,
        heads=list(heads),
        checked_at=at,
        checked_by=by,
    )
    for row in (kept := list(rows)):
        row.run = run
    ImportRow.objects.bulk_create(kept, batch_size=AT_ONCE)
    record(event="import.checked", by=by, at=at, subject=run, organization=organization, sha256=digest)
    return run


@transaction.atomic
def begin_import(*, run: Import, letters: bool, by: Person | None, at: datetime) -> Import:
    """Let the rows of a checked file be awarded; one that runs already is left alone."""
    row = _locked(run)
    if by:
        demand(access.may_issue(by, row.organization, at=at))
    if row.state != "running":
        row.state = IMPORT.after("begin", row.state)
        row.letters, row.begun_at = letters, at
        row.save(update_fields=["state", "letters", "begun_at"])
        record(event="import.begun", by=by, at=at, subject=row, organization=row.organization)
    return row


@transaction.atomic
def discard_import(*, run: Import, by: Person, at: datetime) -> None:
    """Throw a checked file away; its rows, which name people, are erased."""
    row = _locked(run)
    demand(access.may_issue(by, row.organization, at=at))
    row.state, row.ended_at = IMPORT.after("discard", row.state), at
    row.save(update_fields=["state", "ended_at"])
    row.rows.all().delete()
    record(event="import.discarded", by=by, at=at, subject=row, organization=row.organization)


@transaction.atomic
def finish_import(*, run: Import, by: Person | None, at: datetime) -> None:
    """Close an import whose rows were all dealt with; safe to repeat."""
    row = _locked(run)
    if row.state == "running":
        row.state, row.ended_at = IMPORT.after("finish", row.state), at
        row.save(update_fields=["state", "ended_at"])
        record(event="import.finished", by=by, at=at, subject=row, organization=row.organization)


def _locked(run: Import) -> Import:
    rows = Import.objects.select_for_update(no_key=True, of=("self",)).select_related("organization")
    return rows.get(pk=run.pk)


@dataclass(slots=True)
class Past:
    """The award of a past achievement and its signed document, ready to be kept; relations by their primary keys.

    Of the document, `own` is what fills the gaps of its form, or the whole where it has none.
    """

    public_id: UUID
    row: int
    edition: int
    earner: int
    drawing: int
    earned_at: datetime
    earned_on: date
    expires_at: datetime | None
    status_list: int
    status_index: int
    form: int | None = None
    own: str = ""
    sha256: str = ""


OF_AWARD = (
    "public_id",
    "import_row",
    "edition",
    "earner",
    "drawing",
    "earned_at",
    "earned_on",
    "expires_at",
    "status_list",
    "status_index",
)


@transaction.atomic(savepoint=False)
def keep_awards(
    *,
    run: Import,
    after: int,
    reached: int,
    awards: Sequence[Past],
    signing_key: SigningKey,
    by: Person | None,
    at: datetime,
) -> bool:
    """Keep the awards of the rows from `after` to `reached`, with credentials and ledger, all or none.

    Nobody but its earner sees such an award until she shows it. False, and nothing happens, when somebody else has
    dealt with these rows in the meantime.
    """
    moved = Import.objects.filter(pk=run.pk, state="running", reached=after).update(reached=reached)
    if not moved:
        return False
    _insert_awards(run.organization, awards, at)
    rows = Award.objects.filter(import_row__run=run, import_row__number__gt=after)
    keys = dict(rows.values_list("import_row", "pk"))
    insert(
        Credential,
        shared={"signing_key": signing_key.pk, "signed_at": at, "version": 1},
        names=("award", "form", "own", "sha256"),
        rows=[(keys[each.row], each.form, each.own, each.sha256) for each in awards],
    )
    record_each(
        event="award.recorded",
        by=by,
        at=at,
        subjects=[(each, {"sha256": each.sha256, "import": str(run.public_id)}) for each in awards],
        organization=run.organization,
    )
    count_places([each.status_list for each in awards])
    demand_sound(signing_key)
    return True


def _insert_awards(organization: Organization, awards: Sequence[Past], at: datetime) -> None:
    insert(
        Award,
        shared={
            "attempt": None,
            "qualification": None,
            "stack": None,
            "stack_edition": None,
            "organization": organization.pk,
            "state": LIFE.after("issue", LIFE.start),
            "made_at": at,
            "changed_at": at,
            "reason": "",
            "named": "",
            "addressed": "",
        },
        names=OF_AWARD,
        rows=[
            (
                each.public_id,
                each.row,
                each.edition,
                each.earner,
                each.drawing,
                each.earned_at,
                each.earned_on,
                each.expires_at,
                each.status_list,
                each.status_index,
            )
            for each in awards
        ],
    )
