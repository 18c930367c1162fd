"""Sizing: what micro-credentials of an organization have in common, and whether they are cut too small or too large."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from cairn.domain.catalog.models import Edition
from cairn.domain.people.models import Organization
from cairn.domain.validity.noise import noise_of
from cairn.domain.validity.queries import Fared, fared, latest_of

if TYPE_CHECKING:
    from cairn.engines.measurement.redundancy import Attempt

LEAST_SHOWN: Final = 10
MOST_PAIRS: Final = 40
DRAWS: Final = 400


@dataclass(frozen=True, slots=True)
class Pair:
    """Two micro-credentials and the people who attempted both. Shares and correlations are None where the data do not
    allow them; `same` says whether both surely measure one thing, None where that is not known."""

    first: Edition
    second: Edition
    people: int
    second_given_first: float | None = None
    first_given_second: float | None = None
    jaccard: float | None = None
    phi: float | None = None
    correlation: float | None = None
    corrected: float | None = None
    lag: int | None = None
    same: bool | None = None
    advice: str = "not_enough"
    unity: float | None = None
    fewest: int | None = None


@dataclass(frozen=True, slots=True)
class Sizes:
    """Every pair that ten people or more attempted, those with most in common first; `attempted` counts people by
    edition, and `hidden` the pairs with fewer people."""

    pairs: tuple[Pair, ...]
    attempted: tuple[tuple[Edition, int], ...]
    hidden: int


def sizes(organization: Organization) -> Sizes:
    """What the organization's micro-credentials have in common, by the first attempts of people at two of them."""
    found = fared(organization)
    editions = Edition.objects.filter(pk__in=found).defer("text", "document").in_bulk()
    both = [
        (one, other, len(found[one].keys() & found[other].keys())) for one, other in combinations(found, 2)
    ]
    shared = sorted((each for each in both if each[2] >= LEAST_SHOWN), key=lambda each: -each[2])
    measured = _measured(list(found)) if shared else {}
    pairs = [
        _pair(editions[one], editions[other], found[one], found[other], measured)
        for one, other, _people in shared[:MOST_PAIRS]
    ]
    pairs.sort(key=lambda pair: (pair.same is not True, -(pair.jaccard or 0), -pair.people))
    attempted = sorted(
        ((editions[pk], len(rows)) for pk, rows in found.items()), key=lambda each: each[0].title
    )
    return Sizes(tuple(pairs), tuple(attempted), sum(0 < people < LEAST_SHOWN for _, _, people in both))


@dataclass(frozen=True, slots=True)
class _Measured:
    """What an edition's latest report says of its scores: phi, and the variance of a rank that comes of reading."""

    phi: float
    noise: float


def _measured(editions: list[int]) -> dict[int, _Measured]:
    told = {}
    for row in latest_of(editions).defer(None).defer("data"):
        general = row.analysis.get("generalization", {})
        readings = (general.get("now") or [1])[0]
        phis = [each["phi"]["value"] for each in general.get("advice", ()) if each["evaluators"] == readings]
        noise = noise_of(general)
        if phis and phis[0] and noise is not None:
            told[row.edition_id] = _Measured(phis[0], noise)
    return told


def _pair(
    first: Edition,
    second: Edition,
    one: dict[int, Fared],
    other: dict[int, Fared],
    measured: dict[int, _Measured],
) -> Pair:
    from cairn.engines.measurement import minimums
    from cairn.engines.measurement.redundancy import overlap

    people = len(one.keys() & other.keys())
    if not minimums.enough("redundancy", people):
        return Pair(first, second, people)
    known = [measured[each.pk] for each in (first, second) if each.pk in measured]
    phis = (known[0].phi, known[1].phi) if len(known) == 2 else None
    told = overlap(_attempts(one), _attempts(other), reliability=phis)
    # Without the noise of reading the advice to split would be given too easily, so none is given.
    noise = sum(each.noise for each in known) / 2 if len(known) == 2 else None
    advice, unity, fewest = _granularity(one, other, noise)
    return Pair(
        first,
        second,
        people,
        told.b_given_a.value,
        told.a_given_b.value,
        told.jaccard.value,
        told.phi.value,
        told.correlation.value,
        told.corrected.value,
        round(told.lag) if told.lag is not None else None,
        told.redundant,
        advice,
        unity,
        fewest,
    )


def _attempts(rows: dict[int, Fared]) -> dict[str, Attempt]:
    from cairn.engines.measurement.redundancy import Attempt

    return {
        str(person): Attempt(each.met, each.mean, each.at.timestamp() / 86_400)
        for person, each in rows.items()
    }


def _granularity(
    one: dict[int, Fared], other: dict[int, Fared], noise: float | None
) -> tuple[str, float | None, int | None]:
    if noise is None:
        return "not_enough", None, None
    import numpy as np

    from cairn.engines.measurement.granularity import granularity

    both = sorted(one.keys() & other.keys())
    scores = {
        name: {str(person): [float(rank) for rank in rows[person].ranks] for person in both}
        for name, rows in (("a", one), ("b", other))
    }
    if any(len({len(row) for row in by_person.values()}) != 1 for by_person in scores.values()):
        return "not_enough", None, None
    found = granularity(scores, noise=noise, draws=DRAWS, rng=np.random.default_rng(len(both)))
    return found.advice, found.unity.value, found.fewest
