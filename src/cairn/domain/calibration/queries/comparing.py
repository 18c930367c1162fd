"""Her sheets beside the key."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from cairn.domain.calibration.agreeing import agreed_rank
from cairn.domain.calibration.models import KeyLevel, Sheet, SheetRating
from cairn.domain.calibration.scoring import Judgment
from cairn.domain.catalog.models import Criterion
from cairn.domain.catalog.passing import passes


@dataclass(frozen=True, slots=True)
class Correction:
    """One criterion of a practice anchor: her level beside the agreed one, with the experts' reason."""

    criterion: Criterion
    given: str
    agreed: str
    gap: int
    words: str
    rationale: str


def corrections(sheet: Sheet) -> list[Correction]:
    """What a sent practice sheet is answered with, in the rubric's order; `gap` is positive where hers is higher."""
    hers = {row.criterion_id: row for row in sheet.ratings.select_related("level")}
    told = []
    for row in KeyLevel.objects.filter(anchor=sheet.anchor).select_related("criterion", "level"):
        rating = hers.get(row.criterion_id)
        if rating and rating.level:
            gap = rating.level.rank - row.level.rank
            told.append(
                Correction(
                    row.criterion, rating.level.name, row.level.name, gap, rating.feedback, row.rationale
                )
            )
    return told


def compared(
    sheets: Collection[Sheet], *, without_own: bool = False
) -> tuple[list[Judgment], list[tuple[bool, bool]]]:
    """Every judgment of the sheets beside the key, and for each anchor whether it was met by her and by the key.

    With `without_own` the key is what the other experts agree on: nobody is tested by her own word.
    """
    judgments, awards = list[Judgment](), list[tuple[bool, bool]]()
    for sheet in sheets:
        hers = _ranks(sheet)
        key = _key_of_others(sheet) if without_own else _key(sheet)
        both = {criterion: rank for criterion, rank in hers.items() if criterion in key}
        judgments += [Judgment(criterion.title, rank, key[criterion]) for criterion, rank in both.items()]
        awards.append((_met(sheet, hers), _met(sheet, key)))
    return judgments, awards


def _ranks(sheet: Sheet) -> dict[Criterion, int]:
    rows = SheetRating.objects.filter(sheet=sheet, level__isnull=False).select_related("criterion", "level")
    return {row.criterion: row.level.rank for row in rows if row.level}


def _key(sheet: Sheet) -> dict[Criterion, int]:
    rows = KeyLevel.objects.filter(anchor=sheet.anchor_id).select_related("criterion", "level")
    return {row.criterion: row.level.rank for row in rows}


def _key_of_others(sheet: Sheet) -> dict[Criterion, int]:
    rows = SheetRating.objects.filter(
        sheet__anchor=sheet.anchor_id,
        sheet__purpose="expert",
        sheet__sent_at__isnull=False,
        level__isnull=False,
    ).exclude(sheet=sheet)
    told: dict[Criterion, list[int]] = {}
    for row in rows.select_related("criterion", "level"):
        if row.level:
            told.setdefault(row.criterion, []).append(row.level.rank)
    return {criterion: agreed_rank(ranks) for criterion, ranks in told.items()}


def _met(sheet: Sheet, ranks: dict[Criterion, int]) -> bool:
    edition = sheet.anchor.edition
    passing = min(level.rank for level in edition.levels.all() if level.meets)
    return passes(edition.document["rubric"], [each.key for each, rank in ranks.items() if rank >= passing])
