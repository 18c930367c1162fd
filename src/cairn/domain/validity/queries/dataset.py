"""The data of an edition's report, gathered in a few queries however many rounds there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from statistics import median
from typing import NamedTuple

from cairn.domain.calibration.models import KeyLevel
from cairn.domain.calibration.queries import answered_in, calibrated, gate_asked, pool_of
from cairn.domain.catalog.models import Criterion as CatalogCriterion
from cairn.domain.catalog.models import Edition
from cairn.domain.catalog.models import Level as CatalogLevel
from cairn.domain.evaluation.models import Rating, Reading
from cairn.domain.evaluation.rules import Departure, departures, rules_of
from cairn.domain.evidence.models import Round
from cairn.domain.people.models import Person
from cairn.domain.validity.data import HEADLINE, Beside, Both, Criterion, Data, Level, Score, Submission
from cairn.domain.validity.noise import noise_of
from cairn.domain.validity.queries import overlaps
from cairn.domain.validity.queries.overlaps import beside
from cairn.domain.validity.queries.snapshots import latest_of
from cairn.engines.measurement import minimums

LONGEST_MINUTES = 240
"""A reading that lay longer between taking and sending says nothing of the work it was."""
SMALLEST_GROUP = minimums.MINIMUMS["cell"].n


class _Read(NamedTuple):
    reading: int
    round: int
    evaluator: int
    reason: str
    order: int
    minutes: float


def dataset(
    edition: Edition,
    *,
    pooled: Sequence[Edition] = (),
    groups: Mapping[int, str] | None = None,
    at: datetime,
) -> Data:
    """All concluded readings of the edition, and of those whose data are pooled with it.

    `groups` tell of earners (by key) what their organization knows: Cairn asks nobody. A group of fewer than ten who
    submitted is left out. Ids are still the database's own: `naming.without_names` takes them out before anything is
    kept or shown.
    """
    editions = {each.pk: each for each in (edition, *pooled)}
    names = {pk: _name(each, edition) for pk, each in editions.items()}
    criteria = {
        row.pk: Criterion(_key(row.key, names[row.edition_id]), row.title, names[row.edition_id])
        for row in CatalogCriterion.objects.filter(edition__in=editions).order_by("edition", "position")
    }
    reads = _reads(list(editions))
    submissions = _submissions(names, reads, groups or {})
    scores = tuple(_scores(reads, criteria))
    rules = rules_of(edition)
    overlapping = beside(edition)
    return Data(
        edition="",
        title=edition.title,
        competency=edition.competency,
        number=edition.number,
        digest=edition.digest,
        organization=edition.micro_credential.organization.name,
        rules=asdict(rules),
        departures=tuple(_said(each) for each in departures(rules)),
        rubric=_rubric(edition),
        levels=tuple(
            Level(row.rank, row.name, row.meets) for row in CatalogLevel.objects.filter(edition=edition)
        ),
        criteria=tuple(criteria.values()),
        evaluators=_evaluators(edition, reads, at),
        scores=scores,
        submissions=submissions,
        excluded=_excluded(reads, submissions),
        pooled=tuple(each.title for each in pooled),
        minutes=median(short) if (short := _short(reads)) else None,
        overdue=Reading.objects.filter(
            round__attempt__edition=edition, state__in=("open", "claimed"), due_at__lte=at
        ).count(),
        answered=_answered(edition, reads),
        beside=_beside(overlapping),
        both=tuple(
            Both(_name(each.edition, edition), own, other)
            for each in overlapping
            for own, other in zip(each.own, each.other, strict=True)
        ),
        gate=bool((pool := pool_of(edition)) and gate_asked(pool, at=at)),
    )


def _beside(overlapping: Sequence[overlaps.Beside]) -> tuple[Beside, ...]:
    """What of the other micro-credentials is known, with the noise of reading as their latest reports tell it."""
    if not overlapping:
        return ()
    reports = latest_of(each.edition.pk for each in overlapping).defer(None).defer("data")
    noise = {row.edition_id: noise_of(row.analysis.get("generalization", {})) for row in reports}
    return tuple(
        Beside(
            f"{each.edition.micro_credential.key}-{each.edition.number}",
            each.edition.title,
            noise.get(each.edition.pk),
        )
        for each in overlapping
    )


def _name(edition: Edition, own: Edition) -> str:
    """Empty for the edition that the report is of; else which one it is."""
    return "" if edition.pk == own.pk else f"{edition.micro_credential.key}-{edition.number}"


def _said(departure: Departure) -> str:
    usual, value = (
        str(each) if not isinstance(each, bool) else "yes" if each else "no"
        for each in (departure.usual, departure.value)
    )
    return f"{departure.about} Here: {value}; usually: {usual}."


def _key(key: str, edition: str) -> str:
    return f"{edition}/{key}" if edition else key


def _rubric(edition: Edition) -> dict[str, object]:
    """What decides from the criteria that are met whether there is an award."""
    rubric = edition.document["rubric"]
    return {
        "rule": rubric.get("rule", {"rule": "all"}),
        "criteria": [{"key": each["key"]} for each in rubric["criteria"]],
    }


def _evaluators(edition: Edition, reads: Sequence[_Read], at: datetime) -> dict[str, bool]:
    """Each who has read, and whether she is calibrated for the edition today."""
    people = Person.objects.filter(pk__in={each.evaluator for each in reads}).order_by("pk")
    return {str(person.pk): calibrated(person, edition, at=at) for person in people}


def _answered(edition: Edition, reads: Sequence[_Read]) -> tuple[str, ...]:
    """Who drifted and has been seen to: what a lead has dealt with no longer speaks against the edition."""
    known = answered_in(edition.micro_credential.organization) & {each.evaluator for each in reads}
    return tuple(sorted(str(key) for key in known))


def _reads(editions: Sequence[int]) -> list[_Read]:
    rows = (
        Reading.objects.filter(round__attempt__edition__in=editions, state="concluded")
        .order_by("concluded_at", "pk")
        .values_list("pk", "round", "evaluator", "reason", "claimed_at", "concluded_at")
    )
    return [
        _Read(pk, round_, evaluator, reason, order, _minutes(taken, sent))
        for order, (pk, round_, evaluator, reason, taken, sent) in enumerate(rows, start=1)
    ]


def _minutes(taken: datetime | None, sent: datetime | None) -> float:
    return (sent - taken).total_seconds() / 60 if taken and sent else 0.0


def _met(met: bool | None) -> int | None:
    """As a number; None while the round is still being read."""
    return None if met is None else int(met)


def _days(submitted: datetime, concluded: datetime | None) -> int | None:
    return (concluded - submitted).days if concluded else None


def _submissions(
    names: Mapping[int, str], reads: Sequence[_Read], groups: Mapping[int, str]
) -> tuple[Submission, ...]:
    reasons: dict[int, set[str]] = {}
    for each in reads:
        reasons.setdefault(each.round, set()).add(each.reason)
    sent = Round.objects.filter(attempt__edition__in=list(names), recalled_at=None)
    rows = sent.values_list(
        "pk", "attempt__edition", "number", "submitted_at", "outcome__met", "outcome__concluded_at", "attempt__earner"
    )  # fmt: skip
    present = {earner: group for *_, earner in rows if (group := groups.get(earner))}
    sizes = Counter(present.values())
    return tuple(
        Submission(
            submission=str(pk),
            edition=names[edition],
            attempt=number,
            met=_met(met),
            adjudicated=int("adjudication" in reasons.get(pk, ())),
            appealed=int("appeal" in reasons.get(pk, ())),
            reversed=int("appeal" in reasons.get(pk, ()) and bool(met)),
            days=_days(submitted, concluded),
            group=group if sizes[group := groups.get(earner, "")] >= SMALLEST_GROUP else "",
        )
        for pk, edition, number, submitted, met, concluded, earner in rows
        if pk in reasons
    )


def _scores(reads: Sequence[_Read], criteria: Mapping[int, Criterion]) -> list[Score]:
    by_reading = {each.reading: each for each in reads}
    keys = _keys({each.round for each in reads if each.reason == "seed"})
    rows = Rating.objects.filter(
        criterion__in=list(criteria), reading__state="concluded", level__isnull=False
    )
    return [
        Score(
            submission=str(read.round),
            evaluator=str(read.evaluator),
            criterion=criteria[criterion].key,
            rank=rank,
            reason=read.reason,
            order=read.order,
            key=keys.get((read.round, criterion), 0) if read.reason == "seed" else 0,
        )
        for reading, criterion, rank in rows.values_list("reading", "criterion", "level__rank")
        if (read := by_reading.get(reading))
    ]


def _keys(rounds: set[int]) -> dict[tuple[int, int], int]:
    """What experts agreed on for the anchors among these rounds, by round and criterion."""
    if not rounds:
        return {}
    rows = KeyLevel.objects.filter(anchor__round__in=rounds)
    return {
        (round_, criterion): rank
        for round_, criterion, rank in rows.values_list("anchor__round", "criterion", "level__rank")
    }


def _excluded(reads: Sequence[_Read], submissions: Sequence[Submission]) -> dict[str, int]:
    """Readings that the headline figures leave out, by why they were made; `later` are those of later attempts."""
    later = {each.submission for each in submissions if each.attempt > 1}
    counts = Counter(
        each.reason if each.reason not in HEADLINE else "later"
        for each in reads
        if each.reason not in HEADLINE or str(each.round) in later
    )
    return dict(sorted(counts.items()))


def _short(reads: Sequence[_Read]) -> list[float]:
    return [each.minutes for each in reads if 0 < each.minutes <= LONGEST_MINUTES]
