"""Why an organization may see somebody's records: begun, kept up and ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from cairn.domain.ledger.operations import record, record_each
from cairn.domain.people.models import Organization, Person
from cairn.domain.records import access
from cairn.domain.records.models import Relation
from cairn.engines.verdict import demand

Kind = Relation.Kind


@transaction.atomic
def claim(*, organization: Organization, group: str, on: date, by: Person, at: datetime) -> Relation:
    """Say that one belongs to an organization, which may see one's whole record from this day on."""
    return _stand(organization, by, Kind.CLAIMED, group, on, by, at)


@transaction.atomic
def note_filed(
    *, organization: Organization, person: Person, on: date, by: Person | None, at: datetime
) -> Relation:
    """The organization filed a badge that the person shared; it sees such badges and no more."""
    return _stand(organization, person, Kind.FILED, "", on, by, at)


@transaction.atomic
def roster(
    *,
    organization: Organization,
    rows: Iterable[tuple[Person, str]],
    on: date,
    by: Person,
    at: datetime,
) -> tuple[int, int]:
    """Make (person, group) rows the organization's staff list from this day on; how many came and how many left.

    Whoever is not among the rows is on the list no more; whoever stays keeps her first day.
    """
    demand(access.may_keep_roster(by, organization, at=at))
    wanted = dict(rows)
    standing = {
        row.person_id: row
        for row in Relation.objects.select_for_update(no_key=True).filter(
            organization=organization, kind=Kind.ROSTERED, until_on=None
        )
    }
    came = [person for person in wanted if person.pk not in standing]
    kept = {person.pk for person in wanted}
    left = [row for key, row in standing.items() if key not in kept]
    for person, group in wanted.items():
        if (row := standing.get(person.pk)) and row.group != group:
            row.group = group
            row.save(update_fields=["group"])
    for row in left:
        row.until_on = max(row.from_on, on - timedelta(days=1))
    Relation.objects.bulk_update(left, ["until_on"], batch_size=500)
    new = Relation.objects.bulk_create(
        Relation(
            organization=organization, person=person, kind=Kind.ROSTERED, group=wanted[person], from_on=on
        )
        for person in came
    )
    record_each(
        event="sight.opened",
        by=by,
        at=at,
        subjects=((row, {"kind": "rostered"}) for row in new),
        organization=organization,
    )
    record_each(
        event="sight.ended", by=by, at=at, subjects=((row, {}) for row in left), organization=organization
    )
    return len(new), len(left)


@transaction.atomic
def end(*, relation: Relation, on: date, by: Person, at: datetime) -> None:
    """Close the record to the organization; `on` is the last day. Ending twice changes nothing."""
    demand(access.may_end(by, relation, at=at))
    last = max(relation.from_on, on)
    if Relation.objects.filter(pk=relation.pk, until_on=None).update(until_on=last):
        record(event="sight.ended", by=by, at=at, subject=relation, organization=relation.organization)


def _stand(
    organization: Organization,
    person: Person,
    kind: Relation.Kind,
    group: str,
    on: date,
    by: Person | None,
    at: datetime,
) -> Relation:
    relation, new = Relation.objects.get_or_create(
        organization=organization,
        person=person,
        kind=kind,
        until_on=None,
        defaults={"group": group, "from_on": on},
    )
    if not new and group and relation.group != group:
        relation.group = group
        relation.save(update_fields=["group"])
    if new:
        record(
            event="sight.opened", by=by, at=at, subject=relation, organization=organization, kind=kind.value
        )
    return relation
