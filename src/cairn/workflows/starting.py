"""Starting: what comes before a micro-credential is looked up among what she has earned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from cairn.domain.catalog.document import lifted
from cairn.domain.catalog.models import Edition, MicroCredential
from cairn.domain.evidence.models import Attempt
from cairn.domain.evidence.operations import attempts
from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Person
from cairn.domain.plans.access import may_take
from cairn.engines.verdict import Reason, Verdict, demand, yes


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """A micro-credential that comes before another; `public_id` is none where this installation does not offer it."""

    title: str
    organization: str
    public_id: UUID | None
    required: bool
    earned: bool
    note: str

    @property
    def missing(self) -> bool:
        """Whether it must be earned first. What is not offered here cannot be asked for here."""
        return self.required and not self.earned and self.public_id is not None


def prerequisites(edition: Edition, *, of: Person | None) -> list[Prerequisite]:
    """What comes before an edition, in its order, and which of it the person has earned."""
    named: Sequence[dict[str, Any]] = lifted(edition.document)["prerequisites"]
    if not named:
        return []
    known = _known([each["micro_credential"] for each in named])
    earned = _earned(of, known.values()) if of else set()
    return [_prerequisite(each, known.get(each["micro_credential"]), earned) for each in named]


def _known(names: Sequence[str]) -> dict[str, MicroCredential]:
    """The micro-credentials that are offered here, by organization and key."""
    wanted = Q(pk=None)
    for name in names:
        slug, _, key = name.partition("/")
        wanted |= Q(organization__slug=slug, key=key)
    rows = MicroCredential.objects.filter(wanted, edition__isnull=False).select_related("organization")
    return {f"{row.organization.slug}/{row.key}": row for row in rows}


def _earned(person: Person, among: Any) -> set[int]:
    """Which of these micro-credentials, by primary key, the person holds a badge for that stands."""
    standing = Award.objects.filter(earner=person, state="issued")
    held = standing.filter(edition__micro_credential__in=[row.pk for row in among])
    return set(held.values_list("edition__micro_credential", flat=True))


def _prerequisite(told: dict[str, Any], row: MicroCredential | None, earned: set[int]) -> Prerequisite:
    return Prerequisite(
        title=row.title if row else told["micro_credential"],
        organization=row.organization.name if row else "",
        public_id=row.public_id if row else None,
        required=told["required"],
        earned=row is not None and row.pk in earned,
        note=told["note"],
    )


def may_start(person: Person, edition: Edition) -> Verdict:
    """Whether the edition is for the person, and she has earned everything that is required first."""
    if not (hers := may_take(person, edition.micro_credential)):
        return hers
    missing = [each for each in prerequisites(edition, of=person) if each.missing]
    if not missing:
        return yes()
    reasons = [
        Reason("prerequisite", f"Earn “{each.title}” first: this one builds on it.") for each in missing
    ]
    return Verdict(False, tuple(reasons))


@transaction.atomic
def start(*, edition: Edition, by: Person, at: datetime) -> Attempt:
    """Start an attempt, or give back the one that stands. Raises `Refused` with every prerequisite not earned yet."""
    begun = Attempt.objects.filter(earner=by, micro_credential=edition.micro_credential_id)
    if not begun.exclude(state="withdrawn").exists():
        demand(may_start(by, edition))
    return attempts.start(edition=edition, by=by, at=at)
