"""Who attempted which of an organization's micro-credentials, and how they fared: for comparing them."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from statistics import fmean
from typing import NamedTuple

from cairn.domain.catalog.models import Edition
from cairn.domain.evaluation.models import CriterionOutcome, Outcome
from cairn.domain.people.models import Organization


class Fared(NamedTuple):
    """How a person fared at the first attempt: whether all was met, and her rank on each criterion, in order."""

    met: bool
    at: datetime
    ranks: tuple[int, ...]

    @property
    def mean(self) -> float:
        return fmean(self.ranks)


def fared(organization: Organization) -> dict[int, dict[int, Fared]]:
    """By edition (key) and earner (key), of each micro-credential's edition that most people attempted."""
    rows = Outcome.objects.filter(
        round__attempt__edition__micro_credential__organization=organization,
        round__number=1,
        round__recalled_at=None,
    ).values_list("pk", "round__attempt__edition", "round__attempt__earner", "met", "round__submitted_at")
    by_edition: dict[int, dict[int, tuple[int, bool, datetime]]] = defaultdict(dict)
    for pk, edition, earner, met, at in rows:
        by_edition[edition][earner] = (pk, met, at)
    chosen = _largest(by_edition)
    ranks = _ranks([pk for edition in chosen for pk, _, _ in by_edition[edition].values()])
    return {
        edition: {
            earner: Fared(met, at, ranks[pk])
            for earner, (pk, met, at) in by_edition[edition].items()
            if pk in ranks
        }
        for edition in chosen
    }


def _largest(by_edition: dict[int, dict[int, tuple[int, bool, datetime]]]) -> list[int]:
    """Of each micro-credential the edition that most people attempted."""
    found: dict[int, int] = {}
    editions = Edition.objects.filter(pk__in=by_edition).order_by("pk")
    for edition, micro_credential in editions.values_list("pk", "micro_credential"):
        best = found.get(micro_credential)
        if best is None or len(by_edition[edition]) >= len(by_edition[best]):
            found[micro_credential] = edition
    return sorted(found.values())


def _ranks(outcomes: list[int]) -> dict[int, tuple[int, ...]]:
    told: dict[int, list[int]] = defaultdict(list)
    rows = CriterionOutcome.objects.filter(outcome__in=outcomes, carried=False)
    for outcome, rank in rows.order_by("outcome", "criterion__position").values_list(
        "outcome", "level__rank"
    ):
        told[outcome].append(rank)
    return {outcome: tuple(ranks) for outcome, ranks in told.items()}
