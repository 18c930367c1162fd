"""Whether an evaluator's qualification holds, and what follows from it for a reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from cairn.domain.calibration.models import Conflict, Declaration, Pool, Qualification
from cairn.domain.calibration.scale import scale_in
from cairn.domain.calibration.states import IN_FORCE
from cairn.domain.catalog.models import Edition, Level
from cairn.domain.ledger.prepared import Prepared
from cairn.domain.people.models import Person
from cairn.engines.verdict import Verdict, no, yes

HOW_TO = "Open “My qualification” to see the next step."


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Whose work a person declared that she must not judge: keys of people and organizations, schools as written."""

    people: frozenset[int] = frozenset()
    organizations: frozenset[int] = frozenset()
    schools: frozenset[str] = frozenset()


def pool_of(edition: Edition) -> Pool | None:
    """The pool that an edition belongs to; None while its organization has opened none of this scale."""
    organization, scale = edition.micro_credential.organization_id, scale_in(edition.document)
    if not _pool(organization, scale):
        return None
    return Pool.objects.filter(organization=organization, scale=scale).first()


@Prepared
def _pool(organization: int, scale: str) -> QuerySet[Any, Any]:
    return Pool.objects.filter(organization=organization, scale=scale).values_list("pk")


def qualification_in(person: Person, pool: Pool) -> Qualification | None:
    return Qualification.objects.filter(person=person, pool=pool).select_related("pool").first()


def gate_asked(pool: Pool, *, at: datetime) -> bool:
    """Whether only those who passed the gate may read in this pool by now."""
    return pool.gate_since is not None and pool.gate_since <= at


def holds(qualification: Qualification, *, at: datetime) -> Verdict:
    """Whether the qualification is in force: the gate passed, in date, and not idle for too long."""
    if qualification.state == "suspended":
        return no("suspended", f"Your qualification is suspended: {qualification.reason}")
    if qualification.state == "lapsed":
        return no("lapsed", f"{qualification.reason} Take the gate again.")
    if qualification.state not in IN_FORCE or qualification.valid_until is None:
        return no("not_qualified", f"You have not yet passed the gate of these micro-credentials. {HOW_TO}")
    if qualification.valid_until <= at:
        return no("expired", "Your certification has run out. Take the gate again.")
    if idle_since(qualification, at=at):
        days = qualification.pool.rules.idle_days
        return no("idle", f"You have not read for {days} days. Take the gate again.")
    return yes()


def idle_since(qualification: Qualification, *, at: datetime) -> datetime | None:
    """When she last read or passed the gate, if that is too long ago."""
    seen = [each for each in (qualification.passed_at, qualification.read_at) if each]
    last = max(seen, default=None)
    allowed = timedelta(days=qualification.pool.rules.idle_days)
    return last if last and last + allowed <= at else None


def may_read(person: Person, edition: Edition, *, at: datetime) -> Verdict:
    """Whether calibration lets the person read work of this edition; her role is asked for elsewhere.

    As long as the pool lacks its anchors everybody may whom no lead has suspended.
    """
    pool = pool_of(edition)
    if pool is None:
        return yes()
    qualification = qualification_in(person, pool)
    if not gate_asked(pool, at=at):
        if qualification and qualification.state == "suspended":
            return holds(qualification, at=at)
        return yes()
    if qualification is None:
        return no("not_qualified", f"These micro-credentials are read by calibrated evaluators. {HOW_TO}")
    if not (standing := holds(qualification, at=at)):
        return standing
    if declaration_of(person, at=at) is None:
        return no("undeclared", f"Your declaration of conflicts is more than a year old. {HOW_TO}")
    return _knows_the_rubric(qualification, edition)


def _knows_the_rubric(qualification: Qualification, edition: Edition) -> Verdict:
    changed = rubric_changed_at(edition)
    if changed and qualification.passed_at and qualification.passed_at < changed:
        return no("rubric_changed", f"The rubric of {edition.title} has changed. Take the gate again.")
    return yes()


def rubric_changed_at(edition: Edition) -> datetime | None:
    """When this edition changed the rubric of the one before it; None where it is the first or the same."""
    if edition.number == 1:
        return None
    before = (
        Edition.objects.filter(micro_credential=edition.micro_credential_id, number__lt=edition.number)
        .order_by("-number")
        .first()
    )
    same = before is not None and before.document["rubric"] == edition.document["rubric"]
    return None if same else edition.published_at


def calibrated(person: Person, edition: Edition, *, at: datetime) -> bool:
    """Whether she has passed the gate of the edition's pool and this still holds for its rubric."""
    pool = pool_of(edition)
    found = qualification_in(person, pool) if pool else None
    return bool(found and holds(found, at=at) and _knows_the_rubric(found, edition))


