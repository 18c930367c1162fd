"""What a lead looks after: work that readers differ on or that waits, feedback to look at, and what was denied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from cairn.domain.catalog.models import Criterion
from cairn.domain.evaluation.models import (
    APART,
    FRESH,
    BackRead,
    JudgingDefaults,
    Moment,
    Rating,
    Reading,
    Why,
)
from cairn.domain.evaluation.rules import DEFAULT, Rules, rules_in
from cairn.domain.evidence.models import Round
from cairn.domain.people.models import Organization, Person


def disputed(organization: Organization) -> QuerySet[Reading]:
    """Readings of what others differ on, the newest first, each with its round's outcome if there is one."""
    return (
        Reading.objects.filter(organization=organization, reason=Why.ADJUDICATION)
        .filter(state__in=["open", "claimed", "concluded"])
        .select_related("round__attempt__edition", "round__outcome")
        .order_by("-opened_at", "public_id")
    )


def held_results(organization: Organization) -> QuerySet[Round]:
    """Rounds whose readers are done and whose result waits until a lead lets it out."""
    standing = Reading.objects.filter(round=OuterRef("pk")).exclude(reason__in=(*APART, *FRESH))
    return (
        Round.objects.filter(
            attempt__organization=organization, attempt__state="in_review", recalled_at=None, outcome=None
        )
        .filter(attempt__edition__document__judging__lead_releases=True)
        .filter(Exists(standing.filter(state="concluded")))
        .exclude(Exists(standing.filter(state__in=["open", "claimed"])))
        .select_related("attempt__edition")
        .order_by("submitted_at", "public_id")
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """What one reader gave for a criterion, and her words."""

    level: str
    rank: int
    meets: bool
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion as all readers of a round rated it; None where a reader was not asked."""

    criterion: Criterion
    cells: tuple[Cell | None, ...]
    disputed: bool
    apart: int

    @property
    def result(self) -> str:
        """How it came out among them: "met", "unmet" or "split"."""
        given = {each.meets for each in self.cells if each}
        return "split" if len(given) > 1 else "met" if given == {True} else "unmet"


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A round's readings side by side, under letters: the readings, and its criteria with what they differ on first."""

    readings: tuple[Reading, ...]
    rows: tuple[Row, ...]


def side_by_side(round_: Round) -> SideBySide:
    """All readings by which the round is judged, in an order that says nothing of who read first."""
    readings = list(
        Reading.objects.filter(round=round_, state="concluded")
        .exclude(reason__in=(*APART, *FRESH))
        .prefetch_related(
            Prefetch("ratings", Rating.objects.select_related("level", "criterion")),
            Prefetch("moments", Moment.objects.select_related("piece__slot").order_by("piece", "at_seconds")),
        )
    )
    readings.sort(key=lambda each: (each.reason == Why.ADJUDICATION, each.public_id))
    asked = {
        key for each in disputed(round_.attempt.organization).filter(round=round_) for key in each.criteria
    }
    criteria = Criterion.objects.filter(edition=round_.attempt.edition_id).order_by("position")
    rows = [row for each in criteria if (row := _row(each, readings, each.key in asked))]
    return SideBySide(tuple(readings), tuple(sorted(rows, key=lambda row: not row.disputed)))


def _row(criterion: Criterion, readings: list[Reading], asked: bool) -> Row | None:
    cells = tuple(_cell(criterion, each) for each in readings)
    given = [each for each in cells if each]
    if not given:
        return None
    ranks = [each.rank for each in given]
    return Row(criterion, cells, asked, max(ranks) - min(ranks))


def _cell(criterion: Criterion, reading: Reading) -> Cell | None:
    for each in reading.ratings.all():
        if each.criterion_id == criterion.pk and each.level:
            return Cell(each.level.name, each.level.rank, each.level.meets, each.feedback)
    return None


def denied_by(evaluator: Person, organization: Organization, *, since: datetime) -> QuerySet[Round]:
    """Rounds that came out as not yet, which the evaluator read since then and nobody has read afresh.

    Work that its earner has meanwhile brought to an award is not among them.
    """
    fresh = Reading.objects.filter(round=OuterRef("pk"), reason__in=FRESH)
    hers = Reading.objects.filter(
        round=OuterRef("pk"), evaluator=evaluator, state="concluded", concluded_at__gte=since
    ).exclude(reason__in=APART)
    return (
        Round.objects.filter(attempt__organization=organization, outcome__met=False)
        .filter(Exists(hers))
        .exclude(Exists(fresh))
        .exclude(attempt__state__in=["met", "awarded", "withdrawn"])
        .select_related("attempt__edition__micro_credential", "attempt__organization", "outcome")
        .order_by("submitted_at", "pk")
    )


def to_draw_from(organization: Organization, *, since: datetime) -> QuerySet[Reading]:
    """Sent readings whose result is known and whose feedback nobody has looked at or drawn."""
    return (
        Reading.objects.filter(organization=organization, state="concluded", concluded_at__gte=since)
        .filter(round__outcome__isnull=False, back_read=None)
        .exclude(reason__in=APART)
        .select_related("round__attempt__edition")
        .order_by("concluded_at", "pk")
    )


def back_reads(organization: Organization) -> QuerySet[BackRead]:
    """The organization's sample of feedback with what is looked at, what waits first."""
    return (
        BackRead.objects.filter(reading__organization=organization)
        .select_related(
            "reading__round__attempt__edition",
            "reading__round__attempt__organization",
            "reading__round__outcome",
            "reading__organization",
            "reading__evaluator",
        )
        .prefetch_related(
            Prefetch("reading__ratings", Rating.objects.select_related("level", "criterion")),
            Prefetch("reading__moments", Moment.objects.select_related("piece__slot")),
        )
        .order_by("read_at", "drawn_at", "public_id")
    )


def notes_to(person: Person) -> QuerySet[BackRead]:
    """What leads wrote to an evaluator about her feedback, the newest first."""
    told = BackRead.objects.filter(~Q(note=""), reading__evaluator=person, read_at__isnull=False)
    return told.select_related("reading__round__attempt__edition").order_by("-read_at")


def offered_to_one(organization: Organization) -> QuerySet[Reading]:
    """Open readings that leads offered to one person; seeds, which look like them, are not among these."""
    return (
        Reading.objects.filter(organization=organization, state="open", meant_for__isnull=False)
        .exclude(reason=Why.SEED)
        .select_related("round__attempt__edition", "meant_for")
        .order_by("due_at", "public_id")
    )


def defaults_of(organization: Organization) -> tuple[Rules, dict[str, int | bool]]:
    """The rules that the organization's new drafts begin with, and those among them that it set itself."""
    row = JudgingDefaults.objects.filter(organization=organization).first()
    own: dict[str, int | bool] = row.settings if row else {}
    return (rules_in({"judging": own}), own) if own else (DEFAULT, {})
