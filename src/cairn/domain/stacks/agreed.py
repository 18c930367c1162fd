"""Reading personal stacks: what holds between the two, what is proposed, and for whom it waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, Subquery

from cairn.domain.people.models import Membership, Organization, Person, Relation, Role, current
from cairn.domain.people.queries import members, organizations_of
from cairn.domain.stacks import document as documents
from cairn.domain.stacks.access import LEADS
from cairn.domain.stacks.models import Agreement, Stack, StackEdition
from cairn.domain.stacks.queries import personal_stacks_of
from cairn.domain.stacks.states import ENDED


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a personal stack stands: its editions, the newest first, each with its agreements."""

    stack: Stack
    editions: tuple[StackEdition, ...]

    @property
    def holds(self) -> StackEdition | None:
        """What both have agreed to, and what counts until both agree to another."""
        return self.stack.edition

    @property
    def proposed(self) -> StackEdition | None:
        """The newest edition, while it does not hold yet."""
        newest = self.editions[0] if self.editions else None
        return newest if newest and newest.pk != self.stack.edition_id else None

    @property
    def drafted(self) -> bool:
        """Whether the draft says something that nobody has proposed yet."""
        return not self.editions or documents.digest(self.stack.document) != self.editions[0].digest

    @property
    def ended(self) -> bool:
        """Whether it was withdrawn, or ended after both had agreed."""
        return self.stack.state in ENDED

    def waits_for(self, person: Person) -> bool:
        """Whether the one thing to do is hers: to agree to what the other proposed, or to propose otherwise."""
        return not self.ended and self.proposed is not None and person.pk not in _agreed(self.proposed)

    def other(self, person: Person) -> Person | None:
        """The other of the two."""
        return self.stack.partner if person.pk == self.stack.owner_id else self.stack.owner


def _agreed(edition: StackEdition) -> set[int]:
    return {agreement.person_id for agreement in edition.agreements.all()}


def standings(stacks: QuerySet[Stack]) -> list[Standing]:
    """Where each of these stands, in as many queries for one as for all."""
    agreements = Prefetch("agreements", Agreement.objects.select_related("person").order_by("at", "pk"))
    editions = (
        StackEdition.objects.select_related("published_by").order_by("-number").prefetch_related(agreements)
    )
    rows = stacks.prefetch_related(Prefetch("editions", editions))
    return [Standing(row, tuple(row.editions.all())) for row in rows]


def waiting_for(person: Person) -> QuerySet[Stack]:
    """Personal stacks of which the other has proposed an edition, and the person has not agreed to it."""
    newest = StackEdition.objects.filter(stack=OuterRef("pk")).order_by("-number").values("pk")[:1]
    hers = Agreement.objects.filter(edition=OuterRef("newest"), person=person)
    return (
        personal_stacks_of(person)
        .annotate(newest=Subquery(newest))
        .filter(newest__isnull=False)
        .exclude(state__in=ENDED)
        .exclude(edition=F("newest"))
        .exclude(Exists(hers))
    )


def partners_for(owner: Person, *, at: datetime) -> list[tuple[Organization, Person]]:
    """Who may agree on a stack with her, by organization; those who supervise her stand first."""
    bosses = set(
        Relation.objects.filter(target=owner, kind=Relation.Kind.SUPERVISES, until=None).values_list(
            "source", flat=True
        )
    )
    hers = organizations_of(owner, Role.EARNER, at=at)
    held = Membership.objects.filter(current(at), organization__in=hers, role__in=LEADS).exclude(person=owner)
    rows = held.select_related("organization", "person").order_by(
        "organization__name", "person__display_name"
    )
    found = dict.fromkeys((row.organization, row.person) for row in rows)
    return sorted(found, key=lambda pair: pair[1].pk not in bosses)


def successors(stack: Stack, *, at: datetime) -> QuerySet[Person]:
    """To whom the principal's side may be handed."""
    return members(stack.organization, *LEADS, at=at).exclude(pk__in=[stack.owner_id, stack.partner_id])