def on_probation(person: Person, edition: Edition, *, at: datetime) -> bool:
    """Whether her readings of this edition are doubled because she is new, or back after a suspension."""
    pool = pool_of(edition)
    found = qualification_in(person, pool) if pool else None
    return bool(found and found.state == "probation" and holds(found, at=at))


def shut_editions(person: Person, *, at: datetime) -> set[int]:
    """Keys of the editions that calibration keeps the person from reading, for leaving them out of her queue."""
    asking = _asking(person.pk, at)
    if not asking:
        return set()
    pools = list(Pool.objects.filter(pk__in=[key for (key,) in asking]))
    rows = Qualification.objects.filter(person=person, pool__in=pools).select_related("pool")
    mine = {each.pool_id: each for each in rows}
    declared = declaration_of(person, at=at) is not None
    shut = {
        (pool.organization_id, pool.scale)
        for pool in pools
        if not declared or pool.pk not in mine or not holds(mine[pool.pk], at=at)
    }
    passed = {
        (pool.organization_id, pool.scale): mine[pool.pk].passed_at
        for pool in pools
        if pool.pk in mine and gate_asked(pool, at=at)
    }
    return (_editions_of(shut) if shut else set()) | _changed_since(passed)


@Prepared
def _asking(person: int, at: datetime) -> QuerySet[Any, Any]:
    """Pools (keys) that ask for a qualification by now, or whose lead suspended the person."""
    suspended = Q(qualifications__person=person, qualifications__state="suspended")
    return Pool.objects.filter(Q(gate_since__lte=at) | suspended).order_by().values_list("pk").distinct()


def _changed_since(passed: Mapping[tuple[int, str], datetime | None]) -> set[int]:
    """Keys of the editions that changed their rubric after the gate of their pool was passed, by pool."""
    known = {pool: at for pool, at in passed.items() if at}
    if not known:
        return set()
    newer = Edition.objects.filter(number__gt=1, published_at__gt=min(known.values()))
    rows = (
        Edition.objects.filter(micro_credential__organization__in={organization for organization, _ in known})
        .filter(micro_credential__in=newer.values("micro_credential"))
        .order_by("micro_credential", "number")
        .values_list(
            "pk", "micro_credential", "micro_credential__organization", "published_at", "document__rubric"
        )
    )
    changed, before = set(), dict[int, object]()
    for edition, row, organization, published, rubric in rows:
        since = known.get((organization, scale_in({"rubric": rubric})))
        if since and since < published and before.get(row, rubric) != rubric:
            changed.add(edition)
        before[row] = rubric
    return changed


def _editions_of(pools: set[tuple[int, str]]) -> set[int]:
    rows = (
        Level.objects.filter(edition__micro_credential__organization__in={org for org, _ in pools})
        .order_by("edition", "rank")
        .values_list("edition", "edition__micro_credential__organization", "key", "meets")
    )
    scales: dict[tuple[int, int], list[str]] = {}
    passed: set[int] = set()
    for edition, organization, key, meets in rows:
        star = "*" if meets and edition not in passed else ""
        if meets:
            passed.add(edition)
        scales.setdefault((edition, organization), []).append(f"{star}{key}")
    return {
        edition for (edition, organization), keys in scales.items() if (organization, " ".join(keys)) in pools
    }


def declaration_of(person: Person, *, at: datetime) -> Declaration | None:
    """What she declared last, if it still holds."""
    return Declaration.objects.filter(person=person, holds_until__gt=at).order_by("-made_at").first()


def conflicts_of(person: Person, *, at: datetime | None = None) -> Conflicts:
    """Whose work she declared that she must not judge, by her latest declaration; one that ran out still counts.

    `at` looks at what she had declared by then.
    """
    declarations = Declaration.objects.filter(person=person)
    if at is not None:
        declarations = declarations.filter(made_at__lte=at)
    rows = Conflict.objects.filter(declaration__in=declarations.order_by("-made_at").values("pk")[:1])
    told = list(rows.values_list("person", "organization", "school"))
    return Conflicts(
        frozenset(person for person, _, _ in told if person),
        frozenset(organization for _, organization, _ in told if organization),
        frozenset(school for _, _, school in told if school),
    )


def declared_by(person: Person) -> list[Conflict]:
    """What her latest declaration names, for declaring anew."""
    rows = Conflict.objects.filter(
        declaration__in=Declaration.objects.filter(person=person).order_by("-made_at").values("pk")[:1]
    )
    return list(rows.select_related("person", "organization").order_by("pk"))
