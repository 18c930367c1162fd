"""How often an evaluator's levels were those of others; for her own eyes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from cairn.domain.calibration.models import KeyLevel
from cairn.domain.evaluation.models import Rating

SPAN = timedelta(days=365)
APART = ("seed", "back_read")


def agreement_of(person_id: int, *, before: datetime) -> tuple[int, int]:
    """Of her levels that could be compared, how many were the same, and how many there were.

    They are compared with those of co-readers once their round has its outcome, and with agreed keys. Only
    readings sent before `before` count: a count that grew at once would tell which readings have a key.
    """
    mine = Rating.objects.filter(
        reading__evaluator=person_id,
        reading__state="concluded",
        reading__concluded_at__lt=before,
        reading__concluded_at__gte=before - SPAN,
        level__isnull=False,
    ).exclude(reading__reason="back_read")
    pairs = [*_with_readers(mine, person_id), *_with_keys(mine)]
    return sum(one == other for one, other in pairs), len(pairs)


def _with_readers(mine: QuerySet[Rating], person_id: int) -> list[tuple[int, int]]:
    rows = mine.exclude(reading__reason="seed").filter(reading__round__outcome__isnull=False)
    hers = {
        (round_, criterion): level
        for round_, criterion, level in rows.values_list("reading__round", "criterion", "level")
    }
    others = (
        Rating.objects.filter(
            reading__round__in={round_ for round_, _ in hers},
            reading__state="concluded",
            level__isnull=False,
        )
        .exclude(reading__evaluator=person_id)
        .exclude(reading__reason__in=APART)
        .values_list("reading__round", "criterion", "level")
    )
    return [
        (hers[round_, criterion], level)
        for round_, criterion, level in others
        if (round_, criterion) in hers and level
    ]


def _with_keys(mine: QuerySet[Rating]) -> list[tuple[int, int]]:
    rows = list(mine.filter(reading__reason="seed").values_list("reading__round", "criterion", "level"))
    keys = {
        (round_, criterion): level
        for round_, criterion, level in KeyLevel.objects.filter(
            anchor__round__in={round_ for round_, _, _ in rows}
        ).values_list("anchor__round", "criterion", "level")
    }
    return [
        (level, keys[round_, criterion]) for round_, criterion, level in rows if (round_, criterion) in keys
    ]
