"""Reading the catalog."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Count, Prefetch, Q, QuerySet

from cairn.domain.catalog.models import (
    Criterion,
    Draft,
    DraftComment,
    Edition,
    Level,
    MicroCredential,
    Save,
    Slot,
    Worth,
)
from cairn.domain.catalog.states import OFFERED
from cairn.domain.ledger.models import Entry
from cairn.domain.people.models import Organization, Person, Role
from cairn.domain.people.queries import organizations_of


def startable() -> QuerySet[MicroCredential]:
    """What somebody may start, pilots and what is reserved for a group included."""
    return (
        MicroCredential.objects.filter(state__in=OFFERED)
        .select_related("edition", "organization")
        .prefetch_related(Prefetch("worths", Worth.objects.order_by("recognizer")))
    )


def offered() -> QuerySet[MicroCredential]:
    """What the public catalog shows, pilots included."""
    return startable().filter(reserved=False)


def valued_otherwise(
    rows: QuerySet[MicroCredential], said: Sequence[Mapping[str, object]]
) -> QuerySet[MicroCredential]:
    """Those among some micro-credentials whose worths are not exactly these, each told by its fields."""
    same = Q()
    for told in said:
        same |= Q(**{f"worths__{name}": value for name, value in told.items()})
    if not said:
        return rows.filter(worths__isnull=False).distinct()
    counted = rows.annotate(alike=Count("worths", filter=same), known=Count("worths"))
    return counted.exclude(alike=len(said), known=len(said))


def whole_edition() -> QuerySet[Edition]:
    """Editions with everything a page shows of them."""
    return Edition.objects.select_related("micro_credential__organization").prefetch_related(
        Prefetch("levels", Level.objects.order_by("rank")),
        Prefetch("slots", Slot.objects.order_by("position")),
        Prefetch("criteria", Criterion.objects.order_by("position").prefetch_related("slots")),
    )


def drafts_for(person: Person, *, at: datetime) -> QuerySet[Draft]:
    """Drafts that the person may edit."""
    mine = organizations_of(person, Role.AUTHOR, at=at)
    return (
        Draft.objects.filter(micro_credential__organization__in=mine)
        .select_related("micro_credential__organization", "micro_credential__edition", "saved_by")
        .order_by("-saved_at")
    )


def comments_on(draft: Draft) -> QuerySet[DraftComment]:
    """What co-authors remarked on the draft and nobody settled yet, the oldest first."""
    return draft.comments.filter(settled_at=None).select_related("author").order_by("said_at", "pk")


def saved_by(person: Person, keys: Iterable[int]) -> set[int]:
    """Which of these micro-credentials (by primary key) the person has bookmarked."""
    marked = Save.objects.filter(person=person, micro_credential__in=list(keys))
    return set(marked.values_list("micro_credential", flat=True))


def editions_of(micro_credential: MicroCredential) -> QuerySet[Edition]:
    """All its editions, the newest first, without their contents."""
    return (
        Edition.objects.filter(micro_credential=micro_credential)
        .only("public_id", "number", "title", "digest", "published_at", "micro_credential_id")
        .order_by("-number")
    )


def offers_of(organization: Organization) -> QuerySet[MicroCredential]:
    """What an organization offers, by title."""
    return offered().filter(organization=organization).order_by("title")


WRITING = ("draft.begun", "draft.saved")


def writers_of(micro_credential: MicroCredential) -> QuerySet[Person]:
    """Everybody who has begun or ever saved its draft, by the ledger, which forgets nothing."""
    told = Entry.objects.filter(subject=micro_credential.public_id, event__in=WRITING, actor__isnull=False)
    return Person.objects.filter(public_id__in=told.values("actor"))


def written_by(person: Person, among: QuerySet[MicroCredential]) -> QuerySet[MicroCredential]:
    """Those among some micro-credentials in whose draft the person has ever written."""
    told = Entry.objects.filter(
        subject__in=among.values("public_id"), actor=person.public_id, event__in=WRITING
    )
    return MicroCredential.objects.filter(public_id__in=told.values("subject"))
