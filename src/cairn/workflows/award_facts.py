"""Awards of many people as facts of the policy engine, read in a constant number of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from cairn.domain.approvals.queries import NOTHING_APPROVED, Approved
from cairn.domain.catalog.models import Edition
from cairn.domain.issuing.models import Award
from cairn.domain.people.models import Organization
from cairn.domain.recognition.models import Filing
from cairn.domain.records.access import Sight
from cairn.domain.records.models import OtherRecord
from cairn.domain.validity.queries import tiers_of
from cairn.engines.policy import Approval, Fact
from cairn.workflows.accepting import lists_of
from cairn.workflows.badge_facts import BADGE, STACK, Told, told_by
from cairn.workflows.entered_facts import as_stated

STATUS = {"issued": "valid", "made": "pending", "suspended": "suspended", "revoked": "revoked"}
FIELDS = (
    "pk", "public_id", "earner", "organization", "organization__name", "organization__time_zone", "edition", "stack",
    "stack_edition__title", "attempt", "state", "earned_on", "expires_at",
)  # fmt: skip
START = "attempt__started_at"


@dataclass(frozen=True, slots=True)
class Row:
    """An award as facts are made of it; `started_at` only where a rule looks at it."""

    pk: int
    public_id: UUID
    earner_id: int
    organization_id: int
    issuer: str
    time_zone: str
    edition_id: int | None
    stack_id: int | None
    stack_title: str | None
    attempt_id: int | None
    state: str
    earned_on: date
    expires_at: datetime | None
    started_at: datetime | None = None


def awards_of(
    seen: Mapping[int, Sight], seen_by: Organization | None, needs: Collection[str]
) -> dict[int, list[Row]]:
    """By the key of each person the awards that may be seen of her, in the order in which they were earned."""
    claimed = [person for person, sight in seen.items() if sight is Sight.CLAIMED]
    fewer = {person: sight for person, sight in seen.items() if sight < Sight.CLAIMED}
    may = Q(earner__in=claimed)
    if fewer:
        rostered = [person for person, sight in fewer.items() if sight is Sight.ROSTERED]
        filed = Filing.objects.filter(award=OuterRef("pk"), organization=seen_by, filed_at__isnull=False)
        may |= Q(earner__in=list(fewer)) & (Q(Exists(filed)) | Q(earner__in=rostered, organization=seen_by))
    fields = (*FIELDS, START) if "start" in needs else FIELDS
    found: dict[int, list[Row]] = defaultdict(list)
    for values in Award.objects.filter(may).order_by("earned_on", "pk").values_list(*fields):
        row = Row(*values)
        found[row.earner_id].append(row)
    return found


class Badges:
    """What is known of the badges of some people; `facts_of` makes hers of it."""

    def __init__(self, awards: Mapping[int, Sequence[Row]], needs: Collection[str]) -> None:
        self.awards = awards
        every = [row for rows in awards.values() for row in rows]
        keys = {row.edition_id for row in every if row.edition_id}
        editions = Edition.objects.filter(pk__in=keys).select_related("micro_credential__organization")
        self.editions = {one.pk: one for one in editions.defer("text")} if keys else {}
        families = {key: one.micro_credential_id for key, one in self.editions.items()}
        self.lists = lists_of(every, families) if "list" in needs else {}
        self.tiers = tiers_of(keys) if keys and "evidence" in needs else {}
        self._told: dict[tuple[int | None, str], Told] = {}

    def titles(self, person: int) -> dict[str, str]:
        """What each of her badges is called, by its reference."""
        return {str(row.public_id): self._title(row) for row in self.awards.get(person, ())}

    def _title(self, row: Row) -> str:
        return self.editions[row.edition_id].title if row.edition_id else row.stack_title or ""

    def facts_of(
        self, person: int, stated: Mapping[str, OtherRecord], approved: Approved = NOTHING_APPROVED
    ) -> Iterable[Fact]:
        """Her badges as facts, each with what its verifier stated of it."""
        for row in self.awards.get(person, ()):
            given = approved.of_awards.get(row.pk, ()) + approved.of_attempts.get(row.attempt_id or 0, ())
            fact = self._fact(row, given)
            one = stated.get(fact.reference)
            yield as_stated(fact, one, approved.of_records.get(one.pk, ())) if one else fact

    def _fact(self, row: Row, approvals: tuple[Approval, ...]) -> Fact:
        """Its hours are the fewest that its edition tells. A stack's badge is another kind: its parts count already."""
        told = self._told_of(row)
        return Fact(
            STACK if row.stack_id else BADGE,
            row.earned_on,
            1,
            str(row.public_id),
            details=told.details,
            units=told.units,
            topics=told.topics,
            lists=self.lists.get(row.pk, frozenset()),
            approvals=approvals,
            status=STATUS.get(row.state, "pending"),
            started_on=_civil(row.started_at, row.time_zone),
            expires_on=_civil(row.expires_at, row.time_zone),
        )

    def _told_of(self, row: Row) -> Told:
        """What all awards of an edition say, made once."""
        if row.stack_id:
            return Told({"issuer": row.issuer, "name": row.stack_title or ""})
        place = row.edition_id, row.issuer
        if place not in self._told:
            report = self.tiers.get(row.edition_id or 0)
            told = told_by(self.editions[row.edition_id], row.issuer) if row.edition_id else Told({})
            details = {**told.details, "evidence": report.tier if report else "none"}
            self._told[place] = replace(told, details=details)
        return self._told[place]


def _civil(at: datetime | None, time_zone: str) -> date | None:
    return at.astimezone(_zone(time_zone)).date() if at else None


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
