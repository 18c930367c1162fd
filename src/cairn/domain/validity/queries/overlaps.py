"""Who attempted which of an organization's micro-credentials, and how they fared: for comparing them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sized
from datetime import datetime
from statistics import fmean
from typing import Final, NamedTuple

from cairn.domain.catalog.models import Edition
from cairn.domain.evaluation.models import CriterionOutcome, Outcome
from cairn.domain.people.models import Organization
from cairn.engines.measurement.minimums import enough

MOST_BESIDE: Final = 12
Ranks = tuple[int, ...]


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


class Beside(NamedTuple):
    """Another edition, and for each person who attempted both her ranks at the one compared (`own`) and there."""

    edition: Edition
    own: tuple[tuple[int, ...], ...]
    other: tuple[tuple[int, ...], ...]


def beside(edition: Edition, *, most: int = MOST_BESIDE) -> list[Beside]:
    """Other micro-credentials of the organization that enough of the same people attempted to compare them.

    Of each the edition that most of them attempted, and only people with a rank on every criterion of both.
    """
    first = Outcome.objects.filter(round__number=1, round__recalled_at=None)
    mine = first.filter(round__attempt__edition=edition)
    own = dict(mine.values_list("round__attempt__earner", "pk"))
    if not enough("granularity", len(own)):
        return []
    rows = first.filter(
        round__attempt__edition__micro_credential__organization=edition.micro_credential.organization_id,
        round__attempt__earner__in=mine.values("round__attempt__earner"),
    ).exclude(round__attempt__edition__micro_credential=edition.micro_credential_id)
    shared: dict[int, dict[int, int]] = defaultdict(dict)
    for pk, other, earner in rows.values_list("pk", "round__attempt__edition", "round__attempt__earner"):
        shared[other][earner] = pk
    many = {key: people for key, people in shared.items() if enough("granularity", len(people))}
    chosen = sorted(_largest(many), key=lambda key: (-len(many[key]), key))[:most]
    ranks = _ranks([*own.values(), *(pk for key in chosen for pk in many[key].values())]) if chosen else {}
    known = Edition.objects.select_related("micro_credential").in_bulk(chosen)
    met = [_met(known[key], own, many[key], ranks) for key in chosen]
    return [each for each in met if enough("granularity", len(each.own))]


def _met(edition: Edition, own: dict[int, int], other: dict[int, int], ranks: dict[int, Ranks]) -> Beside:
    """The people of both, in the order of their ranks, which tells of nobody."""
    pairs = [
        (ranks[own[person]], ranks[other[person]])
        for person in other
        if own[person] in ranks and other[person] in ranks
    ]
    full = tuple(max((len(each[side]) for each in pairs), default=0) for side in (0, 1))
    whole = sorted(each for each in pairs if (len(each[0]), len(each[1])) == full)
    return Beside(edition, tuple(each[0] for each in whole), tuple(each[1] for each in whole))


def _largest(by_edition: Mapping[int, Sized]) -> list[int]:
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
