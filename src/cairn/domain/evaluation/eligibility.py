"""Who may be a reader: of the right organization, at home in the subject, from elsewhere where pay hangs on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from cairn.domain.catalog.models import Edition
from cairn.domain.evaluation.models import Expertise, Partner, Reading
from cairn.domain.evaluation.rules import rules_in
from cairn.domain.people.access import holds
from cairn.domain.people.models import Membership, Organization, Person, Role, current
from cairn.domain.people.queries import organizations_of
from cairn.engines.verdict import Verdict, no, yes


def may_read_for(person: Person, reading: Reading, *, at: datetime) -> Verdict:
    """Whether the person is an evaluator of the organization, or of a partner; what waits for a lead, a lead."""
    if reading.by_lead:
        return holds(person, reading.organization, Role.LEAD, at=at)
    own = holds(person, reading.organization, Role.EVALUATOR, Role.LEAD, at=at)
    if own or not reads_for(person, at=at).filter(pk=reading.organization_id).exists():
        return own
    return yes()


def reads_for(person: Person | int, *, at: datetime) -> QuerySet[Organization]:
    """The organizations whose work the person reads: her own, and those that name hers as a partner."""
    own = organizations_of(person, Role.EVALUATOR, Role.LEAD, at=at).order_by()
    named = Partner.objects.filter(current(at), partner__in=own.values("pk")).values("organization")
    return Organization.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=named))


def districts_of(person: Person | int, *, at: datetime) -> QuerySet[Organization]:
    """The districts to which the person belongs in any role."""
    return organizations_of(person, at=at).filter(kind=Organization.Kind.DISTRICT).order_by()


def people_of(organizations: QuerySet[Organization], *, at: datetime) -> QuerySet[Membership, int]:
    """Keys of all who belong to any of them."""
    return Membership.objects.filter(current(at), organization__in=organizations.values("pk")).values_list(
        "person", flat=True
    )


def fits(person: Person, edition: Edition) -> Verdict:
    """Whether the person is at home in the edition's subject and grades, where its rules ask for that."""
    rules = rules_in(edition.document)
    if not rules.match_subject and not rules.match_grade:
        return yes()
    if _fits(edition, set(Expertise.objects.filter(evaluator=person).values_list("kind", "value"))):
        return yes()
    return no(
        "no_match", "This work asks for an evaluator of its subject and grades. Choose Next for another."
    )


def unfit(person: Person, editions: Iterable[Edition]) -> set[int]:
    """Keys of those editions that ask for a subject or grade in which the person is not at home."""
    asking = [
        each
        for each in editions
        if each.document.get("judging", {}).keys() & {"match_subject", "match_grade"}
    ]
    if not asking:
        return set()
    known = set(Expertise.objects.filter(evaluator=person).values_list("kind", "value"))
    return {each.pk for each in asking if not _fits(each, known)}


def _fits(edition: Edition, known: set[tuple[str, str]]) -> bool:
    """An edition that names no subject, or no grade, suits everybody in that."""
    rules = rules_in(edition.document)
    subjects = {("subject", each.casefold()) for each in edition.document.get("subjects", [])}
    grades = {("grade", each) for each in edition.document.get("grades", [])}
    if rules.match_subject and subjects and not subjects & known:
        return False
    return not (rules.match_grade and grades and not grades & known)
