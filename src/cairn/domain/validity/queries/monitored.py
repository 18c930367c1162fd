"""What an organization's evaluators gave beside experts' keys and beside each other, for charts of drift."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from cairn.domain.calibration.models import KeyLevel
from cairn.domain.catalog.models import Level
from cairn.domain.evaluation.models import Rating
from cairn.domain.people.models import Organization
from cairn.domain.validity.residuals import MONITORED, SEED, Residual, Sheet, residuals

Compared = Residual[int, datetime]
"""A residual by the evaluator's and the co-reader's key."""


def compared(organization: Organization, *, since: datetime) -> list[Compared]:
    """Every reading of a first attempt, or of a seed, since then that can be compared, in order of time."""
    return residuals(_sheets(organization, since).values())


def _sheets(organization: Organization, since: datetime) -> dict[int, list[Sheet[int, datetime]]]:
    rows = Rating.objects.filter(
        Q(reading__round__number=1) | Q(reading__reason=SEED),
        reading__organization=organization,
        reading__state="concluded",
        reading__concluded_at__gte=since,
        reading__reason__in=MONITORED,
        level__isnull=False,
    ).order_by("reading__concluded_at", "reading")
    told = list(rows.values_list(
        "reading", "reading__round", "reading__evaluator", "reading__reason", "reading__concluded_at",
        "criterion__edition", "criterion__key", "level__rank",
    ))  # fmt: skip
    scales, keys = _scales(organization), _keys(row[1] for row in told if row[3] == SEED)
    ranks: dict[int, dict[str, int]] = defaultdict(dict)
    rounds: dict[int, list[Sheet[int, datetime]]] = defaultdict(list)
    for reading, round_, evaluator, reason, at, edition, criterion, rank in told:
        if reading not in ranks and at is not None:
            key = keys.get(round_, {}) if reason == SEED else {}
            sheet = Sheet(evaluator, reason, at, ranks[reading], scales.get(edition, 0), key)
            rounds[round_].append(sheet)
        ranks[reading][criterion] = rank
    return rounds


def _scales(organization: Organization) -> dict[int, int]:
    """How many levels each edition of the organization has."""
    counts: dict[int, int] = defaultdict(int)
    rows = Level.objects.filter(edition__micro_credential__organization=organization)
    for edition in rows.values_list("edition", flat=True):
        counts[edition] += 1
    return counts


def _keys(seeded: Iterable[int]) -> dict[int, dict[str, int]]:
    keys: dict[int, dict[str, int]] = defaultdict(dict)
    rows = KeyLevel.objects.filter(anchor__round__in=set(seeded))
    for round_, criterion, rank in rows.values_list("anchor__round", "criterion__key", "level__rank"):
        keys[round_][criterion] = rank
    return keys
