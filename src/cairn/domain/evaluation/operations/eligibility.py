"""What evaluators are at home in, and who reads for whom."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from cairn.domain.catalog.document import GRADES
from cairn.domain.deeds import deed
from cairn.domain.evaluation.models import Expertise, Partner
from cairn.domain.ledger.operations import record
from cairn.domain.people.access import may_manage
from cairn.domain.people.models import Organization, Person
from cairn.engines.verdict import Refused, demand, no


@deed()
def declare_expertise(
    *, subjects: Collection[str], grades: Collection[str], by: Person, at: datetime
) -> list[Expertise]:
    """Say in which subjects and grade bands one is at home, in place of what was said before."""
    if unknown := sorted(set(grades) - set(GRADES)):
        raise Refused(no("grade", f"Choose grade bands from {', '.join(GRADES)}, not {unknown[0]}."))
    said = {("subject", " ".join(each.casefold().split())) for each in subjects if each.strip()}
    said |= {("grade", each) for each in grades}
    Expertise.objects.filter(evaluator=by).delete()
    made = Expertise.objects.bulk_create(
        Expertise(evaluator=by, kind=kind, value=value, declared_at=at) for kind, value in sorted(said)
    )
    record(event="expertise.declared", by=by, at=at, subject=by)
    return made


@deed()
def name_partner(*, organization: Organization, partner: Organization, by: Person, at: datetime) -> Partner:
    """Let another organization's evaluators read one's work; naming twice names once."""
    demand(may_manage(by, organization, at=at))
    if organization == partner:
        raise Refused(no("itself", "Name another organization than your own."))
    named, new = Partner.objects.get_or_create(
        organization=organization, partner=partner, until=None, defaults={"since": at}
    )
    if new:
        record(event="partner.named", by=by, at=at, subject=partner, organization=organization)
    return named


@deed()
def end_partner(*, partner: Partner, by: Person, at: datetime) -> None:
    """Let a partner's evaluators take no more work; what they hold they finish."""
    demand(may_manage(by, partner.organization, at=at))
    if Partner.objects.filter(pk=partner.pk, until=None).update(until=at):
        record(
            event="partner.ended", by=by, at=at, subject=partner.partner, organization=partner.organization
        )
