"""What a round asks its readers, and what earlier rounds came to."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from cairn.domain.catalog.models import Criterion
from cairn.domain.catalog.rubrics import rubric_of
from cairn.domain.evaluation.models import APART, CriterionOutcome, Moment, Outcome, Rating, Reading, Why
from cairn.domain.evaluation.rules import rules_of
from cairn.domain.evidence.models import Round
from cairn.domain.evidence.readiness import months_before
from cairn.domain.ledger.prepared import PreparedModels, remember


@dataclass(frozen=True, slots=True)
class Asked:
    """What an earlier round asked for: the criterion and the feedback, without its score or its author."""

    criterion: Criterion
    feedback: tuple[str, ...]


def sheet(public_id: UUID) -> Reading:
    """A reading with what its sheet shows. Raises `Reading.DoesNotExist`."""
    for reading in _sheet(public_id):
        remember(reading, "ratings", ratings_of(reading.pk))
        remember(reading, "moments", _moments_of(reading.pk))
        return reading
    raise Reading.DoesNotExist


@PreparedModels
def _sheet(public_id: UUID) -> QuerySet[Reading]:
    rows = Reading.objects.filter(public_id=public_id)
    whole = rows.select_related("round__attempt__edition__micro_credential", "organization")
    return whole.defer("round__attempt__edition__text")


@PreparedModels
def ratings_of(reading: int) -> QuerySet[Rating]:
    """What was given in a reading (its key), with levels and criteria."""
    return Rating.objects.filter(reading=reading).select_related("level", "criterion")


@PreparedModels
def _moments_of(reading: int) -> QuerySet[Moment]:
    return Moment.objects.filter(reading=reading).order_by("at_seconds", "pk")


def criteria_to_read(round_: Round) -> list[Criterion]:
    """The criteria of the edition that earlier rounds left unmet, or met too long ago: all of them in the first."""
    criteria = list(rubric_of(round_.attempt.edition).criteria)
    if round_.number == 1:
        return criteria
    met = set(_met_before(round_).values_list("criterion", flat=True))
    return [each for each in criteria if each.pk not in met]


def _met_before(round_: Round) -> QuerySet[CriterionOutcome]:
    """What earlier rounds found met, as long as the rules let it stand."""
    months = rules_of(round_.attempt.edition).carry_months
    zone = ZoneInfo(round_.attempt.organization.time_zone)
    since = months_before(round_.submitted_at.astimezone(zone).date(), months)
    return CriterionOutcome.objects.filter(
        outcome__round__attempt=round_.attempt_id,
        outcome__round__number__lt=round_.number,
        outcome__round__recalled_at=None,
        outcome__concluded_at__date__gte=since,
        met=True,
        carried=False,
    )


def criteria_of(reading: Reading) -> list[Criterion]:
    """The criteria that this reading is about: all that its round asks for, or only some of them."""
    asked = criteria_to_read(reading.round)
    return [each for each in asked if each.key in reading.criteria] if reading.criteria else asked


def outcome_before(round_: Round) -> Outcome | None:
    """The outcome of the round before this one."""
    return (
        Outcome.objects.filter(round__attempt=round_.attempt_id, round__number__lt=round_.number)
        .order_by("-round__number")
        .first()
    )


def met_before(round_: Round) -> list[CriterionOutcome]:
    """What earlier rounds found met and stays met, each criterion once."""
    if round_.number == 1:
        return []
    rows = _met_before(round_).select_related("criterion", "level").order_by("outcome__round__number")
    return list({row.criterion_id: row for row in rows}.values())


def asked_before(round_: Round) -> list[Asked]:
    """What the round before asked for, in the words of those who asked: praise would betray how they voted."""
    before = outcome_before(round_)
    if before is None:
        return []
    asking = Rating.objects.filter(
        reading__round=before.round_id, reading__state="concluded", level__meets=False
    ).exclude(Q(feedback="") | Q(reading__reason__in=(*APART, Why.REREAD)))
    words: dict[int, list[str]] = {}
    for rating in asking.order_by("reading__place"):
        words.setdefault(rating.criterion_id, []).append(rating.feedback)
    unmet = before.criteria.filter(met=False).select_related("criterion").order_by("criterion__position")
    return [Asked(row.criterion, tuple(words.get(row.criterion_id, ()))) for row in unmet]
