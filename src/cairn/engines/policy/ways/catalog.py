"""The best of a catalog by one objective: an integer program over offers, beside what is on record already."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import ceil

from cairn.engines.policy.covering import buckets_for, mask_of, pose
from cairn.engines.policy.facts import Fact, Record
from cairn.engines.policy.gates import pass_gates
from cairn.engines.policy.pricing import price
from cairn.engines.policy.records import Looked, caps_over, in_order, look_at
from cairn.engines.policy.requirements import Bucket, Cover, Leaf, Points, Use
from cairn.engines.policy.rules import Policy
from cairn.engines.policy.ways.program import solve
from cairn.engines.policy.ways.way import Offer

SMALL = 1e-4
"""Next to a cost or an hour, enough to prefer fewer among equals."""

MOST_OFFERS = 400
"""Those that stay in the program; the others are left out by their price."""


Service = tuple[Fraction, int, tuple[int, ...]]
"""What a record is worth, the categories it may serve as bits, and its caps."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An offer with what it would bring, for which categories and under which caps, and what it costs now."""

    offer: Offer
    looked: Looked
    mask: int
    caps: tuple[int, ...]
    price: float

    @property
    def place(self) -> tuple[float, Fraction, str]:
        """The cheaper first, among equals the one worth more."""
        return self.price, -self.looked.worth, self.offer.fact.reference

    @property
    def serves(self) -> Service:
        return self.looked.worth, self.mask, self.caps


class Catalog:
    """The offers as they would count for one person; gates and prices are asked once for offers that are alike."""

    def __init__(self, policy: Policy, record: Record, offers: Sequence[Offer], day: date) -> None:
        self.policy, self.record, self.offers, self.day = policy, record, offers, day

    @cached_property
    def worthwhile(self) -> list[tuple[Offer, Looked]]:
        """Offers that would count, each with an offer like it after its gates and its price."""
        classes: dict[Hashable, Looked | None] = {}
        found = []
        for offer in self.offers:
            kind = _kind(offer.fact)
            if kind not in classes:
                classes[kind] = self._looked(offer.fact)
            if looked := classes[kind]:
                found.append((offer, looked))
        return found

    @cached_property
    def held(self) -> list[Looked]:
        """What is on record and counts."""
        rows = look_at(self.policy, self.record, in_order(self.record.facts), self.day)
        return [row for row in rows if row.counts]

    def _looked(self, fact: Fact) -> Looked | None:
        fact = replace(fact, earned_on=self.day)
        passed = pass_gates(self.policy, fact, self.record, self.day, duplicate=False)
        if passed.clause is None or any(reason.gate != "approval" for reason in passed.reasons):
            return None
        priced = price(self.policy, passed.clause, fact, self.day)
        if not priced.points:
            return None
        return Looked(fact, replace(passed, reasons=()), priced, priced.points, priced.points)

    def choose(self, sums: Sequence[Leaf], objective: str) -> list[tuple[Offer, Fact]]:
        """The offers that close thresholds and covers at the least cost, hours or count; none when they cannot."""
        layers = [self._asked(leaf) for leaf in sums]
        buckets = [bucket for _, asked in layers for bucket in asked]
        if not all(asked for _, asked in layers) or not self.worthwhile:
            return []
        limits = len(buckets) + len(self.policy.caps) * len(layers)
        kept = few_enough(self._candidates(buckets, objective), buckets, limits)[:MOST_OFFERS]
        facts = {one.offer.fact.reference: replace(one.offer.fact, earned_on=self.day) for one in kept}
        bought = [replace(one.looked, fact=facts[one.offer.fact.reference]) for one in kept]
        posed = pose(self.policy, buckets, [*self.held, *bought])
        by_reference = {one.offer.fact.reference: one for one in kept}
        there = [by_reference.get(row.fact.reference) for row in posed.rows]
        uses = [use for use, asked in layers for _ in asked]
        layer = [place for place, (_, asked) in enumerate(layers) for _ in asked]
        chosen = solve(posed.problem, uses, layer, [one.price if one else None for one in there])
        return [(one.offer, posed.rows[place].fact) for place in chosen if (one := there[place])]

    def _asked(self, leaf: Leaf) -> tuple[Use, Sequence[Bucket]]:
        if isinstance(leaf, Cover):
            return leaf.use, buckets_for(leaf, self.record) or ()
        if isinstance(leaf, Points):
            return Use.SPLIT, [Bucket("points", leaf.least, leaf.where)]
        return self.policy.use, ()

    def _candidates(self, buckets: Sequence[Bucket], objective: str) -> list[Candidate]:
        """By their price; those that serve no category are left out."""
        served: dict[int, tuple[int, tuple[int, ...]]] = {}
        found = []
        for offer, looked in self.worthwhile:
            if id(looked) not in served:
                served[id(looked)] = mask_of(buckets, looked.fact), caps_over(self.policy, looked.fact)
            mask, caps = served[id(looked)]
            if mask:
                found.append(Candidate(offer, looked, mask, caps, _price(offer, objective)))
        return sorted(found, key=lambda one: one.place)


def few_enough(candidates: Sequence[Candidate], buckets: Sequence[Bucket], limits: int) -> list[Candidate]:
    """Those that some best choice may need, of candidates in the order of their price.

    Of records worth at least w, no choice without a superfluous one has more than the minimums over w, and one for each
    limit, which categories and caps are: a basic flow leaves no more than these partly used. So an offer is left out
    when as many cheaper ones could each stand in for it.
    """
    kept: list[Candidate] = []
    many: dict[Service, int] = {}
    for one in candidates:
        worth, mask, under = one.serves
        most = sum(ceil(bucket.least / worth) for bucket in buckets) + limits
        better = sum(
            count
            for (other, fits, chain), count in many.items()
            if fits & mask == mask and chain == under and other >= worth
        )
        if better < most:
            kept.append(one)
            many[one.serves] = many.get(one.serves, 0) + 1
    return kept


def _kind(fact: Fact) -> Hashable:
    """What gates and prices look at: offers that agree in it differ in name only."""
    details = tuple(sorted(pair for pair in fact.details.items() if pair[0] != "key"))
    units = tuple(sorted(fact.units.items()))
    said = (fact.topics, fact.lists, fact.documents, fact.approvals)
    return fact.kind, fact.amount, details, units, said, fact.status, fact.started_on, fact.expires_on


def _price(offer: Offer, objective: str) -> float:
    if objective == "count":
        return 1 + SMALL * float(offer.cost + offer.hours) / 1000
    least, other = (offer.cost, offer.hours) if objective == "cost" else (offer.hours, offer.cost)
    return float(least) + SMALL * (1 + float(other) / 1000)
